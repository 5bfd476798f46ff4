// Which action a request asks for, whoever the vendor is.
import type { HttpRequest } from "../../provider/http/transport.ts";

/** Vendors say the action in a header, in the query or in a form. */
export const names = ({ url, body, headers }: HttpRequest, action: RegExp): boolean =>
  action.test([url, body, ...Object.values(headers)].join(" "));
