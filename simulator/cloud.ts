// The simulator without sockets: finds the face for a request, lets it authenticate, applies rate limits and faults, carries the call
// out, and logs it. A face is the implementation of one vendor's API (faces/face.ts).
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { CallLog, mask } from "./call-log.ts";
import { Nonces } from "./faces/face.ts";
import type { Face, HttpAnswer, HttpRequest, OpenCall, Outcome } from "./faces/face.ts";
import { defaultsOf, faces, hostNames, vendors } from "./faces/index.ts";
import { hostName } from "./faces/request.ts";
import { describeIssues, WorldFileError } from "./world/definition.ts";
import { Transcript } from "./transcript.ts";
import { FaultList } from "./world/faults.ts";
import { RateLimits } from "./world/rates.ts";
import type { Change } from "./world/transitions.ts";
import { World } from "./world/world.ts";
import type { Clock } from "./world/world.ts";

/** What a face's `bind` returns. */
type OpenRequest = (request: HttpRequest) => OpenCall;
type Fault = ReturnType<FaultList["take"]>;

export interface CloudOptions {
  /** A world file, parsed. */
  world: unknown;
  clock: Clock;
  /** Default: random ids. Tests that have to be repeatable pass their own. */
  newRequestId?: () => string;
  /** Called for each attach and detach that has ended. */
  onChange?: (change: Change) => void;
  /** How many calls the log keeps. */
  logLimit?: number;
  /** A transcript, parsed: calls that are authenticated get their answers from it, and not from the world. */
  transcript?: unknown;
}

export class Cloud {
  readonly world: World;
  readonly faults = new FaultList();
  readonly log: CallLog;
  readonly #nonces = new Nonces();
  readonly #rates = new RateLimits();
  readonly #newRequestId: () => string;
  readonly #transcript: Transcript | undefined;
  #openers: Map<Face, OpenRequest>;

  constructor({ world, clock, newRequestId, onChange, logLimit, transcript }: CloudOptions) {
    this.#transcript = transcript === undefined ? undefined : new Transcript(transcript);
    this.log = new CallLog(logLimit);
    this.#newRequestId = newRequestId ?? randomUUID;
    this.world = new World(world, clock, { defaultsOf, onChange });
    this.#openers = this.#bind(this.world);
    this.#addFaults();
  }

  /** Replaces the contents of `world`, and the fault rules if the file has any. A file with problems changes nothing. */
  load(file: unknown): void {
    // A second world finds all problems before the first is changed.
    const trial = new World(file, this.world, { defaultsOf });
    this.#bind(trial);
    this.world.load(file);
    this.#rates.clear();
    this.#openers = this.#bind(this.world);
    this.#addFaults();
  }

  /** Decides the outcome of one request; the caller then sends it, or breaks the connection (server.ts). */
  receive(request: HttpRequest): Outcome {
    const addressedVendor = hostNames.get(hostName(request));
    const candidates = faces.filter(({ vendor }) => addressedVendor === undefined || vendor === addressedVendor);
    const face = candidates.find((candidate) => candidate.claims(request));
    const open = face && this.#openers.get(face);
    if (face === undefined || open === undefined) return noSuchApi(request, candidates);
    const call = open(request);
    if (call.refusal !== undefined) return this.#record(call, request, call.refusal);
    if (this.#transcript) {
      call.admit();
      return this.#record(call, request, this.#transcript.answer(call));
    }
    if (!this.#isWithinRate(face, call, request.receivedAt)) {
      call.admit();
      return this.#record(call, request, call.throttle());
    }
    const fault = this.faults.take(call);
    const answer = () => this.#record(call, request, performWithFault(call, fault), fault);
    const ms = this.world.definition.latency.callMs + (fault?.rule.kind === "delay" ? fault.rule.ms : 0);
    return ms === 0 ? answer() : { kind: "later", ms, then: answer };
  }

  #isWithinRate(face: Face, { action, accessKeyId = "", region }: OpenCall, now: number): boolean {
    const { documented, perSecond, perMinute } = this.world.definition.limits;
    // Vendors count by account, so keys of one owner share their limit.
    const rateKey = [face.vendor, this.world.account(accessKeyId)?.owner, action];
    const names = [`${face.vendor}/${action}`, action];
    const perSecondLimit =
      firstLimit(perSecond, names) ?? (documented ? firstLimit(face.rates ?? {}, [action, "*"]) : undefined);
    const perMinuteLimit = firstLimit(perMinute, names);
    const isWithin = (calls: number | undefined, perMs: number, key: readonly unknown[]) =>
      calls === undefined || this.#rates.admit([...key, perMs].join("\n"), { calls, perMs }, now);
    return isWithin(perSecondLimit, 1_000, rateKey) && isWithin(perMinuteLimit, 60_000, [...rateKey, region]);
  }

  /** Checks what only faces can check of a world file, and returns the functions that open requests. Throws a WorldFileError. */
  #bind(world: World): Map<Face, OpenRequest> {
    const settings = world.definition.faces;
    const unserved = entriesWithoutFace(world);
    if (unserved.length > 0) throw new WorldFileError(unserved);
    const unknownFaces = Object.keys(settings).filter((vendor) => !faces.some((face) => face.vendor === vendor));
    if (unknownFaces.length > 0)
      throw new WorldFileError(unknownFaces.map((vendor) => `faces.${vendor}: is not one of ${vendors.join(", ")}`));
    const services = { world, nonces: this.#nonces, newRequestId: this.#newRequestId };
    return new Map(
      faces.map((face) => {
        try {
          return [face, face.bind(services, settings[face.vendor] ?? {})];
        } catch (error) {
          if (!(error instanceof z.ZodError)) throw error;
          throw new WorldFileError(describeIssues(error).map((issue) => `faces.${face.vendor}.${issue}`));
        }
      }),
    );
  }

  /** A file without fault rules leaves those that were added before. */
  #addFaults(): void {
    const rules = this.world.definition.faults;
    if (rules.length > 0) this.faults.clear();
    for (const rule of rules) this.faults.add(rule);
  }

  #record(call: OpenCall, request: HttpRequest, outcome: Outcome, fault?: Fault): Outcome {
    const answer = outcome.kind === "answer" ? outcome : undefined;
    const userAgent = request.headers["user-agent"];
    this.log.add({
      at: request.receivedAt,
      vendor: call.vendor,
      action: call.action,
      parameters: call.parameters,
      ...(call.enis[0] === undefined ? {} : { eni: call.enis[0] }),
      ...(call.instances[0] === undefined ? {} : { instance: call.instances[0] }),
      enis: call.enis,
      instances: call.instances,
      ...(call.region === undefined ? {} : { region: call.region }),
      ...(call.accessKeyId === undefined ? {} : { accessKeyId: mask(call.accessKeyId) }),
      status: answer?.status ?? 0,
      ...(answer?.code === undefined ? {} : { code: answer.code }),
      requestId: call.requestId,
      ...(fault === undefined ? {} : { fault: fault.rule.kind, faultId: fault.id }),
      ...(typeof userAgent === "string" ? { userAgent } : {}),
      ...(request.remotePort === undefined ? {} : { remotePort: request.remotePort }),
    });
    return outcome;
  }
}

