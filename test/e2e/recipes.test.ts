// docs/recipes.md on the real engine: each program as it stands there, with the commands below it, prints what the page shows; and the
// cloud gets the calls that the recipe is about.
import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "@jest/globals";
import { projectRoot } from "../../tools/engine.ts";
import { recipe } from "../docs/recipes.ts";
import type { Step } from "../docs/recipes.ts";
import { shown } from "../examples/readme.ts";
import { MINUTES, Setting, succeed } from "./setting.ts";
import { ENGINE_TIMEOUT_MS } from "./stack.ts";

const [service, storage, beijing] = ["eni-bp1example0000service", "eni-bp1example0000storage", "eni-bp1example0000beijing"]; // prettier-ignore
const [blue, green, image1] = ["i-bp1example0000000blue", "i-bp1example000000green", "i-bp1example000000image1"];

const world = {
  instances: [
    { id: blue, maxEnis: 8 },
    { id: green, maxEnis: 8 },
    { id: image1, name: "image-1", maxEnis: 8 },
    { id: "i-bp1example0000beijing", region: "cn-beijing", maxEnis: 8 },
  ],
  enis: [{ id: service }, { id: storage }, { id: beijing, region: "cn-beijing" }],
};

/** Commands that would ask, and would preview what the run itself prints as well. */
const unattended = new Map([
  ["up", ["--yes", "--skip-preview"]],
  ["destroy", ["--yes", "--skip-preview"]],
]);

let setting: Setting | undefined;
afterEach(() => setting?.close());

/** A stack with the program of a recipe. */
async function open(heading: string): Promise<{ setting: Setting; steps: readonly Step[]; program: string }> {
  const { program, steps } = recipe(heading);
  setting = await Setting.open({ world, program, project: "recipes" });
  return { setting, steps, program };
}

/** Runs the commands of a step, of which the last ends as given, and looks for the lines that the page shows. */
async function follow({ stack }: Setting, step: Step | undefined, ends: "well" | "badly" = "well"): Promise<string> {
  if (!step) throw new Error("the recipe has no further commands");
  let printed = "";
  for (const [index, args] of step.commands.entries()) {
    const last = index === step.commands.length - 1;
    const result = await stack.run([...args, "--stack", "test", ...(unattended.get(args[0] ?? "") ?? [])]);
    expect([args, result.exitCode === 0, result.all]).toEqual([args, !last || ends === "well", result.all]);
    printed += result.all;
  }
  expect(step.output.filter((line) => !shown(line, printed))).toEqual([]);
  return printed;
}

test(
  "Order: the second ENI comes when the first is there, and goes before it",
  async () => {
    const { setting, steps } = await open("Order");
    await follow(setting, steps[0]);
    expect(setting.changes()).toEqual([`Attach ${service} ${blue}`, `Attach ${storage} ${blue}`]);
    const mark = setting.mark();
    await follow(setting, steps[1]);
    expect(setting.changes(mark)).toEqual([`Detach ${storage} ${blue}`, `Detach ${service} ${blue}`]);
  },
  ENGINE_TIMEOUT_MS,
);

test(
  "With its instance: no detach, and the instance is released with the ENI on it",
  async () => {
    const { setting, steps } = await open("With its instance");
    const folder = join(setting.stack.programFolder, "node_modules", "@pulumi", "alicloud");
    await mkdir(folder, { recursive: true });
    await cp(join(projectRoot, "test", "examples", "packages", "alicloud.js"), join(folder, "index.js"));
    const manifest = { name: "@pulumi/alicloud", type: "module", exports: "./index.js" };
    await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
    // With its primary ENI.
    expect(await follow(setting, steps[0])).toContain(`releasing ${image1} with 2 ENI`);
    expect(setting.changes()).toEqual([`Attach ${service} ${image1}`]);
    expect(setting.eni(service)).toMatchObject({ status: "available" });
  },
  MINUTES,
);

test(
  "Protected: destroy refuses and calls nothing; a move is no destroy",
  async () => {
    const { setting, steps, program } = await open("Protected");
    await follow(setting, steps[0], "badly");
    expect(setting.changes()).toEqual([`Attach ${service} ${blue}`]);
    await setting.stack.replaceProgram(program.replace(blue, green));
    const mark = setting.mark();
    await succeed(setting.stack.up());
    expect(setting.changes(mark)).toEqual([`Detach ${service} ${blue}`, `Attach ${service} ${green}`]);
  },
  MINUTES,
);

test(
  "Left attached: destroy forgets it, and the cloud has it still; too late is too late",
  async () => {
    const { setting, steps, program } = await open("Left attached");
    await follow(setting, steps[0]);
    expect(setting.changes()).toEqual([`Attach ${service} ${blue}`]);
    expect(setting.eni(service)).toMatchObject({ status: "inUse", instanceId: blue });
    expect((await setting.stack.exportState()).resources).toEqual([]);
    // The trap: an option that never got into the state.
    await setting.stack.replaceProgram(program.replace("retainOnDelete: true", ""));
    await succeed(setting.stack.up());
    const mark = setting.mark();
    await setting.stack.replaceProgram("");
    await succeed(setting.stack.up());
    expect(setting.changes(mark)).toEqual([`Detach ${service} ${blue}`]);
  },
  MINUTES,
);

test(
  "Drift: a refresh that only looks tells it each time, and calls nothing that changes anything",
  async () => {
    const { setting, steps } = await open("Drift");
    await succeed(setting.stack.up());
    setting.cloud.world.freeEni(service);
    setting.cloud.world.placeEni(service, green);
    const mark = setting.mark();
    const [refresh, preview] = steps;
    await follow(setting, refresh, "badly");
    await follow(setting, preview, "badly");
    expect(setting.changes(mark)).toEqual([]);
    expect((await setting.attachments())["service"]).toMatchObject({ instanceId: blue });
  },
  MINUTES,
);

test(
  "Several regions: each attachment is looked at in its own",
  async () => {
    const { setting, steps } = await open("Several regions and accounts");
    await follow(setting, steps[0]);
    const asked = setting.calls().map(({ action, region, eni }) => [action, region, eni]);
    expect(asked).toContainEqual(["DescribeNetworkInterfaces", "cn-hangzhou", service]);
    expect(asked).toContainEqual(["DescribeNetworkInterfaces", "cn-beijing", beijing]);
  },
  MINUTES,
);
