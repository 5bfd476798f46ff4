// The same fleets through the real engine: once with this package, once with a provider that does nothing, each with the file
// backend's checkpoint after every step and with none until the end.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Stack } from "../test/e2e/stack.ts";
import { builtBlob } from "../test/protocol/setting.ts";
import { MeasuredCloud, nothing } from "./cloud.ts";
import { runEngine } from "./engine-run.ts";
import type { Figures } from "./figures.ts";
import type { Action } from "./measured.ts";
import { figuresOf } from "./figures.ts";
import type { Fleet, Side } from "./fleet.ts";
import { fleet } from "./fleet.ts";
import { ballastFor } from "./idle-attachment.ts";
import type { Usage } from "./process-usage.ts";
import { sizeOfState } from "../test/e2e/state-size.ts";
import type { StateSize } from "../test/e2e/state-size.ts";

export interface EngineFigures extends Omit<Figures, "contender"> {
  readonly who: "this package" | "engine alone";
  readonly checkpoints: "every step" | "at the end";
  /** Of the engine's own process. The provider's are `cpu` and `peakMegabytes`. */
  readonly engine?: Usage;
}

export interface EngineMeasurement {
  readonly figures: readonly EngineFigures[];
  readonly state: readonly StateSize[];
}

const withoutCheckpoints = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

const steps: readonly { readonly action: Action; readonly side: Side; readonly args: readonly string[] }[] = [
  { action: "create", side: "a", args: ["up", "--yes", "--skip-preview"] },
  { action: "preview of unchanged", side: "a", args: ["preview"] },
  { action: "preview of moves", side: "b", args: ["preview"] },
  { action: "move", side: "b", args: ["up", "--yes", "--skip-preview"] },
  { action: "destroy", side: "b", args: ["destroy", "--yes", "--skip-preview"] },
];

/** With a thousand, the file backend takes minutes for a step; a preview writes no checkpoint, and a move as many as a create. */
function stepsOf({ size, checkpoints }: Of) {
  const long = size >= 1_000 && checkpoints === "every step";
  return long ? steps.filter(({ action }) => action === "create" || action === "destroy") : steps;
}

/** Measures one vendor at one size; `note` gets each figure as it comes. */
export async function measureEngine(
  vendor: string,
  size: number,
  note: (one: EngineFigures) => void,
): Promise<EngineMeasurement> {
  const figures: EngineFigures[] = [];
  const state: StateSize[] = [];
  for (const checkpoints of ["every step", "at the end"] as const) {
    for (const who of ["this package", "engine alone"] as const) {
      const of = { vendor, size, who, checkpoints, limits: "documented" } as const;
      const found = await measureStack(of, (one) => {
        figures.push(one);
        note(one);
      });
      if (who === "this package" && checkpoints === "every step") state.push(found);
    }
  }
  return { figures, state };
}

type Of = Pick<EngineFigures, "vendor" | "size" | "limits" | "who" | "checkpoints">;

async function measureStack(of: Of, note: (one: EngineFigures) => void): Promise<StateSize> {
  const { vendor, size, who, checkpoints } = of;
  // The vendor's documented rates are enforced, as in the other runs.
  const ships = fleet(vendor, size, { limits: { documented: true } });
  const cloud = who === "this package" ? await MeasuredCloud.start() : undefined;
  const stack = await Stack.create({
    program: programs[who],
    env: {
      ...ships.environment,
      ENI_ENDPOINTS: JSON.stringify({
        [vendor]: cloud?.origin ?? "",
        ...(cloud && { "tencentcloud-cvm": cloud.origin }),
      }),
      ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
      IDLE_BALLAST: String(await ballastFor((await builtBlob()).length)),
      ...(checkpoints === "at the end" ? withoutCheckpoints : {}),
    },
  });
  let stateSize: StateSize | undefined;
  try {
    await cloud?.load(ships.world);
    for (const { action, side, args } of stepsOf(of)) {
      writeFileSync(join(stack.programFolder, "inputs.json"), JSON.stringify(inputsOf(ships, side)));
      const { run, engine } = await runEngine(stack, [...args, "--parallel", String(size)], size);
      const report = (await cloud?.report()) ?? nothing; // The provider that does nothing has no cloud.
      note({ ...figuresOf({ ...of, action }, run, report), ...(engine === undefined ? {} : { engine }) });
      if (action === "create") stateSize = sizeOfState(await stack.exportState());
    }
  } finally {
    await stack.dispose();
    cloud?.close();
  }
  if (!stateSize) throw new Error("no state was measured");
  return stateSize;
}

const inputsOf = ({ size, inputs }: Fleet, side: Side) =>
  Array.from({ length: size }, (_, index) => inputs(index, side));

/** Resources are called by their ENI's id: the engine's lines name them. */
const program = (from: string) => `
import { readFileSync } from "node:fs";
import ${from};
for (const args of JSON.parse(readFileSync("inputs.json", "utf8"))) new Attachment(args.networkInterfaceId, args);
`;
const programs: Readonly<Record<EngineFigures["who"], string>> = {
  "this package": program('{ EniAttachment as Attachment } from "pulumi-eni-attachment"'),
  "engine alone": program(
    `{ IdleAttachment as Attachment } from ${JSON.stringify(new URL("./idle-attachment.ts", import.meta.url).href)}`,
  ),
};
