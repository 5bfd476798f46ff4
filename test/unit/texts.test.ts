// Parameters of an API that takes only text.
import { expect, test } from "@jest/globals";
import { textsOf } from "../../provider/vendors/texts.ts";

test("texts pass as they are", () => {
  expect(textsOf({ Action: "Attach", "Id.1": "" })).toEqual({ Action: "Attach", "Id.1": "" });
});

test.each([7, true, null, undefined, ["a"], {}])("%j is no text: nothing is sent in its place", (value) => {
  expect(() => textsOf({ limit: value })).toThrow(new TypeError("the parameter limit is not a text"));
});
