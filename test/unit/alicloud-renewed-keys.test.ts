// Keys of Alibaba Cloud that expire in a run: asked for on the transport, clock and signal that are passed in, signed, and renewed in time by
// one request for all who wait.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import type { Clock } from "../../provider/http/clock.ts";
import { Cancelled } from "../../provider/http/no-answer.ts";
import type { HttpRequest, HttpResponse } from "../../provider/http/transport.ts";
import { TransportFailure } from "../../provider/http/transport.ts";
import { findCredentials } from "../../provider/vendors/alicloud-ecs/credentials.ts";
import { commandWords } from "../../provider/vendors/alicloud-ecs/keys/command-words.ts";
import { giveOut, oidcToken, secretOf, ssoToken } from "./alicloud-givers.ts";
import { cliConfig, makeHome, removeHomes } from "./alicloud-home.ts";
import { rejectionOf } from "./fakes.ts";

afterAll(removeHomes);

const minute = 60_000;

/** Time that only the test moves: files are read and programs run in real time, which must not count as waiting. */
class StillClock implements Clock {
  #now = Date.UTC(2026, 0, 15, 12);

  now(): number {
    return this.#now;
  }

  sleep(_ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => signal?.addEventListener("abort", () => resolve()));
  }

  advance(ms: number): void {
    this.#now += ms;
  }
}

/** All that gives out keys, which are valid for an hour unless told otherwise. */
class Givers {
  readonly clock = new StillClock();
  readonly requests: HttpRequest[] = [];
  readonly direct: (boolean | undefined)[] = [];
  readonly cancel = new AbortController();
  lifetime = 60 * minute;
  tamper: (response: HttpResponse) => HttpResponse = (response) => response;

