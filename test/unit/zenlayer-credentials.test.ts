// Credentials of zenlayer-zec from environment and stack configuration: which set counts, and which is none.
import { describe, expect, test } from "@jest/globals";
import { findCredentials } from "../../provider/vendors/zenlayer-zec/credentials.ts";

type Values = Readonly<Record<string, string>>;

async function search(environment: Values, configuration: Values = {}) {
  const { source, places } = await findCredentials({ environment, configuration: (key) => configuration[key] });
  return { found: source?.found, key: await source?.get(), places };
}

const terraform = { ZENLAYERCLOUD_ACCESS_KEY_ID: "id-T", ZENLAYERCLOUD_ACCESS_KEY_PASSWORD: "secret-T" };
const zeno = { ZENLAYER_ACCESS_KEY_ID: "id-Z", ZENLAYER_ACCESS_KEY_SECRET: "secret-Z" };
const sdk = { ZENLAYERCLOUD_SECRET_KEY_ID: "id-S", ZENLAYERCLOUD_SECRET_KEY_PASSWORD: "secret-S" };
const token = { ZENLAYER_TOKEN: "token-E" };
const stackKey = { "zenlayer:accessKeyId": "id-C", "zenlayer:accessKeyPassword": "secret-C" };
const stackToken = { "zenlayer:token": "token-C" };
const pair = (letter: string) => ({ keyId: `id-${letter}`, secret: `secret-${letter}` });
const bearer = (letter: string) => ({ keyId: "", secret: "", bearer: `token-${letter}` });

describe("one complete set", () => {
  test.each<[string, Values, Values, object]>([
    ["environment (ZENLAYERCLOUD_ACCESS_KEY_ID)", terraform, {}, pair("T")],
    ["environment (ZENLAYER_ACCESS_KEY_ID)", zeno, {}, pair("Z")],
    ["environment (ZENLAYERCLOUD_SECRET_KEY_ID)", sdk, {}, pair("S")],
    ["environment (ZENLAYER_TOKEN)", token, {}, bearer("E")],
    ["stack configuration (zenlayer:accessKeyId)", {}, stackKey, pair("C")],
    ["stack configuration (zenlayer:token)", {}, stackToken, bearer("C")],
  ])("%s", async (found, environment, configuration, key) => {
    const result = await search(environment, configuration);
    expect(result).toMatchObject({ found });
    expect(result.key).toEqual(key);
  });
});

describe("several", () => {
  test.each<[Values, Values, string]>([
    [{ ...sdk, ...zeno, ...terraform }, stackKey, "environment (ZENLAYERCLOUD_ACCESS_KEY_ID)"],
    [{ ...sdk, ...zeno, ...token }, stackKey, "environment (ZENLAYER_ACCESS_KEY_ID)"],
    [{ ...sdk, ...token }, {}, "environment (ZENLAYERCLOUD_SECRET_KEY_ID)"],
    [token, stackKey, "environment (ZENLAYER_TOKEN)"],
    [{}, { ...stackKey, ...stackToken }, "stack configuration (zenlayer:accessKeyId)"],
  ])("%j and %j: %s", async (environment, configuration, found) => {
    expect((await search(environment, configuration)).found).toBe(found);
  });
});

describe("an incomplete set is skipped", () => {
  test.each<[string, Values, Values, string | undefined]>([
    ["no secret", { ZENLAYERCLOUD_ACCESS_KEY_ID: "id-T", ...zeno }, {}, "environment (ZENLAYER_ACCESS_KEY_ID)"],
    ["an empty secret", { ...terraform, ZENLAYERCLOUD_ACCESS_KEY_PASSWORD: "" }, stackToken, "stack configuration (zenlayer:token)"], // prettier-ignore
    ["an empty token", { ZENLAYER_TOKEN: "" }, stackKey, "stack configuration (zenlayer:accessKeyId)"],
    ["no key in the stack", {}, { "zenlayer:accessKeyPassword": "x", ...stackToken }, "stack configuration (zenlayer:token)"], // prettier-ignore
    ["two halves of two spellings", { ZENLAYERCLOUD_ACCESS_KEY_ID: "a", ZENLAYER_ACCESS_KEY_SECRET: "b" }, {}, undefined], // prettier-ignore
    ["one half in each place", { ZENLAYER_ACCESS_KEY_ID: "a" }, { "zenlayer:accessKeyPassword": "b" }, undefined],
    ["nothing", {}, {}, undefined],
  ])("%s", async (_what, environment, configuration, found) => {
    expect((await search(environment, configuration)).found).toBe(found);
  });
});

test("every place is named, whatever was found", async () => {
  const names = [terraform, zeno, sdk, token, stackKey, stackToken].flatMap((set) => Object.keys(set));
  for (const environment of [{}, terraform]) {
    const { places } = await search(environment);
    for (const name of names) expect(places.join("; ")).toContain(name);
  }
});

test("no value of a credential is in the words for where it was found", async () => {
  for (const [environment, configuration] of [
    [terraform, {}],
    [token, {}],
    [{}, stackKey],
    [{}, stackToken],
  ] as const) {
    const { found, places } = await search(environment, configuration);
    expect([found, ...places].join()).not.toMatch(/(id|secret|token)-[A-Z]/);
  }
});
