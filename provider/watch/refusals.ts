// Remembers for a short time that an optional question was refused, or that its host gave no answer (lifecycle rule 19): a program with
// 100 attachments then does not send 100 calls that end alike. An optional question is for a better plan or check, never about the ENI.
import type { ApiCall } from "../http/api.ts";
import type { Reply } from "../http/client.ts";
import type { Clock } from "../http/clock.ts";
import { LostReply, NoTurn, VendorRefusal } from "../http/no-answer.ts";
import type { AskOptions, Send } from "./questions.ts";

/** Longest time for which a refusal counts, in milliseconds: one was seen to come from an outage of the vendor's access management. */
const countsFor = 60_000;

/**
 * Codes for an action that the endpoint does not know: Tencent's common codes (document 213/30435), its legacy API's 6100, and
 * Alibaba's.
 */
const unknownAction = /^(InvalidAction(\..+)?|ActionOffline|NoSuchProduct|NoSuchVersion|6100)$/;

type Refused = VendorRefusal | LostReply;

interface Remembered {
  readonly refusal: Refused;
  readonly until: number;
  /** The key in use; another one may be allowed. */
  readonly key: string;
  /** The id that the refusal names; undefined if it counts for all. */
  readonly id: string | undefined;
}

const isLasting = ({ meaning, words }: VendorRefusal): boolean =>
  meaning === "forbidden" || unknownAction.test(words.code);

/** The refusals of one credential source in one region. */
export class Refusals {
  readonly #clock: Clock;
  readonly #key: () => Promise<string>;
  readonly #byAction = new Map<string, readonly Remembered[]>();

  /** @param key identifies the key in use, to notice that the credentials were renewed. */
  constructor(clock: Clock, key: () => Promise<string>) {
    this.#clock = clock;
    this.#key = key;
  }

  /**
   * Sends calls as `send` does, but throws a remembered refusal without a call.
   * @param atOtherHost true if it sends to another host than the one of the ENIs: one without an answer is remembered as well.
   */
  optional(send: Send, atOtherHost = false): Send {
    return async (call, options) => {
      const key = await this.#key();
      const known = this.#known(call.action, key, options.about ?? []);
      if (known) throw known;
      try {
        return await this.noting(send)(call, options);
      } catch (error) {
        const unreached =
          atOtherHost && error instanceof LostReply && error.words === undefined && !(error instanceof NoTurn);
        if (unreached || (error instanceof VendorRefusal && isLasting(error)))
          this.#remember(call, options, { refusal: error, key });
        throw error;
      }
    };
  }

  /** Sends calls as `send` does; a success shows that the action is allowed by now. */
  noting(send: Send): Send {
    return async (call, options): Promise<Reply> => {
      const reply = await send(call, options);
      // A refusal that names one thing stands when the action succeeds for others.
      const others = (this.#byAction.get(call.action) ?? []).filter(
        ({ id }) => id !== undefined && options.about?.includes(id) === false,
      );
      this.#byAction.set(call.action, others);
      return reply;
    };
  }

  #known(action: string, key: string, about: readonly string[]): Refused | undefined {
    const now = this.#clock.now();
    const counting = (this.#byAction.get(action) ?? []).filter((one) => one.key === key && one.until > now);
    return counting.find(({ id }) => id === undefined || about.includes(id))?.refusal;
  }

  #remember(
    { action }: ApiCall,
    { about = [] }: AskOptions,
    { refusal, key }: { readonly refusal: Refused; readonly key: string },
  ): void {
    const now = this.#clock.now();
    const named = refusal instanceof VendorRefusal ? about.filter((id) => refusal.names(id)) : [];
    const ids = named.length === 0 ? [undefined] : named;
    const others = (this.#byAction.get(action) ?? []).filter((one) => one.until > now);
    const added = ids.map((id) => ({ refusal, until: now + countsFor, key, id }));
    this.#byAction.set(action, [...others, ...added]);
  }
}
