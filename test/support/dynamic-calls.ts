// The dynamic provider without Pulumi's process around it: what that process adds to calls and answers is added here, and values go
// through JSON, as they go through the wire.
import { EniError } from "../../provider/errors.ts";
import type { Remedy } from "../../provider/remedy.ts";
import { Provider } from "../../provider/dynamic/provider.ts";
import type { AttachmentRuntime } from "../../provider/attachment/ports.ts";
import { CallError } from "./running-provider.ts";
import type { InitFailed, Properties, ProviderCalls } from "./running-provider.ts";

const code = "__provider";

function onTheWire<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** `cmd/dynamic-provider` keeps the provider's code with whatever it answers. */
function withCode(answer: Properties, asked: Properties): Properties {
  return onTheWire({ ...answer, [code]: asked[code] });
}

async function answered<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const { message, id, properties, reasons } = error as Error & Partial<InitFailed>;
    const partial = id !== undefined && properties !== undefined && reasons !== undefined;
    const initFailed = partial ? onTheWire({ id, properties, reasons }) : undefined;
    throw new CallError(message, "UNKNOWN", initFailed, remedyOf(error));
  }
}

/** The engine gets a plain error; the product's own is that error, or its cause. */
function remedyOf(error: unknown): Remedy | undefined {
  const own = error instanceof Error && !(error instanceof EniError) ? error.cause : error;
  return own instanceof EniError ? own.remedy : undefined;
}

export function dynamicCalls(runtime: AttachmentRuntime, values: Readonly<Record<string, string>>): ProviderCalls {
  const provider = new Provider(runtime);
  const configuration = { get: (key: string) => values[key] };
  return {
    async check(news, olds = {}) {
      const { inputs, failures } = await answered(provider.check(onTheWire(olds), onTheWire(news), configuration));
      return { inputs: withCode(inputs, news), failures: onTheWire([...failures]) };
    },
    async diff(id, olds, news) {
      const answer = await answered(provider.diff(id, onTheWire(olds), onTheWire(news), configuration));
      const { changes, replaces = [], deleteBeforeReplace } = answer;
      return { changes, replaces, deleteBeforeReplace };
    },
    async create(inputs) {
      const { id, outs } = await answered(provider.create(onTheWire(inputs), configuration));
      return { id, outs: withCode(outs, inputs) };
    },
    async read(id, props) {
      const answer = await answered(provider.read(id, onTheWire(props), configuration));
      const inputs = answer.inputs && withCode(answer.inputs, props);
      return { id: answer.id, props: withCode(answer.props, props), inputs };
    },
    async update(id, olds, news) {
      const { outs } = await answered(provider.update(id, onTheWire(olds), onTheWire(news), configuration));
      return { outs: withCode(outs, news) };
    },
    delete: (id, props) => answered(provider.delete(id, onTheWire(props), configuration)),
  };
}
