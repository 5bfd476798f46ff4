// The RAM role of an ECS instance, asked for on the transport, clock and signal that are passed in.
import { describe, expect, test } from "@jest/globals";
import { Cancelled } from "../../provider/http/no-answer.ts";
import type { HttpRequest, HttpResponse } from "../../provider/http/transport.ts";
import { TransportFailure } from "../../provider/http/transport.ts";
import { searchCredentials } from "../../provider/session/access.ts";
import { findCredentials } from "../../provider/vendors/alicloud-ecs/credentials.ts";
import { alicloudEcs } from "../../provider/vendors/alicloud-ecs/index.ts";
import { VirtualClock } from "../support/virtual-clock.ts";
import { rejectionOf } from "./fakes.ts";

const home = { HOME: "/nonexistent" };
const roles = "http://100.100.100.200/latest/meta-data/ram/security-credentials/";
const sixHours = 6 * 3_600_000;

/** A metadata service: it names the role `web`, and its credentials are valid for six hours. */
class Service {
  readonly clock = new VirtualClock();
  readonly requests: HttpRequest[] = [];
  /** Changes an answer, or throws what a wire throws. */
  tamper: (request: HttpRequest, response: HttpResponse) => HttpResponse = (_request, response) => response;

  readonly transport = async (request: HttpRequest): Promise<HttpResponse> => {
    this.requests.push(request);
    await this.clock.sleep(10);
    return this.tamper(request, { status: 200, headers: {}, body: this.#body(request) });
  };

  #body({ method, url }: HttpRequest): string {
    if (method === "PUT") return "token-1";
    if (url === roles) return "web\n";
    const Expiration = `${new Date(this.clock.now() + sixHours).toISOString().slice(0, 19)}Z`;
    const number = this.requests.length;
    return JSON.stringify({
      Code: "Success",
      AccessKeyId: `STS-${number}`,
      AccessKeySecret: "s",
      SecurityToken: "t",
      Expiration,
    });
  }

  search(environment: Readonly<Record<string, string>> = {}) {
    const outside = { environment: { ...home, ...environment }, configuration: () => undefined };
    return this.clock.until(findCredentials(outside, this));
  }

  /** Method, path behind `latest/`, and the token that came with it. */
  get asked(): string[] {
    return this.requests.map(({ method, url, headers }) =>
      [method, url.replace("http://100.100.100.200/latest/", ""), headers["x-aliyun-ecs-metadata-token"]]
        .filter(Boolean)
        .join(" "),
    );
  }
}

const path = "meta-data/ram/security-credentials/";

describe("what is asked", () => {
  test("a token, the role's name and its credentials, with the token", async () => {
    const service = new Service();
    const { source } = await service.search();
    expect(source?.found).toBe("ECS RAM role (instance metadata)");
    expect(service.asked).toEqual(["PUT api/token", `GET ${path} token-1`, `GET ${path}web token-1`]);
    expect(await service.clock.until(source?.get() ?? Promise.reject(new Error("none")))).toEqual({
      keyId: "STS-3",
      secret: "s",
      token: "t",
    });
  });

  test("the name in ALIBABA_CLOUD_ECS_METADATA is not asked for", async () => {
    const service = new Service();
    await service.search({ ALIBABA_CLOUD_ECS_METADATA: "app" });
    expect(service.asked).toEqual(["PUT api/token", `GET ${path}app token-1`]);
  });

  test("a service without tokens is asked without one, unless ALIBABA_CLOUD_IMDSV1_DISABLED forbids that", async () => {
    const service = new Service();
    service.tamper = ({ method }, response) => ({ ...response, status: method === "PUT" ? 404 : 200 });
    expect((await service.search()).source).toBeDefined();
    expect(service.asked).toEqual(["PUT api/token", `GET ${path}`, `GET ${path}web`]);
    service.requests.length = 0;
    expect((await service.search({ ALIBABA_CLOUD_IMDSV1_DISABLED: "True" })).source).toBeUndefined();
    expect(service.asked).toEqual(["PUT api/token"]);
  });

  test("nothing where ALIBABA_CLOUD_ECS_METADATA_DISABLED turns it off", async () => {
    const service = new Service();
    expect((await service.search({ ALIBABA_CLOUD_ECS_METADATA_DISABLED: "TRUE" })).source).toBeUndefined();
    expect(service.asked).toEqual([]);
  });
});

test.each<[string, (response: HttpResponse) => HttpResponse]>([
  ["another status", (response) => ({ ...response, status: 404 })],
  ["HTML", (response) => ({ ...response, body: "<html>" })],
  ["another code", (response) => ({ ...response, body: response.body.replace("Success", "Failed") })],
  ["an empty key", (response) => ({ ...response, body: response.body.replace(/STS-\d+/, "") })],
  ["no end of expiry", (response) => ({ ...response, body: response.body.replace(/"20[^"]*"/, '"soon"') })],
])("%s is no credentials", async (_what, change) => {
  const service = new Service();
  service.tamper = ({ url }, response) => (url.endsWith("/web") ? change(response) : response);
  expect((await service.search()).source).toBeUndefined();
});

test("away from an instance there are none; an exception of ours is no such answer", async () => {
  const service = new Service();
  let trouble: Error = new TransportFailure("no answer within 1.5 s (connect)", true);
  service.tamper = () => {
    throw trouble;
  };
  expect((await service.search()).source).toBeUndefined();
  trouble = new TypeError("a fault of this package");
  expect(await rejectionOf(service.search())).toBe(trouble);
});

test("they are renewed a quarter of an hour before they expire, by one request for all", async () => {
  const service = new Service();
  const { source } = await service.search({ ALIBABA_CLOUD_ECS_METADATA: "web" });
  const get = () => source?.get() ?? Promise.reject(new Error("none"));
  await service.clock.advance(sixHours - 16 * 60_000);
  await service.clock.until(get());
  expect(service.requests).toHaveLength(2);
  await service.clock.advance(2 * 60_000);
  const renewed = await service.clock.until(Promise.all([get(), get(), get()]));
  expect(service.requests).toHaveLength(4);
  expect(renewed.map(({ keyId }) => keyId)).toEqual(["STS-4", "STS-4", "STS-4"]);
});

test("each search finds the same source, and another role is another one", async () => {
  const service = new Service();
  const principalOf = async (role: string) =>
    (await service.search({ ALIBABA_CLOUD_ECS_METADATA: role })).source?.principal;
  const first = await principalOf("web");
  expect([first === undefined, await principalOf("web")]).toEqual([false, first]);
  expect(await principalOf("db")).not.toBe(first);
});

test("those that are still valid serve while the service has no answer, and no longer", async () => {
  const service = new Service();
  const { source } = await service.search({ ALIBABA_CLOUD_ECS_METADATA: "web" });
  const get = () => source?.get() ?? Promise.reject(new Error("none"));
  service.tamper = () => {
    throw new TransportFailure("no answer within 1.5 s (connect)", true);
  };
  await service.clock.advance(sixHours - 10 * 60_000);
  const asked = service.requests.length;
  expect(await service.clock.until(get())).toMatchObject({ keyId: "STS-2" });
  const once = service.requests.length;
  expect(once).toBeGreaterThan(asked);
  expect(await service.clock.until(get())).toMatchObject({ keyId: "STS-2" });
  expect(service.requests).toHaveLength(once);
  await service.clock.advance(11 * 60_000);
  expect(await service.clock.until(rejectionOf(get()))).toMatchObject({ code: "CREDENTIALS_MISSING" });
});

test("cancelling ends a search, and a renewal", async () => {
  const service = new Service();
  const cancel = new AbortController();
  const access = { clock: service.clock, transport: service.transport, signal: cancel.signal };
  const outside = { environment: { ...home, ALIBABA_CLOUD_ECS_METADATA: "web" }, configuration: () => undefined };
  const { source } = await service.clock.until(searchCredentials(alicloudEcs, outside, access));
  await service.clock.advance(sixHours);
  const renewal = rejectionOf(source?.get() ?? Promise.resolve());
  const search = rejectionOf(searchCredentials(alicloudEcs, outside, access));
  cancel.abort();
  expect(await renewal).toBeInstanceOf(Cancelled);
  expect(await search).toMatchObject({ code: "CANCELLED" });
});
