// Plans the steps from what is observed, what is wanted, and what is ours. Pure: preview shows the same plan that up carries out.
import type { ObservedEni, Vendor } from "../vendors/vendor.ts";

export type Step =
  /** `underWay`: the vendor is detaching already, so the call is sent again only if that hangs. */
  | { readonly do: "detach"; readonly from: string; readonly underWay: boolean }
  | { readonly do: "attach"; readonly to: string }
  /** A change by anybody is under way: wait until it ends, then look again. */
  | { readonly do: "wait"; readonly for: "attach" | "detach" | "creation" | "unknown" };

export type Refusal =
  | { readonly why: "gone" }
  | { readonly why: "primary" | "serviceManaged"; readonly holder: string | undefined }
  | { readonly why: "attachedElsewhere"; readonly holder: string | undefined };

export interface Plan {
  readonly steps: readonly Step[];
  readonly refusal?: Refusal;
  /** Instance that the ENI is taken from with `onConflict: "takeOver"`; undefined if none. */
  readonly victim?: string;
  /** Why no step is needed. */
  readonly done?: "attached" | "detached" | "gone" | "elsewhere";
}

/** The facts about the ENI that a plan needs: from a look just now, or from the state. */
export type Seen = Pick<ObservedEni, "phase" | "instanceId" | "primary" | "serviceManaged">;

export interface AttachSituation {
  readonly observed: Seen | undefined;
  readonly to: string;
  /** Instance that this resource attached the ENI to; empty if none (lifecycle rule 3). */
  readonly ours: string;
  /** An argument changed that needs a new attachment, even on the same instance. */
  readonly reattach: boolean;
  readonly onConflict: "fail" | "takeOver";
}

/** The steps until the ENI is attached to `to`. */
export function planAttach({ observed, to, ours, reattach, onConflict }: AttachSituation): Plan {
  if (!observed || observed.phase === "deleting") return { steps: [], refusal: { why: "gone" } };
  const { phase, instanceId: holder } = observed;
  if (observed.primary) return { steps: [], refusal: { why: "primary", holder } };
  if (observed.serviceManaged) return { steps: [], refusal: { why: "serviceManaged", holder } };
  const attach: Step = { do: "attach", to };
  switch (phase) {
    case "detached":
      return { steps: [attach] };
    case "pending":
      return { steps: [{ do: "wait", for: "creation" }, attach] };
    case "unknown":
      return { steps: [{ do: "wait", for: "unknown" }, attach] };
    case "attaching":
      return {
        steps: [{ do: "wait", for: "attach" }, ...(holder === undefined || holder === to ? [] : afterSettling(holder))],
      };
    case "detaching":
      return { steps: [letGo(holder ?? ours, holder === undefined || holder === ours), attach] };
    case "attached": {
      // If the vendor does not name the holder, the recorded instance is assumed; a detach that names a wrong one is refused.
      const at = holder ?? (ours === "" ? undefined : ours);
      if (at === to && !(reattach && ours === to)) return { steps: [], done: "attached" };
      if (at !== undefined && at === ours) return { steps: [{ do: "detach", from: at, underWay: false }, attach] };
      // A take-over has to name the victim, so it is refused if the vendor does not name the holder.
      if (onConflict === "fail" || holder === undefined)
        return { steps: [], refusal: { why: "attachedElsewhere", holder } };
      return { steps: [{ do: "detach", from: holder, underWay: false }, attach], victim: holder };
    }
  }

  function afterSettling(other: string): Step[] {
    const allowed = other === ours || onConflict === "takeOver";
    return allowed ? [{ do: "detach", from: other, underWay: false }, attach] : [];
  }
}

export interface DetachSituation {
  readonly observed: ObservedEni | undefined;
  readonly ours: string;
  /** An attach of ours may be under way that the list does not show, so a detach is sent to find out. Default false. */
  readonly mayComeYet?: boolean;
}

/**
 * Whether an unfinished attach may be under way although the list shows nothing. The vendor's answer to a detach tells. That detach
 * names the instance, so it cannot take the ENI off another one.
 */
export function mayComeYet(vendor: Vendor): boolean {
  return !vendor.showsTransitions && vendor.detachNamesInstance;
}

/** The steps until this resource has the ENI nowhere. If it is attached elsewhere it is not ours, and is left alone (rule 3). */
export function planDetach({ observed, ours, mayComeYet = false }: DetachSituation): Plan {
  if (!observed || observed.phase === "deleting") return { steps: [], done: "gone" };
  const { phase, instanceId: holder } = observed;
  const mine = ours !== "" && (holder === undefined || holder === ours);
  switch (phase) {
    case "detached":
      return mayComeYet && mine
        ? { steps: [{ do: "detach", from: ours, underWay: false }] }
        : { steps: [], done: "detached" };
    case "attached":
      return mine ? { steps: [{ do: "detach", from: ours, underWay: false }] } : { steps: [], done: "elsewhere" };
    case "attaching":
      if (!mine) return { steps: [], done: "elsewhere" };
      return {
        steps: [
          { do: "wait", for: "attach" },
          { do: "detach", from: ours, underWay: false },
        ],
      };
    case "detaching":
      return mine ? { steps: [{ do: "detach", from: ours, underWay: true }] } : { steps: [], done: "elsewhere" };
    case "pending":
      return { steps: [], done: "detached" };
    case "unknown":
      return mine ? { steps: [{ do: "wait", for: "unknown" }] } : { steps: [], done: "elsewhere" };
  }
}

/** A detach that is under way: ours may be sent again if it hangs; another one is only waited for. */
function letGo(from: string, mine: boolean): Step {
  return mine && from !== "" ? { do: "detach", from, underWay: true } : { do: "wait", for: "detach" };
}

/** The steps in words: "detach from i-a, then attach to i-b". */
export function describeSteps(steps: readonly Step[]): string {
  return steps.map(describeStep).join(", then ");
}

function describeStep(step: Step): string {
  switch (step.do) {
    case "attach":
      return `attach to ${step.to}`;
    case "detach":
      return step.underWay ? `wait for the detach from ${step.from} that is under way` : `detach from ${step.from}`;
    case "wait":
      if (step.for === "creation") return "wait until the ENI is created";
      if (step.for === "unknown") return "wait until the ENI is in a state that is known";
      return `wait for the ${step.for} that is under way`;
  }
}
