// One operation on one ENI: what was seen last, what was sent, and whose the attachment is now. Everything that a later
// error has to say, or the state has to hold, is kept here.
import type { ApiCall } from "../http/api.ts";
import type { Clock, Random } from "../http/clock.ts";
import { EniError, LostReply, NoTurn, VendorRefusal, Withheld } from "../http/errors.ts";
import type { AttachmentArguments, Vendor } from "../vendors/vendor.ts";
import type { Observation, WatchTimeout, Judge } from "../watch/watcher.ts";
import { describeObservation, failure } from "./failure.ts";
import type { Session } from "./session.ts";

export interface OperationOptions {
  readonly session: Session;
  readonly args: AttachmentArguments;
  /** The arguments that the present attachment was made with: a detach and a rollback repeat those. */
  readonly recorded: AttachmentArguments;
  readonly clock: Clock;
  readonly random: Random;
  /** Milliseconds for each leg. */
  readonly timeouts: { readonly attach: number; readonly detach: number };
  /** The instance that the state says this resource attached the ENI to; empty when none. */
  readonly attachedTo: string;
  readonly log: (line: string) => void;
  /** True at preview: nothing is sent that changes anything, and answers are shared for a short time. */
  readonly preview?: boolean;
  /** False when the Pulumi engine that asked for this operation is gone (lifecycle rule 14). */
  readonly engineAnswers: () => Promise<boolean>;
}

export type Sent =
  | { readonly kind: "accepted"; readonly taskId: string | undefined }
  | { readonly kind: "lost"; readonly error: LostReply }
  | { readonly kind: "refused"; readonly refusal: VendorRefusal }
  /** Not sent: what was asked for at the last moment said no. */
  | { readonly kind: "withheld" };

/** Pause between two looks that have to agree, in milliseconds. */
const secondLookAfter = 1_000;

export class Operation {
  readonly options: OperationOptions;
  /** Mutating calls that may have reached the vendor. */
  mutations = 0;
  /** The instance that the ENI is attached to by this resource, as far as is known (lifecycle rule 3). */
  attachedTo: string;
  #last: { readonly observation: Observation } | undefined;

  constructor(options: OperationOptions) {
    this.options = options;
    this.attachedTo = options.attachedTo;
  }

  get vendor(): Vendor {
    return this.options.session.vendor;
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

  /** The last observation; `known` is false when there was none. */
  get last(): { readonly known: boolean; readonly eni: Observation } {
    return { known: this.#last !== undefined, eni: this.#last?.observation };
  }

  /**
   * A fresh look. An ENI that seems to be gone is looked at twice: right after a change a vendor's list may be behind,
   * and "gone" ends an operation.
   */
  async look(): Promise<Observation> {
    try {
      const { watcher } = this.options.session;
      let observation = await this.shared(`eni ${this.eniId}`, () => watcher.look(this.eniId));
      if (observation === undefined && !this.options.preview) {
        await this.clock.sleep(secondLookAfter);
        observation = await watcher.look(this.eniId);
      }
      this.#last = { observation };
      return observation;
    } catch (error) {
      throw this.readFailure(error);
    }
  }

  /** At preview an answer may be one that another preview was given a moment ago; else the question is asked now. */
  shared<T>(key: string, ask: () => Promise<T>): Promise<T> {
    return this.options.preview ? this.options.session.answers.get(key, ask) : ask();
  }

  /** Waits for a verdict and remembers what was seen on the way. */
  async watch<V extends object>(judge: Judge<V>, deadline: number): Promise<V | WatchTimeout> {
    try {
      const remember: Judge<V> = (observation) => {
        this.#last = { observation };
        return judge(observation);
      };
      return await this.options.session.watcher.watch(this.eniId, remember, deadline);
    } catch (error) {
      throw this.readFailure(error);
    }
  }

  /**
   * Sends a call that changes something, once (a throttled one, which was not carried out, until the deadline). What was
   * seen before is forgotten, unless the vendor refused: it is no word on how things are now, neither in an error nor in
   * the state.
   * @param stillWanted asked at the last moment, and again before a throttled call is sent again.
   */
  async send(call: ApiCall, deadline: number, stillWanted?: () => Promise<boolean>): Promise<Sent> {
    const earlier = this.mutations;
    const before = async () => {
      await this.#meetEngine();
      if (stillWanted && !(await stillWanted())) return false;
      this.mutations = earlier + 1;
      return true;
    };
    this.options.session.answers.forget(`eni ${this.eniId}`);
    try {
      const { body } = await this.options.session.client.call(call, { deadline, before });
      this.#last = undefined;
      const taskId = this.vendor.task?.idOf(body);
      // Where only the task tells what becomes of a call, an acceptance without one is as good as none.
      if (taskId === undefined && this.vendor.task?.asked === "always")
        return { kind: "lost", error: new LostReply(call.action, "an answer that does not name its task") };
      return { kind: "accepted", taskId };
    } catch (error) {
      if (error instanceof Withheld) return { kind: "withheld" };
      if (error instanceof VendorRefusal) return { kind: "refused", refusal: error };
      if (!(error instanceof LostReply)) throw error;
      if (error.neverSent) {
        this.mutations = earlier;
        throw this.readFailure(error);
      }
      this.#last = undefined;
      return { kind: "lost", error };
    }
  }

  async #meetEngine(): Promise<void> {
    if (await this.options.engineAnswers()) return;
    throw failure(this, "ENGINE_GONE", {
      what: "the Pulumi engine that asked for this is gone, so nothing more was sent to the vendor",
      remedy: "Run `pulumi cancel`, then `pulumi up`: it looks at the ENI and goes on from there.",
    });
  }

  /** One last look before an error is told; when even that fails, the error speaks of what was seen before. */
  async lookBeforeFailing(): Promise<void> {
    try {
      this.#last = { observation: await this.options.session.watcher.look(this.eniId, this.clock.now() + 10_000) };
    } catch {
      this.#last = undefined;
    }
  }

  /** Where the ENI is now, in a sentence. */
  describeNow(): string {
    if (!this.#last && this.mutations > 0) return `Where ${this.eniId} is now is not known: it was not seen since.`;
    return describeObservation(this.eniId, this.#last, this.options.session);
  }

  private readFailure(error: unknown): unknown {
    if (error instanceof EniError) return error;
    if (error instanceof VendorRefusal)
      return failure(this, codeOf(error), { what: "the vendor did not let us look at the ENI", refusal: error });
    if (!(error instanceof LostReply)) return error;
    if (error instanceof NoTurn) {
      return failure(this, "THROTTLED", {
        what: error.message,
        remedy:
          "Others use up the account's rate, or `eni:rateLimits` is set low: run this again, or give it a longer timeout.",
      });
    }
    const unreachable = error.words === undefined;
    return failure(this, unreachable ? "ENDPOINT_UNREACHABLE" : "READ_FAILED", {
      what: unreachable ? `no usable answer: ${error.message}` : "the vendor could not answer",
      ...(error.words ? { words: error.words } : {}),
      remedy: unreachable
        ? "Check the network, a proxy in between, and the endpoint (`eni:endpoints`, ENI_ENDPOINTS), then run this again."
        : "This is the vendor's trouble: run this again in a while.",
    });
  }
}

function codeOf(refusal: VendorRefusal): "CREDENTIALS_REJECTED" | "THROTTLED" | "READ_FAILED" {
  if (refusal.meaning === "credentials") return "CREDENTIALS_REJECTED";
  return refusal.meaning === "throttled" ? "THROTTLED" : "READ_FAILED";
}
