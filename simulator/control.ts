// The control interface: the world, its faults, what others do out of band, the call log and the clock. Unsigned by design,
// since it is for the test or the demo that started the cloud; therefore answered on the loopback only.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Cloud } from "./cloud.ts";
import { describeIssues, WorldFileError } from "./world/definition.ts";
import type { Eni, Instance } from "./world/eni.ts";
import { parseEniPatch, parseInstancePatch } from "./world/schema.ts";

const callQuery = z.strictObject({
  since: z.coerce.number().int().min(0).optional(),
  action: z.string().optional(),
  vendor: z.string().optional(),
  eni: z.string().optional(),
  instance: z.string().optional(),
});
const nothing = z.strictObject({}).optional();
const placement = z.strictObject({ instanceId: z.string() });
const duration = z.strictObject({ ms: z.int().min(0).default(0) }).prefault({});
const advance = z.strictObject({ ms: z.int().min(0) });
const identity = z.object({ id: z.string() });

/** A world may be larger than any API call. */
const WORLD_LIMIT = 64 * 1024 * 1024;

class NotThere extends Error {}

export const control = (cloud: Cloud) => async (app: FastifyInstance) => {
  const { world } = cloud;
  const eniOf = (request: FastifyRequest): Eni => {
    const { id } = identity.parse(request.params);
    return found(world.eni(id), `there is no ENI "${id}" in this world`);
  };
  const instanceOf = (id: string): Instance => found(world.instance(id), `there is no instance "${id}" in this world`);
  const targetOf = (request: FastifyRequest): Instance => instanceOf(identity.parse(request.params).id);
  const shownEni = (id: string) => world.snapshot().enis.find((eni) => eni.id === id) ?? {};
  const shownInstance = (id: string) => world.snapshot().instances.find((instance) => instance.id === id) ?? {};

  app.addHook("onRequest", async (request, reply) => {
    if (!isLoopback(request.socket.remoteAddress))
      return reply.code(403).send({ error: "the control interface is unsigned and answers on the loopback only" });
  });
  app.setErrorHandler((error, _request, reply) => explain(error, reply));

  app.get("/health", () => ({ status: "ok", now: world.now() }));
  app.get("/world", () => world.snapshot());
  app.put("/world", { bodyLimit: WORLD_LIMIT }, (request) => {
    cloud.load(request.body);
    return world.snapshot();
  });

  app.get("/calls", (request) => {
    const filter = callQuery.parse(request.query);
    const given = Object.entries(filter).filter(([, value]) => value !== undefined);
    return { calls: cloud.log.list(Object.fromEntries(given)) };
  });
  app.delete("/calls", (_request, reply) => {
    cloud.log.clear();
    return reply.code(204).send();
  });

  app.get("/faults", () => ({ faults: cloud.faults.list() }));
  app.post("/faults", (request, reply) => reply.code(201).send({ id: cloud.faults.add(request.body) }));
  app.delete("/faults", (_request, reply) => {
    cloud.faults.clear();
    return reply.code(204).send();
  });
  app.delete("/faults/:id", (request, reply) => {
    const { id } = identity.parse(request.params);
    if (!cloud.faults.remove(id)) throw new NotThere(`there is no fault rule "${id}"`);
    return reply.code(204).send();
  });

  app.post("/enis/:id/attach", (request) => {
    const eni = eniOf(request);
    world.placeEni(eni.id, instanceOf(placement.parse(request.body).instanceId).id);
    return shownEni(eni.id);
  });
  app.post("/enis/:id/detach", (request) => {
    nothing.parse(request.body);
    const eni = eniOf(request);
    world.freeEni(eni.id);
    return shownEni(eni.id);
  });
  app.post("/enis/:id/delete", (request, reply) => {
    nothing.parse(request.body);
    world.deleteEni(eniOf(request).id);
    return reply.code(204).send();
  });
  app.patch("/enis/:id", (request) => {
    const eni = eniOf(request);
    world.patchEni(eni.id, parseEniPatch(request.body));
    return shownEni(eni.id);
  });

  app.post("/instances/:id/start", (request) => {
    const instance = targetOf(request);
    world.startInstance(instance.id, duration.parse(request.body).ms);
    return shownInstance(instance.id);
  });
  app.post("/instances/:id/stop", (request) => {
    const instance = targetOf(request);
    world.stopInstance(instance.id, duration.parse(request.body).ms);
    return shownInstance(instance.id);
  });
  app.post("/instances/:id/restart", (request) => {
    const instance = targetOf(request);
    world.restartInstance(instance.id, duration.parse(request.body).ms);
    return shownInstance(instance.id);
  });
  app.post("/instances/:id/release", (request, reply) => {
    nothing.parse(request.body);
    world.releaseInstance(targetOf(request).id);
    return reply.code(204).send();
  });
  app.patch("/instances/:id", (request) => {
    const instance = targetOf(request);
    world.patchInstance(instance.id, parseInstancePatch(request.body));
    return shownInstance(instance.id);
  });

  app.post("/clock/advance", (request) => {
    world.advance(advance.parse(request.body).ms);
    return { now: world.now() };
  });
};

function found<Thing>(thing: Thing | undefined, otherwise: string): Thing {
  if (thing === undefined) throw new NotThere(otherwise);
  return thing;
}

function explain(error: unknown, reply: FastifyReply): FastifyReply {
  if (error instanceof NotThere) return reply.code(404).send({ error: error.message });
  const problems =
    error instanceof z.ZodError ? describeIssues(error) : error instanceof WorldFileError ? error.problems : undefined;
  if (problems !== undefined) return reply.code(400).send({ error: problems.join("; "), problems });
  const status = error instanceof Error && "statusCode" in error ? Number(error.statusCode) : 400;
  return reply.code(status).send({ error: error instanceof Error ? error.message : String(error) });
}

function isLoopback(address: string | undefined): boolean {
  return address === "::1" || (address?.replace(/^::ffff:/, "").startsWith("127.") ?? false);
}
