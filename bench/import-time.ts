// How long a process takes to import the provider, and what of it one vendor adds: new processes, the median of several.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { percentile } from "./figures.ts";

const run = promisify(execFile);
const times = 15;

export interface ImportTime {
  /** Milliseconds, where @pulumi/pulumi is loaded already, as in the provider's process. */
  readonly afterPulumi: number;
  readonly alone: number;
  /** With the first check of an attachment of one vendor. */
  readonly withOneVendor: number;
}

const provider = 'await import("pulumi-eni-attachment/provider")';
const check = `(${provider}).check({}, { vendor: "alicloud-ecs", region: "cn-hangzhou", networkInterfaceId: "eni-1", instanceId: "i-1", preflight: false })`;

async function median(before: string, measured: string): Promise<number> {
  const program = `${before}; const began = performance.now(); ${measured}; process.stderr.write(String(performance.now() - began))`;
  const found: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const { stderr } = await run(process.execPath, ["--input-type=module", "--eval", program]);
    found.push(Number(stderr));
  }
  return percentile(found, 0.5);
}

export async function measureImport(): Promise<ImportTime> {
  const pulumi = 'await import("@pulumi/pulumi")';
  return {
    afterPulumi: await median(pulumi, provider),
    alone: await median("", provider),
    withOneVendor: await median(pulumi, `await ${check}`),
  };
}

export const importLine = ({ afterPulumi, alone, withOneVendor }: ImportTime): string =>
  `Importing the provider takes ${afterPulumi} ms in a process that has Pulumi loaded (goal: below 150 ms), ${alone} ms in one that has ` +
  `nothing; with the first check of an attachment, which loads its vendor, ${withOneVendor} ms (medians of ${times} new processes).`;
