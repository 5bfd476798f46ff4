// The actual state of a world as plain JSON, for the control interface and tests. No credentials.
import type { Eni, Instance } from "./eni.ts";
import type { WorldFile } from "./schema.ts";
import type { Task, TaskStatus } from "./tasks.ts";
import type { WorldView } from "./view.ts";

export interface WorldSnapshot {
  now: number;
  latency: WorldFile["latency"];
  regions: { id: string; zones: string[] }[];
  instances: (Omit<Instance, "transition" | "sequence"> & { enis: string[] })[];
  enis: (Omit<Eni, "transition" | "stale" | "sequence" | "operations"> & { readyAt?: number | "never" })[];
  tasks: (Pick<Task, "id" | "number" | "kind" | "eniId" | "instanceId"> & { status: TaskStatus })[];
}

export function snapshot(world: WorldView): WorldSnapshot {
  const { latency, regions } = world.definition;
  const plain = {
    now: world.now(),
    latency,
    regions,
    instances: world.instances().map(({ transition: _transition, sequence: _sequence, ...rest }) => ({
      ...rest,
      enis: world.enisOf(rest.id).map(({ id }) => id),
    })),
    enis: world.enis().map(({ transition, stale: _stale, sequence: _sequence, operations: _operations, ...rest }) => ({
      ...rest,
      ...(transition === undefined ? {} : { readyAt: transition.readyAt === Infinity ? "never" : transition.readyAt }),
    })),
    tasks: world.tasks.all().map((task) => {
      const { id, number, kind, eniId, instanceId } = task;
      return { id, number, kind, eniId, instanceId, status: world.tasks.statusOf(task) };
    }),
  };
  // Copied through JSON, so that the caller holds no object that the world still changes, and no undefined values.
  return JSON.parse(JSON.stringify(plain)) as WorldSnapshot;
}
