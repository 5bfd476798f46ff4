// Sends a call that reads, and keeps its answer for a while for others that send the same call.
import type { ApiCall } from "../http/api.ts";
import type { Reply } from "../http/client.ts";
import type { Clock } from "../http/clock.ts";
import type { Send } from "./questions.ts";

/** @param forMs how long an answer is kept, in milliseconds. A failure is not kept. */
export function remembering(clock: Clock, forMs: number, send: Send): Send {
  const kept = new Map<string, { readonly until: number; readonly reply: Promise<Reply> }>();
  return (call: ApiCall, options) => {
    const key = JSON.stringify(call);
    const now = clock.now();
    const known = kept.get(key);
    if (known && known.until > now) return known.reply;
    const reply = send(call, options);
    kept.set(key, { until: now + forMs, reply });
    reply.catch(() => kept.delete(key));
    return reply;
  };
}