  readonly #transport = async (request: HttpRequest, options: { readonly direct?: boolean }): Promise<HttpResponse> => {
    this.requests.push(request);
    this.direct.push(options.direct);
    const expires = new Date(this.clock.now() + this.lifetime);
    return this.tamper(giveOut(request, `${expires.toISOString().slice(0, 19)}Z`));
  };

  async source(files: Readonly<Record<string, string>>, environment: Readonly<Record<string, string>> = {}) {
    const HOME = await makeHome(files);
    const outside = {
      environment: { HOME, ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true", ...environment },
      configuration: () => undefined,
    };
    const access = { clock: this.clock, transport: this.#transport, signal: this.cancel.signal };
    const { source } = await findCredentials(outside, access);
    if (!source) throw new Error("no source");
    return { home: HOME, source, get: () => source.get() };
  }

  get actions(): string[] {
    return this.requests.map(
      ({ url, headers }) => headers["x-acs-action"] ?? new URL(url).searchParams.get("Action") ?? new URL(url).pathname,
    );
  }
}

const ak = { mode: "AK", access_key_id: "LTAI-M", access_key_secret: secretOf("LTAI-M") };
const role = { ...ak, mode: "RamRoleArn", ram_role_arn: "role/a" };
const chain = [{ mode: "ChainableRamRoleArn", source_profile: "p2", ram_role_arn: "role/c" }, role];
const sso = {
  mode: "CloudSSO",
  cloud_sso_sign_in_url: "https://sso.example.com/start",
  cloud_sso_account_id: "1001",
  cloud_sso_access_config: "ac-1",
  access_token: ssoToken,
};

describe("a role", () => {
  test("is asked for once, and renewed a quarter of an hour before it expires, by one request for all", async () => {
    const givers = new Givers();
    const { source, get } = await givers.source(cliConfig(role));
    await get();
    givers.clock.advance(44 * minute);
    await get();
    expect(givers.actions).toEqual(["AssumeRole"]);
    givers.clock.advance(2 * minute);
    await Promise.all([source.get(), source.get(), source.get()]);
    expect(givers.actions).toEqual(["AssumeRole", "AssumeRole"]);
  });

  test("whose session is short is renewed at half of it", async () => {
    const givers = new Givers();
    givers.lifetime = 15 * minute;
    const { get } = await givers.source(cliConfig({ ...role, expired_seconds: 15 * 60 }));
    givers.clock.advance(7 * minute);
    await get();
    expect(givers.requests).toHaveLength(1);
    givers.clock.advance(minute);
    await get();
    expect(givers.requests).toHaveLength(2);
  });

  test("from a role: each is renewed in its time", async () => {
    const givers = new Givers();
    const { get } = await givers.source(cliConfig(...chain));
    await get();
    expect(givers.requests.map(({ url }) => new URL(url).searchParams.get("RoleArn"))).toEqual(["role/a", "role/c"]);
    givers.clock.advance(46 * minute);
    await get();
    expect(givers.requests).toHaveLength(4);
  });

  test("goes by way of a proxy where there is one: only a metadata service is asked directly", async () => {
    const givers = new Givers();
    await givers.source(cliConfig(role));
    expect(givers.direct).toEqual([undefined]);
  });

  test("that is still valid serves while there is no answer, and no longer", async () => {
    const givers = new Givers();
    const { source, get } = await givers.source(cliConfig(role));
    const { keyId } = await get();
    givers.tamper = () => {
      throw new TransportFailure("no answer within 10 s (response)", false);
    };
    givers.clock.advance(50 * minute);
    expect(await get()).toMatchObject({ keyId });
    givers.clock.advance(11 * minute);
    const error = await rejectionOf(source.get());
    expect(error).toMatchObject({ code: "CREDENTIALS_MISSING" });
    expect(String(error)).not.toMatch(/secret of|LTAI/);
  });

  test("that is asked for when the run is cancelled ends at once", async () => {
    const givers = new Givers();
    const { source } = await givers.source(cliConfig(role));
    givers.clock.advance(60 * minute);
    const renewal = rejectionOf(source.get());
    givers.cancel.abort();
    expect(await renewal).toBeInstanceOf(Cancelled);
  });

  test("of another profile is another source, and each search of one finds the same", async () => {
    const givers = new Givers();
    const HOME = await makeHome(cliConfig(role, { ...role, ram_role_arn: "role/b" }));
    const principalOf = async (ALIBABA_CLOUD_PROFILE: string) =>
      (await givers.source({}, { HOME, ALIBABA_CLOUD_PROFILE })).source.principal;
    const first = await principalOf("p1");
    expect(await principalOf("p1")).toBe(first);
    expect(await principalOf("p2")).not.toBe(first);
  });
});

test("an OIDC token is read at each renewal, and is in the body alone", async () => {
  const givers = new Givers();
  const HOME = await makeHome({ token: oidcToken });
  const file = join(HOME, "token");
  const { get } = await givers.source(
    {},
    {
      HOME,
      ALIBABA_CLOUD_ROLE_ARN: "role/o",
      ALIBABA_CLOUD_OIDC_PROVIDER_ARN: "idp",
      ALIBABA_CLOUD_OIDC_TOKEN_FILE: file,
    },
  );
  await writeFile(file, "the next token");
  givers.clock.advance(46 * minute);
  await get();
  const tokens = givers.requests.map(({ body }) => new URLSearchParams(body).get("OIDCToken"));
  expect(tokens).toEqual([oidcToken, "the next token"]);
  for (const { url, headers } of givers.requests) {
    expect(headers).not.toHaveProperty("authorization");
    expect(decodeURIComponent(url)).not.toContain("token");
  }
});

test("CloudSSO is told account and access configuration; the keys end with the sign-in", async () => {
  const givers = new Givers();
  const expires = givers.clock.now() / 1_000 + 50 * 60;
  const { get, source } = await givers.source(cliConfig({ ...sso, cloud_sso_access_token_expire: expires }));
  expect(givers.requests.map(({ method, url, body }) => [method, url, JSON.parse(body) as unknown])).toEqual([
    ["POST", "https://sso.example.com/cloud-credentials", { AccountId: "1001", AccessConfigurationId: "ac-1" }],
  ]);
  givers.clock.advance(55 * minute);
  // The last ones are valid for another five minutes.
  await get();
  expect(givers.requests).toHaveLength(1);
  givers.clock.advance(6 * minute);
  expect(await rejectionOf(source.get())).toMatchObject({ code: "CREDENTIALS_MISSING" });
});

describe("a program", () => {
  const printing = (printed: Record<string, unknown>) => ({
    "print.mjs": `import { appendFileSync } from "node:fs";
      appendFileSync(process.argv[2], "x");
      console.log(${JSON.stringify(JSON.stringify(printed))});`,
    runs: "",
    ...cliConfig({ mode: "External", process_command: "{node} {home}/print.mjs {home}/runs" }),
  });
  const key = { access_key_id: "LTAI-P", access_key_secret: secretOf("LTAI-P") };

  test("is run again three minutes before what it printed expires", async () => {
    const givers = new Givers();
    const expiration = new Date(givers.clock.now() + 60 * minute).toISOString();
    const { home, get } = await givers.source(printing({ mode: "StsToken", ...key, sts_token: "t", expiration }));
    givers.clock.advance(56 * minute);
    expect(await get()).toEqual({ keyId: "LTAI-P", secret: secretOf("LTAI-P"), token: "t" });
    expect(await readRuns(home)).toBe("x");
    givers.clock.advance(2 * minute);
    await get();
    expect(await readRuns(home)).toBe("xx");
  });

  test("that does not say when its key expires is run again soon", async () => {
    const givers = new Givers();
    const { home, get } = await givers.source(printing(key));
    givers.clock.advance(8 * minute);
    await get();
    expect(await readRuns(home)).toBe("xx");
  });

  test("that asks a question finds nobody to answer it", async () => {
    const files = cliConfig({ mode: "External", process_command: "{node} {home}/ask.mjs" });
    const ask = `process.stdin.on("end", () => console.log(${JSON.stringify(JSON.stringify(key))})).resume();`;
    const { get } = await new Givers().source({ ...files, "ask.mjs": ask });
    expect(await get()).toMatchObject({ keyId: "LTAI-P" });
  });

  test("gets the environment that is passed in, and ends when the run is cancelled", async () => {
    const givers = new Givers();
    const files = {
      "wait.mjs": `if (process.env.WAIT) setInterval(() => undefined, 1000); else console.log(process.env.PRINT);`,
      ...cliConfig({ mode: "External", process_command: "{node} {home}/wait.mjs" }),
    };
    const { get } = await givers.source(files, { PRINT: JSON.stringify(key) });
    expect(await get()).toMatchObject({ keyId: "LTAI-P" });
    const waiting = rejectionOf(givers.source(files, { WAIT: "1" }));
    setTimeout(() => givers.cancel.abort(), 50);
    expect(await waiting).toBeInstanceOf(Cancelled);
  });
});

function readRuns(home: string): Promise<string> {
  return readFile(join(home, "runs"), "utf8");
}

describe("the words of a command", () => {
  test.each<[string, readonly string[]]>([
    ["tool", ["tool"]],
    ["  tool  --key\tvalue ", ["tool", "--key", "value"]],
    [`"a tool" 'b "c"' d\\ e`, ["a tool", 'b "c"', "d e"]],
    [`a"b c"'d e'f`, ["ab cd ef"]],
    [`tool "" ''`, ["tool", "", ""]],
    [`"a\\"b\\\\c\\d\\$e"`, ['a"b\\c\\d$e']],
    [`'a\\b'`, ["a\\b"]],
    ["a\\\nb", ["ab"]],
    ["", []],
    ["tool 'open", []],
    ['tool "open', []],
    ["tool \\", []],
  ])("%j", (command, words) => {
    expect(commandWords(command, "linux")).toEqual(words);
  });

  test.each<[string, readonly string[]]>([
    [`"C:\\Program Files\\tool.exe" C:\\keys\\a.json`, ["C:\\Program Files\\tool.exe", "C:\\keys\\a.json"]],
    [`tool "say \\"hi\\""`, ["tool", 'say "hi"']],
    [`tool "C:\\keys\\"`, []],
  ])("%j on Windows", (command, words) => {
    expect(commandWords(command, "win32")).toEqual(words);
  });
});
