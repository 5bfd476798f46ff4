// What a process has used, as Linux tells it; undefined when it has ended.
import { readFileSync } from "node:fs";

export interface Usage {
  /** User and system time in milliseconds. */
  readonly cpu: number;
  readonly peakMegabytes: number;
}

/** Clock ticks a second in /proc/PID/stat (sysconf(_SC_CLK_TCK) is 100 on every Linux that Node runs on). */
const ticks = 100;

export function usageOf(pid: number): Usage | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const cpu = ((Number(fields[11]) + Number(fields[12])) * 1_000) / ticks;
    // A process that has ended and was not waited for has no memory.
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return kilobytes === undefined ? undefined : { cpu, peakMegabytes: Math.round(Number(kilobytes) / 1_024) };
  } catch {
    return undefined;
  }
}
