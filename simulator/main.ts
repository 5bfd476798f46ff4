// The command line of the local cloud: `npm run simulator -- --port 4010`.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { faces, hostNames, vendors } from "./faces/index.ts";
import { defaultWorld, startLocalCloud } from "./server.ts";
import type { LocalCloud } from "./server.ts";
import { TranscriptError } from "./transcript.ts";
import { WorldFileError } from "./world/definition.ts";

const usage = `A local cloud with the network interface APIs of
${faces.map(({ vendor, title }) => `  ${vendor.padEnd(21)}${title}`).join("\n")}

usage: node simulator/main.ts [--port P] [--host H] [--world FILE] [--transcript FILE]

  --port P      the port to listen on (default 0: a free one)
  --host H      the address to listen on (default 127.0.0.1)
  --world FILE  accounts, instances and ENIs as JSON (default simulator/worlds/default.json)
  --transcript FILE
                answer one trial from a transcript of \`eni-attachment trial --record\`; the accounts are still the world's
  --help        this text

One port serves all of them; each request shows which API it is for. At start it prints the environment variables for clients:
ENI_ENDPOINTS, a JSON object vendor -> origin, and the credentials of the first account, which are valid for every vendor.
With one of these host names, in the URL or in the Host header, only that API answers:
  ${[...hostNames.keys()].join(", ")}`;

/** The product of Tencent Cloud that knows instances, which the face of tencentcloud-vpc serves too. */
const cvm = "tencentcloud-cvm";

/** The names of environment variables, once each: several APIs of one cloud have the same. */
const credentialNames = new Map(faces.map((face) => [face.credentialNames[0], face.credentialNames])).values();

class BadArguments extends Error {}

try {
  await main();
} catch (error) {
  if (!(error instanceof BadArguments || error instanceof WorldFileError)) throw error;
  console.error(error.message);
  if (error instanceof BadArguments) console.error("The options: npm run simulator -- --help");
  process.exitCode = 2;
}

async function main(): Promise<void> {
  const options = readArguments();
  if (options.help) {
    console.log(usage);
    return;
  }
  const world = options.world === undefined ? defaultWorld() : readJson("--world", options.world);
  const transcript =
    options.transcript === undefined ? {} : { transcript: readJson("--transcript", options.transcript) };
  let cloud: LocalCloud;
  try {
    cloud = await startLocalCloud({ world, port: options.port, host: options.host, ...transcript });
  } catch (error) {
    if (error instanceof WorldFileError)
      throw new BadArguments(`${options.world ?? "the default world"} is ${error.message}`);
    if (error instanceof TranscriptError)
      throw new BadArguments(`--transcript: ${options.transcript} is ${error.message}`);
    if (error instanceof Error && "code" in error)
      throw new BadArguments(`cannot listen on ${options.host}:${options.port}: ${error.message}`);
    throw error;
  }
  // Before anything is printed: a script that waits for the first line may send a signal as soon as it has it.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void cloud.close());
  printAddresses(cloud, options.transcript);
}

function readArguments(): {
  port: number;
  host: string;
  world: string | undefined;
  transcript: string | undefined;
  help: boolean;
} {
  let values;
  try {
    ({ values } = parseArgs({
      options: {
        port: { type: "string", default: "0" },
        host: { type: "string", default: "127.0.0.1" },
        world: { type: "string" },
        transcript: { type: "string" },
        help: { type: "boolean", default: false },
      },
    }));
  } catch (error) {
    throw new BadArguments(error instanceof Error ? error.message : String(error));
  }
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65535)
    throw new BadArguments(`--port: "${values.port}" is not a port (0 to 65535)`);
  const { host, world, transcript, help } = values;
  return { port, host, world, transcript, help };
}

function readJson(option: string, path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new BadArguments(`${option}: ${path} ${whyUnread(error)}`);
  }
}

function whyUnread(error: unknown): string {
  if (error instanceof SyntaxError) return `is not JSON: ${error.message}`;
  if (!(error instanceof Error && "code" in error)) throw error;
  return error.code === "ENOENT" ? "does not exist" : `cannot be read: ${String(error.code)}`;
}

function printAddresses({ origin, world }: LocalCloud, transcript: string | undefined): void {
  const account = world.definition.accounts[0];
  // Must be the first line: scripts wait for it and take the address from it.
  console.log(`local cloud listening on ${origin}`);
  console.log(
    `  export ENI_ENDPOINTS='${JSON.stringify(Object.fromEntries([...vendors, cvm].map((name) => [name, origin])))}'`,
  );
  for (const [id, secret, token] of credentialNames) {
    console.log(`  export ${id}=${account?.accessKeyId ?? ""}`);
    console.log(`  export ${secret}=${account?.accessKeySecret ?? ""}`);
    if (token !== undefined && account?.securityToken !== undefined)
      console.log(`  export ${token}=${account.securityToken}`);
  }
  console.log(`  control: ${origin}/_control/ (world, calls, faults, enis, instances, clock/advance, health)`);
  const printList = (lines: readonly string[]) => {
    for (const line of lines.slice(0, 20)) console.log(`    ${line}`);
    if (lines.length > 20) console.log(`    and ${lines.length - 20} more`);
  };
  if (transcript !== undefined) {
    console.log(`  answers one trial, with any ids, from ${transcript}, step by step; for another one, start it again`);
    return;
  }
  console.log("  instances:");
  printList(world.instances().map(({ id, name, zone, status }) => [id, zone, status, name].join("  ").trimEnd()));
  console.log("  network interfaces (secondary):");
  const secondary = world.enis().filter(({ kind }) => kind !== "primary");
  printList(secondary.map(({ id, zone, status, instanceId, name }) => [id, zone, status, instanceId ?? "free", name].join("  ").trimEnd())); // prettier-ignore
}
