// The end-to-end helper itself, on the real engine, with a small dynamic provider that does next to nothing.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { Stack, ENGINE_TIMEOUT_MS } from "./stack.ts";
import { deploymentIn } from "./stack-files.ts";

const program = (size: string) => `
  import * as pulumi from "@pulumi/pulumi";

  const provider = {
    async diff(id, olds, news) { return { changes: olds.size !== news.size }; },
    async create(inputs) {
      console.log("toy: creating " + inputs.size + " for " + process.env.TOY_CUSTOMER);
      return { id: "toy", outs: { size: inputs.size } };
    },
    async update(id, olds, news) { return { outs: { size: news.size } }; },
    async delete(id, props) {
      console.log("toy: deleting " + props.size + " in " + process.cwd());
    },
  };

  class Toy extends pulumi.dynamic.Resource {
    constructor(name, args, options) { super(provider, name, { ...args }, options, "test", "Toy"); }
  }

  const config = new pulumi.Config();
  new Toy("toy", { size: config.get("size") ?? ${JSON.stringify(size)} });
  export const kept = { password: config.getSecret("password") ?? null };
`;

let stack: Stack;

beforeAll(async () => {
  stack = await Stack.create({ program: program("small"), env: { TOY_CUSTOMER: "nobody" } });
}, ENGINE_TIMEOUT_MS);

afterAll(() => stack.dispose());

const TOY = "pulumi-nodejs:dynamic/test:Toy";
const MINUTES = 10 * 60_000;

test(
  "a stack is made as `pulumi stack init` makes it, and configured as `pulumi config set` does",
  async () => {
    await stack.run(["stack", "init", "real"]);
    await stack.run([
      "config",
      "set-all",
      "--stack",
      "real",
      "--plaintext",
      "one=1",
      "--plaintext",
      "other:two=- a: b",
    ]);
    await stack.init("written");
    await stack.files("written").configure({ one: "1", "other:two": "- a: b" });
    const [real = [], written = []] = await Promise.all(["real", "written"].map(filesOf));
    expect(real).toHaveLength(2);
    expect(written).toEqual(real);
    expect(await readFile(join(stack.programFolder, "../state/.pulumi/meta.yaml"), "utf8")).toBe("version: 1\n");
  },
  MINUTES,
);

/** The files of a stack, but for its name, time and salt. */
async function filesOf(name: string): Promise<unknown[]> {
  const { checkpoint, settings } = stack.files(name);
  const texts = [await readFile(checkpoint, "utf8"), await readFile(settings, "utf8")];
  const alike = texts.map((text) =>
    text
      .replace(`/${name}"`, '/NAME"')
      .replace(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/, '"TIME"')
      .replace(/v1:[\w=+/]+:v1:[\w=:+/]+/, "SALT"),
  );
  return alike.map((text) => parse(text) as unknown);
}

test(
  "up with an environment and with configuration, plain and secret; what is written is what `stack export` shows",
  async () => {
    await stack.setConfig({ size: "configured", password: "-s3cret-" });
    await stack.setSecrets({ password: "-s3cret-" });
    const created = await stack.up({ env: { TOY_CUSTOMER: "somebody" } });
    expect(created).toMatchObject({ exitCode: 0, signal: null });
    expect(created.all).toContain("toy: creating configured for somebody");
    expect(created.all).toMatch(/\+ 2 created/);
    expect(created.all).not.toMatch(/warning/);

    const state = await stack.exportState();
    expect(created.all + state.text).not.toContain("s3cret");
    expect(state.pendingOperations).toEqual([]);
    expect(state.resources.find(({ type }) => type === TOY)).toMatchObject({
      id: "toy",
      outputs: { size: "configured" },
    });
    const exported = JSON.parse((await stack.run(["stack", "export", "--stack", "test"])).stdout) as unknown;
    expect(exported).toEqual({ version: 3, deployment: deploymentIn(state.text) });
    const shown = await stack.exportState({ showSecrets: true });
    expect(shown.text).toContain("s3cret");
    expect(shown.resources).toHaveLength(state.resources.length);

    // By the next run, after a change of the configuration that keeps what is secret in it.
    await stack.setConfig({ size: "large" });
    const previewed = await stack.preview({ diff: true, args: ["--expect-no-changes"] });
    expect(previewed.exitCode).toBeGreaterThan(0);
    expect(previewed.all).toContain('~ size: "configured" => "large"');
    expect(previewed.all).not.toContain("s3cret");

    const destroyed = await stack.destroy();
    expect(destroyed.exitCode).toBe(0);
    expect(destroyed.all).toContain(`toy: deleting configured in ${stack.programFolder}`);
    expect((await stack.exportState()).resources).toEqual([]);
  },
  MINUTES,
);

test(
  "a program that does not run is an exit code, not an exception",
  async () => {
    const broken = await Stack.create({ program: `throw new Error("no such luck");`, project: "broken" });
    try {
      const run = broken.startUp();
      await expect(run.waitFor(/never printed/)).rejects.toThrow(/never printed[^]*no such luck/);
      const result = await run.result;
      expect(result.exitCode).toBeGreaterThan(0);
      expect(result.all).toContain("no such luck");
    } finally {
      await broken.dispose();
    }
  },
  MINUTES,
);
