// Our reading of the places of Alibaba Cloud's credentials against the vendor's library, @alicloud/credentials: of the same home folder and
// environment both have the same key, secret and token, or both nothing. Where we differ on purpose, the row says why.
import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import os from "node:os";
import library from "@alicloud/credentials";
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { systemClock } from "../../provider/http/clock.ts";
import type { Transport } from "../../provider/http/transport.ts";
import { findCredentials } from "../../provider/vendors/alicloud-ecs/credentials.ts";
import { giveOut, keyFrom } from "./alicloud-givers.ts";
import type { Row } from "./alicloud-credential-row.ts";
import { placeRows } from "./alicloud-place-rows.ts";
import { profileRows } from "./alicloud-profile-rows.ts";
import { filledIn, makeHome, removeHomes } from "./alicloud-home.ts";

const expiration = `${new Date(Date.now() + 3_600_000).toISOString().slice(0, 19)}Z`;

/** Every request of the library arrives here, wherever it was sent: `x-asked` says where. */
const server = http.createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const { "x-asked": url, ...headers } = request.headers as Record<string, string>;
    const method = request.method as "GET" | "POST" | "PUT";
    const answer = giveOut({ method, url: url ?? "", headers, body: Buffer.concat(chunks).toString() }, expiration);
    response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
  });
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(async () => {
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  await removeHomes();
});

const before = { ...process.env };
afterEach(() => {
  jest.restoreAllMocks();
  setEnvironment(before);
});

function setEnvironment(environment: Readonly<Record<string, string | undefined>>): void {
  for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, environment);
}

const { request } = http;

/** Sends what the library asks to the server. */
function divert(module: typeof http | typeof https): void {
  const { port } = server.address() as AddressInfo;
  const scheme = module === https ? "https" : "http";
  jest.spyOn(module, "request").mockImplementation(((options: https.RequestOptions) => {
    const { host, port: asked, path, method, headers } = options;
    const url = new URL(`${scheme}://${host}:${asked}${path}`).href;
    return request({
      host: "127.0.0.1",
      port,
      method,
      path: "/",
      agent: false,
      headers: { ...headers, "x-asked": url },
    });
  }) as typeof module.request);
}

interface Setting {
  readonly home: string;
  readonly environment: Readonly<Record<string, string>>;
}

async function settingOf({ files = {}, environment = {} }: Row): Promise<Setting> {
  const home = await makeHome(files);
  const off = { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true" };
  return { home, environment: { PATH: before["PATH"] ?? "", HOME: home, ...off, ...filledIn(environment, home) } };
}

interface Key {
  readonly keyId: string;
  readonly secret: string;
  readonly token?: string | undefined;
}

async function theirs({ home, environment }: Setting, profile: string | undefined): Promise<Key | undefined> {
  divert(http);
  divert(https);
  jest.spyOn(os, "homedir").mockReturnValue(home);
  setEnvironment(environment);
  try {
    const provider =
      profile === undefined
        ? library.DefaultCredentialsProvider.builder().build()
        : library.CLIProfileCredentialsProvider.builder().withProfileName(profile).build();
    const { accessKeyId, accessKeySecret, securityToken } = await provider.getCredentials();
    return { keyId: accessKeyId, secret: accessKeySecret, ...(securityToken ? { token: securityToken } : {}) };
  } catch {
    return undefined;
  } finally {
    jest.restoreAllMocks();
    setEnvironment(before);
  }
}

async function ours({ environment }: Setting, profile: string | undefined): Promise<Key | undefined> {
  const transport: Transport = (request) => Promise.resolve(giveOut(request, expiration));
  const configuration = (key: string) => (key === "alicloud:profile" ? profile : undefined);
  const { source } = await findCredentials({ environment, configuration }, { clock: systemClock, transport });
  return source?.get();
}

const keyOf = (id: string | undefined) => (id === undefined ? undefined : keyFrom(id));

const groups = [...placeRows, ...profileRows];

describe.each(groups)("%s", (_place, rows) => {
  test.each(rows.map((row) => [row.what, row] as const))("%s", async (_what, row) => {
    const { profile, finds, library: other = { finds } } = row;
    // Each has a home of its own: the library writes into files.
    expect(await ours(await settingOf(row), profile)).toEqual(keyOf(finds));
    expect(await theirs(await settingOf(row), profile)).toEqual(keyOf(other.finds));
  });
});

test("where we differ, we differ", () => {
  const differing = groups.flatMap(([, rows]) => rows).filter((row) => row.library !== undefined);
  expect(differing.filter((row) => row.library?.finds === row.finds)).toEqual([]);
  expect(differing.length).toBeLessThan(7);
});
