// The end-to-end helper itself, on the real engine, with a small dynamic provider that does next to nothing.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { existsSync } from "node:fs";
import { Stack, ENGINE_TIMEOUT_MS } from "./stack.ts";

const program = (size: string) => `
  import * as pulumi from "@pulumi/pulumi";

  const provider = {
    async diff(id, olds, news) { return { changes: olds.size !== news.size }; },
    async create(inputs) {
      console.log("toy: creating " + inputs.size + " for " + process.env.TOY_CUSTOMER);
      if (inputs.size === "endless") await new Promise((resolve) => setTimeout(resolve, 1e9));
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

const MINUTES = 10 * 60_000;

test(
  "preview, up, up without a change, destroy",
  async () => {
    const planned = await stack.preview({ json: true });
    expect(planned).toMatchObject({ exitCode: 0, signal: null });
    expect(JSON.parse(planned.stdout)).toMatchObject({ changeSummary: { create: 2 } });

    const created = await stack.up({ env: { TOY_CUSTOMER: "somebody" } });
    expect(created.exitCode).toBe(0);
    expect(created.all).toContain("toy: creating small for somebody");
    expect(created.all).toMatch(/\+ 2 created/);
    expect(created.all).not.toMatch(/warning/);

    const again = await stack.up({ args: ["--expect-no-changes"] });
    expect(again).toMatchObject({ exitCode: 0 });
    expect(again.all).toMatch(/2 unchanged/);

    const { resources, pendingOperations } = await stack.exportState();
    expect(pendingOperations).toEqual([]);
    expect(resources.find(({ type }) => type === "pulumi-nodejs:dynamic/test:Toy")).toMatchObject({
      id: "toy",
      outputs: { size: "small" },
    });

    await stack.replaceProgram(program("large"));
    expect((await stack.preview({ diff: true })).all).toContain('~ size: "small" => "large"');
    expect((await stack.preview({ args: ["--expect-no-changes"] })).exitCode).not.toBe(0);
    expect((await stack.up()).all).toMatch(/~ 1 updated/);
    expect((await stack.refresh()).exitCode).toBe(0);

    const destroyed = await stack.destroy();
    expect(destroyed.exitCode).toBe(0);
    expect(destroyed.all).toContain(`toy: deleting large in ${stack.programFolder}`);
    expect((await stack.exportState()).resources.map(({ type }) => type)).not.toContain(
      "pulumi-nodejs:dynamic/test:Toy",
    );
  },
  MINUTES,
);

test(
  "configuration, plain and secret",
  async () => {
    await stack.setConfig("size", "configured");
    await stack.setConfig("password", "-s3cret-");
    await stack.setConfig("password", "-s3cret-", { secret: true });
    const created = await stack.up();
    expect(created.all).toContain("toy: creating configured for nobody");
    expect(created.all + (await stack.exportState()).text).not.toContain("s3cret");
    expect((await stack.exportState({ showSecrets: true })).text).toContain("s3cret");
    expect((await stack.destroy()).exitCode).toBe(0);
  },
  MINUTES,
);

test(
  "an engine that is killed leaves its provider, a lock and a pending operation; all can be cleared",
  async () => {
    await stack.setConfig("size", "endless");
    const run = stack.startUp({ args: ["--skip-preview"] });
    await run.waitFor(/toy: creating endless/);
    run.child.kill("SIGKILL");
    expect(await run.result).toMatchObject({ exitCode: null, signal: "SIGKILL" });
    expect((await stack.up()).all).toMatch(/the stack is currently locked/);
    expect((await stack.cancel()).exitCode).toBe(0);
    expect((await stack.exportState()).pendingOperations).toMatchObject([{ type: "creating" }]);
    expect((await stack.processes()).length).toBeGreaterThan(0);

    const folder = stack.programFolder;
    await stack.dispose();
    expect(await stack.processes()).toEqual([]);
    expect(existsSync(folder)).toBe(false);
  },
  MINUTES,
);

test(
  "a program that does not run is an exit code, not an exception",
  async () => {
    const broken = await Stack.create({ program: `throw new Error("no such luck");`, project: "broken" });
    try {
      const result = await broken.up();
      expect(result.exitCode).toBeGreaterThan(0);
      expect(result.all).toContain("no such luck");
      await expect(broken.startUp().waitFor(/never printed/)).rejects.toThrow(/never printed[^]*no such luck/);
    } finally {
      await broken.dispose();
    }
  },
  MINUTES,
);