/**
 * Problems of instances and ENIs that no API shows, so that no caller could see them: most likely the vendor is misspelt, or is the name
 * of another API of the same cloud.
 */
function entriesWithoutFace({ definition }: World): string[] {
  const served = new Set(faces.flatMap((face) => face.shows ?? [face.vendor]));
  return (["instances", "enis"] as const).flatMap((list) =>
    definition[list].flatMap(({ vendor }, index) => {
      const problem = `"${vendor}" is not one of ${[...served].join(", ")}`;
      return served.has(vendor) ? [] : [`${list}[${index}].vendor: ${problem}`];
    }),
  );
}

/** The outcome of a call, under the fault rule that applies to it, if any. */
function performWithFault(call: OpenCall, fault: Fault): Outcome {
  const rule = fault?.rule;
  // A request that never reached the service has not used its nonce, and may be sent again with it.
  const neverArrived =
    rule?.kind === "dropBefore" ||
    rule?.kind === "edge" ||
    ((rule?.kind === "html502" || rule?.kind === "hang") && !rule.applied);
  if (!neverArrived) call.admit();
  switch (rule?.kind) {
    case undefined:
    case "delay":
      return call.perform();
    case "error":
      return call.fail({
        code: rule.code,
        ...(rule.status === undefined ? {} : { status: rule.status }),
        ...(rule.message === undefined ? {} : { message: rule.message }),
      });
    case "throttle":
      return call.throttle(rule.retryAfterMs);
    case "dropBefore":
      return { kind: "reset" };
    case "dropAfter":
      call.perform();
      return { kind: "reset" };
    case "html502":
      if (rule.applied) call.perform();
      return badGateway();
    case "serverError":
      if (rule.applied) call.perform();
      return call.serverError(rule.status);
    case "edge":
      return edgePage(rule.page);
    case "garbage":
      return truncated(call.perform());
    case "hang":
      if (rule.applied) call.perform();
      return { kind: "hang" };
    case "unknownState":
      return call.perform({ word: rule.word, ...(rule.match.eni === undefined ? {} : { eni: rule.match.eni }) });
  }
}

function badGateway(): HttpAnswer {
  const body = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n"; // prettier-ignore
  return { kind: "answer", status: 502, headers: { "content-type": "text/html" }, body };
}

/** The two pages that zenlayercloud-sdk-python recognizes: a 403 with the header cf-mitigated, and a 451. */
function edgePage(page: "challenge" | "blocked"): HttpAnswer {
  const [status, title] = page === "challenge" ? [403, "Just a moment..."] : [451, "Unavailable For Legal Reasons"];
  const headers = { "content-type": "text/html; charset=UTF-8" };
  return {
    kind: "answer",
    status,
    headers: page === "challenge" ? { ...headers, "cf-mitigated": "challenge" } : headers,
    body: `<!DOCTYPE html><html><head><title>${title}</title></head><body></body></html>`,
  };
}

/** The first half of the body, so that it cannot be parsed. */
function truncated(answer: HttpAnswer): HttpAnswer {
  return {
    kind: "answer",
    status: 200,
    headers: answer.headers,
    body: answer.body.slice(0, Math.max(1, Math.floor(answer.body.length / 2))),
  };
}

/** The answer to a request that no face claims. */
function noSuchApi({ method, path }: HttpRequest, candidates: readonly Face[]): HttpAnswer {
  const message = `the local cloud has no API for ${method} ${path}; this address serves ${candidates.map(({ vendor }) => vendor).join(", ")}; its control interface has /_control/world, calls, faults, enis/ID, instances/ID, clock/advance and health`;
  return {
    kind: "answer",
    status: 404,
    headers: { "content-type": "application/json;charset=utf-8" },
    body: JSON.stringify({ error: message }),
  };
}

/** The limit of the first of these names that has one. */
function firstLimit(limits: Readonly<Record<string, number>>, names: readonly string[]): number | undefined {
  const name = names.find((one) => Object.hasOwn(limits, one));
  return name === undefined ? undefined : limits[name];
}
