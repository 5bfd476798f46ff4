// A watcher over a vendor that answers what the test says, on a virtual clock.
import type { ApiCall } from "../../provider/http/api.ts";
import type { Reply } from "../../provider/http/client.ts";
import type { Listing, ObservedEni, Page } from "../../provider/vendors/vendor.ts";
import { LookUpCache } from "../../provider/watch/lookup-cache.ts";
import { Questions } from "../../provider/watch/questions.ts";
import { Watcher } from "../../provider/watch/watcher.ts";
import { VirtualClock } from "../support/virtual-clock.ts";
import { makeEni } from "./fakes.ts";

/** One question as the vendor gets it. */
interface Question {
  /** Empty for a page of all. */
  readonly ids: readonly string[];
  readonly next: string | undefined;
  /** Milliseconds since the beginning. */
  readonly at: number;
  readonly number: number;
  readonly deadline: number;
  readonly attempts: number;
}

export type Answerer = (question: Question) => Page<ObservedEni> | Error | Promise<Page<ObservedEni> | Error>;

/** Every ENI asked for is there, and detached. */
export const allDetached: Answerer = ({ ids }) => listed(ids.map((id) => makeEni({ networkInterfaceId: id })));

export function listed(items: readonly ObservedEni[], next?: string): Page<ObservedEni> {
  return { items, next };
}

export function watching(answer: Answerer, batch = 100) {
  const clock = new VirtualClock();
  const start = clock.now();
  const questions: Question[] = [];
  const ask = (ids: readonly string[] | undefined, region: string, next?: string): ApiCall => ({
    action: "Ask",
    mutates: false,
    parameters: { ids: ids ?? [], region, next },
  });
  const listing: Listing<ObservedEni> = {
    batch,
    byIds: ask,
    page: (region, next) => ask(undefined, region, next),
    read: (body) => body as Page<ObservedEni>,
  };
  const send = async (call: ApiCall, options: { deadline: number; attempts: number }): Promise<Reply> => {
    const { ids, next } = call.parameters as { ids: string[]; next?: string };
    const question = {
      ids,
      next,
      at: clock.now() - start,
      number: questions.length + 1,
      deadline: options.deadline - start,
      attempts: options.attempts,
    };
    questions.push(question);
    const outcome = await answer(question);
    if (outcome instanceof Error) throw outcome;
    return { body: outcome, requestId: "R" };
  };
  const random = { fraction: () => 0.5, uuid: () => "unused" };
  const asking = new Questions({
    listing,
    region: "r",
    idOf: (eni) => eni.networkInterfaceId,
    kind: "an ENI",
    gone: "goneEni",
    send,
  });
  const watcher = new Watcher({ clock, random, questions: asking });
  const enis = new LookUpCache(clock, asking);
  return { clock, start, watcher, enis, asking, questions, asked: () => questions.map((question) => question.ids) };
}
