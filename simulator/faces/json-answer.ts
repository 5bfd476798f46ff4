// HTTP answers with a JSON body, for the vendors that need nothing special.
import type { HttpAnswer } from "./face.ts";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

interface JsonAnswer {
  readonly status: number;
  readonly body: Json;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The vendor's error code, for the call log. */
  readonly code?: string | undefined;
}

export const jsonAnswer = ({ status, body, headers = {}, code }: JsonAnswer): HttpAnswer => ({
  kind: "answer",
  status,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
  ...(code === undefined ? {} : { code }),
});
