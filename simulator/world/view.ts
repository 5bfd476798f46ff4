// The part of a world that only reads. preconditions.ts and snapshot.ts take it instead of World, which imports them.
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
