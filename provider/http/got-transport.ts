// The transport on got. It is loaded with the first request: a preview without changes sends none.
import type { Transport } from "./transport.ts";

/** A transport on got, with connections kept alive and shared by all calls. */
export function gotTransport(): Transport {
  let loading: Promise<Transport> | undefined;
  return async (request, options) => {
    const exchange = await (loading ??= load());
    return exchange(request, options);
  };
}

async function load(): Promise<Transport> {
  const { gotExchange } = await import("./got-exchange.ts");
  return gotExchange();
}
