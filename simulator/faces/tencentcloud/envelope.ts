// HTTP answers of API 3.0: all is inside `Response`, and errors have HTTP 200 too.
import type { HttpAnswer } from "../face.ts";
import { jsonAnswer } from "../json-answer.ts";
import type { Json } from "../json-answer.ts";

/** A RequestId in `result` replaces `requestId`: a repeated call with a client token answers with the RequestId of the first. */
export const renderResult = (requestId: string, result: Record<string, Json>): HttpAnswer =>
  jsonAnswer({ status: 200, body: { Response: { RequestId: requestId, ...result } } });

export function renderError(requestId: string, error: { code: string; message: string; status: number }): HttpAnswer {
  const { code, message, status } = error;
  const body = { Response: { Error: { Code: code, Message: message }, RequestId: requestId } };
  return jsonAnswer({ status, body, code });
}

/** Rejected credentials in the envelope of the legacy API: number 4100 (document 215/4781), and no request id. */
export const renderRejection = (code: string, message: string): HttpAnswer =>
  jsonAnswer({ status: 200, body: { code: 4100, message, codeDesc: "AuthFailure" }, code });

/** The answer of a gateway in front of the services when they are unavailable: no `Response` at all. */
export const gatewayUnavailable = (): HttpAnswer => ({
  kind: "answer",
  status: 503,
  headers: { "content-type": "text/plain" },
  body: "Service Unavailable",
});
