// One operation on one ENI: what was seen last, what was sent, and whose the attachment is now. Everything that a later
// error has to say, or the state has to hold, is kept here.
import { unlessAborted } from "../http/abort.ts";
import type { ApiCall } from "../http/api.ts";
import type { Clock, Random } from "../http/clock.ts";
import { Cancelled, LostReply, NoTurn, VendorRefusal, Withheld } from "../http/no-answer.ts";
import type { OfLastUp } from "../remedy.ts";
import type { AttachmentArguments, Vendor } from "../vendors/vendor.ts";
import type { Observation, WatchTimeout, Judge } from "../watch/watcher.ts";
import { describeObservation, failure, throttledRemedy } from "./failure.ts";
import { LastAnswer } from "./last-answer.ts";
import type { Neighbour } from "./neighbours.ts";
import { Ownership } from "./ownership.ts";
import { readFailure } from "./read-failure.ts";
import type { Session } from "../session/session.ts";

export interface OperationOptions {
  readonly session: Session;
  readonly args: AttachmentArguments;
  /** The arguments that the present attachment was made with: a detach and a rollback repeat those. */
  readonly recorded: AttachmentArguments;
  /** This operation among the others of the program; without it there are none. */
  readonly neighbour?: Neighbour | undefined;
  readonly clock: Clock;
  readonly random: Random;
  /** What this is for, in words: "attach eni-1 to i-a". Default: "look at eni-1". */
  readonly doing?: string;
  /** Milliseconds for each leg. */
  readonly timeouts: { readonly attach: number; readonly detach: number };
  /** The instance that the state says this resource attached the ENI to; empty when none. */
  readonly attachedTo: string;
  readonly log: (line: string) => void;
  /** What this operation has as the last `pulumi up` had it. Default: nothing. */
  readonly ofLastUp?: OfLastUp | undefined;
  /** True at preview: nothing is sent that changes anything, and answers are shared for a short time. */
  readonly preview?: boolean;
  /** Aborted: every wait ends at once, and nothing more is sent. */
  readonly signal?: AbortSignal | undefined;
  /** False when the Pulumi engine that asked for this operation is gone (lifecycle rule 14). */
  readonly engineAnswers: () => Promise<boolean>;
}

export type Sent =
  | { readonly kind: "accepted"; readonly taskId: string | undefined }
  | { readonly kind: "lost"; readonly error: LostReply }
  | { readonly kind: "refused"; readonly refusal: VendorRefusal }
  /** Not sent: what was asked for at the last moment said no. */
  | { readonly kind: "withheld" };

/**
 * What an operation waits for, for whoever tells the user: a look, the end of an attach or detach, an instance that is starting or
 * stopping, an ENI that is being created or in a state that is not known, or its turn under the account's request rate.
 */
export type Stage = "look" | "attach" | "detach" | "instance" | "settling";
export type Waiting = Stage | "turn";

/** Pause between two looks that have to agree, in milliseconds. */
export const secondLookAfter = 1_000;

export class Operation {
  readonly options: OperationOptions;
  /** Mutating calls that may have reached the vendor. */
  mutations = 0;
  /** Those of them that may have changed something: the vendor took them, or did not answer. */
  effects = 0;
  readonly ownership: Ownership;
  /** As in the options, until the ENI is taken from another attachment of the program. */
  recorded: AttachmentArguments;
  readonly answered = new LastAnswer();
  stage: Stage = "look";
  /** A call that changes something waits for its turn. */
  #queued = false;
  /** At how many effects the last look before an error failed: until there is one more, another would fail as well. */
  #lookedInVain: number | undefined;
  #last: { readonly observation: Observation; readonly at: number; readonly outdated?: boolean } | undefined;

  constructor(options: OperationOptions) {
    this.options = options;
    this.ownership = new Ownership(options.attachedTo);
    this.recorded = options.recorded;
  }

  get session(): Session {
    return this.options.session;
  }

  /** Where this resource has the ENI; empty when nowhere. */
  get attachedTo(): string {
    return this.ownership.attachedTo;
  }

  get ofLastUp(): OfLastUp | undefined {
    return this.options.ofLastUp;
  }

  get vendor(): Vendor {
    return this.session.vendor;
  }

  get region(): string {
    return this.options.session.region;
  }

  get clock(): Clock {
    return this.options.clock;
  }

  get eniId(): string {
    return this.options.args.networkInterfaceId;
  }

  get doing(): string {
    return this.options.doing ?? `look at ${this.eniId}`;
  }

  get waitsFor(): Waiting {
    return this.#queued ? "turn" : this.stage;
  }

