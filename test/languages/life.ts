// The life of an attachment in a program of another language, on the real engine: by the README of the language's example, and with what
// happens to it in between. Each step is told by the local cloud's calls, the state, and what the user reads.
import { expect, test } from "@jest/globals";
import { Script } from "../e2e/script.ts";
import { MINUTES } from "../e2e/setting.ts";
import type { Example } from "../examples/example.ts";
import { openExample } from "./language-example.ts";
import type { LanguageName } from "./language-example.ts";

const ENI = "eni-bp1example0000service";
const BLUE = "i-bp1example0000000blue";
const GREEN = "i-bp1example000000green";
const ID = `alicloud-ecs/cn-hangzhou/${ENI}`;

/** What `pulumi import` tells to put into the program. */
const GENERATED = `resources:
  service:
    type: eni:EniAttachment
    properties:
      instanceId: ${GREEN}
      networkInterfaceId: ${ENI}
      region: cn-hangzhou
      vendor: alicloud-ecs
`;

/** Runs commands, and says what came of them. */
async function found(example: Example, run: () => Promise<string>) {
  const mark = example.mark();
  const printed = await run();
  const { service } = await example.attachments();
  return { printed, changes: example.changes(mark), service, cloud: example.eni(ENI) };
}

/** A command that is not in the README; it has to succeed. */
async function succeeds(example: Example, ...args: string[]): Promise<string> {
  const { exitCode, all } = await example.pulumi(...args);
  if (exitCode !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${exitCode ?? "a signal"}:\n${all}`);
  return all;
}

/** The tests of one language, at the top of a test file. */
export function livesIn(language: LanguageName): void {
  const script = new Script(() => openExample(language));
  const step = (run: (example: Example) => Promise<string>) =>
    script.step((example) => found(example, () => run(example)));

  const attached = step(async (example) => {
    await example.follow();
    return example.follow();
  });
  const moved = step((example) => example.follow());
  const refreshed = step((example) => {
    example.cloud.world.freeEni(ENI);
    return succeeds(example, "refresh");
  });
  const attachedAgain = step((example) => succeeds(example, "up"));
  const unchanged = step((example) => succeeds(example, "up", "--expect-no-changes"));
  const imported = step(async (example) => {
    const urn = (await example.state()).find(({ id }) => id === ID)?.urn ?? "";
    await succeeds(example, "state", "delete", "--yes", urn);
    // Of the hosts that are built here, only YAML's writes programs.
    const flags = ["--protect=false", ...(language === "yaml" ? [] : ["--generate-code=false"])];
    return succeeds(example, "import", ...flags, "eni:index:EniAttachment", "service", ID);
  });
  const unchangedAfterImport = step((example) => succeeds(example, "preview", "--expect-no-changes"));
  const destroyed = script.step(async (example) => ({
    ...(await found(example, () => example.follow())),
    followed: example.followed,
  }));

  test(
    "up attaches the ENI, and the stack's output says where it is",
    async () => {
      const { printed, changes, service } = await attached();
      expect(changes).toEqual([`Attach ${ENI} ${BLUE}`]);
      expect(service).toMatchObject({ attachedTo: BLUE, instanceId: BLUE, state: "attached", adopted: false });
      expect(printed).toMatch(new RegExp(`^ +attachedTo: +"${BLUE}"$`, "m"));
    },
    MINUTES,
  );

  test(
    "another instance in the configuration moves it, and the preview says so",
    async () => {
      const { printed, changes, service } = await moved();
      expect(changes).toEqual([`Detach ${ENI} ${BLUE}`, `Attach ${ENI} ${GREEN}`]);
      expect(service).toMatchObject({ attachedTo: GREEN, instanceId: GREEN });
      const plan = `detach from ${BLUE}, then attach to ${GREEN}`;
      expect(printed.split("\n").filter((line) => line.includes(plan)).length).toBeGreaterThan(0);
    },
    MINUTES,
  );

  test(
    "detached behind its back: refresh tells, without a call that changes anything, and up attaches it again",
    async () => {
      const { printed, changes, service } = await refreshed();
      expect(changes).toEqual([]);
      expect(service).toMatchObject({ state: "detached" });
      expect(printed).toContain(`drift: ${ENI} is detached`);
      const again = await attachedAgain();
      expect(again.changes).toEqual([`Attach ${ENI} ${GREEN}`]);
      expect(again.service).toMatchObject({ attachedTo: GREEN, state: "attached" });
    },
    MINUTES,
  );

  test(
    "up without a change: no resource changes, and no call",
    async () => {
      const { changes, printed } = await unchanged();
      expect(changes).toEqual([]);
      expect(printed).toMatch(/2 unchanged/);
    },
    MINUTES,
  );

  test(
    "an import takes it into the state with the program's inputs: the preview after it is unchanged",
    async () => {
      const { printed, changes, service } = await imported();
      expect(changes).toEqual([]);
      if (language === "yaml") expect(printed).toContain(GENERATED);
      expect(service).toMatchObject({ attachedTo: GREEN, networkInterfaceId: ENI, adopted: true });
      expect((await unchangedAfterImport()).changes).toEqual([]);
    },
    MINUTES,
  );

  test(
    "destroy detaches it, and the README is at its end",
    async () => {
      const { changes, cloud, followed } = await destroyed();
      expect(changes).toEqual([`Detach ${ENI} ${GREEN}`]);
      expect(cloud).toMatchObject({ status: "available" });
      expect(followed).toBe(true);
    },
    MINUTES,
  );
}
