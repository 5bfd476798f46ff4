// One ENI at run time: its actual state, the attach or detach that is under way, and the state that an answer shows, which may
// be older than the actual one.
import type { EniDefinition } from "./definition.ts";
import type { Behaviours, EniKind, EniStatus, InstanceStatus, Switches } from "./schema.ts";
import type { InstanceDefinition } from "./definition.ts";
import type { Task } from "./tasks.ts";

/** What answers show of the part of an ENI that attach and detach change. */
export interface VisibleState {
  status: EniStatus;
  instanceId?: string;
  kind: EniKind;
  trunkEniId?: string;
  deviceIndex?: number;
  networkCardIndex?: number;
}

/** An attach or detach that was accepted and has not ended. */
export interface Transition {
  kind: "attach" | "detach";
  /** The task that the vendor's API shows for it; undefined for vendors without tasks. */
  task: Task | undefined;
  /** Whether a successful detach removes the public addresses from the ENI. */
  freesPublicIps: boolean;
  begunAt: number;
  /** When it ends, by the clock of the world; Infinity if it never ends by itself. */
  readyAt: number;
  /** It ends without effect: an attach as available, a detach as in use. */
  fallsBack: boolean;
  /** How many more repeated Detach calls it takes until a stuck detach ends. */
  reissuesLeft: number;
  /** The visible state before the operation, for stale reads. */
  original: VisibleState;
}

export interface Eni extends Omit<EniDefinition, "instanceId" | "trunkEniId" | "networkCardIndex" | "attachType"> {
  /** Position in the world file, which is the order of answers. */
  readonly sequence: number;
  instanceId: string | undefined;
  trunkEniId: string | undefined;
  networkCardIndex: number | undefined;
  attachType: number | undefined;
  /** When the attach to its present instance completed, or was accepted if it has not completed. */
  attachedAt: number | undefined;
  deviceIndex: number | undefined;
  /** How many attaches and detaches were accepted so far. */
  operations: number;
  transition: Transition | undefined;
  /** An older state that the next `left` answers show instead of the actual one. */
  stale: { left: number; visible: VisibleState | "unlisted" } | undefined;
}

export interface Instance extends InstanceDefinition {
  /** Position in the world file, which is the order of answers. */
  readonly sequence: number;
  transition: { to: InstanceStatus; readyAt: number } | undefined;
}

/**
 * What an up-to-date answer shows. At which status the instance id appears and disappears is not documented: a switch of the ENI
 * decides, or else of the world.
 */
export function visibleState(eni: Eni, switches: Switches): VisibleState {
  const clears = eni.behaviours.instanceIdClears ?? switches.instanceIdClears;
  const appears = eni.behaviours.instanceIdAppears ?? switches.instanceIdAppears;
  const hidden =
    (eni.status === "detaching" && clears === "whenDetaching") ||
    (eni.status === "attaching" && appears === "whenInUse");
  const shown: VisibleState = { status: eni.status, kind: eni.trunkEniId === undefined ? eni.kind : "member" };
  if (eni.instanceId === undefined || hidden) return shown;
  shown.instanceId = eni.instanceId;
  if (eni.trunkEniId !== undefined) shown.trunkEniId = eni.trunkEniId;
  if (eni.deviceIndex !== undefined) shown.deviceIndex = eni.deviceIndex;
  if (eni.networkCardIndex !== undefined) shown.networkCardIndex = eni.networkCardIndex;
  return shown;
}

/**
 * The state that one answer shows of an ENI; undefined if the ENI is not in the answer. `matches` is the filter of the query. A stale
 * state is counted down only by answers that it changes: a query that finds the ENI in neither state would not notice it.
 */
export function stateInAnswer(
  eni: Eni,
  actual: VisibleState,
  matches: (visible: VisibleState) => boolean,
): VisibleState | undefined {
  const { stale } = eni;
  if (stale === undefined) return matches(actual) ? actual : undefined;
  const shown = stale.visible !== "unlisted" && matches(stale.visible) ? stale.visible : undefined;
  if (shown === undefined && !matches(actual)) return undefined;
  stale.left -= 1;
  if (stale.left <= 0) eni.stale = undefined;
  return shown;
}

type CountedBehaviour = "attachFallsBack" | "attachSticks" | "detachSticks" | "detachFallsBack";

/** Whether the behaviour applies to this operation. If it has a count, the count goes down by one. */
export function consume(behaviours: Behaviours, which: CountedBehaviour): boolean {
  const left = behaviours[which];
  if (left === "always") return true;
  if (left === 0) return false;
  behaviours[which] = left - 1;
  return true;
}
