// `pulumi-eni-attachment/provider`: the functions that the shim in the state calls, one for each call of Pulumi's dynamic protocol. They
// run the code that is installed now.
import "../gate.ts";
import { systemClock, systemRandom } from "../http/clock.ts";
import { gotTransport } from "../http/got-transport.ts";
import { EngineWatch, engineAddressIn, outliveReaders } from "../engine/engine.ts";
import { connectToEngine, EngineLog } from "../engine/engine-log.ts";
import { idleClock, Progress } from "../attachment/progress.ts";
import { Provider } from "./provider.ts";
import { isIdle, keepVigil } from "../engine/vigil.ts";
import type { Say } from "../attachment/ports.ts";
import type { Properties } from "../attachment/properties.ts";
import { labelled } from "../attachment/words.ts";
import type { StackConfiguration } from "../session/settings.ts";

interface Installed {
  readonly provider: Provider;
  /** Undefined if no engine is known. */
  readonly log: EngineLog | undefined;
}

let made: Installed | undefined;

/** Created by the first call, so that importing this module has no effect. */
const installed = (): Installed => (made ??= install());

/** Prints a line, which the engine shows under the stack. */
const print = (line: string): void => console.log(line);

function install(): Installed {
  outliveReaders([process.stdout, process.stderr]);
  const address = engineAddressIn(process.argv);
  const engine = new EngineWatch(address);
  const log = address && new EngineLog({ clock: systemClock, connect: () => connectToEngine(address), print });
  const say: Say = (label, line, level) => {
    const text = labelled(label, line);
    if (log && level === "warning") log.warn(text);
    else print(text);
  };
  if (address)
    void keepVigil({
      clock: idleClock,
      engineAnswers: () => engine.isThere(),
      // Another library's dynamic provider may share the process.
      isIdle: () => isIdle(process.getActiveResourcesInfo()),
      end: () => process.exit(),
    });
  const provider = new Provider({
    clock: systemClock,
    random: systemRandom,
    transport: gotTransport(() => process.env),
    liveness: engine,
    say,
    environment: () => process.env,
    progress: new Progress({ clock: idleClock, say: print }),
    trace: process.env["ENI_LOG"] === "debug" ? (line) => print(`[eni-attachment] debug: ${line}`) : undefined,
  });
  return { provider, log };
}

async function answer<T>(call: (provider: Provider) => Promise<T>): Promise<T> {
  const { provider, log } = installed();
  try {
    return await call(provider);
  } finally {
    await log?.flush();
  }
}

export const check = (olds: Properties, news: Properties, configuration?: StackConfiguration) =>
  answer((provider) => provider.check(olds, news, configuration));

export const diff = (id: string, olds: Properties, news: Properties, configuration?: StackConfiguration) =>
  answer((provider) => provider.diff(id, olds, news, configuration));

export const create = (inputs: Properties, configuration?: StackConfiguration) =>
  answer((provider) => provider.create(inputs, configuration));

export const read = (id: string, properties: Properties, configuration?: StackConfiguration) =>
  answer((provider) => provider.read(id, properties, configuration));

export const update = (id: string, olds: Properties, news: Properties, configuration?: StackConfiguration) =>
  answer((provider) => provider.update(id, olds, news, configuration));

const remove = (id: string, properties: Properties, configuration?: StackConfiguration) =>
  answer((provider) => provider.delete(id, properties, configuration));
export { remove as delete };
