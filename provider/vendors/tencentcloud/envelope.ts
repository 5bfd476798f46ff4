// The envelope of API 3.0: `{"Response": {...}}`, HTTP 200 for errors too. Some refusals come in the old envelope.
import { z } from "zod";
import type { Answer } from "../../http/api.ts";
import type { HttpResponse } from "../../http/transport.ts";
import { bodyOfVendor, idText, spokenText } from "../answers.ts";
import { refusalInOldEnvelope } from "./old-envelope.ts";

const envelope = z.looseObject({
  Response: z.looseObject({
    RequestId: idText,
    Error: z
      .looseObject({ Code: z.union([z.string().min(1), z.number().transform(String)]), Message: spokenText })
      .nullish(),
  }),
});

export function answer(response: HttpResponse): Answer | undefined {
  const body = bodyOfVendor(response, envelope)?.Response;
  if (!body) return refusalInOldEnvelope(response);
  const { Error: error, RequestId: requestId } = body;
  if (error) return { ok: false, code: error.Code, message: error.Message ?? "", requestId };
  // Every answer has a RequestId; an API error comes with HTTP 200, so any other status comes from a gateway.
  return response.status === 200 && requestId !== undefined ? { ok: true, body, requestId } : undefined;
}
