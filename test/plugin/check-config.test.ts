// The arguments of a provider: what is wrong with them is told without a value of theirs, for Pulumi prints the value of a property that fails.
import { expect, test } from "@jest/globals";
import { checkProvider } from "../../provider/plugin/check-provider.ts";

const secret = "ExampleSecretNotARealOne000001";

test.each([
  [
    "a misspelled key",
    { alicloud: { acessKey: "LTAIEXAMPLE", secretKey: secret } },
    /`alicloud` takes .*; not acessKey/,
  ],
  [
    "a misspelled account",
    { aliclod: { accessKey: "LTAIEXAMPLE", secretKey: secret } },
    /`aliclod` is not an argument/,
  ],
  ["no object", { zenlayer: secret }, /`zenlayer` must be an object that takes/],
])("%s: the failure names no property whose value has the secret", (_what, args, reason) => {
  for (const isDefault of [true, false]) {
    const failures = checkProvider({ args, isDefault }, {}, "this plugin is version 0.0.0");
    expect(failures.map((one) => [one.property, reason.test(one.reason)])).toEqual([["", true]]);
    expect(JSON.stringify(failures)).not.toContain(secret);
  }
});
