// The local cloud in a process of its own, so that what it costs is not counted as the client's. Speaks with its parent by
// messages: a world to load, a report to give.
import { startLocalCloud } from "../simulator/server.ts";
import type { Change } from "../simulator/world/transitions.ts";

export interface CloudReport {
  /** Calls by action. */
  readonly calls: Readonly<Record<string, number>>;
  /** Those that were refused because there were too many, with the time of each. */
  readonly throttledAt: readonly number[];
  readonly firstCallAt: number;
  readonly changes: readonly Change[];
}

export type Request = { readonly do: "load"; readonly world: unknown } | { readonly do: "report" };
export type Answer = { readonly origin: string } | { readonly loaded: true } | { readonly report: CloudReport };

let changes: Change[] = [];
let since = 0;

const cloud = await startLocalCloud({ world: {}, logLimit: 1_000_000, onChange: (change) => changes.push(change) });

const throttling = /throttl|LimitExceeded|EXCEED|4400/i;

function report(): CloudReport {
  // Whatever is due has happened once somebody looks.
  cloud.world.snapshot();
  const records = cloud.calls({ since });
  const calls: Record<string, number> = {};
  for (const { action } of records) calls[action] = (calls[action] ?? 0) + 1;
  const throttledAt = records.filter(({ code }) => code !== undefined && throttling.test(code)).map(({ at }) => at);
  const told = { calls, throttledAt, firstCallAt: records[0]?.at ?? 0, changes };
  since = records.at(-1)?.sequence ?? since;
  changes = [];
  return told;
}

const answer = (message: Answer) => process.send?.(message);

async function handle(request: Request): Promise<Answer> {
  if (request.do === "report") return { report: report() };
  const response = await fetch(`${cloud.origin}/_control/world`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(request.world),
  });
  if (!response.ok) throw new Error(`the local cloud did not take the world: ${await response.text()}`);
  report();
  return { loaded: true };
}

process.on("message", (message) => void handle(message as Request).then(answer));
process.on("disconnect", () => process.exit());
answer({ origin: cloud.origin });
