// zenlayer and tencentcloud-ecm, by their READMEs.
import { expect, test } from "@jest/globals";
import { failureOf } from "../support/in-process.ts";
import { InProcessExample } from "./in-process-example.ts";

test("zenlayer: ids that no number could hold, a move, and a destroy that waits for a running instance", async () => {
  const vnic = "1304682049596034009";
  const [a, b] = ["1272168087751233112", "1272168087751233113"];
  const example = new InProcessExample("zenlayer");
  const { process } = example;
  try {
    expect(String(Number(vnic))).not.toBe(vnic);
    await example.follow();
    expect(process.changes()).toEqual([`Attach ${vnic} ${a}`]);
    let mark = process.mark();
    await example.follow();
    expect(process.changes(mark)).toEqual([`Detach ${vnic}`, `Attach ${vnic} ${b}`]);
    expect(example.outputs("edge")).toMatchObject({ networkInterfaceId: vnic, attachedTo: b });

    // It fails while the instance is stopped, and detaches once it runs.
    process.cloud.world.stopInstance(b);
    mark = process.mark();
    const { message } = await failureOf(example.pulumi("destroy"));
    expect(message).toMatch(
      new RegExp(`the state of ${b} \\(STOPPED\\) does not allow it.* To do: Start the instance`),
    );
    const refused = process.calls(mark).filter(({ action }) => /^(Attach|Detach)/.test(action));
    expect(refused).toMatchObject([
      { eni: vnic, action: "DetachNetworkInterface", code: "OPERATION_DENIED_INSTANCE_STATUS_NOT_SUPPORT" },
    ]);
    expect(process.cloud.world.eni(vnic)).toMatchObject({ status: "inUse", instanceId: b });
    process.cloud.world.startInstance(b);
    mark = process.mark();
    await example.follow();
    expect(process.changes(mark)).toEqual([`Detach ${vnic}`]);
    expect(example.followed).toBe(true);
  } finally {
    example.close();
  }
});

test("tencentcloud-ecm: one more site leaves the first alone; a site that leaves the list takes no other with it", async () => {
  const example = new InProcessExample("tencentcloud-ecm");
  const { process } = example;
  try {
    await example.follow();
    expect(process.changes()).toEqual(["Attach eni-xianedge ein-xiannode"]);
    let mark = process.mark();
    expect((await example.follow()).operations).toEqual({ wuhan: "create" });
    expect(process.changes(mark)).toEqual(["Attach eni-wuhanedg ein-wuhannod"]);
    expect(process.calls(mark).filter(({ enis }) => enis.includes("eni-xianedge"))).toEqual([]);

    mark = process.mark();
    example.removeSite(0);
    expect((await example.pulumi("up")).operations).toEqual({ xian: "delete" });
    expect(process.changes(mark)).toEqual(["Detach eni-xianedge ein-xiannode"]);
    await example.follow();
    expect(process.changes(mark).slice(1)).toEqual(["Detach eni-wuhanedg ein-wuhannod"]);
    expect(example.followed).toBe(true);
  } finally {
    example.close();
  }
});