  /** The last observation; `known` is false when there was none since the last call that may have changed something. */
  get last(): { readonly known: boolean; readonly eni: Observation } {
    const known = this.#last !== undefined && !this.#last.outdated;
    return { known, eni: known ? this.#last?.observation : undefined };
  }

  /**
   * A fresh look. An ENI that seems to be gone is looked at twice: right after a change a vendor's list may be behind,
   * and "gone" ends an operation.
   */
  async look(): Promise<Observation> {
    try {
      const { preview, session } = this.options;
      const ask = () => (preview ? session.enis.glance(this.eniId) : session.enis.look(this.eniId));
      let observation = await this.uncancelled(ask);
      if (observation === undefined && !preview) {
        await this.pause(secondLookAfter);
        observation = await this.uncancelled(ask);
      }
      this.#see(observation);
      return observation;
    } catch (error) {
      throw readFailure(this, error);
    }
  }

  /** Waits for a verdict and remembers what was seen on the way. */
  async watch<V extends object>(judge: Judge<V>, deadline: number): Promise<V | WatchTimeout> {
    try {
      const remember: Judge<V> = (observation) => {
        this.#see(observation);
        return judge(observation);
      };
      return await this.options.session.watcher.watch(this.eniId, remember, deadline, this.options.signal);
    } catch (error) {
      // The look that failed need not be the only one: what is so now belongs into the error, and into the state.
      if (this.effects > 0 && !this.last.known) await this.lookBeforeFailing();
      throw readFailure(this, error);
    }
  }

  /**
   * Sends a call that changes something, once (a throttled one, which was not carried out, until the deadline). What was
   * seen before is out of date then, unless the vendor refused: it is no word on how things are now, neither in an error
   * nor in the state.
   * @param stillWanted asked at the last moment, and again before a throttled call is sent again.
   */
  async send(call: ApiCall, deadline: number, stillWanted?: () => Promise<boolean>): Promise<Sent> {
    const earlier = this.mutations;
    const before = async () => {
      this.#queued = false;
      await this.#meetEngine();
      if (stillWanted && !(await stillWanted())) return false;
      this.mutations = earlier + 1;
      return true;
    };
    const queued = () => {
      this.#queued = true;
    };
    this.options.session.enis.forget(this.eniId);
    try {
      this.answered.none();
      const { body, requestId } = await this.options.session.client.call(call, { deadline, before, queued });
      this.#takeEffect();
      this.answered.accepted(call.action, requestId);
      const taskId = this.vendor.task?.idOf(body);
      // Where only the task tells what becomes of a call, an acceptance without one is as good as none.
      if (taskId === undefined && this.vendor.task?.asked === "always")
        return { kind: "lost", error: new LostReply(call.action, "an answer that does not name its task") };
      return { kind: "accepted", taskId };
    } catch (error) {
      if (error instanceof Withheld) return { kind: "withheld" };
      if (error instanceof Cancelled) {
        this.mutations = earlier;
        throw readFailure(this, error);
      }
      if (error instanceof VendorRefusal) {
        this.answered.refused(error.words);
        return { kind: "refused", refusal: error };
      }
      if (!(error instanceof LostReply)) throw error;
      if (error.neverSent) {
        this.mutations = earlier;
        if (error instanceof NoTurn) throw failure(this, "THROTTLED", { what: error.message, remedy: throttledRemedy });
        throw readFailure(this, error);
      }
      this.#takeEffect();
      return { kind: "lost", error };
    } finally {
      this.#queued = false;
    }
  }

  /** Until the time is over. @throws EniError `CANCELLED`. */
  async pause(ms: number): Promise<void> {
    await this.uncancelled(() => this.clock.sleep(ms, this.options.signal)).catch((error: unknown) => {
      throw readFailure(this, error);
    });
  }

  /** @throws Cancelled as soon as nobody wants the operation any more; what the work throws else. */
  uncancelled<T>(work: () => Promise<T>): Promise<T> {
    return unlessAborted(this.options.signal, work);
  }

  #takeEffect(): void {
    this.effects += 1;
    if (this.#last) this.#last = { ...this.#last, outdated: true };
  }

  async #meetEngine(): Promise<void> {
    if (await this.options.engineAnswers()) return;
    throw failure(this, "ENGINE_GONE", {
      what: "the Pulumi engine that asked for this is gone, so nothing more was sent to the vendor",
      remedy: [{ kind: "cancelThenUp" }],
    });
  }

  /** One last look before an error is told; when even that fails, the error speaks of what was seen before. */
  async lookBeforeFailing(): Promise<void> {
    if (this.#lookedInVain === this.effects || this.options.signal?.aborted) return;
    try {
      this.#see(await this.options.session.enis.look(this.eniId, this.clock.now() + 10_000));
    } catch {
      // What was seen before is all there is.
      this.#lookedInVain = this.effects;
    }
  }

  #see(observation: Observation): void {
    this.#last = { observation, at: this.clock.now() };
  }

  /** Where the ENI is now, in a sentence. */
  describeNow(): string {
    if (!this.#last) return this.mutations === 0 ? "Now: nothing was changed." : "Now: not known.";
    const { observation, at, outdated = false } = this.#last;
    const ago = this.clock.now() - at;
    return describeObservation(this.eniId, observation, { session: this.options.session, ago, outdated });
  }
}
