// The exception with which any part of a face refuses a call. open-call.ts turns it into an error answer in the vendor's form.

export class Refused extends Error {
  /** The vendor's error code. */
  readonly code: string;
  /** The message of the answer; undefined: the message of the face's error table. */
  readonly detail: string | undefined;

  constructor(code: string, detail?: string) {
    super(detail ?? code);
    this.name = "Refused";
    this.code = code;
    this.detail = detail;
  }
}
