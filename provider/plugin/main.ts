// The plugin's process: `pulumi-resource-eni ADDRESS`, started by the engine, prints the port on which it serves Pulumi's native protocol.
import "../gate.ts";
import { idleClock } from "../attachment/progress.ts";
import { EngineWatch, engineAddress, engineAddressIn, outliveReaders } from "../engine/engine.ts";
import { connectLog } from "../engine/log-client.ts";
import { keepVigil } from "../engine/vigil.ts";
import { systemClock, systemRandom } from "../http/clock.ts";
import { gotTransport } from "../http/got-transport.ts";
import { makePlugin } from "./plugin.ts";
import { schemaOf } from "./schema.ts";
import { packageVersion as version } from "../version.ts";

/** Pause between two checks of the engine, in milliseconds: the process ends some 10 s after its engine is gone. */
const askEvery = 3_000;

export async function main(argv: readonly string[] = process.argv): Promise<void> {
  outliveReaders([process.stdout, process.stderr]);
  let address = engineAddressIn(argv);
  let engine = new EngineWatch(address);
  const plugin = makePlugin({
    runtime: {
      clock: systemClock,
      random: systemRandom,
      transport: gotTransport(() => process.env),
      liveness: { meet: () => engine.meet(), answers: () => engine.answers() },
      environment: () => process.env,
      // Standard error of a plugin is not shown, but `pulumi --logflow -v=9` keeps it.
      trace:
        process.env["ENI_LOG"] === "debug" ? (line) => console.error(`[eni-attachment] debug: ${line}`) : undefined,
    },
    idleClock,
    version,
    schema: () => schemaOf(version),
    connect: () => {
      if (!address) throw new Error("no engine is known");
      return connectLog(address);
    },
    onEngine: (text) => {
      const told = engineAddress(text);
      if (!told || (address && told.port === address.port && told.host === address.host)) return;
      address = told;
      engine = new EngineWatch(told);
    },
  });
  const isAlone = address !== undefined;
  process.stdout.write(`${await plugin.listen()}\n`);
  // A process that was started by hand, for PULUMI_DEBUG_PROVIDERS, outlives its engines.
  if (!isAlone) return;
  // Now it lives, since it has just started this process. It may be gone before it asks for anything.
  void engine.meet();
  void keepVigil({
    clock: idleClock,
    askEvery,
    engineAnswers: () => engine.isThere(),
    isIdle: () => plugin.underWay === 0,
    end: () => process.exit(),
  });
}
