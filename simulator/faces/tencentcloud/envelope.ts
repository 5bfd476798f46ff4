// Answers of API 3.0 on the wire: everything in `Response`, HTTP 200 for errors too.
import type { HttpAnswer } from "../face.ts";
import { jsonAnswer } from "../json-answer.ts";
import type { Json } from "../json-answer.ts";

/** A result may bring a RequestId of its own: a repeated call with a client token answers as the first one did. */
export const renderResult = (requestId: string, result: Record<string, Json>): HttpAnswer =>
  jsonAnswer({ status: 200, body: { Response: { RequestId: requestId, ...result } } });

export function renderError(requestId: string, error: { code: string; message: string; status: number }): HttpAnswer {
  const { code, message, status } = error;
  const body = { Response: { Error: { Code: code, Message: message }, RequestId: requestId } };
  return jsonAnswer({ status, body, code });
}

/** What a gateway in front of the services says when they are away: no envelope at all. */
export const gatewayUnavailable = (): HttpAnswer => ({
  kind: "answer",
  status: 503,
  headers: { "content-type": "text/plain" },
  body: "Service Unavailable",
});
