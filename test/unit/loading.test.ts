// What a fresh process has loaded at each point: start-up time and memory are those of what is in use. Nothing is timed.
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "@jest/globals";
import { vendors } from "../../provider/vendors/index.ts";
import type { LocalCloud } from "../../simulator/server.ts";
import { startLocalCloud } from "../../simulator/server.ts";
import { attachment, credentials, world } from "../support/on-cloud.ts";
import { hermeticEnvironment } from "../tools/hermetic-environment.ts";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../..");

/** Runs steps in a fresh process; after each, the files and packages that were loaded since the one before. */
async function loadedBy(steps: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<string[][]> {
  const program = `
    import { registerHooks } from "node:module";
    let loaded = [];
    registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
    const print = console.log;
    console.log = () => undefined;
    let provider;
    for (const step of [${steps.map((step) => `async () => { ${step} }`).join(", ")}]) {
      await step();
      print(JSON.stringify(loaded));
      loaded = [];
    }
  `;
  const env = { ...hermeticEnvironment(root), ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true", ...environment };
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", program], { cwd: root, env });
  return stdout
    .trim()
    .split("\n")
    .map((line) => [...new Set((JSON.parse(line) as string[]).map(nameOf))]);
}

/** `vendors/alicloud-ecs/index.ts` of ours; of others the package; what Node brings by its own name. */
function nameOf(url: string): string {
  const [, inPackage] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
  return inPackage ?? url.replace(/^file:.*\/provider\//, "");
}

const importProvider = 'provider = await import("./provider/dynamic/handler.ts");';
const check = (news: Record<string, unknown>) => `await provider.check({}, ${JSON.stringify(news)});`;
const zenlayer = {
  vendor: "zenlayer-zec",
  networkInterfaceId: "1304682049596034001",
  instanceId: "1272168087751233101",
};

/** Folders of vendors of which more than the identity was loaded. */
const vendorsIn = (files: readonly string[]) => [
  ...new Set(files.flatMap((file) => /^vendors\/([^/]+)\/(?!identity\.ts|regions\.ts)/.exec(file)?.[1] ?? [])),
];

describe("the provider", () => {
  let cloud: LocalCloud | undefined;
  afterAll(() => cloud?.close());

  test("its import loads no vendor and no HTTP client", async () => {
    const [files = []] = await loadedBy([importProvider]);
    expect(vendorsIn(files)).toEqual([]);
    expect(files.filter((file) => !/[/:]|\.ts$/.test(file))).toEqual(["zod", "fastest-levenshtein"]);
    expect(files.filter((file) => /^node:https?$/.test(file))).toEqual([]);
  });

  test("a check loads its own vendor, and nothing that speaks to a cloud while none is spoken to", async () => {
    const [, first = [], second = []] = await loadedBy([
      importProvider,
      check(zenlayer),
      check({ ...attachment(), preflight: false }),
    ]);
    expect(vendorsIn(first)).toEqual(["zenlayer-zec"]);
    expect(vendorsIn(second)).toEqual(["alicloud-ecs"]);
    for (const heavy of ["got", "ini", "node:https", "http/got-exchange.ts"])
      expect([...first, ...second]).not.toContain(heavy);
  });

  test("a foreign argument loads the others, who know whose it is", async () => {
    const [, files = []] = await loadedBy([importProvider, check({ ...zenlayer, vpcId: "vpc-1" })]);
    const own = vendorsIn(files).filter((folder) => vendors.some(({ name }) => name === folder));
    expect(own.sort()).toEqual(vendors.map(({ name }) => name).sort());
  });

  test("a credentials file loads its parser, keys in the environment do not", async () => {
    const folder = await mkdtemp(join(tmpdir(), "eni-loading-"));
    const file = join(folder, "credentials");
    await writeFile(file, "[default]\nsecret_id = AKID-file\nsecret_key = s\n");
    const search = (environment: Record<string, string>) => `
      const { findCredentials } = await import("./provider/vendors/tencentcloud/credentials.ts");
      const outside = { environment: ${JSON.stringify(environment)}, configuration: () => undefined };
      if ((await findCredentials(outside)).source === undefined) throw new Error("no credentials");`;
    const [keys, fromFile] = await loadedBy([
      search({ TENCENTCLOUD_SECRET_ID: "AKID-env", TENCENTCLOUD_SECRET_KEY: "s" }),
      search({ HOME: folder, TENCENTCLOUD_CREDENTIALS_FILE: file }),
    ]);
    await rm(folder, { recursive: true });
    expect(keys).not.toContain("ini");
    expect(fromFile).toContain("ini");
  });

  test("the first request loads the HTTP client, the next one nothing", async () => {
    cloud = await startLocalCloud({ world: world() });
    const environment = { ...credentials, ENI_ENDPOINTS: JSON.stringify({ "alicloud-ecs": cloud.origin }) };
    const other = attachment({ networkInterfaceId: "eni-two" });
    const [, first, second] = await loadedBy([importProvider, check(attachment()), check(other)], environment);
    expect(cloud.calls().length).toBeGreaterThan(1);
    expect(first).toContain("got");
    expect(second).toEqual([]);
  });
});

test("the program's side loads no vendor and no schemas", async () => {
  const [, files = []] = await loadedBy(['await import("@pulumi/pulumi");', 'await import("./provider/index.ts");']);
  expect(files).toContain("dynamic/resource.ts");
  const ofVendors = files.filter((file) => file.startsWith("vendors/"));
  expect(ofVendors).toEqual(expect.arrayContaining(vendors.map(({ name }) => `vendors/${name}/identity.ts`)));
  expect(
    ofVendors.filter((file) => !/^vendors\/(eni-address|index|table|[^/]+\/(identity|regions))\.ts$/.test(file)),
  ).toEqual([]);
  expect(files).not.toContain("zod");
});
