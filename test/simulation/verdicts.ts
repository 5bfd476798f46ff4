// Judges how an operation ended: in time, without a secret, and with a state that says what is so in the cloud.
import { difference } from "../support/adapter-differences.ts";
import type { Properties } from "../../provider/attachment/properties.ts";
import type { OperationRecord, Shown } from "./operation-record.ts";
import { secrets } from "./settings.ts";
import type { Program, State } from "./state.ts";
import type { Stage } from "./stage.ts";

export class Verdicts {
  readonly #stage: Stage;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  begin(record: OperationRecord): void {
    record.behind = this.#stage.cloud.world.eni(record.facts.eni)?.behaviours.staleReads?.reads ?? 0;
  }

  /** Of every operation, whatever became of it. */
  end(record: OperationRecord, outcome: unknown): void {
    const stage = this.#stage;
    const took = stage.clock.now() - record.startedAt;
    const { boundMs } = record.facts;
    stage.figures.slowest = Math.max(stage.figures.slowest, took / boundMs);
    if (took > boundMs) this.#wrong(record, `took ${took} ms, and its bound is ${boundMs}`);
    seekSecrets(stage, record.toString(), outcome);
    if (outcome instanceof Error) this.#failure(record, outcome.message);
  }

  /** What a failure claims is so. */
  #failure(record: OperationRecord, message: string): void {
    const { eni, wanted, kind } = record.facts;
    if (kind === "delete" && message.includes("so nothing was detached"))
      return this.#refusedReplacement(record, message);
    if (message.includes("[ENI_NOT_FOUND]")) this.#goneForSure(record);
    const truth = this.#stage.cloud.world.eni(eni);
    const isThere = truth?.instanceId === wanted && (truth.status === "inUse" || truth.status === "attaching");
    // The vendor's task may say that it failed before the ENI's state does.
    if (truth?.transition?.fallsBack) return;
    // One answer that is behind is no failure of the call (rule 8).
    if (message.includes("[ATTACH_FELL_BACK]") && isThere && !record.disturbed && record.behind <= 1)
      this.#wrong(record, `says that the attach failed, and the ENI is ${truth.status} on ${wanted}`);
  }

  /** Rule 15: on proof, and before anything was sent. */
  #refusedReplacement(record: OperationRecord, message: string): void {
    if (record.mutations > 0) this.#wrong(record, `sends something and then refuses: ${message}`);
    const other = this.#stage.cloud.world.eni(/ by (\S+) on /.exec(message)?.[1] ?? "");
    const isThere = other && other.status !== "deleting" && !other.behaviours.staleReads;
    if (message.includes("[ENI_NOT_FOUND]") && isThere && !this.#stage.needsRefresh)
      this.#wrong(record, `takes ${other.id} for gone, and it is ${other.status}`);
  }

  /** One list without the ENI may be a list that is behind. */
  #goneForSure(record: OperationRecord): void {
    if (record.seen?.status === "deleting" || record.missing >= 2) return;
    this.#wrong(
      record,
      `takes the ENI for gone, which was last seen ${record.seen?.status ?? "nowhere"}, missing ${record.missing} times`,
    );
  }

  /** After a run, as long as nothing happened that no state can know of. */
  state(state: State, program: Program): void {
    if (this.#stage.needsRefresh) return;
    for (const [name, { outputs, partial, pending }] of state) {
      // Two of the state have it after a run that failed between a create and a delete: the next up sees to that.
      const eni = outputs["networkInterfaceId"];
      const both = [...state.values()].filter((one) => one.outputs["networkInterfaceId"] === eni).length > 1;
      if (pending || both) continue;
      // What the program has not any more is left behind by a run that failed before its deletes.
      if (program.get(name)?.["networkInterfaceId"] !== outputs["networkInterfaceId"]) continue;
      const truth = this.#stage.cloud.world.eni(String(outputs["networkInterfaceId"]));
      const now: Shown = { at: 0, status: truth?.status ?? "missing", instanceId: truth?.instanceId };
      // A detached one is looked into by the next run in any case; it may have been on its way.
      if (!partial && outputs["state"] === "attached" && !agrees(outputs, now))
        this.#stage.violate(
          `the state of ${name} says ${brief(outputs)}; the ENI is ${now.status} on ${now.instanceId ?? "none"}`,
        );
    }
  }

  /** After a create or an update that succeeded. */
  attached(record: OperationRecord, outputs: Properties): void {
    const { wanted } = record.facts;
    const { state, instanceId, attachedTo } = outputs;
    if (state !== "attached" || instanceId !== wanted || attachedTo !== wanted)
      this.#wrong(record, `succeeds with ${brief(outputs)}`);
    this.#compare(record, outputs);
  }

  /** After a failure that carries the state on. */
  partial(record: OperationRecord, properties: Properties): void {
    if (difference.hasCodeInState && properties["__provider"] === undefined)
      this.#wrong(record, "a partial state without __provider");
    const { recorded, wanted } = record.facts;
    const attachedTo = String(properties["attachedTo"]);
    if (!["", recorded, wanted].includes(attachedTo)) this.#wrong(record, `records ${attachedTo} as ours`);
    this.#compare(record, properties);
    this.#ownership(record, attachedTo);
  }

  /** After a failure that leaves the state as it was. */
  untouched(record: OperationRecord, error: Error, was: Properties | undefined): void {
    if (record.applied.length > 0 && !record.disturbed)
      this.#wrong(record, `changed the cloud and failed without a state: ${error.message}`);
    if (was && record.seen) this.#compare(record, was, true);
  }

  read(record: OperationRecord, was: Properties, props: Properties): void {
    if (props["attachedTo"] !== was["attachedTo"])
      this.#wrong(record, "a read changes whose the attachment is (rule 3)");
    if (record.seen?.status === "unknown" && brief(props) === brief(was)) {
      // A word that nobody knows is no news: what the state says stays until there is some.
      this.#stage.needsRefresh = true;
      return;
    }
    this.#compare(record, props);
  }

  gone(record: OperationRecord): void {
    this.#goneForSure(record);
  }

  deleted(record: OperationRecord): void {
    const { eni, recorded } = record.facts;
    // Kept for another resource, or never attached: no question is asked.
    if (record.calls === 0) return;
    if (record.seen?.status === "missing" && record.applied.length === 0) this.#goneForSure(record);
    if (record.disturbed || record.behind > 0) return;
    const truth = this.#stage.cloud.world.eni(eni);
    // A vendor may say that it is done a moment before it is.
    if (truth?.instanceId === recorded && recorded !== "" && truth.status !== "detaching")
      this.#wrong(record, `succeeds, and the ENI is ${truth.status} on ${recorded}`);
  }

  /** What this operation attached is ours, and the state has to say so: nobody else would ever take it off. */
  #ownership(record: OperationRecord, attachedTo: string): void {
    const { eni, wanted, recorded } = record.facts;
    const truth = this.#stage.cloud.world.eni(eni);
    const last = record.applied.at(-1);
    // Two answers that agree are believed (rule 8), also when both are behind.
    if (record.disturbed || record.behind > 1) return;
    // Off is off: what was detached is nobody's, unless an attach is in doubt.
    if (
      last?.kind === "detach" &&
      record.seenSinceMutation &&
      record.seen?.status === "available" &&
      !["", wanted].includes(attachedTo) &&
      // A rollback's attach whose replies were lost is in doubt as well, and so is one that the cloud has not had yet.
      !record.attachesSent.has(attachedTo) &&
      record.left <= record.mutations
    )
      this.#wrong(record, `took it off, and the state records ${attachedTo}`);
    if (last?.kind !== "attach" || truth?.instanceId !== last.instanceId || truth.transition?.fallsBack) return;
    // What was taken over and given back belongs to whom it was taken from.
    if (last.instanceId !== wanted && last.instanceId !== recorded) return;
    if (attachedTo !== last.instanceId)
      this.#wrong(record, `attached it to ${last.instanceId}, and the state records ${attachedTo || "nobody"}`);
  }

  /** The state says what the last answer showed, or what is so. */
  #compare(record: OperationRecord, properties: Properties, unchanged = false): void {
    const truth = this.#stage.cloud.world.eni(record.facts.eni);
    const now: Shown = { at: 0, status: truth?.status ?? "missing", instanceId: truth?.instanceId };
    if (agrees(properties, now)) return;
    if (record.seen && agrees(properties, record.seen)) return;
    // One empty answer is not believed, and there was no second one.
    if (record.seen?.status === "missing" && record.missing < 2) return;
    // Nothing was seen since the last call: "detached" is what the next run looks into in any case.
    if (!record.seenSinceMutation && properties["state"] === "detached") return;
    // What an answer that is behind shows is judged by the next run.
    if ((record.disturbed || record.behind > 0) && unchanged) return;
    const seen = record.seen ? `last seen ${record.seen.status} on ${record.seen.instanceId ?? "none"}` : "never seen";
    this.#wrong(
      record,
      `the state says ${brief(properties)}; the ENI is ${now.status} on ${now.instanceId ?? "none"}, ${seen}`,
    );
  }

  #wrong(record: OperationRecord, what: string): void {
    this.#stage.violate(`${record.toString()}: ${what}`);
  }
}

function agrees({ state, instanceId }: Properties, shown: Shown): boolean {
  if (shown.status !== "inUse") return state === "detached";
  return state === "attached" && (shown.instanceId === undefined || instanceId === shown.instanceId);
}

function brief({ state, instanceId, attachedTo }: Properties): string {
  return `${String(state)} on ${String(instanceId)}, ours ${String(attachedTo)}`;
}

/** Everything that leaves the package as text. */
export function seekSecrets(stage: Stage, where: string, value: unknown): void {
  const error = value instanceof Error ? [value.message, value.stack, String(value)] : [];
  const text = `${JSON.stringify(value)} ${error.join(" ")}`;
  for (const secret of secrets) if (text.includes(secret)) stage.violate(`${where}: a secret is seen: ${text}`);
}
