// Judges how an operation ended: in time, without a secret, and with a state that says what is so in the cloud.
import type { Properties } from "../../provider/dynamic/check.ts";
import type { OperationRecord, Shown } from "./operation-record.ts";
import { secrets } from "./settings.ts";
import type { Stage } from "./stage.ts";

export class Verdicts {
  readonly #stage: Stage;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  begin(record: OperationRecord): void {
    // A vendor whose list lags may show anything for a while.
    if (this.#stage.cloud.world.eni(record.facts.eni)?.behaviours.staleReads) record.disturbed = true;
  }

  /** Of every operation, whatever became of it. */
  end(record: OperationRecord, outcome: unknown): void {
    const stage = this.#stage;
    const took = stage.clock.now() - record.startedAt;
    const { boundMs } = record.facts;
    stage.figures.slowest = Math.max(stage.figures.slowest, took / boundMs);
    if (took > boundMs) this.#wrong(record, `took ${took} ms, and its bound is ${boundMs}`);
    seekSecrets(stage, record.toString(), outcome);
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
    if (properties["__provider"] === undefined) this.#wrong(record, "a partial state without __provider");
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
    this.#compare(record, props);
  }

  gone(record: OperationRecord): void {
    if (record.seen?.status !== "missing" && record.seen?.status !== "deleting")
      this.#wrong(record, `drops an ENI that was last seen ${record.seen?.status ?? "nowhere"}`);
  }

  deleted(record: OperationRecord): void {
    const { eni, recorded } = record.facts;
    // Kept for another resource, or never attached: no question is asked.
    if (record.calls === 0 || record.disturbed) return;
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
    if (record.disturbed || last?.kind !== "attach" || truth?.instanceId !== last.instanceId) return;
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
    // What an answer that is behind shows is judged by the next run.
    if (record.disturbed && unchanged) return;
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
