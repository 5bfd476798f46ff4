// `--live`: looks at the cloud as it is now, and replaces what the preview saw. It changes
// nothing.
import {
  forecastChange,
  forecastDetach,
  forecastReplacement,
  previewTrouble,
  secondHalf,
} from "../../attachment/preview.ts";
import { remedyText } from "../../remedy-text.ts";
import { clause } from "../../errors.ts";
import { lookAtInstance, remedyOfUnfit } from "../../lifecycle/instance.ts";
import type { Forecast } from "../../lifecycle/forecast.ts";
import { wouldFail } from "../../lifecycle/forecast.ts";
import type { Operation } from "../../lifecycle/operation.ts";
import { mayComeYet, planDetach } from "../../lifecycle/plan.ts";
import { nothingAhead, outlook } from "../../lifecycle/replacement.ts";
import { vendorNamed } from "../../vendors/index.ts";
import type { ObservedEni } from "../../vendors/vendor.ts";
import type { ReadOnlyOperations } from "../read-only-operations.ts";
import type { After, Before, Identity, Shown } from "./attachment.ts";
import { secretMark } from "./attachment.ts";
import { changeOf } from "./outcomes.ts";
import type { Phrase } from "./phrase.ts";
import { words } from "./phrase.ts";
import type { SaidLines } from "./plan-lines.ts";
import { planLineOf } from "./plan-lines.ts";
import { stepOf } from "./rows.ts";
import type { Story } from "./stories.ts";
import { nameOf } from "./urn.ts";

/** The content of the preview. */
export interface Told {
  readonly stories: readonly Story[];
  readonly lines: SaidLines;
}

/** The same, with the state of the cloud now. */
export interface LiveTold extends Told {
  /** At least one look had an answer. */
  readonly looked: boolean;
  /** Differences between cloud and state that no row shows. */
  readonly strayed: readonly { readonly name: string; readonly text: Phrase }[];
}

/** One attachment, looked at. */
interface Sight {
  readonly story: Story;
  readonly label: string;
  readonly plan?: Forecast;
  readonly isGone?: boolean;
  readonly strayed?: Phrase;
  /** Why the look failed; undefined if it did not. */
  readonly trouble?: string;
}

export async function lookNow({ stories, lines }: Told, operations: ReadOnlyOperations): Promise<LiveTold> {
  const sights = await Promise.all(stories.map((story) => sightOf(story, operations)));
  const seen = new Map(sights.flatMap((sight) => (sight ? [[sight.story.urn, sight] as const] : [])));
  const all = [...seen.values()];
  // Two attachments of one ENI have a line each.
  const plans = new Map(lines.plans);
  for (const [label, those] of Map.groupBy(all, (sight) => sight.label)) {
    const lookedAt = those.flatMap(({ plan }) => (plan ? [{ ...planLineOf(plan), isLive: true } as const] : []));
    const different = new Map(lookedAt.map((line) => [line.text, line]));
    if (different.size > 0) plans.set(label, [...different.values()]);
  }
  const gone = all.filter(({ isGone }) => isGone).map(({ label }) => label);
  const vendorOf = (label: string) => label.split("/")[0] ?? "";
  const blind = new Map(
    all.flatMap(({ label, trouble }) => (trouble === undefined ? [] : [[vendorOf(label), trouble]])),
  );
  const looked = new Set(all.map(({ label }) => vendorOf(label)));
  return {
    looked: all.some(({ trouble }) => trouble === undefined),
    stories: stories.map((story) => seen.get(story.urn)?.story ?? story),
    lines: {
      ...lines,
      plans,
      gone: new Set([...lines.gone, ...gone]),
      // A look now makes up for what the preview could not see.
      blind: [
        ...lines.blind.filter(({ vendor }) => !looked.has(vendor)),
        ...[...blind].map(([vendor = "", why = ""]) => ({ vendor, why })),
      ],
    },
    strayed: all.flatMap(({ story: { urn }, strayed }) => (strayed ? [{ name: nameOf(urn), text: strayed }] : [])),
  };
}

/** Undefined for what is not looked at: nothing is called for it, or it is not known which ENI it is. */
async function sightOf(story: Story, operations: ReadOnlyOperations): Promise<Sight | undefined> {
  const step = stepOf(story);
  const { before, after } = story;
  const subject = step === "create" ? after : (before ?? after);
  const label = subject?.identity.label;
  if (!subject || label === undefined || step === undefined || step === "same") return undefined;
  const { computed } = before ?? {};
  // Without the instance the owner is unknown.
  if (computed?.attachedTo === secretMark) return undefined;
  const to = after?.wanted.is === "known" ? after.wanted.value : undefined;
  try {
    const sight = { instanceId: to ?? "", attachedTo: step === "create" ? "" : (computed?.attachedTo ?? "") };
    const op = await openFor(operations, subject.identity, sight);
    if (!op) return undefined;
    if (step === "delete") return before && (await deletion(op, story, before, label));
    if (step === "replace") return after && (await replacement(op, story, after, { label, to }, operations));
    return after && (await change(op, story, after, { label, to }, step));
  } catch (error) {
    return { story, label, trouble: previewTrouble(error) };
  }
}

