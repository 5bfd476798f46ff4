// How much of the state an attachment takes: the file backend writes all of it again at each step.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { projectRoot } from "../../tools/engine.ts";
import { everybody, Fleet } from "./fleet.ts";
import { MINUTES, succeed } from "./setting.ts";
import type { ExportedState } from "./stack.ts";
import { ENGINE_TIMEOUT_MS } from "./stack.ts";
import { sizeOfState } from "./state-size.ts";

let fleet: Fleet;
beforeAll(async () => {
  fleet = await Fleet.open({ parts: ["plain", "wordy"] });
}, ENGINE_TIMEOUT_MS);
afterAll(() => fleet.close());

/** The engine writes down where the program and the package are; here that is wherever this repository is. */
function elsewhere({ resources }: ExportedState): Pick<ExportedState, "resources"> {
  const text = JSON.stringify(resources).replaceAll(projectRoot, "/home/user/project/node_modules/it");
  return { resources: JSON.parse(text) as ExportedState["resources"] };
}

test(
  "at most 6,500 bytes an attachment, of which at most 2,000 are not the provider's text",
  async () => {
    const more = { timeouts: { attach: "5m", detach: "90s" }, onConflict: "takeOver", rollback: false };
    await fleet.declare(({ part }) => (part === "wordy" ? ["a", more] : "a"));
    await succeed(fleet.stack.up());
    const size = sizeOfState(elsewhere(await fleet.stack.exportState()));
    expect(size.attachments).toBe(2 * everybody.length);
    expect(size.largest).toBeLessThanOrEqual(6_500);
    expect(size.largestRest).toBeLessThanOrEqual(2_000);
  },
  MINUTES,
);
