// What is thrown anywhere below a face, and becomes an error answer in the vendor's own form.

export class Refused extends Error {
  /** The vendor's code. */
  readonly code: string;
  /** Without a text of its own, the one of the face's error table is shown. */
  readonly detail: string | undefined;

  constructor(code: string, detail?: string) {
    super(detail ?? code);
    this.name = "Refused";
    this.code = code;
    this.detail = detail;
  }
}
