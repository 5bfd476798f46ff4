// The vendor's answer to the last mutating call. Errors quote it with its request id, which the vendor's support asks for.
import type { VendorWords } from "../http/no-answer.ts";
import { quoteVendor } from "../http/no-answer.ts";

export class LastAnswer {
  /** Undefined if there was none, or it was lost. */
  #answer: { readonly accepted: string; readonly requestId: string | undefined } | VendorWords | undefined;

  none(): void {
    this.#answer = undefined;
  }

  /** @param action the vendor's name of the call. */
  accepted(action: string, requestId: string | undefined): void {
    this.#answer = { accepted: action, requestId };
  }

  refused(words: VendorWords): void {
    this.#answer = words;
  }

  get wasAccepted(): boolean {
    return this.#answer !== undefined && "accepted" in this.#answer;
  }

  get requestId(): string | undefined {
    return this.#answer?.requestId;
  }

  /** Words to append to a clause; empty if there was no answer. */
  describe(): string {
    const answer = this.#answer;
    if (!answer) return "";
    if (!("accepted" in answer)) return `; the last call was refused: ${quoteVendor(answer)}`;
    const { accepted, requestId } = answer;
    return ` (${accepted} was accepted${requestId === undefined ? "" : `, request ${requestId}`})`;
  }
}
