// docs/recipes.md: its test under mocks and its policies run as they stand there; the index is complete. The programs
// are run by test/examples/recipes.test.ts.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { slug } from "github-slugger";
import { projectRoot } from "../../tools/engine.ts";
import { hermeticEnvironment } from "../tools/hermetic-environment.ts";
import { codeSpansIn, headingsIn, sectionOf, textOf } from "./markdown.ts";
import { recipe } from "./recipes.ts";
import type { ResourceValidationArgs } from "./stand-ins/policy.ts";

let folder: string;
beforeAll(async () => {
  // Below the repository: so Node finds its packages, and this package by its name.
  const parent = join(projectRoot, ".cache", "recipes");
  await mkdir(parent, { recursive: true });
  folder = await mkdtemp(join(parent, "run-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a module of this text with Node, whatever its exit code. */
async function run(file: string, text: string, ...args: string[]): Promise<{ code: number; stdout: string }> {
  const path = join(folder, file);
  await writeFile(path, text);
  const env = hermeticEnvironment(folder);
  return new Promise((done) => {
    execFile(process.execPath, [...args, path], { cwd: folder, env }, (error, stdout, stderr) => {
      done({ code: error === null ? 0 : Number(error.code), stdout: stdout + stderr });
    });
  });
}

describe("Tests", () => {
  const { program } = recipe("Tests");

  test("the test of the recipe passes", async () => {
    const { code, stdout } = await run("service.test.ts", program, "--test");
    expect([code, stdout]).toEqual([0, expect.stringMatching(/# ?pass 2|pass 2/)]);
  });

  test.each([
    ["the wrong instance", "instanceId: instances[active]", "instanceId: instances.blue"],
    ["a take-over", 'onConflict: "fail"', 'onConflict: "takeOver"'],
    ["another ENI", 'networkInterfaceId: "eni-bp1example0000service"', 'networkInterfaceId: "eni-other"'],
  ])("and fails for %s", async (_what, right, wrong) => {
    expect(program).toContain(right);
    const { code, stdout } = await run("broken.test.ts", program.replace(right, wrong), "--test");
    expect([code, stdout]).toEqual([1, expect.stringMatching(/fail 1/)]);
  });
});

describe("Policies", () => {
  const { program } = recipe("Policies");
  const type = "pulumi-nodejs:dynamic/eni:EniAttachment";
  const props = { networkInterfaceId: "eni-bp1example0000service", instanceId: "i-bp1example0000000blue" };

  /** The pack of the recipe with the stand-in in place of @pulumi/policy, asked about resources. */
  async function violations(resources: readonly Partial<ResourceValidationArgs>[]): Promise<string[][]> {
    const standIn = join(projectRoot, "test", "docs", "stand-ins", "policy.ts");
    const asking = `
      const [pack] = PolicyPack.made;
      const found = [];
      for (const resource of ${JSON.stringify(resources)}) found.push(await pack.violations(resource));
      console.log(JSON.stringify(found));
    `;
    const { stdout } = await run("policy.ts", program.replace('"@pulumi/policy"', JSON.stringify(standIn)) + asking);
    return JSON.parse(stdout) as string[][];
  }

  test("a take-over and a pinned ENI elsewhere are violations; anything else is not", async () => {
    const found = await violations([
      { type, props },
      { type, props: { ...props, onConflict: "fail" } },
      { type, props: { ...props, onConflict: "takeOver" } },
      { type, props: { ...props, instanceId: "i-bp1example000000green" } },
      { type, props: { ...props, networkInterfaceId: "eni-other", instanceId: "i-bp1example000000green" } },
      { type: "pulumi-nodejs:dynamic:Resource", props: { ...props, onConflict: "takeOver" } },
    ]);
    expect(found).toEqual([
      [],
      [],
      [expect.stringMatching(/^no-take-over: onConflict: "takeOver" takes the ENI/)],
      ["pinned-enis-stay: eni-bp1example0000service stays on i-bp1example0000000blue"],
      [],
      [],
    ]);
  });
});

const page = textOf("docs/recipes.md");
const headings = headingsIn("docs/recipes.md").flatMap(({ level, text }) => (level === 2 ? [text] : []));

test("the index has every recipe, in their order", () => {
  const listed = [...page.matchAll(/^\| \[([^\]]+)\]\(#([\w-]+)\)/gm)];
  expect(listed.map(([, heading]) => heading)).toEqual(headings);
  expect(listed.map(([, , anchor]) => anchor)).toEqual(headings.map((heading) => slug(heading)));
});

test("each says when one wants it, and what the trap is", () => {
  for (const heading of headings) {
    const section = sectionOf("docs/recipes.md", `## ${heading}`);
    expect([heading, section.includes("**When.**"), section.includes("**The trap.**")]).toEqual([heading, true, true]);
  }
});

test.each(["ARCHITECTURE.md", "CONTRIBUTING.md"])("files that %s names exist", (file) => {
  const named = codeSpansIn(file).filter((span) => /^(provider|simulator|test|bench|tools|docs)\/[\w./-]+$/.test(span));
  expect(named.length).toBeGreaterThan(15);
  // Made by adding a vendor, or by a command.
  const missing = named.filter((path) => !path.includes("NAME") && !existsSync(join(projectRoot, path)));
  expect(missing).toEqual([]);
});
