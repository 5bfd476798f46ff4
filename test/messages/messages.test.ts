// Every message that a user can see: each situation of the tables, the exact text, and what every text has to have.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { errorCodes } from "../../provider/errors.ts";
import { remedyText } from "../../provider/remedy-text.ts";
import { caseOf } from "../contract/vendor-cases.ts";
import { difference } from "../support/adapter-differences.ts";
import { attachRefusedRows } from "./attach-refused.ts";
import { attachWaitRows } from "./attach-waits.ts";
import { attachRows } from "./attach.ts";
import { checkRows } from "./check.ts";
import { credentialRows } from "./credentials.ts";
import { destroyRows } from "./destroy.ts";
import { moveRows } from "./move.ts";
import { networkRows } from "./network.ts";
import { changeRows, replaceRows } from "./preview-change.ts";
import { newRows } from "./preview-new.ts";
import { filled, read } from "./reading.ts";
import type { Reading } from "./reading.ts";
import { refreshRows } from "./refresh.ts";
import { replacementRows } from "./replacement.ts";
import { rollbackRows } from "./rollback.ts";
import type { Row } from "./row.ts";
import { settingRows } from "./settings.ts";

const tables: readonly (readonly [string, readonly Row[]])[] = [
  ["attach", attachRows],
  ["attach that is refused", attachRefusedRows],
  ["attach that has no good end", attachWaitRows],
  ["move", moveRows],
  ["move whose attach fails", rollbackRows],
  ["first half of a replacement", replacementRows],
  ["destroy", destroyRows],
  ["refresh", refreshRows],
  ["preview of a new attachment", newRows],
  ["preview of a change", changeRows],
  ["preview of a replacement", replaceRows],
  ["arguments", checkRows],
  ["credentials", credentialRows],
  ["the way to the vendor", networkRows],
  ["settings", settingRows],
];

test("docs/reliability.md tells how many situations there are", () => {
  const count = tables.reduce((sum, [, rows]) => sum + rows.length, 0);
  expect(readFileSync("docs/reliability.md", "utf8")).toContain(`| ${count} situations with their exact text |`);
});

/** Nobody reads more than this at night. Characters. */
const longest = 660;

describe.each(tables)("%s", (_theme, rows) => {
  const each = rows.flatMap((row) =>
    (row.vendors ?? ["alicloud-ecs"]).map((vendor) => [row.situation, vendor, row] as const),
  );

  test.each(each)("%s (%s)", async (_situation, vendor, row) => {
    const said = await read(row, vendor);
    const expected = (texts: readonly string[] = []) => texts.map((text) => difference.told(filled(text, row, vendor)));
    expect(said.lines).toEqual(expected(row.lines));
    expect(said.failures).toEqual(expected(row.failures));
    expect(said.error).toBe(row.error && expected(row.error).join(" "));

    for (const text of [...said.lines, ...said.failures, said.error ?? ""]) {
      expect(text).not.toMatch(/\bundefined\b|\bNaN\b|\[object|\{[\w.]+\}|\.\.|\.\)\.|;\.| {2}|\n|\d ms\b|\s$/);
      expect(text).not.toMatch(/ExampleSecret|WrongSecret|ExampleToken|AKIDEXAMPLE|LTAIOLD|Signature=/);
      expect(text.length).toBeLessThan(longest);
    }
    for (const line of said.lines) expect(line).toMatch(/^\[eni-attachment [\w-]+(\/[\w-]+\/[\w-]+)?\] \w/);
    if (said.error !== undefined) {
      expectWhole(said.error, row, vendor);
      expectTheVendor(said);
      expectTheRemedy(said);
    }
  });
});

/** Which ENI and instance, how things are now, what to do next, and the code. */
function expectWhole(error: string, row: Row, vendor: string): void {
  for (const name of [row.eni ?? "{eni}", ...(row.instances ?? ["{a}"])])
    expect(error).toContain(filled(name, row, vendor));
  if (!/, and not by this resource|it is attached to|was not found in|both declare/.test(error))
    expect(error).toContain(" Now: ");
  expect(error).toMatch(/ To do: [A-Z].*\. \[[A-Z_]+\]$/);
}

/** What the vendor said last, by its code and request id, and the call that the failure is about. */
function expectTheVendor({ error = "", calls, requestIds }: Reading): void {
  const aboutIt = calls.filter(({ action }) => !action.startsWith("DescribeInstance"));
  // An ENI that the vendor calls unknown is told as not found, whether it says so by a code or by an empty list.
  const refusal = error.endsWith("[ENI_NOT_FOUND]") ? undefined : aboutIt.findLast(({ code }) => code !== undefined);
  const change = /(TIMEOUT|FELL_BACK|REFUSED)\]$/.test(error)
    ? aboutIt.findLast(({ action, status }) => /^(Attach|Detach)/.test(action) && status !== 0)
    : undefined;
  if (refusal?.code !== undefined) expect(error).toContain(refusal.code);
  // A look for the state alone may come after the error was worded.
  for (const call of [refusal, change]) {
    if (!call || !caseOf(call.vendor).tellsRequestId) continue;
    const same = aboutIt.filter(({ action, code }) => action === call.action && code === call.code);
    expect(same.map(({ requestId }) => requestId).filter((id) => requestIds.includes(id))).not.toEqual([]);
  }
}

/** What the message says to do is there as data too, without a credential. */
function expectTheRemedy({ advice, remedy }: Reading): void {
  expect(remedyText(remedy ?? [])).toBe(advice);
  expect(JSON.stringify(remedy)).not.toMatch(/ExampleSecret|WrongSecret|ExampleToken|AKIDEXAMPLE|LTAIOLD|Signature=/);
}

test("every error code is in the tables", () => {
  const codes = tables.flatMap(([, rows]) => rows.flatMap(({ error }) => error?.at(-1) ?? []));
  expect([...new Set(codes)].sort()).toEqual(errorCodes.map((code) => `[${code}]`).sort());
});
