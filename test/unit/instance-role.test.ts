// Credentials of an instance's role, from a metadata service that misbehaves: bounded, followed nowhere, and never quoted.
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { afterEach, expect, test } from "@jest/globals";
import { EniError } from "../../provider/errors.ts";
import { systemClock } from "../../provider/http/clock.ts";
import { renewedCredentials } from "../../provider/http/credentials.ts";
import { Cancelled } from "../../provider/http/no-answer.ts";
import type { Transport } from "../../provider/http/transport.ts";
import { findCredentials as findAlibabaCredentials } from "../../provider/vendors/alicloud-ecs/credentials.ts";
import { expiringKeys } from "../../provider/vendors/alicloud-ecs/keys/expiring-keys.ts";
import { findCredentials } from "../../provider/vendors/tencentcloud/credentials.ts";
import { realAccess } from "../support/real-access.ts";
import { rejectionOf } from "./fakes.ts";

const opened: (() => void)[] = [];
afterEach(() => {
  for (const close of opened.splice(0)) close();
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  opened.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const search = (url: string, signal?: AbortSignal) =>
  findCredentials(
    { environment: { HOME: tmpdir(), TENCENTCLOUD_METADATA_URL: url }, configuration: () => undefined },
    { ...realAccess, signal },
  );
const role = (more: Record<string, unknown> = {}) =>
  JSON.stringify({ TmpSecretId: "AKID-1", TmpSecretKey: "secret-1", Token: "t", ExpiredTime: 4_000_000_000, ...more });

function pour(response: ServerResponse): void {
  const more = () => {
    while (!response.destroyed && response.write("x".repeat(65_536)));
    if (!response.destroyed) response.once("drain", more);
  };
  more();
}

test.each<[string, (response: ServerResponse) => unknown]>([
  ["another status", (response) => response.writeHead(404).end(role())],
  ["HTML", (response) => response.end("<html>")],
  ["an empty answer", (response) => response.end()],
  ["an empty key", (response) => response.end(role({ TmpSecretKey: "" }))],
  ["no end of expiry", (response) => response.end(role({ ExpiredTime: "soon" }))],
  ["a number for a key", (response) => response.end(role({ TmpSecretId: 7 }))],
  ["a body without end", pour],
  ["nothing, for ever", () => undefined],
])("%s is no credentials", async (_what, answer) => {
  const url = await serve((request, response) => (request.url === "/" ? response.end("web") : answer(response)));
  expect((await search(url)).source).toBeUndefined();
});

test.each([
  ["Tencent Cloud's", findCredentials],
  ["Alibaba Cloud's", findAlibabaCredentials],
])("%s metadata service is asked directly, whatever proxy there is", async (_whose, find) => {
  const direct: (boolean | undefined)[] = [];
  const transport: Transport = (_request, options) => {
    direct.push(options.direct);
    return Promise.resolve({ status: 404, headers: {}, body: "" });
  };
  const outside = { environment: { HOME: "/nonexistent" }, configuration: () => undefined };
  expect((await find(outside, { clock: systemClock, transport })).source).toBeUndefined();
  expect(new Set(direct)).toEqual(new Set([true]));
});

test("a search ends with the run that asked for it", async () => {
  const cancel = new AbortController();
  const url = await serve(() => cancel.abort());
  expect(await rejectionOf(search(url, cancel.signal))).toBeInstanceOf(Cancelled);
});

test("a redirect is not followed", async () => {
  let asked = 0;
  const elsewhere = await serve((_request, response) => {
    asked += 1;
    response.end(role());
  });
  const url = await serve((_request, response) => response.writeHead(302, { location: elsewhere }).end());
  expect((await search(url)).source).toBeUndefined();
  expect(asked).toBe(0);
});

test("a renewal that fails is told in words of ours: what was read may be half a secret", async () => {
  let asked = 0;
  const url = await serve((request, response) => {
    if (request.url === "/") return void response.end("web");
    asked += 1;
    // Expired at once, so that it is asked for each time; then cut off in the middle.
    response.end(asked === 1 ? role({ ExpiredTime: 1 }) : role().slice(0, 45));
  });
  const { source } = await search(url);
  const error = await rejectionOf(source?.get() ?? Promise.resolve());
  expect(error).toBeInstanceOf(EniError);
  expect(error).toMatchObject({ code: "CREDENTIALS_MISSING" });
  expect(String(error)).toMatch(/CVM role.*could not be renewed\. To do: .*\[CREDENTIALS_MISSING\]$/);
  for (const text of [String(error), JSON.stringify(error)]) expect(text).not.toMatch(/secret-1|AKID-1/);
});

test("what is renewed well is handed on, again and again", async () => {
  let count = 0;
  const source = renewedCredentials(
    { found: "a role" },
    async () => ({ keyId: `k-${(count += 1)}`, secret: "s" }),
    systemClock,
  );
  expect([await source.get(), await source.get()].map(({ keyId }) => keyId)).toEqual(["k-1", "k-2"]);
});

test("an end of expiry as text is one", async () => {
  const url = await serve((request, response) =>
    response.end(request.url === "/" ? "web" : role({ ExpiredTime: "4000000000" })),
  );
  expect(await (await search(url)).source?.get()).toMatchObject({ keyId: "AKID-1" });
});

test.each([
  ["UTC", "2030-01-01T00:00:00Z"],
  ["a fraction", "2030-01-01T00:00:00.000Z"],
  ["another zone", "2030-01-01T08:00:00+08:00"],
])("Alibaba's end of expiry with %s", (_how, Expiration) => {
  const keys = expiringKeys.parse({ AccessKeyId: "STS.1", AccessKeySecret: "s", SecurityToken: "t", Expiration });
  expect(keys.expiresAt).toBe(Date.UTC(2030, 0, 1));
});
