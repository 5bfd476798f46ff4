// What the engine's operations come to for an attachment. `classify` decides what a change amounts to, as it does at `up`.
import type { Change } from "../../attachment/classify.ts";
import { classify } from "../../attachment/classify.ts";
import { vendorNamed } from "../../vendors/index.ts";
import type { ObservedEni } from "../../vendors/vendor.ts";
import type { Holders } from "./adoption.ts";
import type { After, Before } from "./attachment.ts";
import { sameValue, secretMark } from "./attachment.ts";
import type { Phrase } from "./phrase.ts";
import { listed, words } from "./phrase.ts";
import type { PlanLine, SaidLines } from "./plan-lines.ts";
import type { Downtime, Kind, Place } from "./row.ts";
import type { Story } from "./stories.ts";
import { nameOf } from "./urn.ts";

export interface Surroundings {
  readonly lines: SaidLines;
  /** Who has an ENI after `up`, by its key. */
  readonly heirs: ReadonlyMap<string, string>;
  readonly holders: Holders;
  /** Resources that the preview deletes. */
  readonly gone: ReadonlySet<string>;
  /** The stack is previewed without a look at the cloud. */
  readonly blind: boolean;
}

/** What the kinds differ in. */
export interface Findings {
  readonly kind: Kind;
  readonly what: Phrase;
  readonly downtime: Downtime;
  readonly billing?: readonly string[];
  readonly risks?: readonly Phrase[];
  readonly from?: Place;
  readonly to?: Place;
  readonly plan?: PlanLine | undefined;
}

export function placeBefore(before: Before | undefined): Place {
  if (!before) return { is: "absent" };
  return before.on.is === "absent" ? { is: "detached" } : before.on;
}

function planOf(label: string | undefined, { lines }: Surroundings, replaces: boolean): PlanLine | undefined {
  const plans = label === undefined ? [] : (lines.plans.get(label) ?? []);
  return plans.find((plan) => plan.replaces === replaces);
}

const absent: Place = { is: "absent" };

export function created(after: After, around: Surroundings): Findings {
  const plan = planOf(after.identity.label, around, false);
  if (plan?.detaches) {
    const { victim } = plan;
    const hidden = after.wanted.is === "secret";
    const from: Place =
      victim === undefined ? { is: "absent" } : hidden ? { is: "secret" } : { is: "known", value: victim };
    return { ...takenOver(plan, hidden), kind: "move", downtime: "while it moves", from, plan };
  }
  const looked = plan !== undefined && wasLookedAt(plan, after, around);
  if (plan && looked && !plan.adopts && (plan.attaches || plan.none)) {
    return { kind: "attach", what: words`attached`, downtime: "none", from: absent, plan };
  }
  const what = isThere(plan) ? adoptedWords : words`attached, or adopted if it is there already`;
  return { kind: "adopt-or-attach", what, downtime: "none", from: absent, plan };
}

const isThere = (plan: PlanLine | undefined): boolean => plan?.text.startsWith("adopt it as it is") === true;
const adoptedWords = words`adopted: it is attached there already`;

/** A line from the state alone says what is there only as of the last run, and of a new attachment nothing. */
function wasLookedAt(plan: PlanLine, { inputs }: After, { blind }: Surroundings): boolean {
  return plan.isLive === true || (!plan.unseen && !blind && inputs["preflight"] !== false);
}

/** A detach from an instance that this resource did not attach it to. @param hidden instances are secrets here. */
function takenOver({ victim }: PlanLine, hidden: boolean): { what: Phrase; risks: Phrase[] } {
  if (victim === undefined) return { what: words`detached, then attached`, risks: [] };
  const loser = hidden ? words`another instance` : words`${victim}`;
  const risk = words`${loser} loses it, and this resource had not attached it there`;
  return { what: words`taken from ${loser}, then attached`, risks: [risk] };
}

/**
 * With `replaceOnChanges` the provider was asked about a move, and so was a live look at the ENI that stays. Without a diff the
 * replacement is forced, and the line is that of a new attachment, which does not know that the ENI is detached first.
 */
function replacementPlan({ before, diffReasons }: Story, around: Surroundings): PlanLine | undefined {
  const label = before?.identity.label;
  const move = planOf(label, around, false);
  return planOf(label, around, true) ?? (diffReasons.length > 0 || move?.isLive ? move : undefined);
}

