// What can be read of a world without changing it: the preconditions and the snapshot need no more, and so do not depend on World.
import type { WorldDefinition } from "./definition.ts";
import type { Eni, Instance } from "./eni.ts";
import type { Tasks } from "./tasks.ts";

export interface WorldView {
  readonly definition: WorldDefinition;
  readonly tasks: Pick<Tasks, "all" | "runsOn" | "statusOf">;
  now(): number;
  eni(id: string): Eni | undefined;
  instance(id: string): Instance | undefined;
  enis(): Eni[];
  instances(): Instance[];
  enisOf(instanceId: string): Eni[];
}
