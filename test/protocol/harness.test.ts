// The harness itself, on a small provider of its own: what the real dynamic-provider process does, it must show.
import { afterEach, expect, test } from "@jest/globals";
import { connect } from "node:net";
import { PROJECT, ProviderProcess, UNKNOWN } from "./harness.ts";
import { serializeShim } from "./serialize.ts";
import { CallError } from "../support/running-provider.ts";
import type { HarnessOptions } from "./harness.ts";
import type { Properties } from "../support/running-provider.ts";

// Everything it does depends on its inputs only: a serialized provider cannot reach this file.
const toy = {
  configure(request: { config: { get(key: string): string | undefined } }) {
    (this as Properties).greeting = `${request.config.get("toy:greeting")}, ${request.config.get("name")}`;
    return Promise.resolve();
  },
  async check(olds: Properties, news: Properties) {
    const failures = news.size === "huge" ? [{ property: "size", reason: "too big" }] : [];
    return { inputs: { ...news, wasEmpty: Object.keys(olds).length === 0 }, failures };
  },
  async diff(_id: string, olds: Properties, news: Properties) {
    if (news.size === olds.size) return { changes: false };
    if (news.size === "engine decides") return {};
    return { changes: true, replaces: ["size"], deleteBeforeReplace: true };
  },
  async create(inputs: Properties) {
    console.log("creating");
    console.error("really");
    if (inputs.size === "holey") return { id: "toy", outs: { size: undefined } };
    if (inputs.size === "endless") await new Promise(() => undefined);
    if (inputs.size === "half") {
      const state = { id: "toy-half", properties: { size: "half" }, reasons: ["only half of it"] };
      throw Object.assign(new Error("not finished"), state);
    }
    const engine = process.argv[2];
    const greeting = (this as Properties).greeting ?? null;
    return { id: "toy", outs: { size: inputs.size ?? null, greeting, engine, cwd: process.cwd() } };
  },
  async read(id: string, props: Properties) {
    return props.size === "gone" ? { id: "" } : { id, props: { ...props, seen: true }, inputs: { size: props.size } };
  },
  async update(_id: string, olds: Properties, news: Properties) {
    return { outs: { size: news.size, before: olds.size } };
  },
  async delete(_id: string, props: Properties) {
    if (props.size === "stuck") throw new Error("cannot be deleted");
  },
};

const running: ProviderProcess[] = [];

async function start(options: Partial<HarnessOptions> = {}): Promise<ProviderProcess> {
  const provider = await ProviderProcess.start({ blob: await serializeShim(toy), ...options });
  running.push(provider);
  return provider;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((provider) => provider.close()));
});

async function failureOf(call: Promise<unknown>): Promise<CallError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CallError)) throw new Error(`expected a CallError, got ${String(error)}`);
  return error;
}

function canConnect(address: string): Promise<boolean> {
  const [host, port] = address.split(":");
  return new Promise((done) => {
    const socket = connect(Number(port), host);
    socket.on("error", () => {
      done(false);
    });
    socket.on("connect", () => {
      socket.destroy();
      done(true);
    });
  });
}

test("carries a resource through its life", async () => {
  const provider = await start({ config: { "toy:greeting": "hello", [`${PROJECT}:name`]: "world" } });

  const checked = await provider.check({ size: "small" });
  expect(checked).toMatchObject({ inputs: { size: "small", wasEmpty: true }, failures: [] });
  expect(checked.inputs.__provider).toContain("creating");
  expect((await provider.check({ size: "huge" }, { size: "small" })).failures).toEqual([
    { property: "size", reason: "too big" },
  ]);

  const { id, outs } = await provider.create(checked.inputs);
  expect(id).toBe("toy");
  expect(outs).toMatchObject({ size: "small", greeting: "hello, world", __provider: checked.inputs.__provider });
  expect([await provider.line(/^creat/), await provider.line(/^really$/)]).toEqual(["creating", "really"]);
  expect([provider.stdout, provider.stderr]).toEqual([["creating"], ["really"]]);

  expect(await provider.diff(id, outs, { size: "small" })).toMatchObject({ changes: false, replaces: [] });
  expect(await provider.diff(id, outs, { size: "engine decides" })).toMatchObject({ changes: undefined });
  expect(await provider.diff(id, outs, { size: UNKNOWN })).toEqual({
    changes: true,
    replaces: ["size"],
    deleteBeforeReplace: true,
  });

  expect(await provider.read(id, outs)).toMatchObject({ id, props: { seen: true }, inputs: { size: "small" } });
  expect((await provider.read(id, { ...outs, size: "gone" })).id).toBe("");
  const updated = await provider.update(id, outs, { size: "large" });
  expect(updated.outs).toMatchObject({ size: "large", before: "small" });
  await provider.delete(id, updated.outs);
});

test("an undefined in the outputs is an error without partial state", async () => {
  const provider = await start();
  const error = await failureOf(provider.create({ size: "holey" }));
  expect(error).toMatchObject({ message: "Unexpected struct type.", code: "UNKNOWN", initFailed: undefined });
});

test("decodes partial state, to which Pulumi adds no __provider", async () => {
  const provider = await start();
  const error = await failureOf(provider.create({ size: "half" }));
  expect(error).toMatchObject({ message: "not finished", code: "UNKNOWN" });
  expect(error.initFailed).toEqual({
    id: "toy-half",
    properties: { size: "half" },
    reasons: ["only half of it"],
  });
  const later = await failureOf(provider.delete("toy-half", error.initFailed?.properties ?? {}));
  expect(later.message).toContain("must be a string");
});

test("a plain error keeps its message", async () => {
  const provider = await start();
  const error = await failureOf(provider.delete("toy", { __provider: await serializeShim(toy), size: "stuck" }));
  expect(error).toMatchObject({ message: "cannot be deleted", code: "UNKNOWN", initFailed: undefined });
});

test("a killed provider is UNAVAILABLE, during a call and after it", async () => {
  const provider = await start();
  const pending = failureOf(provider.create({ size: "endless" }));
  await provider.line(/creating/);
  await provider.kill("SIGINT");
  expect((await pending).code).toBe("UNAVAILABLE");
  expect(await provider.exited).toEqual({ code: null, signal: "SIGINT" });
  expect((await failureOf(provider.create({}))).code).toBe("UNAVAILABLE");
});

test("the engine's address answers until the engine is closed; the provider outlives it", async () => {
  const provider = await start();
  const address = String((await provider.create({})).outs.engine);
  expect(await canConnect(address)).toBe(true);
  await provider.closeEngine();
  expect(await canConnect(address)).toBe(false);
  expect((await provider.create({})).id).toBe("toy");

  const elsewhere = await start({ engineAddress: "127.0.0.1:1", cwd: import.meta.dirname });
  expect((await elsewhere.create({})).outs).toMatchObject({ engine: "127.0.0.1:1", cwd: import.meta.dirname });
});

test("a process that does not come up says why", async () => {
  const env = { NODE_OPTIONS: "--require ./there-is-no-such-file.cjs" };
  await expect(start({ env })).rejects.toThrow(/ended at once[^]*there-is-no-such-file/);
});
