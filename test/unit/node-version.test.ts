// Which Node.js will do.
import { expect, test } from "@jest/globals";
import { complaintOf } from "../../provider/require/node-version.cjs";

test.each(["22.12.0", "22.13.1", "23.0.0", "24.21.0", "100.0.0"])("%s will do", (version) => {
  expect(complaintOf(version)).toBeUndefined();
});

test.each(["22.11.0", "22.2.0", "20.19.0", "18.20.8", "9.11.2"])("%s is told in one line", (version) => {
  const complaint = complaintOf(version) ?? "";
  expect(complaint).toContain(`needs Node.js 22.12 or newer, and this is ${version}`);
  expect(complaint).not.toContain("\n");
});
