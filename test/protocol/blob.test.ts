// What each attachment keeps in the state, twice: the serialized code. And what the resource class hands to the engine.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { hermeticEnvironment } from "../tools/hermetic-environment.ts";
import { attachment, credentials } from "../support/on-cloud.ts";
import { ProviderProcess } from "./harness.ts";
import { builtBlob } from "./setting.ts";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../..");

interface Registered {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
}

interface Declared {
  registered: Registered[];
  /** Outputs that the class has, by whether they are there. */
  outputs: Record<string, boolean>;
  /** The caller's object afterwards. */
  args: Record<string, unknown>;
  blob: string;
}

/** A program that makes two attachments with one object of arguments, under Pulumi's mocks. */
const program = (entry: string) => `
  const pulumi = (await import("@pulumi/pulumi")).default;
  const registered = [];
  await pulumi.runtime.setMocks({
    newResource: ({ type, name, inputs, id }) => {
      registered.push({ type, name, inputs });
      return { id: id ?? name + "-id", state: inputs };
    },
    call: ({ inputs }) => inputs,
  });
  const { EniAttachment } = await import(${JSON.stringify(entry)});
  const args = ${JSON.stringify(attachment())};
  const one = new EniAttachment("one", args);
  const two = new EniAttachment("two", { ...args, networkInterfaceId: "eni-two" });
  const again = new EniAttachment("again", args);
  for (const each of [one, two, again]) await new Promise((done) => each.urn.apply(done));
  const names = ["networkInterfaceId", "instanceId", "vendor", "region", "state", "vendorState", "attachedTo", "adopted",
    "macAddress", "privateIpAddresses", "publicIpAddresses", "attachedAt", "schemaVersion"];
  const outputs = Object.fromEntries(names.map((name) => [name, pulumi.Output.isInstance(one[name])]));
  const blob = registered[0].inputs.__provider;
  console.log(JSON.stringify({ registered, outputs, args, blob }));
`;

async function declare(entry: string): Promise<Declared> {
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", program(entry)], {
    cwd: root,
    env: {
      ...hermeticEnvironment(root),
      ...credentials,
      ENI_ENDPOINTS: '{"alicloud-ecs":"http://secret-place"}',
      PULUMI_CONFIG: '{"alicloud:secretKey":"SecretOfTheStack"}',
    },
  });
  return JSON.parse(stdout) as Declared;
}

let folder: string;
let declared: Declared;

beforeAll(async () => {
  const parent = join(root, ".cache");
  await mkdir(parent, { recursive: true });
  folder = await mkdtemp(join(parent, "builds-"));
  declared = await declare("pulumi-eni-attachment");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the serialized code", () => {
  test("is small: each attachment keeps two copies", () => {
    expect(Buffer.byteLength(declared.blob)).toBeLessThanOrEqual(2_300);
    expect(declared.blob).toContain('import("pulumi-eni-attachment/provider")');
  });

  test("is the same text for each resource, in each build and whatever makes it", async () => {
    const builds = await Promise.all(
      ["first", "second"].map(async (name) => {
        const out = join(folder, name);
        await run(process.execPath, ["tools/build.js", out], { cwd: root });
        return declare(pathToFileURL(join(out, "index.js")).href);
      }),
    );
    const blobs = [declared, ...builds].flatMap(({ registered }) => registered.map(({ inputs }) => inputs.__provider));
    expect(blobs).toHaveLength(9);
    expect(new Set(blobs)).toEqual(new Set([await builtBlob()]));
  });

  test("holds nothing of the environment, and nothing of the machine", () => {
    for (const text of [...Object.values(credentials), "secret-place", "SecretOfTheStack", root]) {
      expect(declared.blob).not.toContain(text);
    }
  });
});

test("a package that is not installed where the program is: one line, which says what to do", async () => {
  const provider = await ProviderProcess.start({
    blob: declared.blob,
    cwd: await mkdtemp(join(tmpdir(), "eni-none-")),
  });
  try {
    const failed = await provider.check(attachment()).catch((error: unknown) => error as Error);
    expect(failed).toMatchObject({
      message: expect.stringMatching(
        /^Cannot find package 'pulumi-eni-attachment' .*: install it again for this run, nothing is lost$/,
      ),
    });
    expect([...provider.stdout, ...provider.stderr].filter((line) => /^ +at /.test(line))).toEqual([]);
  } finally {
    await provider.close();
  }
});

describe("the resource class", () => {
  test("registers with its type and with the arguments as they are", () => {
    const types = declared.registered.map(({ name, type }) => [name, type]);
    const token = "pulumi-nodejs:dynamic/eni:EniAttachment";
    expect(types).toEqual(["one", "two", "again"].map((name) => [name, token]));
    expect(declared.registered[0]?.inputs).toEqual({ ...attachment(), __provider: declared.blob });
  });

  test("leaves the caller's arguments alone: one object serves several resources", () => {
    expect(declared.args).toEqual(attachment());
    expect(declared.registered.map(({ inputs }) => inputs.networkInterfaceId)).toEqual([
      "eni-one",
      "eni-two",
      "eni-one",
    ]);
  });

  test("has every output of the documentation", () => {
    expect(Object.values(declared.outputs)).toEqual(Object.values(declared.outputs).map(() => true));
  });
});
