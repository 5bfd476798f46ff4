// The machine on which figures were taken, as they are told with it.
import { cpus, totalmem } from "node:os";

export interface Machine {
  readonly node: string;
  readonly cpus: number;
  readonly memoryGiB: number;
}

export const thisMachine = (): Machine => ({
  node: process.version,
  cpus: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
});
