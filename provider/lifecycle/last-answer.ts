// What the vendor answered to the last call that changes something: errors quote it, with the request id that the vendor's support asks for.
import type { VendorWords } from "../http/no-answer.ts";
import { quoteVendor } from "../http/no-answer.ts";

export class LastAnswer {
  /** Undefined when there was none, or it was lost. */
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

  /** To put behind a clause; empty when there was no answer. */
  describe(): string {
    const answer = this.#answer;
    if (!answer) return "";
    if (!("accepted" in answer)) return `; the last call was refused: ${quoteVendor(answer)}`;
    const { accepted, requestId } = answer;
    return ` (${accepted} was accepted${requestId === undefined ? "" : `, request ${requestId}`})`;
  }
}
