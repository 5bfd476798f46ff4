// A provider that touches no cloud: what it answers follows from what it is asked. The same answers go to the model and to the engine.
import type { Properties } from "./model/stack.ts";
import { unknownValue } from "./model/stack.ts";
import type { Call, DiffStyle, Fault } from "./script.ts";

export class ProviderFailure extends Error {
  override readonly name = "ProviderFailure";
  readonly id?: string;
  readonly properties?: Properties;
  readonly reasons?: readonly string[];

  constructor(half?: { id: string; properties: Properties }) {
    super("the provider says no");
    if (half) Object.assign(this, half, { reasons: ["half way"] });
  }
}

export class RecordingProvider {
  /** Of the present command. */
  calls: Call[] = [];
  #faults: readonly Fault[] = [];
  /** Creates so far, by label: an id is never given twice. */
  readonly #made = new Map<string, number>();

  /** One that goes on from here without this one knowing. */
  copy(): RecordingProvider {
    const other = new RecordingProvider();
    for (const [label, made] of this.#made) other.#made.set(label, made);
    return other;
  }

  begin(faults: readonly Fault[]): void {
    this.calls = [];
    this.#faults = faults;
  }

  /** Writes the call down. Returns what goes wrong with it, if anything does. */
  hear(call: Call): Fault | undefined {
    this.calls.push(call);
    const { method, label } = call;
    const nth = this.calls.filter((one) => one.method === method && one.label === label).length;
    return this.#faults.find((one) => one.method === method && one.label === label && one.nth === nth);
  }

  answer({ method, label, id, olds = {}, news = {} }: Call, fault?: Fault): unknown {
    const kind = fault?.kind;
    if (kind === "fails") throw new ProviderFailure();
    const half = kind === "fails half way" ? { half: true } : undefined;
    switch (method) {
      case "check":
        return { inputs: news };
      case "diff":
        return diff(olds, news);
      case "create": {
        const made = (this.#made.get(label) ?? 0) + 1;
        this.#made.set(label, made);
        const outs = { ...news, made, ...half };
        if (half) throw new ProviderFailure({ id: `${label}-${made}`, properties: outs });
        return { id: `${label}-${made}`, outs };
      }
      case "update": {
        const outs = { ...news, made: olds["made"], updated: Number(olds["updated"] ?? 0) + 1, ...half };
        if (half) throw new ProviderFailure({ id: id ?? "", properties: outs });
        return { outs };
      }
      case "read":
        if (kind === "gone") return { id: "", props: {} };
        if (kind === "drift") return { id, props: { ...olds, v: "drifted" } };
        if (kind === "other inputs")
          return { id, props: { ...olds, v: "drifted" }, inputs: { ...news, ...inputsOf(olds), v: "drifted" } };
        return { id, props: olds };
      case "delete":
        return undefined;
    }
  }
}

/** What of the outputs the program had given. */
function inputsOf({ label, v, how, from }: Properties): Properties {
  return { label, v, how, ...(from === undefined ? {} : { from }) };
}

function diff(olds: Properties, news: Properties): object {
  const changed = olds["v"] !== news["v"] || olds["from"] !== news["from"] || news["from"] === unknownValue;
  const how = news["how"] as DiffStyle;
  const replaces = changed ? ["v"] : [];
  switch (how) {
    case "update":
      return { changes: changed };
    case "create first":
      return { changes: changed, replaces };
    case "delete first":
      return { changes: changed, replaces, deleteBeforeReplace: true };
    case "delete first when changed":
      return { changes: changed, replaces, ...(changed ? { deleteBeforeReplace: true } : {}) };
    case "silent":
      return {};
    case "silent, replaces":
      return { replaces };
  }
}
