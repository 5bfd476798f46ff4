// failover, by its README: over to the other instance, back after a refusal, and after somebody's own failover in the console.
import { afterEach, expect, test } from "@jest/globals";
import { failureOf } from "../support/in-process.ts";
import { InProcessExample } from "./in-process-example.ts";

const eni = "eni-bp1example0000service";
const blue = "i-bp1example0000000blue";
const green = "i-bp1example000000green";

let example: InProcessExample | undefined;
afterEach(() => example?.close());

/** The example after so many blocks of its README's commands: after the first one blue has the ENI, after the second one green. */
async function followed(blocks: number) {
  const opened = (example = new InProcessExample("failover"));
  for (let block = 0; block < blocks; block += 1) await opened.follow();
  const { process } = opened;
  return { opened, process, world: process.cloud.world, mark: process.mark() };
}

test("up attaches the ENI to blue; active = green moves it; destroy detaches it", async () => {
  const { opened, process, mark } = await followed(1);
  expect(process.changes()).toEqual([`Attach ${eni} ${blue}`]);
  expect((await opened.follow()).operations).toEqual({ service: "update" });
  expect(process.changes(mark)).toEqual([`Detach ${eni} ${blue}`, `Attach ${eni} ${green}`]);
  expect(opened.outputs("service")).toMatchObject({ attachedTo: green, state: "attached" });
  const moved = process.mark();
  await opened.follow();
  expect(process.changes(moved)).toEqual([`Detach ${eni} ${green}`]);
  expect(opened.followed).toBe(true);
});

test("an attach that is refused: the ENI goes back to where it was, and up says so", async () => {
  const { opened, process, world, mark } = await followed(2);
  const code = "InvalidOperation.Ipv4CountExceeded";
  process.cloud.faults.add({ kind: "error", code, match: { action: "AttachNetworkInterface", instance: blue } });
  await opened.pulumi("config", "set", "active", "blue");
  expect((await failureOf(opened.pulumi("up"))).message).toContain(code);
  const refused = process.calls(mark).filter((call) => call.code !== undefined);
  expect(refused).toMatchObject([{ action: "AttachNetworkInterface", instance: blue, code }]);
  const changes = [`Detach ${eni} ${green}`, `Attach ${eni} ${blue}`, `Attach ${eni} ${green}`];
  expect(process.changes(mark)).toEqual(changes);
  expect(world.eni(eni)).toMatchObject({ status: "inUse", instanceId: green });
});

test("somebody moved it in the console: active set to where it is, and up calls nothing that changes anything", async () => {
  const { opened, process, world, mark } = await followed(2);
  world.freeEni(eni);
  world.placeEni(eni, blue);
  await opened.pulumi("config", "set", "active", "blue");
  expect((await opened.pulumi("up")).operations).toEqual({ service: "update" });
  expect(process.changes(mark)).toEqual([]);
  expect(opened.outputs("service")).toMatchObject({ attachedTo: blue, instanceId: blue });
});

test("a value that is neither: the preview says which there are", async () => {
  const { opened } = await followed(1);
  await opened.pulumi("config", "set", "active", "red");
  expect((await failureOf(opened.pulumi("preview"))).message).toBe('active is "red"; it can be blue or green');
});
