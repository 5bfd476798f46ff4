// The packed tarball, installed into an empty folder outside of the repository: what a user has who runs `npm install`.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import type { LocalCloud } from "../../simulator/server.ts";
import { startLocalCloud } from "../../simulator/server.ts";
import type { Engine } from "../../tools/engine.ts";
import { ensurePulumi, projectRoot } from "../../tools/engine.ts";
import { credentials, world } from "../support/on-cloud.ts";
import { hermeticEnvironment } from "../tools/hermetic-environment.ts";
import { MINUTES, program, succeed } from "./setting.ts";
import type { RunResult } from "./stack.ts";
import { ENGINE_TIMEOUT_MS, Running } from "./stack.ts";

const run = promisify(execFile);

let engine: Engine;
let cloud: LocalCloud;
let folder: string;

beforeAll(async () => {
  engine = await ensurePulumi();
  cloud = await startLocalCloud({ world: world() });
  folder = await mkdtemp(join(tmpdir(), "eni-package-"));
  for (const name of ["program", "state", "home", "user"]) await mkdir(join(folder, name));
}, ENGINE_TIMEOUT_MS);

afterAll(async () => {
  await cloud.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
});

function pulumi(...args: string[]): Promise<RunResult> {
  const env = engine.environmentFrom({
    ...hermeticEnvironment(join(folder, "user")),
    ...credentials,
    ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
    ENI_ENDPOINTS: JSON.stringify({ "alicloud-ecs": cloud.origin }),
    PULUMI_BACKEND_URL: pathToFileURL(join(folder, "state")).href,
    PULUMI_HOME: join(folder, "home"),
    PULUMI_CONFIG_PASSPHRASE: "test",
  });
  const child = spawn(engine.binary, ["--non-interactive", "--color", "never", ...args], {
    cwd: join(folder, "program"),
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  return new Running(child).result;
}

const changes = (): string[] =>
  cloud
    .calls()
    .filter(({ action }) => /^(Attach|Detach)/.test(action))
    .map(({ action, eni, instance }) => `${action.replace("NetworkInterface", "")} ${eni} ${instance}`);

test(
  "installs, attaches and detaches",
  async () => {
    const where = join(folder, "program");
    // Without scripts: `prepare` would build dist anew under the feet of the other tests. `npm test` has just built it.
    await run("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], { cwd: projectRoot });
    const tarball = (await readdir(folder)).find((name) => name.endsWith(".tgz")) ?? "";

    const repository = JSON.parse(await readFile(join(projectRoot, "package.json"), "utf8")) as {
      devDependencies: Record<string, string>;
    };
    await writeFile(join(where, "package.json"), '{ "private": true, "type": "module" }');
    await writeFile(
      join(where, "Pulumi.yaml"),
      JSON.stringify({ name: "packed", runtime: "nodejs", main: "index.js" }),
    );
    await writeFile(join(where, "index.js"), program());
    // With the machine's own environment: that is where the registry and npm's cache are configured.
    const sdk = `@pulumi/pulumi@${repository.devDependencies["@pulumi/pulumi"]}`;
    const quiet = ["--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
    await run("npm", ["install", ...quiet, join(folder, tarball), sdk], { cwd: where });

    const installed = await readdir(join(where, "node_modules/pulumi-eni-attachment"), { recursive: true });
    expect(installed).toEqual(expect.arrayContaining(["LICENSE", "README.md", "dist/index.js", "dist/index.d.ts"]));
    expect(installed.filter((path) => !/^(dist(\/|$)|package\.json$|README\.md$|LICENSE$)/.test(path))).toEqual([]);

    await succeed(pulumi("stack", "init", "test"));
    expect(await succeed(pulumi("up", "--yes", "--stack", "test"))).toMatch(/\+ 2 created/);
    expect(changes()).toEqual(["Attach eni-one i-a"]);
    expect(await succeed(pulumi("destroy", "--yes", "--stack", "test"))).toMatch(/- 2 deleted/);
    expect(changes()).toEqual(["Attach eni-one i-a", "Detach eni-one i-a"]);
  },
  2 * MINUTES,
);
