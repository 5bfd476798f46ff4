// The progress line of the built package, in the process that Pulumi starts: on standard output, where the engine shows it. It takes
// the ten seconds after which the first line is due.
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { attachment } from "../support/on-cloud.ts";
import { Setting } from "./setting.ts";

let setting: Setting;

beforeEach(async () => {
  setting = await Setting.open({ enis: [{ id: "eni-one", behaviours: { attachSticks: 1 } }] });
});
afterEach(() => setting.close());

test("a long wait is told on standard output, and leaves nothing in the state", async () => {
  const provider = await setting.provider();
  const creating = provider.create(attachment());
  expect(await provider.line(/waiting:/)).toMatch(/^\[eni-attachment\] waiting: 1 attaching, oldest eni-one \d+ s$/);
  // The vendor comes to an end after all.
  setting.cloud.world.placeEni("eni-one", "i-a");
  const { outs } = await creating;
  expect(outs).toMatchObject({ state: "attached", attachedTo: "i-a" });
  expect(JSON.stringify(outs)).not.toContain("waiting");
  expect(provider.stderr).toEqual([]);
});