export async function replaced(story: Story, after: After, around: Surroundings): Promise<Findings> {
  const { before, replaceReasons } = story;
  const plan = replacementPlan(story, around);
  const change = before ? await changeOf(before, after, []) : undefined;
  const because =
    replaceReasons.length > 0 ? replaceReasons : change?.kind === "replace" ? change.because : ["instanceId"];
  const same = before?.identity.key !== undefined && before.identity.key === after.identity.key;
  const kept = before?.state.retainOnDelete === true;
  const off = before !== undefined && !kept && before.on.is !== "absent" && !(plan && !plan.detaches);
  const hidden = after.wanted.is === "secret" || before?.on.is === "secret";
  const risks = plan ? takenOver(plan, hidden).risks : [];
  if (kept) risks.push(words`the old one is not detached (retainOnDelete), whatever the line says`);
  if (same && after.wanted.is === "unknown") risks.push(words`it stays detached until the new instance is there`);
  return {
    kind: "replace",
    what: words`replaced because of ${listed(because)}: ${off ? words`detached first, then attached` : words`nothing to detach, then attached`}`,
    downtime: !off ? "none" : same ? "while it moves" : "from here on",
    ...(off ? await detachOf(before, after, plan, around, risks) : { risks }),
    plan,
  };
}

export async function updated(story: Story, before: Before, after: After, around: Surroundings): Promise<Findings> {
  const change = await changeOf(before, after, story.diffReasons);
  const plan = planOf(after.identity.label, around, false);
  const failed = before.state.initErrors.length > 0;
  if (change.kind !== "move" && change.kind !== "drift") return uncalled(story, change, failed, plan);
  const attached = before.on.is !== "absent";
  const detaches = plan ? plan.detaches : attached;
  const hidden = [before.on, after.wanted].some(({ is }) => is === "secret");
  const over = detaches && plan?.victim !== undefined ? takenOver(plan, hidden) : undefined;
  const unchecked = words`the instance is not known before up, and is not checked now`;
  const risks = [...(over?.risks ?? []), ...(detaches && after.wanted.is === "unknown" ? [unchecked] : [])];
  const common = {
    downtime: detaches ? "while it moves" : "none",
    plan,
    ...(detaches ? await detachOf(before, after, plan, around, risks) : { risks }),
  } as const;
  if (failed && !attached) return { kind: "resume", what: words`the last run failed half-way: attached`, ...common };
  const { attachedTo } = before.computed;
  const drifted = before.on.is === "known" && before.on.value !== attachedTo;
  const asBefore = after.wanted.is === "known" && after.wanted.value === attachedTo;
  if (change.kind === "drift" || (drifted && asBefore)) {
    const how = attached ? words`it is on another instance` : words`it was detached`;
    return { kind: "reattach", what: over?.what ?? words`drift: ${how}, and is attached again`, ...common };
  }
  if (over) return { kind: "move", what: over.what, ...common };
  const reasons = listed(story.diffReasons.filter((name) => !name.startsWith("__")));
  const what = sameValue(before.on, after.wanted)
    ? words`detached, and attached there again because of ${reasons}`
    : isThere(plan)
      ? adoptedWords
      : moveWords(attached, detaches);
  return { kind: "move", what, ...common };
}

/** Arguments that no call to the cloud follows from, code, or what the last run left unfinished. */
function uncalled(
  { diffReasons, before, after }: Story,
  change: Change,
  failed: boolean,
  plan: PlanLine | undefined,
): Findings {
  const downtime = "none";
  const names = diffReasons.filter((name) => !name.startsWith("__"));
  if (failed) return { kind: "resume", what: words`the last run failed half-way: looked at again`, downtime, plan };
  if (names.length > 0) return { kind: "state-only", what: words`no call: ${listed(names)}`, downtime, plan };
  const isOtherCode = before?.outputs["__provider"] !== after?.inputs["__provider"];
  if (diffReasons.length > 0 || (change.kind === "none" && isOtherCode)) return codeOnly;
  // The engine was told of a change that shows in no argument, as of a drift beside a secret instance.
  const moves = plan?.detaches ? "while it moves" : "none";
  return { kind: "reattach", what: words`drift: attached again`, downtime: moves, plan };
}

const codeOnly: Findings = {
  kind: "code-only",
  what: words`no call: the state gets the code of the installed version`,
  downtime: "none",
};

