// The control interface of the simulator over HTTP: the world, fault rules, changes from outside, the call log and the clock. It takes
// no credentials, since it is for the test or demo that started the simulator; therefore it answers only on the loopback address.
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
const emptyBody = z.strictObject({}).optional();
const attachBody = z.strictObject({ instanceId: z.string() });
const durationBody = z.strictObject({ ms: z.int().min(0).default(0) }).prefault({});
const advanceBody = z.strictObject({ ms: z.int().min(0) });
const idInPath = z.object({ id: z.string() });

/** In bytes. A world may be larger than the body of any API call. */
const WORLD_LIMIT = 64 * 1024 * 1024;

/** Answered with 404. */
class NotFound extends Error {}

export const control = (cloud: Cloud) => async (app: FastifyInstance) => {
  const { world } = cloud;
  const eniInPath = (request: FastifyRequest): Eni => {
    const { id } = idInPath.parse(request.params);
    return orNotFound(world.eni(id), `there is no ENI "${id}" in this world`);
  };
  const instanceById = (id: string): Instance =>
    orNotFound(world.instance(id), `there is no instance "${id}" in this world`);
  const instanceInPath = (request: FastifyRequest): Instance => instanceById(idInPath.parse(request.params).id);
  const eniSnapshot = (id: string) => world.snapshot().enis.find((eni) => eni.id === id) ?? {};
  const instanceSnapshot = (id: string) => world.snapshot().instances.find((instance) => instance.id === id) ?? {};

  app.addHook("onRequest", async (request, reply) => {
    if (!isLoopback(request.socket.remoteAddress))
      return reply
        .code(403)
        .send({ error: "the control interface takes no credentials, so it answers only on the loopback address" });
  });
  app.setErrorHandler((error, _request, reply) => sendError(error, reply));

  app.get("/health", () => ({ status: "ok", now: world.now() }));
  app.get("/world", () => world.snapshot());
  app.put("/world", { bodyLimit: WORLD_LIMIT }, (request) => {
    cloud.load(request.body);
    return world.snapshot();
  });

  app.get("/calls", (request) => {
    const filter = callQuery.parse(request.query);
    const filters = Object.entries(filter).filter(([, value]) => value !== undefined);
    return { calls: cloud.log.list(Object.fromEntries(filters)) };
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
    const { id } = idInPath.parse(request.params);
    if (!cloud.faults.remove(id)) throw new NotFound(`there is no fault rule "${id}"`);
    return reply.code(204).send();
  });

  app.post("/enis/:id/attach", (request) => {
    const eni = eniInPath(request);
    world.placeEni(eni.id, instanceById(attachBody.parse(request.body).instanceId).id);
    return eniSnapshot(eni.id);
  });
  app.post("/enis/:id/detach", (request) => {
    emptyBody.parse(request.body);
    const eni = eniInPath(request);
    world.freeEni(eni.id);
    return eniSnapshot(eni.id);
  });
  app.post("/enis/:id/delete", (request, reply) => {
    emptyBody.parse(request.body);
    world.deleteEni(eniInPath(request).id);
    return reply.code(204).send();
  });
  app.patch("/enis/:id", (request) => {
    const eni = eniInPath(request);
    world.patchEni(eni.id, parseEniPatch(request.body));
    return eniSnapshot(eni.id);
  });

  app.post("/instances/:id/start", (request) => {
    const instance = instanceInPath(request);
    world.startInstance(instance.id, durationBody.parse(request.body).ms);
    return instanceSnapshot(instance.id);
  });
  app.post("/instances/:id/stop", (request) => {
    const instance = instanceInPath(request);
    world.stopInstance(instance.id, durationBody.parse(request.body).ms);
    return instanceSnapshot(instance.id);
  });
  app.post("/instances/:id/restart", (request) => {
    const instance = instanceInPath(request);
    world.restartInstance(instance.id, durationBody.parse(request.body).ms);
    return instanceSnapshot(instance.id);
  });
  app.post("/instances/:id/release", (request, reply) => {
    emptyBody.parse(request.body);
    world.releaseInstance(instanceInPath(request).id);
    return reply.code(204).send();
  });
  app.patch("/instances/:id", (request) => {
    const instance = instanceInPath(request);
    world.patchInstance(instance.id, parseInstancePatch(request.body));
    return instanceSnapshot(instance.id);
  });

  app.post("/clock/advance", (request) => {
    world.advance(advanceBody.parse(request.body).ms);
    return { now: world.now() };
  });
};

function orNotFound<Thing>(thing: Thing | undefined, message: string): Thing {
  if (thing === undefined) throw new NotFound(message);
  return thing;
}

function sendError(error: unknown, reply: FastifyReply): FastifyReply {
  if (error instanceof NotFound) return reply.code(404).send({ error: error.message });
  const problems =
    error instanceof z.ZodError ? describeIssues(error) : error instanceof WorldFileError ? error.problems : undefined;
  if (problems !== undefined) return reply.code(400).send({ error: problems.join("; "), problems });
  const status = error instanceof Error && "statusCode" in error ? Number(error.statusCode) : 400;
  return reply.code(status).send({ error: error instanceof Error ? error.message : String(error) });
}

function isLoopback(address: string | undefined): boolean {
  return address === "::1" || (address?.replace(/^::ffff:/, "").startsWith("127.") ?? false);
}
