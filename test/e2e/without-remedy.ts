// What a fleet was told, but for how often Alibaba's remedy for a stuck detach was tried.
import type { Ship } from "./fleet.ts";

/**
 * A log without the detaches that repeat one which is stuck, Alibaba's remedy after 20 s: whether a test gets there depends on how long
 * the machine takes to bring all others where they should be.
 */
export function withoutRemedy(
  log: Readonly<Record<string, string[]>>,
  stuck: readonly Ship[],
): Record<string, string[]> {
  const names = stuck.filter(({ vendor }) => vendor === "ali").map(({ name }) => name);
  const once = (calls: string[]) => calls.filter((call, at) => call !== "Detach" || calls[at - 1] !== "Detach");
  return Object.fromEntries(
    Object.entries(log).map(([name, calls]) => [name, names.includes(name) ? once(calls) : calls]),
  );
}
