// The plugin's provider without the gRPC around it: values go through JSON, as they go through the wire.
import { EniError } from "../../provider/errors.ts";
import type { AttachmentRuntime } from "../../provider/attachment/ports.ts";
import { CallFailed, PluginProvider } from "../../provider/plugin/provider.ts";
import { nativeArguments } from "./native-arguments.ts";
import { CallError } from "./running-provider.ts";
import type { ProviderCalls } from "./running-provider.ts";

function onTheWire<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

async function answered<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof EniError) throw new CallError(error.message, "UNKNOWN", undefined, error.remedy);
    if (!(error instanceof CallFailed)) throw error;
    const { message, partial, cause } = error;
    const initFailed = partial && onTheWire({ ...partial, reasons: [message] });
    throw new CallError(message, "UNKNOWN", initFailed, cause instanceof EniError ? cause.remedy : undefined);
  }
}

export function nativeCalls(runtime: AttachmentRuntime, values: Readonly<Record<string, string>>): ProviderCalls {
  const provider = new PluginProvider({ runtime, version: "0.0.0" });
  provider.configure({ args: nativeArguments(values), isDefault: true });
  return {
    async check(news, olds = {}) {
      const { inputs, failures } = await answered(provider.check(onTheWire(olds), onTheWire(news)));
      return { inputs: onTheWire(inputs), failures: onTheWire([...failures]) };
    },
    async diff(_id, olds, news) {
      const question = { olds: onTheWire(olds), oldInputs: {}, news: onTheWire(news) };
      const { changes, replaces } = await answered(provider.diff(question));
      return { changes, replaces: [...replaces], deleteBeforeReplace: true };
    },
    async create(inputs) {
      const { id, outputs } = await answered(provider.create(onTheWire(inputs)));
      return { id, outs: onTheWire(outputs) };
    },
    async read(id, props) {
      const found = await answered(provider.read(onTheWire(props)));
      return found
        ? { id, props: onTheWire(found.outputs), inputs: onTheWire(found.inputs) }
        : { id: "", props: {}, inputs: undefined };
    },
    async update(id, olds, news) {
      return { outs: onTheWire(await answered(provider.update(id, onTheWire(olds), onTheWire(news)))) };
    },
    delete: (_id, props) => answered(provider.delete(onTheWire(props))),
  };
}
