// What every HTTP request has, read the same way by all faces.
import type { HttpRequest } from "./face.ts";

/** Several headers of one name count as one, joined by commas. */
export function header(request: HttpRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" || value === undefined ? value : value.join(",");
}

/** Without the port, in lower case; empty without a Host header. */
export const hostName = (request: HttpRequest): string =>
  (header(request, "host") ?? "").replace(/:\d+$/, "").toLowerCase();

const isForm = (request: HttpRequest): boolean =>
  header(request, "content-type")?.toLowerCase().startsWith("application/x-www-form-urlencoded") ?? false;

/** The query, and a form body if there is one. */
export function textsOf(request: HttpRequest): { query: Map<string, string>; all: Map<string, string> } {
  const query = new Map(new URLSearchParams(request.rawQuery));
  if (!isForm(request) || request.body.length === 0) return { query, all: query };
  return { query, all: new Map([...query, ...new URLSearchParams(Buffer.from(request.body).toString("utf8"))]) };
}
