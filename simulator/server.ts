// The simulator as an HTTP server: one port for all vendor APIs and for the control interface. Faults that break a connection or leave
// it without an answer do so on the real socket.
import { readFileSync } from "node:fs";
import type { AddressInfo, Socket } from "node:net";
import fastify from "fastify";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { CallFilter, CallRecord } from "./call-log.ts";
import { Cloud } from "./cloud.ts";
import { control } from "./control.ts";
import type { HttpRequest, Outcome } from "./faces/face.ts";
import type { FaultRuleInput } from "./world/faults.ts";
import type { Change } from "./world/transitions.ts";
import type { Clock, World } from "./world/world.ts";

export interface LocalCloudOptions {
  /** A world file, parsed; default: simulator/worlds/default.json. */
  world?: unknown;
  /** Default: 0, which takes a free one. */
  port?: number;
  host?: string;
  clock?: Clock;
  /** Called for each attach and detach that has ended. */
  onChange?: (change: Change) => void;
  /** How many calls the log keeps; default: 10,000. */
  logLimit?: number;
  /** A transcript, parsed: calls get their answers from it, and not from the world. */
  transcript?: unknown;
}

export interface LocalCloud {
  /** http://127.0.0.1:PORT */
  origin: string;
  port: number;
  world: World;
  calls(filter?: CallFilter): CallRecord[];
  faults: { add(rule: FaultRuleInput): string; remove(id: string): boolean; clear(): void };
  /** Resets the connections of calls that the fault `hang` left without an answer, so that their callers stop waiting. */
  breakHanging(): void;
  /** Closes the port and all connections at once, also those that wait for an answer. */
  close(): Promise<void>;
}

/** In bytes. */
const BODY_LIMIT = 1024 * 1024;

export function defaultWorld(): unknown {
  return JSON.parse(readFileSync(new URL("./worlds/default.json", import.meta.url), "utf8"));
}

export async function startLocalCloud(options: LocalCloudOptions = {}): Promise<LocalCloud> {
  const {
    world = defaultWorld(),
    port = 0,
    host = "127.0.0.1",
    clock = Date,
    onChange,
    logLimit,
    transcript,
  } = options;
  const cloud = new Cloud({
    world,
    clock,
    ...(onChange === undefined ? {} : { onChange }),
    ...(logLimit === undefined ? {} : { logLimit }),
    ...(transcript === undefined ? {} : { transcript }),
  });
  const app = fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: true, exposeHeadRoutes: false });
  const pending: PendingCalls = { delayed: new Set(), hanging: new Set() };

  await app.register(control(cloud), { prefix: "/_control" });
  await app.register(async (faces) => {
    // Signatures cover the bytes of the body, so faces get it unparsed.
    faces.removeAllContentTypeParsers();
    faces.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    faces.all("/*", (request, reply) => {
      const outcome = cloud.receive(toHttpRequest(request, clock));
      // From here on fastify sends nothing; `send` does, unless the outcome is no answer.
      reply.hijack();
      send(outcome, request, reply, pending);
    });
  });

  await app.listen({ port, host });
  const bound = (app.server.address() as AddressInfo).port;
  return {
    origin: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`,
    port: bound,
    world: cloud.world,
    calls: (filter) => cloud.log.list(filter),
    faults: {
      add: (rule) => cloud.faults.add(rule),
      remove: (id) => cloud.faults.remove(id),
      clear: () => cloud.faults.clear(),
    },
    breakHanging: () => {
      for (const socket of pending.hanging) socket.resetAndDestroy();
      pending.hanging.clear();
    },
    close: async () => {
      for (const timer of pending.delayed) clearTimeout(timer);
      await app.close();
    },
  };
}

function toHttpRequest(request: FastifyRequest, clock: Clock): HttpRequest {
  const url = request.raw.url ?? "/";
  const queryStart = url.indexOf("?");
  return {
    method: request.method,
    path: queryStart < 0 ? url : url.slice(0, queryStart),
    rawQuery: queryStart < 0 ? "" : url.slice(queryStart + 1),
    headers: request.headers,
    body: Buffer.isBuffer(request.body) ? request.body : new Uint8Array(),
    receivedAt: clock.now(),
    ...(request.socket.remotePort === undefined ? {} : { remotePort: request.socket.remotePort }),
  };
}

/** Calls that have no answer yet: delayed ones, and ones that never get any. */
interface PendingCalls {
  readonly delayed: Set<NodeJS.Timeout>;
  readonly hanging: Set<Socket>;
}

function send(outcome: Outcome, request: FastifyRequest, reply: FastifyReply, pending: PendingCalls): void {
  switch (outcome.kind) {
    case "answer": {
      const body = Buffer.from(outcome.body, "utf8");
      reply.raw.writeHead(outcome.status, { ...outcome.headers, "content-length": body.length });
      reply.raw.end(body);
      return;
    }
    case "reset":
      request.raw.socket.resetAndDestroy();
      return;
    case "hang": {
      const { socket } = request.raw;
      pending.hanging.add(socket);
      socket.once("close", () => pending.hanging.delete(socket));
      return;
    }
    case "later": {
      const timer = setTimeout(() => {
        pending.delayed.delete(timer);
        send(outcome.then(), request, reply, pending);
      }, outcome.ms);
      pending.delayed.add(timer);
    }
  }
}
