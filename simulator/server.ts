// The cloud on HTTP: one port for every face and for the control interface. Broken and hanging connections are real ones.
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
  /** A world file's JSON; by default simulator/worlds/default.json. */
  world?: unknown;
  /** 0, the default, takes a free one. */
  port?: number;
  host?: string;
  clock?: Clock;
  /** Hears of each attach and detach that has ended. */
  onChange?: (change: Change) => void;
  /** Calls that the log keeps (default 10,000). */
  logLimit?: number;
}

export interface LocalCloud {
  /** http://127.0.0.1:PORT */
  origin: string;
  port: number;
  world: World;
  calls(filter?: CallFilter): CallRecord[];
  faults: { add(rule: FaultRuleInput): string; remove(id: string): boolean; clear(): void };
  /** Breaks the connections of the calls that hang: their callers now learn that no answer will come. */
  breakHanging(): void;
  /** Ends open connections at once, hanging ones too. */
  close(): Promise<void>;
}

const BODY_LIMIT = 1024 * 1024;

export function defaultWorld(): unknown {
  return JSON.parse(readFileSync(new URL("./worlds/default.json", import.meta.url), "utf8"));
}

export async function startLocalCloud(options: LocalCloudOptions = {}): Promise<LocalCloud> {
  const { world = defaultWorld(), port = 0, host = "127.0.0.1", clock = Date, onChange, logLimit } = options;
  const cloud = new Cloud({
    world,
    clock,
    ...(onChange === undefined ? {} : { onChange }),
    ...(logLimit === undefined ? {} : { logLimit }),
  });
  const app = fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: true, exposeHeadRoutes: false });
  const pending: PendingCalls = { delayed: new Set(), hanging: new Set() };

  await app.register(control(cloud), { prefix: "/_control" });
  await app.register(async (faces) => {
    // Signatures are over bytes: nothing may be parsed before a face has seen the body.
    faces.removeAllContentTypeParsers();
    faces.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    faces.all("/*", (request, reply) => {
      const outcome = cloud.receive(toHttpRequest(request, clock));
      // From here on the answer is written below, or never.
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

/** Calls that have no answer yet. */
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
