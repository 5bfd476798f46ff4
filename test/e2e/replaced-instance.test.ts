// The instance is replaced, and the ENI has to come along: in both orders that the engine knows, with diffs one after
// another and side by side. A wrong order would take the ENI away with the old instance, as the vendor does.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { MINUTES, Setting, succeed, TYPE } from "./setting.ts";
import { ENGINE_TIMEOUT_MS } from "./stack.ts";

/** Instances i-v1 … exist from the start; "creating" takes one of them, deleting releases it in the cloud. */
const program = (version: number, deleteFirst: boolean) => `
  import * as pulumi from "@pulumi/pulumi";
  import { EniAttachment } from "pulumi-eni-attachment";

  const instances = {
    async diff(id, olds, news) {
      const replaces = olds.version === news.version ? [] : ["version"];
      return { changes: replaces.length > 0, replaces, deleteBeforeReplace: news.deleteFirst };
    },
    async create(inputs) {
      return { id: "i-v" + inputs.version, outs: inputs };
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

  const server = new FakeInstance("server", { version: ${version}, deleteFirst: ${deleteFirst} });
  new EniAttachment("web", {
    vendor: "alicloud-ecs",
    region: "cn-hangzhou",
    networkInterfaceId: "eni-one",
    instanceId: server.id,
  });
`;

let setting: Setting;

beforeAll(async () => {
  const instances = [1, 2, 3, 4, 5].map((version) => ({ id: `i-v${version}`, maxEnis: 8 }));
  const world = { instances, enis: [{ id: "eni-one", deleteOnRelease: true }] };
  setting = await Setting.open({ world, program: program(1, false) });
  await succeed(setting.stack.up());
}, ENGINE_TIMEOUT_MS);
afterAll(() => setting.close());

interface PreviewStep {
  op: string;
  urn: string;
}

/** What a preview says will be done with the attachment. */
async function plannedSteps(env: NodeJS.ProcessEnv): Promise<string[]> {
  const { stdout, exitCode, all } = await setting.stack.preview({ json: true, env });
  if (exitCode !== 0) throw new Error(all);
  const { steps } = JSON.parse(stdout) as { steps: PreviewStep[] };
  return steps.filter(({ urn }) => urn.includes(TYPE)).map(({ op }) => op);
}

describe.each([
  ["diffs one after another", {}, 1],
  ["PULUMI_PARALLEL_DIFF", { PULUMI_PARALLEL_DIFF: "true" }, 2],
])("%s", (_how, env, from) => {
  test(
    "created before the old one is deleted: the ENI moves while both are there",
    async () => {
      const [old, next] = [`i-v${from}`, `i-v${from + 1}`];
      await setting.stack.replaceProgram(program(from + 1, false));
      const mark = setting.mark();
      expect(await plannedSteps(env)).toEqual(["update"]);
      expect(setting.changes(mark)).toEqual([]);

      const done = await succeed(setting.stack.up({ env, preview: true }));
      expect(done).toContain(`plan: detach from ${old}, then attach to an instance that is not known yet`);
      expect(done).toMatch(/~ 1 updated/);
      expect(done).toMatch(/\+-1 replaced/);
      expect(setting.changes(mark)).toEqual([`Detach eni-one ${old}`, `Attach eni-one ${next}`]);
      expect(done).toContain(`releasing ${old} with eni-v${from}p\n`);
      expect(setting.eni()).toMatchObject({ status: "inUse", instanceId: next });
      expect((await setting.attachments()).web).toMatchObject({ instanceId: next, attachedTo: next });
    },
    MINUTES,
  );
});

describe.each([
  ["diffs one after another", {}, 3],
  ["PULUMI_PARALLEL_DIFF", { PULUMI_PARALLEL_DIFF: "true" }, 4],
])("%s", (_how, env, from) => {
  test(
    "deleted before the new one is created: the ENI is off before its instance goes",
    async () => {
      const [old, next] = [`i-v${from}`, `i-v${from + 1}`];
      await setting.stack.replaceProgram(program(from + 1, true));
      const mark = setting.mark();
      expect(await plannedSteps(env)).toEqual(["replace"]);
      expect(setting.changes(mark)).toEqual([]);

      const done = await succeed(setting.stack.up({ env, preview: true }));
      expect(done).toContain(`plan: replace: detach from ${old}; then attach to an instance that is not known yet`);
      expect(done).toMatch(/\+-2 replaced/);
      expect(setting.changes(mark)).toEqual([`Detach eni-one ${old}`, `Attach eni-one ${next}`]);
      // Only its primary ENI is left on it.
      expect(done).toContain(`releasing ${old} with eni-v${from}p\n`);
      expect(setting.eni()).toMatchObject({ status: "inUse", instanceId: next });
      expect((await setting.attachments()).web).toMatchObject({ instanceId: next, attachedTo: next });
    },
    MINUTES,
  );
});

test(
  "destroy: off the instance before it is released",
  async () => {
    const mark = setting.mark();
    const destroyed = await succeed(setting.stack.destroy());
    expect(setting.changes(mark)).toEqual(["Detach eni-one i-v5"]);
    expect(destroyed).toContain("releasing i-v5 with eni-v5p\n");
    expect(setting.eni()).toMatchObject({ status: "available" });
  },
  MINUTES,
);
