// Whose the attachment is, step by step.
import { expect, test } from "@jest/globals";
import { Ownership } from "../../provider/lifecycle/ownership.ts";

test("a call that was refused leaves it where it was, also when one before it was sent and lost", () => {
  const ownership = new Ownership("i-a");
  ownership.sent("i-b");
  expect(ownership.attachedTo).toBe("i-b");
  ownership.sent("i-b");
  ownership.refused();
  expect(ownership.attachedTo).toBe("i-a");
  ownership.refused();
  expect(ownership.attachedTo).toBe("i-a");
});

test("what was lost does not come back with a refusal", () => {
  const ownership = new Ownership("i-a");
  ownership.sent("i-b");
  ownership.lost();
  ownership.refused();
  expect(ownership.attachedTo).toBe("");
});

test("found or put back on an instance, it is ours there", () => {
  const ownership = new Ownership("");
  ownership.sent("i-b");
  ownership.back("i-a");
  expect(ownership.attachedTo).toBe("i-a");
  ownership.sent("i-b");
  ownership.refused();
  expect(ownership.attachedTo).toBe("i-a");
});
