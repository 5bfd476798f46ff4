// Reading the parts of an HTTP request that are the same for all vendors.
import type { HttpRequest } from "./face.ts";

/** The value of a header. Several headers of one name are joined by commas, as HTTP allows. */
export function header(request: HttpRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" || value === undefined ? value : value.join(",");
}

/** The name in the Host header, in lower case and without the port; empty if there is no such header. */
export const hostName = (request: HttpRequest): string =>
  (header(request, "host") ?? "").replace(/:\d+$/, "").toLowerCase();

const isForm = (request: HttpRequest): boolean =>
  header(request, "content-type")?.toLowerCase().startsWith("application/x-www-form-urlencoded") ?? false;

/** The parameters of the query, and of query and form body together. */
export function textsOf(request: HttpRequest): { query: Map<string, string>; all: Map<string, string> } {
  const query = new Map(new URLSearchParams(request.rawQuery));
  if (!isForm(request) || request.body.length === 0) return { query, all: query };
  return { query, all: new Map([...query, ...new URLSearchParams(Buffer.from(request.body).toString("utf8"))]) };
}
