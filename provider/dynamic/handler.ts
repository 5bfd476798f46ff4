// `pulumi-eni-attachment/provider`: what the shim in the state calls, with the code that is installed now. One function
// for each call of Pulumi's dynamic protocol; the cloud is the lifecycle's business.
import "../gate.ts";
import { systemClock, systemRandom } from "../http/clock.ts";
import { gotTransport } from "../http/got-transport.ts";
import { EngineWatch, engineAddress, outliveReaders } from "./engine.ts";
import { idleClock, Progress } from "../attachment/progress.ts";
import { Provider } from "./provider.ts";
import { printed } from "./report.ts";
import { keepVigil } from "./vigil.ts";
import type { Properties } from "../attachment/properties.ts";
import type { StackConfiguration } from "../session/settings.ts";

let provider: Provider | undefined;

/** Made at the first call: importing this module does nothing. */
function installed(): Provider {
  if (provider) return provider;
  outliveReaders([process.stdout, process.stderr]);
  const address = engineAddress(process.argv);
  const engine = new EngineWatch(address);
  if (address)
    void keepVigil({
      clock: idleClock,
      engineAnswers: () => engine.isThere(),
      active: () => process.getActiveResourcesInfo(),
      end: () => process.exit(),
    });
  provider = new Provider({
    clock: systemClock,
    random: systemRandom,
    transport: gotTransport(),
    liveness: engine,
    say: printed,
    environment: () => process.env,
    progress: new Progress({ clock: idleClock, say: (line) => console.log(line) }),
    trace: process.env["ENI_LOG"] === "debug" ? (line) => console.log(`[eni-attachment] debug: ${line}`) : undefined,
  });
  return provider;
}

export const check = (olds: Properties, news: Properties, configuration?: StackConfiguration) =>
  installed().check(olds, news, configuration);

export const diff = (id: string, olds: Properties, news: Properties, configuration?: StackConfiguration) =>
  installed().diff(id, olds, news, configuration);

export const create = (inputs: Properties, configuration?: StackConfiguration) =>
  installed().create(inputs, configuration);

export const read = (id: string, properties: Properties, configuration?: StackConfiguration) =>
  installed().read(id, properties, configuration);

export const update = (id: string, olds: Properties, news: Properties, configuration?: StackConfiguration) =>
  installed().update(id, olds, news, configuration);

const remove = (id: string, properties: Properties, configuration?: StackConfiguration) =>
  installed().delete(id, properties, configuration);
export { remove as delete };
