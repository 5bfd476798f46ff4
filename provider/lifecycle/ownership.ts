// Where this resource has the ENI, as far as is known (lifecycle rule 3). It changes by what happened to the ENI, never by a guess.

export class Ownership {
  /** Empty: nowhere. */
  #instance: string;
  /** Where it was before a call to attach it, whose end is open; undefined without one. */
  #before: string | undefined;

  /** @param attachedTo the instance that the state has; empty when none. */
  constructor(attachedTo: string) {
    this.#instance = attachedTo;
  }

  /** The instance; empty when this resource has the ENI nowhere. */
  get attachedTo(): string {
    return this.#instance;
  }

  /** A call to attach it may have been carried out: it may be there through us. */
  sent(to: string): void {
    this.#before ??= this.#instance;
    this.#instance = to;
  }

  /** That call was refused, or did not arrive: it is as it was before. */
  refused(): void {
    this.#instance = this.#before ?? this.#instance;
    this.#before = undefined;
  }

  /** It is off, gone, or somebody else has put it elsewhere. */
  lost(): void {
    this.#set("");
  }

  /** It is where this resource is to have it: found there, or put back. */
  back(to: string): void {
    this.#set(to);
  }

  #set(instance: string): void {
    this.#instance = instance;
    this.#before = undefined;
  }
}
