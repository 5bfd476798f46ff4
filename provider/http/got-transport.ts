// The transport on got. It is loaded with the first request: a preview without changes sends none.
import type { Environment } from "./proxy-settings.ts";
import type { Transport } from "./transport.ts";

/**
 * A transport on got, with connections kept alive and shared by all calls.
 * @param environment names the proxies, and is read at each request. Default: none.
 */
export function gotTransport(environment: () => Environment = () => ({})): Transport {
  let loading: Promise<Transport> | undefined;
  return async (request, options) => {
    const exchange = await (loading ??= load(environment));
    return exchange(request, options);
  };
}

async function load(environment: () => Environment): Promise<Transport> {
  const { gotExchange } = await import("./got-exchange.ts");
  return gotExchange(environment);
}
