// Plays scenarios until so many operations were done: fast-check makes them from a seed, and shrinks the one that fails.
import fc from "fast-check";
import { onlyTheseCredentials } from "../contract/environment.ts";
import { adapterName } from "../support/adapter-name.ts";
import { drills } from "./drills.ts";
import { play } from "./play.ts";
import type { Scenario } from "./scenario.ts";
import { scenarios } from "./scenario.ts";
import { environment, settings } from "./settings.ts";
import type { Setting } from "./settings.ts";
import type { Figures } from "./stage.ts";
import { noFigures } from "./stage.ts";

/** Scenarios that are made from one seed; the next ones are made from the seed after it. */
const batch = 10;

export interface CampaignOptions {
  readonly vendor: string;
  readonly seed: number;
  readonly operations: number;
  /** A path of fast-check's, or `drill N`: only this scenario is played. */
  readonly path?: string | undefined;
  /** Every how many-th scenario is probed for rule 17 (probe.ts); default: each, Infinity: none. */
  readonly probeEvery?: number;
  /** Whether the scenario that fails is made smaller, which may take minutes; default: true. */
  readonly shrink?: boolean;
  readonly onProgress?: (figures: Figures) => void;
}

export interface Failure {
  readonly vendor: string;
  readonly seed: number;
  readonly path: string;
  readonly violations: readonly string[];
  readonly scenario: Scenario;
  readonly journal: readonly string[];
}

export interface Campaign {
  readonly figures: Figures;
  readonly failure: Failure | undefined;
}

export const vendorNames: readonly string[] = settings.map((one) => one.case.vendor);

function settingOf(vendor: string): Setting {
  const setting = settings.find((one) => one.case.vendor === vendor);
  if (!setting)
    throw new Error(`no such vendor: ${vendor}; known are ${settings.map((one) => one.case.vendor).join(", ")}`);
  return setting;
}

/** Runs with the simulation's credentials, and none of the machine's. */
export async function campaign(options: CampaignOptions): Promise<Campaign> {
  const restore = onlyTheseCredentials(environment);
  try {
    return await batches(options);
  } finally {
    restore();
  }
}

async function batches({
  vendor,
  seed,
  operations,
  path,
  probeEvery = 1,
  shrink = true,
  onProgress,
}: CampaignOptions): Promise<Campaign> {
  const setting = settingOf(vendor);
  const figures = noFigures();
  for (const [index, scenario] of drills(setting, seed).entries()) {
    const name = `drill ${index}`;
    if (path !== undefined && path !== name) continue;
    const { violations, journal } = await play(setting, scenario, figures, {
      probes: probeEvery < Infinity && index % probeEvery === 0,
    });
    const failure = { vendor, seed, path: name, violations, scenario, journal };
    if (violations.length > 0) return { figures, failure };
  }
  if (path?.startsWith("drill ")) return { figures, failure: undefined };
  for (let round = 0; figures.operations < operations; round += 1) {
    const failure = await oneBatch(setting, { seed: seed + round, path, probeEvery, shrink }, figures);
    if (failure || path !== undefined) return { figures, failure };
    onProgress?.(figures);
  }
  return { figures, failure: undefined };
}

async function oneBatch(
  setting: Setting,
  { seed, path, probeEvery, shrink }: { seed: number; path: string | undefined; probeEvery: number; shrink: boolean },
  figures: Figures,
): Promise<Failure | undefined> {
  let failed = false;
  // One that is shrunk has a seed of 0, and is always probed.
  const optionsOf = (scenario: Scenario) => ({ probes: probeEvery < Infinity && scenario.seed % probeEvery === 0 });
  const property = fc.asyncProperty(scenarios(setting), async (scenario) => {
    // What is played to shrink a failure does not count.
    const played = await play(setting, scenario, failed ? noFigures() : figures, optionsOf(scenario));
    if (played.violations.length === 0) return;
    failed = true;
    throw new Error(played.violations.join("\n"));
  });
  const result = await fc.check(property, {
    seed,
    numRuns: batch,
    endOnFailure: !shrink,
    ...(path === undefined ? {} : { path }),
  });
  if (!result.failed) return undefined;
  const [scenario] = result.counterexample ?? [];
  if (!scenario) throw new Error(`fast-check failed without a counterexample: ${String(result.errorInstance)}`);
  const { violations, journal, acts } = await play(setting, scenario, noFigures(), optionsOf(scenario));
  const played = { ...scenario, acts: scenario.acts.slice(0, acts) };
  const { counterexamplePath } = result;
  return { vendor: setting.case.vendor, seed, path: counterexamplePath ?? "", violations, scenario: played, journal };
}

/** What a person needs to see it again. */
export function tell({ vendor, seed, path, violations, scenario, journal }: Failure): string {
  return [
    `the simulation of ${vendor} found, and shrank to the smallest scenario that shows it:`,
    ...violations.map((violation) => `  ${violation}`),
    `scenario: ${JSON.stringify(scenario)}`,
    "what happened, by virtual milliseconds:",
    // Questions that were answered without an incident are most of it, and say nothing.
    ...journal
      .filter((line) => !/ Describe\S* .* 200 {2}$/.test(line))
      .slice(-60)
      .map((line) => `  ${line}`),
    `again: npm run soak -- --vendor ${vendor} --adapter ${adapterName()} --seed ${seed} --path ${path.includes(" ") ? `"${path}"` : path}`,
  ].join("\n");
}
