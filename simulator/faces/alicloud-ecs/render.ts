// HTTP answers: JSON or XML, with the root elements, content types and headers of the ECS API.
import { XMLBuilder } from "fast-xml-parser";
import type { HttpAnswer } from "../face.ts";

export type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };

export interface Envelope {
  format: "JSON" | "XML";
  action: string;
  requestId: string;
}

const xml = new XMLBuilder({ suppressEmptyNode: false, processEntities: true });

export function renderResult({ format, action, requestId }: Envelope, result: Record<string, Json>): HttpAnswer {
  return render(format, 200, requestId, `${action}Response`, { RequestId: requestId, ...result });
}

export function renderError(
  { format, requestId }: Envelope,
  error: { status: number; code: string; message: string; hostId: string; headers?: Record<string, string> },
): HttpAnswer {
  const { status, code, message, hostId } = error;
  const recommend = `https://api.aliyun.com/troubleshoot?q=${encodeURIComponent(code)}&product=Ecs&requestId=${requestId}`;
  const body = { RequestId: requestId, HostId: hostId, Code: code, Message: message, Recommend: recommend };
  const answer = render(format, status, requestId, "Error", body);
  return { ...answer, headers: { ...answer.headers, ...error.headers }, code };
}

function render(format: "JSON" | "XML", status: number, requestId: string, root: string, body: Json): HttpAnswer {
  const isXml = format === "XML";
  return {
    kind: "answer",
    status,
    headers: {
      // Must be exactly this, without spaces: the vendor's own SDK compares the type of XML as a string.
      "content-type": isXml ? "text/xml;charset=utf-8" : "application/json;charset=utf-8",
      "x-acs-request-id": requestId,
    },
    body: isXml ? `<?xml version='1.0' encoding='UTF-8'?>${xml.build({ [root]: body })}` : JSON.stringify(body),
  };
}