async function openFor(
  operations: ReadOnlyOperations,
  { vendor: name, region, eni }: Identity,
  sight: { readonly instanceId: string; readonly attachedTo: string },
): Promise<Operation | undefined> {
  const vendor = name.is === "known" ? await vendorNamed(name.value)?.load() : undefined;
  if (!vendor || region.is !== "known" || eni.is !== "known") return undefined;
  const doing = `look at ${eni.value}`;
  return operations.open(vendor, region.value, { ...sight, networkInterfaceId: eni.value, doing });
}

interface Target {
  readonly label: string;
  /** Undefined while it is not known, or a secret. */
  readonly to: string | undefined;
}

async function change(
  op: Operation,
  story: Story,
  after: After,
  { label, to }: Target,
  step: "create" | "update",
): Promise<Sight | undefined> {
  const { before } = story;
  let reattach = false;
  if (step === "update") {
    const kind = before && (await changeOf(before, after, story.diffReasons));
    const unfinished = before !== undefined && before.state.initErrors.length > 0;
    if (kind?.kind !== "move" && kind?.kind !== "drift" && !unfinished) return undefined;
    reattach = kind?.kind === "move" && kind.reattach;
  }
  const onConflict = after.inputs["onConflict"] === "takeOver" ? "takeOver" : "fail";
  const plan = await withHolder(op, await forecastChange(op, { to, reattach, onConflict }));
  return { story, label, plan, ...strayedFrom(op, before, after) };
}

async function replacement(
  op: Operation,
  story: Story,
  after: After,
  { label, to }: Target,
  operations: ReadOnlyOperations,
): Promise<Sight> {
  const { before } = story;
  const same = after.identity.label === label;
  const onConflict = after.inputs["onConflict"] === "takeOver" ? "takeOver" : "fail";
  const said =
    same && to !== undefined ? await forecastChange(op, { to, reattach: true, onConflict }) : await inTwoHalves();
  return { story, label, plan: await withHolder(op, said), ...strayedFrom(op, before, after) };

  async function inTwoHalves(): Promise<Forecast> {
    const next = same ? undefined : await openFor(operations, after.identity, { instanceId: to ?? "", attachedTo: "" });
    const ahead = next ? await outlook(next, { leaving: op.attachedTo, to, onConflict }) : nothingAhead;
    const words = secondHalf({ before: label, after: after.identity.label, to });
    return forecastReplacement(op, { next: words, ahead });
  }
}

/** The preview prints nothing for a delete, so its plan is made here. */
async function deletion(op: Operation, story: Story, before: Before, label: string): Promise<Sight> {
  const { attachedTo } = op;
  const observed = await op.look();
  if (!observed || observed.phase === "deleting") return { story, label, isGone: true };
  const { steps, done } = planDetach({
    observed,
    ours: attachedTo,
    mayComeYet: before.computed.state !== "attached" && mayComeYet(op.vendor),
  });
  const on: Shown =
    done === "elsewhere" && observed.instanceId !== undefined
      ? { is: "known", value: observed.instanceId }
      : steps.length > 0
        ? { is: "known", value: attachedTo }
        : { is: "absent" };
  const { publicIpAddresses, privateIpAddresses, vendorState } = observed;
  const computed = { ...before.computed, publicIpAddresses, privateIpAddresses, vendorState };
  const now = { ...story, before: { ...before, computed, ...(before.on.is === "secret" ? {} : { on }) } };
  if (steps.length === 0) return { story: now, label };
  return { story: now, label, plan: await withHolder(op, forecastDetach(steps)) };
}

/** At some vendors an ENI cannot be detached from a stopped instance. */
async function withHolder(op: Operation, plan: Forecast): Promise<Forecast> {
  const holder = op.last.eni?.instanceId;
  if (holder === undefined || !plan.detaches || wouldFail(plan)) return plan;
  const instance = await lookAtInstance(op, holder);
  if (instance?.phase !== "unfit") return plan;
  const todo = clause(remedyText(remedyOfUnfit(op, instance)));
  return { ...plan, failure: `${holder} is ${instance.vendorState}: ${todo}` };
}

/** The state is as old as the last run or refresh. */
function strayedFrom(op: Operation, before: Before | undefined, { wanted }: After): { strayed?: Phrase } {
  const { eni } = op.last;
  const was = before?.on;
  // Its instance now may be a secret of the program.
  if (!eni || !was || wanted.is === "secret" || was.is === "secret" || was.is === "unknown" || isThere(eni, was))
    return {};
  const then = was.is === "absent" ? words`detached` : words`attached to ${was.value}`;
  return { strayed: words`the state has ${op.eniId} ${then}, and it is ${placeOf(eni)} now` };
}

function placeOf({ phase, instanceId }: ObservedEni): Phrase {
  const state: Phrase = [{ ours: phase === "unknown" ? "in a state that is not known here" : phase }];
  return instanceId === undefined
    ? state
    : words`${state} ${[{ ours: phase === "attached" ? "to" : "on" }]} ${instanceId}`;
}

function isThere({ phase, instanceId }: ObservedEni, was: Shown): boolean {
  if (phase === "detached") return was.is === "absent";
  if (phase !== "attached") return false;
  return instanceId === undefined || (was.is === "known" && was.value === instanceId);
}
