// A real HTTP proxy on the loopback: CONNECT tunnels, and plain requests with the whole address. Whatever host is asked for, it leads to
// one port of this machine, so that tests can use names and addresses that are nowhere.
import { createServer, request as httpRequest } from "node:http";
import type { IncomingMessage } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { connect } from "node:net";

export interface HttpProxy {
  readonly port: number;
  /** What it was asked: "CONNECT 203.0.113.7:443", "POST http://203.0.113.7/". */
  readonly asked: readonly string[];
  readonly close: () => Promise<void>;
}

/** @param leadsTo port of this machine. @param user `name:password` that is asked for; none by default. */
export async function startHttpProxy(leadsTo: number, user?: string): Promise<HttpProxy> {
  const asked: string[] = [];
  const wanted = user === undefined ? undefined : `Basic ${Buffer.from(user).toString("base64")}`;
  const welcome = ({ headers }: IncomingMessage) => wanted === undefined || headers["proxy-authorization"] === wanted;
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    const { method = "", url = "", headers } = request;
    asked.push(`${method} ${url}`);
    if (!welcome(request)) return void response.writeHead(407, { "proxy-authenticate": "Basic" }).end();
    const { pathname, search } = new URL(url);
    const onward = httpRequest({ port: leadsTo, method, path: pathname + search, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });
  server.on("connect", (request: IncomingMessage, socket: Socket) => {
    sockets.add(socket);
    asked.push(`CONNECT ${request.url}`);
    socket.on("error", () => undefined);
    if (!welcome(request)) return socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    const onward = connect(leadsTo, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      socket.pipe(onward).pipe(socket);
    });
    onward.on("error", () => socket.destroy());
    sockets.add(onward);
    return undefined;
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    close: () =>
      new Promise((done) => {
        for (const socket of sockets) socket.destroy();
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
