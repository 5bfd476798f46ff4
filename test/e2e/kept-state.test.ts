// States that are kept in the repository, as `pulumi stack export` wrote them with the release that is named in the file, but without the
// places in the program and the passphrase's salt: today's code goes on from there. A file is never written anew; a release that changes
// outputs or the code in the state adds one.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Fleet } from "./fleet.ts";
import { MINUTES, succeed, TYPE } from "./setting.ts";
import { ENGINE_TIMEOUT_MS } from "./stack.ts";

const folder = new URL("kept-states/", import.meta.url);
const pathOf = (file: string): string => fileURLToPath(new URL(file, folder));
/** Its code in the state is that of today. */
const latest = "0.2.0.json";
const older = readdirSync(folder).filter((file) => file !== latest);

let fleet: Fleet;

async function open(file: string): Promise<void> {
  fleet = await Fleet.open({ parts: ["made", "adopted"] });
  // The cloud as it was then: all of them on their first instance.
  for (const ship of fleet.ships) fleet.place(ship, "a");
  await fleet.stack.importState(pathOf(file));
  await declare("a");
}

function declare(side: "a" | "b"): Promise<void> {
  const arguments_ = { timeouts: { attach: "5m", detach: "90s" }, onConflict: "takeOver", rollback: false };
  return fleet.declare(({ part }) => (part === "adopted" ? [side, arguments_] : side));
}

async function stored() {
  const { resources } = await fleet.stack.exportState();
  const ours = resources.filter(({ type }) => type === TYPE);
  // A refresh stores them in another order. Where a vendor tells the time, it is that of this run's cloud.
  return Object.fromEntries(
    ours.map(({ urn, id, inputs, outputs }) => [urn, { id, inputs, outputs: { ...outputs, attachedAt: "" } }]),
  );
}

test.each([latest, ...older])("%s holds no path of a machine and nothing that is secret", async (file) => {
  const text = await readFile(pathOf(file), "utf8");
  expect(text).not.toMatch(/"\/|file:|\/(home|root|tmp|Users)\/|[A-Z]:\\\\|secret|salt|LTAI/i);
  expect(text).toContain('"schemaVersion": 1');
});

describe.each(older)("from %s", (file) => {
  beforeAll(() => open(file), ENGINE_TIMEOUT_MS);
  afterAll(() => fleet.close());

  test(
    "the first up writes today's code into the state and asks nothing; the second finds nothing to do",
    async () => {
      const before = await stored();
      const mark = fleet.mark();
      expect(await succeed(fleet.stack.up())).toContain(`~ ${fleet.ships.length} updated`);
      await succeed(fleet.stack.up({ args: ["--expect-no-changes"] }));
      expect(fleet.cloud.calls({ since: mark })).toEqual([]);
      const after = await stored();
      const withoutCode = (states: typeof after) =>
        Object.fromEntries(
          Object.entries(states).map(([urn, { id, inputs, outputs }]) => [
            urn,
            { id, inputs: { ...inputs, __provider: "" }, outputs: { ...outputs, __provider: "" } },
          ]),
        );
      expect(withoutCode(after)).toEqual(withoutCode(before));
      // Each attachment keeps two copies of the code.
      const size = (states: typeof after) => JSON.stringify(Object.values(states)).length / fleet.ships.length;
      expect(size(after) - size(before)).toBeLessThanOrEqual(150);
    },
    MINUTES,
  );
});

describe(`from ${latest}`, () => {
  beforeAll(() => open(latest), ENGINE_TIMEOUT_MS);
  afterAll(() => fleet.close());

  test(
    "up finds nothing to do and asks nothing; refresh finds what is written down",
    async () => {
      const before = await stored();
      expect(Object.keys(before)).toHaveLength(fleet.ships.length);
      const mark = fleet.mark();
      // Also proves that the code in the state is the text of today: another text is an update of every attachment.
      await succeed(fleet.stack.up({ args: ["--expect-no-changes"] }));
      expect(fleet.cloud.calls({ since: mark })).toEqual([]);
      await succeed(fleet.stack.refresh());
      expect(await stored()).toEqual(before);
      expect(fleet.log(mark)).toEqual(fleet.everywhere([]));
    },
    MINUTES,
  );

  test(
    "up --refresh moves one half and detaches the other, which has left the program; destroy detaches the rest: each once",
    async () => {
      const mark = fleet.mark();
      await fleet.declare(({ part }) => (part === "made" ? "b" : undefined));
      // One half has left the program; the refresh of the same run has seen it.
      expect(await succeed(fleet.stack.up({ args: ["--refresh"] }))).toContain(
        `- ${fleet.of("adopted").length} deleted`,
      );
      expect(fleet.log(mark)).toEqual(fleet.expected({ made: ["Detach", "Attach b"], adopted: ["Detach"] }));
      await succeed(fleet.stack.destroy());
      expect(fleet.log(mark)).toEqual(fleet.expected({ made: ["Detach", "Attach b", "Detach"], adopted: ["Detach"] }));
      expect(fleet.places()).toEqual(fleet.everywhere("free"));
    },
    MINUTES,
  );
});
