// The instance is replaced, and the ENI has to come along: in both orders that the engine knows, with diffs one after
// another and side by side. A wrong order would take the ENI away with the old instance, as the vendor does.
import { describe, expect, test } from "@jest/globals";
import { adapterProgram } from "./adapter-program.ts";
import { namesOf } from "./plan-lines.ts";
import { Script } from "./script.ts";
import { MINUTES, Setting, succeed, TYPE } from "./setting.ts";

/**
 * Two servers, one of which is created before the old one is deleted, and one deleted first. Instances i-f1 … and i-l1 … exist from the
 * start; "creating" takes one of them, deleting releases it in the cloud.
 */
const program = (version: number) => `
  import * as pulumi from "@pulumi/pulumi";
  import { EniAttachment } from "${adapterProgram.from}";

  const instances = {
    async diff(id, olds, news) {
      const replaces = olds.version === news.version ? [] : ["version"];
      return { changes: replaces.length > 0, replaces, deleteBeforeReplace: news.deleteFirst };
    },
    async create(inputs) {
      return { id: inputs.prefix + inputs.version, outs: inputs };
    },
    async delete(id, props) {
      const world = await (await fetch(process.env.CLOUD + "/_control/world")).json();
      const { enis } = world.instances.find((instance) => instance.id === id);
      console.log("releasing " + id + " with " + enis.join(" and "));
      await fetch(process.env.CLOUD + "/_control/instances/" + id + "/release", { method: "POST" });
    },
  };
  class FakeInstance extends pulumi.dynamic.Resource {
    constructor(name, args) { super(instances, name, args, undefined, "test", "FakeInstance"); }
  }

  for (const [name, prefix, networkInterfaceId, deleteFirst] of [
    ["follows", "i-f", "eni-one", false],
    ["leads", "i-l", "eni-two", true],
  ]) {
    const server = new FakeInstance(name, { version: ${version}, prefix, deleteFirst });
    const where = { vendor: "alicloud-ecs", region: "cn-hangzhou" };
    new EniAttachment(name, { ...where, networkInterfaceId, instanceId: server.id });
  }
`;

const enis = ["eni-one", "eni-two"].map((id) => ({ id, deleteOnRelease: true }));
const instances = ["f", "l"].flatMap((side) => [1, 2, 3].map((version) => ({ id: `i-${side}${version}`, maxEnis: 8 })));
const script = new Script(() => Setting.open({ world: { instances, enis }, program: program(1) }));

interface PreviewStep {
  op: string;
  urn: string;
}

/** What a preview says will be done with the attachments. */
async function plannedSteps({ stack }: Setting, env: NodeJS.ProcessEnv): Promise<Record<string, string>> {
  const { stdout, exitCode, all } = await stack.preview({ json: true, env });
  if (exitCode !== 0) throw new Error(all);
  const { steps } = JSON.parse(stdout) as { steps: PreviewStep[] };
  const ours = steps.filter(({ urn }) => urn.includes(TYPE));
  return Object.fromEntries(ours.map(({ op, urn }) => [urn.split("::").at(-1) ?? "", op] as const));
}

/** All instances get this version. */
const replaced = (version: number, env: NodeJS.ProcessEnv) =>
  script.step(async (setting) => {
    await setting.stack.replaceProgram(program(version));
    const mark = setting.mark();
    const planned = await plannedSteps(setting, env);
    const previewed = setting.changes(mark);
    const output = await succeed(setting.stack.up({ env, preview: true }));
    const attachments = await setting.attachments();
    return {
      planned,
      previewed,
      output,
      changes: setting.changes(mark),
      enis: [setting.eni("eni-one"), setting.eni("eni-two")],
      attachments,
    };
  });

const made = script.step((setting) => succeed(setting.stack.up()));
const oneAfterAnother = replaced(2, {});
const sideBySide = replaced(3, { PULUMI_PARALLEL_DIFF: "true" });
const destroyed = script.step(async (setting) => {
  const mark = setting.mark();
  const output = await succeed(setting.stack.destroy());
  return { output, changes: setting.changes(mark), enis: [setting.eni("eni-one"), setting.eni("eni-two")] };
});

describe.each([
  ["diffs one after another", oneAfterAnother, 1],
  ["PULUMI_PARALLEL_DIFF", sideBySide, 2],
])("%s", (_how, step, from) => {
  const of = (eni: string, changes: readonly string[]) => changes.filter((change) => change.includes(eni));

  test(
    "created before the old one is deleted: the ENI moves while both are there",
    async () => {
      const [old, next] = [`i-f${from}`, `i-f${from + 1}`];
      const { planned, previewed, output, changes, enis, attachments } = await step();
      expect(planned["follows"]).toBe("update");
      expect(previewed).toEqual([]);
      expect(output).toContain(`plan: detach from ${old}, then attach to an instance that is not known yet`);
      expect(namesOf("updated", output)).toEqual(["follows"]);
      expect(of("eni-one", changes)).toEqual([`Detach eni-one ${old}`, `Attach eni-one ${next}`]);
      expect(output).toContain(`releasing ${old} with eni-f${from}p\n`);
      expect(enis[0]).toMatchObject({ status: "inUse", instanceId: next });
      expect(attachments["follows"]).toMatchObject({ instanceId: next, attachedTo: next });
    },
    MINUTES,
  );

  test(
    "deleted before the new one is created: the ENI is off before its instance goes",
    async () => {
      const [old, next] = [`i-l${from}`, `i-l${from + 1}`];
      const { planned, previewed, output, changes, enis, attachments } = await step();
      expect(planned["leads"]).toBe("replace");
      expect(previewed).toEqual([]);
      expect(output).toContain(
        `plan: replace: if its instance is replaced, detach from ${old}; then attach to an instance that is not known yet`,
      );
      // Both instances, and this attachment.
      expect(output).toMatch(/\+-3 replaced/);
      expect(of("eni-two", changes)).toEqual([`Detach eni-two ${old}`, `Attach eni-two ${next}`]);
      // Only its primary ENI is left on it.
      expect(output).toContain(`releasing ${old} with eni-l${from}p\n`);
      expect(enis[1]).toMatchObject({ status: "inUse", instanceId: next });
      expect(attachments["leads"]).toMatchObject({ instanceId: next, attachedTo: next });
    },
    MINUTES,
  );
});

test(
  "destroy: off the instance before it is released",
  async () => {
    await made();
    const { output, changes, enis } = await destroyed();
    expect(changes.sort()).toEqual(["Detach eni-one i-f3", "Detach eni-two i-l3"]);
    expect(output).toContain("releasing i-f3 with eni-f3p\n");
    expect(output).toContain("releasing i-l3 with eni-l3p\n");
    expect(enis).toMatchObject([{ status: "available" }, { status: "available" }]);
  },
  MINUTES,
);