function moveWords(attached: boolean, detaches: boolean): Phrase {
  if (detaches) return words`detached, then attached`;
  return attached ? words`attached` : words`attached: it is detached now`;
}

export async function deleted(before: Before, around: Surroundings): Promise<Findings> {
  const { heirs, gone, lines } = around;
  const { computed, state, identity, on, outputs } = before;
  const stays = (what: Phrase, risks: Phrase[] = []): Findings => ({
    kind: "state-only",
    what,
    downtime: "none",
    to: placeBefore(before),
    risks,
  });
  if (state.retainOnDelete) return stays(words`no call: leaves the state and stays attached (retainOnDelete)`);
  const { label } = identity;
  if (label !== undefined && lines.gone.has(label)) {
    return { ...stays(words`no call: it was not found, and leaves the state`), to: { is: "absent" } };
  }
  if (computed.attachedTo === "") return stays(words`no call: this resource had not attached it`);
  const heir = identity.key === undefined ? undefined : heirs.get(identity.key);
  if (heir !== undefined)
    return stays(words`no call: ${heir} has this ENI now (for a rename, aliases is the better way)`);
  if (on.is === "known" && computed.attachedTo !== secretMark && on.value !== computed.attachedTo) {
    const what = words`left alone: it is on ${on.value}, and this resource had attached it to ${computed.attachedTo}`;
    return { kind: "detach", what, downtime: "none", to: on };
  }
  if (on.is === "absent") {
    // Where it was last stands in the clear, even beside a secret instance.
    const last = outputs["instanceId"] === secretMark ? words`its instance` : words`${computed.attachedTo}`;
    const what = words`nothing to detach, unless it is attached to ${last} again`;
    return { kind: "detach", what, downtime: "none" };
  }
  if (state.deletedWith !== "" && gone.has(state.deletedWith)) {
    const what = words`no call: it goes with ${nameOf(state.deletedWith)} (deletedWith)`;
    return {
      kind: "detach",
      what,
      downtime: "from here on",
      risks: [words`releasing the instance may delete the ENI`],
    };
  }
  const plan = planOf(label, around, false);
  return { kind: "detach", what: words`detached`, downtime: "from here on", ...(await consequences(before)), plan };
}

/** The plan line tells what follows, where the cloud was looked at; else the vendor's rule and the state do. */
async function detachOf(
  before: Before,
  after: After,
  plan: PlanLine | undefined,
  around: Surroundings,
  risks: readonly Phrase[],
): Promise<Pick<Findings, "billing" | "risks">> {
  if (plan && wasLookedAt(plan, after, around)) return { risks };
  const more = await consequences(before);
  return { ...more, risks: [...risks, ...(more.risks ?? [])] };
}

/** What follows from a detach by the vendor's rule, where no plan line tells it: nothing is printed for a delete. */
async function consequences({ identity, computed, outputs, on }: Before): Promise<Pick<Findings, "billing" | "risks">> {
  const vendor = await vendorNamed(outputs["vendor"])?.load();
  const eni: ObservedEni = {
    networkInterfaceId: identity.eni.is === "known" ? identity.eni.value : "",
    phase: "attached",
    vendorState: computed.vendorState,
    instanceId: on.is === "known" ? on.value : undefined,
    primary: false,
    serviceManaged: false,
    zone: undefined,
    vpc: undefined,
    macAddress: computed.macAddress,
    privateIpAddresses: computed.privateIpAddresses,
    publicIpAddresses: computed.publicIpAddresses,
  };
  const byKind = Map.groupBy(vendor?.afterDetach(eni) ?? [], ({ kind }) => kind);
  const billing = byKind.get("billing")?.map(({ text }) => text);
  const risks = byKind.get("outage")?.map(({ text }) => words`${text}`);
  return { ...(billing && { billing }), ...(risks && { risks }) };
}

/** Two secrets look the same; that one changed is then among the engine's reasons. */
export async function changeOf(before: Before, after: After, reasons: readonly string[]): Promise<Change> {
  const will = { ...after.inputs };
  const was = { ...before.outputs };
  for (const name of reasons)
    if (will[name] === secretMark && was[name] === secretMark) will[name] = `${secretMark}, changed`;
  // Where it was attached stands in the clear beside a secret instance: not a drift.
  if (was["instanceId"] === secretMark && was["attachedTo"] !== "") was["attachedTo"] = secretMark;
  return classify(was, will, { wasChecked: true });
}
