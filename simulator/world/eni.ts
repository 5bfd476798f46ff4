// One ENI at run time: its truth, the transition it is in, and what an answer shows of it (which may lag behind the truth).
import type { EniDefinition } from "./definition.ts";
import type { Behaviours, EniKind, EniStatus, InstanceStatus, Switches } from "./schema.ts";
import type { InstanceDefinition } from "./definition.ts";
import type { Task } from "./tasks.ts";

/** The part of an ENI that attach and detach change, as a caller sees it. */
export interface VisibleState {
  status: EniStatus;
  instanceId?: string;
  kind: EniKind;
  trunkEniId?: string;
  deviceIndex?: number;
  networkCardIndex?: number;
}

export interface Transition {
  kind: "attach" | "detach";
  /** The vendor's job behind it, where there is one. */
  task: Task | undefined;
  /** What a successful detach does to public addresses on the ENI. */
  freesPublicIps: boolean;
  begunAt: number;
  /** Infinity: it never ends by itself. */
  readyAt: number;
  fallsBack: boolean;
  /** Re-issued Detach calls that still have to come before a stuck detach ends. */
  reissuesLeft: number;
  /** What was shown before the operation. */
  original: VisibleState;
}

export interface Eni extends Omit<EniDefinition, "instanceId" | "trunkEniId" | "networkCardIndex" | "attachType"> {
  readonly sequence: number;
  instanceId: string | undefined;
  trunkEniId: string | undefined;
  networkCardIndex: number | undefined;
  attachType: number | undefined;
  /** Since when it is where it is. */
  attachedAt: number | undefined;
  deviceIndex: number | undefined;
  /** Attaches and detaches so far. */
  operations: number;
  transition: Transition | undefined;
  stale: { left: number; visible: VisibleState | "unlisted" } | undefined;
}

export interface Instance extends InstanceDefinition {
  readonly sequence: number;
  transition: { to: InstanceStatus; readyAt: number } | undefined;
}

/** The truth in the words of a caller: when the instance appears and vanishes is a switch of the world or of the ENI. */
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

/** What one answer shows of an ENI, if anything. A stale view is used up by the answers that it changes. */
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

/** Whether a countable behaviour happens now; a count runs down by one. */
export function consume(behaviours: Behaviours, which: CountedBehaviour): boolean {
  const left = behaviours[which];
  if (left === "always") return true;
  if (left === 0) return false;
  behaviours[which] = left - 1;
  return true;
}
