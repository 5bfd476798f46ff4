// The cloud without its sockets: picks the face, authenticates, lets faults strike, carries out, and keeps the call log.
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { CallLog, mask } from "./call-log.ts";
import { Nonces } from "./faces/face.ts";
import type { Face, HttpAnswer, HttpRequest, OpenCall, Outcome } from "./faces/face.ts";
import { defaultsOf, faces, hostNames } from "./faces/index.ts";
import { hostName } from "./faces/request.ts";
import { describeIssues, WorldFileError } from "./world/definition.ts";
import { FaultList } from "./world/faults.ts";
import { RateLimits } from "./world/rates.ts";
import type { Change } from "./world/transitions.ts";
import { World } from "./world/world.ts";
import type { Clock } from "./world/world.ts";

type Open = (request: HttpRequest) => OpenCall;
type Fault = ReturnType<FaultList["take"]>;

export interface CloudOptions {
  world: unknown;
  clock: Clock;
  /** Passed in where runs have to be repeatable. */
  newRequestId?: () => string;
  /** Hears of each attach and detach that has ended. */
  onChange?: (change: Change) => void;
  /** Calls that the log keeps. */
  logLimit?: number;
}

export class Cloud {
  readonly world: World;
  readonly faults = new FaultList();
  readonly log: CallLog;
  readonly #nonces = new Nonces();
  readonly #rates = new RateLimits();
  readonly #newRequestId: () => string;
  #open: Map<Face, Open>;

  constructor({ world, clock, newRequestId, onChange, logLimit }: CloudOptions) {
    this.log = new CallLog(logLimit);
    this.#newRequestId = newRequestId ?? randomUUID;
    this.world = new World(world, clock, { defaultsOf, onChange });
    this.#open = this.#bind(this.world);
    this.#addFaults();
  }

  /** Replaces the world in place; a file with problems changes nothing. Fault rules are replaced too if the file has some. */
  load(file: unknown): void {
    const trial = new World(file, this.world, { defaultsOf });
    this.#bind(trial);
    this.world.load(file);
    this.#rates.clear();
    this.#open = this.#bind(this.world);
    this.#addFaults();
  }

  receive(request: HttpRequest): Outcome {
    const named = hostNames.get(hostName(request));
    const asked = faces.filter(({ vendor }) => named === undefined || vendor === named);
    const face = asked.find((candidate) => candidate.claims(request));
    const open = face && this.#open.get(face);
    if (face === undefined || open === undefined) return unclaimed(request, asked);
    const call = open(request);
    if (call.refusal !== undefined) return this.#record(call, request, call.refusal);
    if (!this.#isWithinRate(face, call, request.receivedAt)) {
      call.admit();
      return this.#record(call, request, call.throttle());
    }
    const fault = this.faults.take(call);
    const carryOut = () => this.#record(call, request, strike(call, fault), fault);
    const ms = this.world.definition.latency.callMs + (fault?.rule.kind === "delay" ? fault.rule.ms : 0);
    return ms === 0 ? carryOut() : { kind: "later", ms, then: carryOut };
  }

  #isWithinRate(face: Face, { action, accessKeyId = "", region }: OpenCall, now: number): boolean {
    const { documented, perSecond, perMinute } = this.world.definition.limits;
    const counted = [face.vendor, this.world.account(accessKeyId)?.owner, action];
    const names = [`${face.vendor}/${action}`, action];
    const aSecond = chosen(perSecond, names) ?? (documented ? chosen(face.rates ?? {}, [action, "*"]) : undefined);
    const aMinute = chosen(perMinute, names);
    const isWithin = (calls: number | undefined, perMs: number, key: readonly unknown[]) =>
      calls === undefined || this.#rates.admit([...key, perMs].join("\n"), { calls, perMs }, now);
    return isWithin(aSecond, 1_000, counted) && isWithin(aMinute, 60_000, [...counted, region]);
  }

  #bind(world: World): Map<Face, Open> {
    const settings = world.definition.faces;
    const strangers = strangersIn(world);
    if (strangers.length > 0) throw new WorldFileError(strangers);
    const unknown = Object.keys(settings).filter((vendor) => !faces.some((face) => face.vendor === vendor));
    if (unknown.length > 0) throw new WorldFileError(unknown.map((vendor) => `faces.${vendor}: there is no such face`));
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

/** Things that no caller could ever see: most likely a vendor's name misspelt, or the name of another API of the same cloud. */
function strangersIn({ definition }: World): string[] {
  const shown = new Set(faces.flatMap((face) => face.shows ?? [face.vendor]));
  return (["instances", "enis"] as const).flatMap((list) =>
    definition[list].flatMap(({ vendor }, index) => {
      const says = `no face shows things of "${vendor}"; they can be of ${[...shown].join(", ")}`;
      return shown.has(vendor) ? [] : [`${list}[${index}].vendor: ${says}`];
    }),
  );
}

function strike(call: OpenCall, fault: Fault): Outcome {
  const rule = fault?.rule;
  // A request that was lost on its way in never reached the service: its nonce is still unused.
  const lost =
    rule?.kind === "dropBefore" ||
    rule?.kind === "edge" ||
    ((rule?.kind === "html502" || rule?.kind === "hang") && !rule.applied);
  if (!lost) call.admit();
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
      return call.breakDown(rule.status);
    case "edge":
      return edgePage(rule.page);
    case "garbage":
      return garbled(call.perform());
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

/** zenlayercloud-sdk-python tells both apart: 403 with this header, and 451. */
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

function garbled(answer: HttpAnswer): HttpAnswer {
  return {
    kind: "answer",
    status: 200,
    headers: answer.headers,
    body: answer.body.slice(0, Math.max(1, Math.floor(answer.body.length / 2))),
  };
}

function unclaimed({ method, path }: HttpRequest, asked: readonly Face[]): HttpAnswer {
  const message = `the local cloud knows no API for ${method} ${path}; here it speaks for ${asked.map(({ vendor }) => vendor).join(", ")}, and its control interface is under /_control/`;
  return {
    kind: "answer",
    status: 404,
    headers: { "content-type": "application/json;charset=utf-8" },
    body: JSON.stringify({ error: message }),
  };
}

function chosen(limits: Readonly<Record<string, number>>, names: readonly string[]): number | undefined {
  const name = names.find((one) => Object.hasOwn(limits, one));
  return name === undefined ? undefined : limits[name];
}
