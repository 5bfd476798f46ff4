// One operation on one ENI: looks at it, sends calls, and keeps what later errors and the state need (last observation, last answer,
// ownership).
import { unlessAborted } from "../http/abort.ts";
import type { ApiCall } from "../http/api.ts";
import type { Clock, Random } from "../http/clock.ts";
import { Cancelled, LostReply, NotSent, NoTurn, VendorRefusal } from "../http/no-answer.ts";
import type { OfLastUp } from "../remedy.ts";
import type { AttachmentArguments, Vendor } from "../vendors/vendor.ts";
import type { Observation, WatchTimeout, Judge } from "../watch/watcher.ts";
import type { CustomTimeouts } from "./failure.ts";
import { describeObservation, failure, throttledRemedy } from "./failure.ts";
import { LastAnswer } from "./last-answer.ts";
import type { Neighbour } from "./neighbours.ts";
import { Ownership } from "./ownership.ts";
import { readFailure } from "./read-failure.ts";
import type { Session } from "../session/session.ts";

export interface OperationOptions {
  readonly session: Session;
  readonly args: AttachmentArguments;
  /** The arguments that the present attachment was made with. A detach and a rollback repeat them. */
  readonly recorded: AttachmentArguments;
  /** Connects this operation with the others of the program. Default: there are no others. */
  readonly neighbour?: Neighbour | undefined;
  readonly clock: Clock;
  readonly random: Random;
  /** The purpose of the operation: "attach eni-1 to i-a". Default: "look at eni-1". */
  readonly doing?: string;
  readonly timeouts: Timeouts;
  /** Instance that this resource attached the ENI to, as recorded in the state; empty if none. */
  readonly attachedTo: string;
  /** The credentials were given for these calls alone. Default false. */
  readonly areKeysGiven?: boolean | undefined;
  readonly log: (line: string, level?: "info" | "warning") => void;
  /** Which settings of this operation are those of the last `pulumi up`. Default: none. */
  readonly ofLastUp?: OfLastUp | undefined;
  /** True at preview: no mutating call is sent, and answers are shared for a short time. */
  readonly preview?: boolean;
  /** When aborted, every wait ends at once and nothing more is sent. */
  readonly signal?: AbortSignal | undefined;
  /** Resolves to false if the Pulumi engine that asked for this operation is gone (lifecycle rule 14). */
  readonly engineAnswers: () => Promise<boolean>;
}

/** Milliseconds. */
export interface Timeouts {
  readonly attach: number;
  readonly detach: number;
  /** Of a rollback. Default: `attach`. */
  readonly rollBack?: number;
  /** Of both legs together. Default: none. */
  readonly together?: number;
  /** Which of Pulumi's `customTimeouts` set the time of a leg. Default: the arguments did. */
  readonly custom?: CustomTimeouts;
}

export type Sent =
  | { readonly kind: "accepted"; readonly taskId: string | undefined }
  | { readonly kind: "lost"; readonly error: LostReply }
  | { readonly kind: "refused"; readonly refusal: VendorRefusal }
  /** Not sent, because the last check before it said no. */
  | { readonly kind: "notSent" };

/**
 * What an operation waits for, to show as progress: a look, the end of an attach or detach, an instance that is starting or stopping, an
 * ENI that is being created or in an unknown state, or its turn under the account's request rate.
 */
export type Stage = "look" | "attach" | "detach" | "instance" | "settling";
export type Waiting = Stage | "turn";

/** Pause between two looks that have to agree, in milliseconds. */
export const secondLookAfter = 1_000;

export class Operation {
  readonly options: OperationOptions;
  /** Mutating calls that may have reached the vendor. */
  mutations = 0;
  /** Mutating calls that may have changed something: the vendor accepted them or did not answer. */
  effects = 0;
  readonly ownership: Ownership;
  /** As in the options, until the ENI is taken over from another attachment of the program. */
  recorded: AttachmentArguments;
  readonly answered = new LastAnswer();
  stage: Stage = "look";
  /** A mutating call is waiting for its turn. */
  #queued = false;
  /** Value of `effects` when a last look before an error failed. No other look is tried until `effects` grows. */
  #lookedInVain: number | undefined;
  /** Nothing is waited for after it, but in a rollback. Milliseconds since the epoch. */
  readonly #end: number;
  #last: { readonly observation: Observation; readonly at: number; readonly outdated?: boolean } | undefined;

  constructor(options: OperationOptions) {
    this.options = options;
    this.ownership = new Ownership(options.attachedTo);
    this.recorded = options.recorded;
    this.#end = options.timeouts.together === undefined ? Infinity : options.clock.now() + options.timeouts.together;
  }

  get session(): Session {
    return this.options.session;
  }

  /** Instance that this resource has the ENI on; empty if none. */
  get attachedTo(): string {
    return this.ownership.attachedTo;
  }

  /** Deadline of a wait of a leg that begins now. Milliseconds since the epoch. */
  deadlineOf(leg: "attach" | "detach"): number {
    return Math.min(this.#end, this.clock.now() + this.options.timeouts[leg]);
  }

  get customTimeouts(): CustomTimeouts | undefined {
    return this.options.timeouts.custom;
  }

  get areKeysGiven(): boolean | undefined {
    return this.options.areKeysGiven;
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

  /** The last observation. `known` is false if there was none since the last call that may have changed something. */
  get last(): { readonly known: boolean; readonly eni: Observation } {
    const known = this.#last !== undefined && !this.#last.outdated;
    return { known, eni: known ? this.#last?.observation : undefined };
  }

  /**
   * A fresh look. An ENI that seems to be gone is looked at twice, because a vendor's list may be stale after a change, and "gone" ends
   * an operation.
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

  /** Waits for a verdict and remembers the observations. */
  async watch<V extends object>(judge: Judge<V>, deadline: number): Promise<V | WatchTimeout> {
    try {
      const remember: Judge<V> = (observation) => {
        this.#see(observation);
        return judge(observation);
      };
      return await this.options.session.watcher.watch(this.eniId, remember, deadline, this.options.signal);
    } catch (error) {
      // The error and the state need the present state, so look once more.
      if (this.effects > 0 && !this.last.known) await this.lookBeforeFailing();
      throw readFailure(this, error);
    }
  }

  /**
   * Sends a mutating call once; a throttled call was not carried out, so it is repeated until the deadline. Unless the vendor refused, the
   * last observation is then stale and is reported neither in errors nor in the state.
   * @param stillWanted asked right before the call is sent, and again before a throttled call is repeated.
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
      // For a vendor whose task alone shows the outcome, an answer without a task counts as lost.
      if (taskId === undefined && this.vendor.task?.asked === "always")
        return { kind: "lost", error: new LostReply(call.action, "an answer that does not name its task") };
      return { kind: "accepted", taskId };
    } catch (error) {
      if (error instanceof NotSent) return { kind: "notSent" };
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

  /** Waits for `ms` milliseconds. @throws EniError `CANCELLED`. */
  async pause(ms: number): Promise<void> {
    await this.uncancelled(() => this.clock.sleep(ms, this.options.signal)).catch((error: unknown) => {
      throw readFailure(this, error);
    });
  }

  /** @throws Cancelled when the run is cancelled; otherwise whatever `work` throws. */
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

  /** A last look before an error. If that fails too, the error reports the observation before it. */
  async lookBeforeFailing(): Promise<void> {
    if (this.#lookedInVain === this.effects || this.options.signal?.aborted) return;
    try {
      this.#see(await this.options.session.enis.look(this.eniId, this.clock.now() + 10_000));
    } catch {
      // Whatever this look throws, the error that it was made for matters more. That one reports the observation before.
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
