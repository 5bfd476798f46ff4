// zenlayer and tencentcloud-ecm, by their READMEs.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { MINUTES } from "../e2e/setting.ts";
import { ENGINE_TIMEOUT_MS } from "../e2e/stack.ts";
import { Example } from "./example.ts";

describe("zenlayer", () => {
  const vnic = "1304682049596034009";
  const [a, b] = ["1272168087751233112", "1272168087751233113"];
  let example: Example;
  beforeAll(async () => {
    example = await Example.open("zenlayer");
  }, ENGINE_TIMEOUT_MS);
  afterAll(() => example.close());

  test(
    "up attaches by ids that no number could hold, and another instanceId moves it",
    async () => {
      expect(String(Number(vnic))).not.toBe(vnic);
      await example.follow();
      expect(example.changes()).toEqual([`Attach ${vnic} ${a}`]);
      const mark = example.mark();
      await example.follow();
      expect(example.changes(mark)).toEqual([`Detach ${vnic}`, `Attach ${vnic} ${b}`]);
      expect((await example.attachments()).edge).toMatchObject({ networkInterfaceId: vnic, attachedTo: b });
    },
    MINUTES,
  );

  test(
    "destroy fails while the instance is stopped, and detaches once it runs",
    async () => {
      example.cloud.world.stopInstance(b);
      const mark = example.mark();
      const { exitCode, all } = await example.pulumi("destroy");
      expect(exitCode).not.toBe(0);
      expect(all).toMatch(new RegExp(`the state of ${b} \\(STOPPED\\) does not allow it.* To do: Start the instance`));
      expect(example.changes(mark)).toEqual([`Detach ${vnic}: OPERATION_DENIED_INSTANCE_STATUS_NOT_SUPPORT`]);
      expect(example.eni(vnic)).toMatchObject({ status: "inUse", instanceId: b });
      example.cloud.world.startInstance(b);
      const again = example.mark();
      await example.follow();
      expect(example.changes(again)).toEqual([`Detach ${vnic}`]);
      expect(example.followed).toBe(true);
    },
    MINUTES,
  );
});

describe("tencentcloud-ecm", () => {
  let example: Example;
  beforeAll(async () => {
    example = await Example.open("tencentcloud-ecm");
  }, ENGINE_TIMEOUT_MS);
  afterAll(() => example.close());

  test(
    "one site, then one more, which leaves the first alone",
    async () => {
      await example.follow();
      expect(example.changes()).toEqual(["Attach eni-xianedge ein-xiannode"]);
      const mark = example.mark();
      expect(await example.follow()).toMatch(/\+ 1 created/);
      expect(example.changes(mark)).toEqual(["Attach eni-wuhanedg ein-wuhannod"]);
      expect(example.cloud.calls({ since: mark, eni: "eni-xianedge" })).toEqual([]);
    },
    MINUTES,
  );

  test(
    "a site that leaves the list takes no other with it; destroy detaches the rest",
    async () => {
      const mark = example.mark();
      await example.pulumi("config", "rm", "--path", "sites[0]");
      expect((await example.pulumi("up")).exitCode).toBe(0);
      expect(example.changes(mark)).toEqual(["Detach eni-xianedge ein-xiannode"]);
      await example.follow();
      expect(example.changes(mark).slice(1)).toEqual(["Detach eni-wuhanedg ein-wuhannod"]);
      expect(example.followed).toBe(true);
    },
    MINUTES,
  );
});
