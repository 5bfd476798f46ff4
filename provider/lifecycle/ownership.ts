// The instance that this resource has the ENI attached to, as far as is known (lifecycle rule 3). Only events change it, never a guess.

export class Ownership {
  /** Empty if none. */
  #instance: string;
  /** The instance before an attach call whose outcome is not known yet; undefined without such a call. */
  #before: string | undefined;

  /** @param attachedTo the instance recorded in the state; empty if none. */
  constructor(attachedTo: string) {
    this.#instance = attachedTo;
  }

  /** The instance; empty if none. */
  get attachedTo(): string {
    return this.#instance;
  }

  /** An attach call may have been carried out, so the ENI may be on `to` through us. */
  sent(to: string): void {
    this.#before ??= this.#instance;
    this.#instance = to;
  }

  /** That call was refused or did not arrive: back to the instance before it. */
  refused(): void {
    this.#instance = this.#before ?? this.#instance;
    this.#before = undefined;
  }

  /** The ENI is detached, deleted, or was attached elsewhere by somebody else. */
  lost(): void {
    this.#set("");
  }

  /** The ENI was found on `to`, or put back there, and this resource has it. */
  back(to: string): void {
    this.#set(to);
  }

  #set(instance: string): void {
    this.#instance = instance;
    this.#before = undefined;
  }
}
