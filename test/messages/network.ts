// What a user sees when the way to the vendor is at fault, or the vendor has trouble of its own.
import type { Obstacle } from "../../provider/http/transport.ts";
import { TransportFailure } from "../../provider/http/transport.ts";
import { everyVendor } from "./row.ts";
import type { Row } from "./row.ts";
import type { Setting } from "./stage.ts";

/** There is no such host, as node words it. */
const noHost: Setting = {
  cut: () => {
    throw new TransportFailure("getaddrinfo ENOTFOUND ecs.cn-hangzhuo.aliyuncs.com", true);
  },
};

/** Nobody listens, as node words it. */
const noListener: Setting = {
  cut: () => {
    throw new TransportFailure("connect ECONNREFUSED 127.0.0.1:9", true);
  },
};

/** A proxy opens TLS with an authority of its own, as node words it. */
const untrusted: Setting = {
  cut: () => {
    throw new TransportFailure("SELF_SIGNED_CERT_IN_CHAIN: self-signed certificate in certificate chain", true, {
      obstacle: "certificate",
      way: "through the proxy http://proxy.example.com:3128 that HTTPS_PROXY names",
    });
  },
};

/** Each call ends at the proxy of the environment. */
const atProxy = (message: string, obstacle: Obstacle): Setting => ({
  cut: () => {
    const way = "through the proxy http://proxy.example.com:3128 that HTTPS_PROXY names";
    throw new TransportFailure(message, true, { way, obstacle });
  },
});

export const networkRows: readonly Row[] = [
  {
    situation: "the region is misspelt, and there is no host for it",
    setting: noHost,
    bring: (stage) => stage.create(stage.ids.a, { region: "cn-hangzhuo" }),
    error: [
      "attach {eni} to {a} (alicloud-ecs, cn-hangzhuo): no usable answer to DescribeNetworkInterfaces: getaddrinfo ENOTFOUND ecs.cn-hangzhuo.aliyuncs.com (ecs.cn-hangzhuo.aliyuncs.com).",
      "Now: nothing was changed.",
      'Did you mean the region "cn-hangzhou"?',
      "To do: Check the network, a proxy in between, and the endpoint (`eni:endpoints`, ENI_ENDPOINTS), then run this again.",
      "[ENDPOINT_UNREACHABLE]",
    ],
  },
  {
    situation: "the region is misspelt, and the vendor says so",
    vendors: ["alicloud-ecs", "tencentcloud-vpc", "tencentcloud-ecm"],
    wordsOf: {
      "alicloud-ecs": {
        wrong: "cn-hangzhuo",
        meant: "cn-hangzhou",
        said: "InvalidRegionId.NotFound: The specified RegionId does not exist",
        advice: "Check `region`. Then run this again.",
      },
      "tencentcloud-vpc": {
        wrong: "ap-guangzhuo",
        meant: "ap-guangzhou",
        said: 'UnsupportedRegion: The region "ap-guangzhuo" is not supported',
        advice: "Check `region`. Then run this again.",
      },
      "tencentcloud-ecm": {
        wrong: "ap-xain-ecm",
        meant: "ap-xian-ecm",
        said: "InvalidParameterValue.InvalidRegion: The ECM region is invalid",
        advice: "Check `region`: an ECM region, such as ap-xian-ecm. Then run this again.",
      },
    },
    bring: (stage) => {
      const wrong = { "tencentcloud-vpc": "ap-guangzhuo", "tencentcloud-ecm": "ap-xain-ecm" }[stage.vendor.vendor];
      return stage.create(stage.ids.a, { region: wrong ?? "cn-hangzhuo" });
    },
    error: [
      "attach {eni} to {a} ({vendor}, {wrong}): the look at it failed: {said} (DescribeNetworkInterfaces, {request}).",
      "Now: nothing was changed.",
      'Did you mean the region "{meant}"?',
      "To do: {advice}",
      "[READ_FAILED]",
    ],
  },
  {
    situation: "nobody listens at the endpoint",
    vendors: everyVendor,
    setting: noListener,
    bring: (stage) => stage.create(),
    error: [
      "attach {eni} to {a} ({where}): no usable answer to DescribeNetworkInterfaces: connect ECONNREFUSED 127.0.0.1:9 ({host}).",
      "Now: nothing was changed.",
      "To do: Check the network, a proxy in between, and the endpoint (`eni:endpoints`, ENI_ENDPOINTS), then run this again.",
      "[ENDPOINT_UNREACHABLE]",
    ],
  },
  {
    situation: "the certificate is one of a proxy that opens TLS",
    setting: untrusted,
    bring: (stage) => stage.create(),
    error: [
      "attach {eni} to {a} ({where}): no usable answer to DescribeNetworkInterfaces: SELF_SIGNED_CERT_IN_CHAIN: self-signed certificate in certificate chain ({host}, through the proxy http://proxy.example.com:3128 that HTTPS_PROXY names).",
      "Now: nothing was changed.",
      "To do: Check this machine's clock. If a proxy here opens TLS, or a private authority signs, put the authority's certificate (PEM) into a file and set NODE_EXTRA_CA_CERTS to its path; else check the endpoint (`eni:endpoints`, ENI_ENDPOINTS), then run this again.",
      "[ENDPOINT_UNREACHABLE]",
    ],
  },
  {
    situation: "the certificate is one of other hosts",
    setting: atProxy(
      "ERR_TLS_CERT_ALTNAME_INVALID: Hostname/IP does not match certificate's altnames: Host: a.example.com. is not in the cert's altnames: DNS:b.example.com",
      "hostName",
    ),
    bring: (stage) => stage.create(),
    error: [
      "attach {eni} to {a} ({where}): no usable answer to DescribeNetworkInterfaces: ERR_TLS_CERT_ALTNAME_INVALID: Hostname/IP does not match certificate's altnames: Host: a.example.com. is not in the cert's altnames: DNS:b.example.com ({host}, through the proxy http://proxy.example.com:3128 that HTTPS_PROXY names).",
      "Now: nothing was changed.",
      "To do: Name a host of that certificate in the endpoint (`eni:endpoints`, ENI_ENDPOINTS); if it is one, its name leads to another server from here (DNS, a proxy). Then run this again.",
      "[ENDPOINT_UNREACHABLE]",
    ],
  },
  {
    situation: "the proxy wants a user and password",
    setting: atProxy("the proxy answers HTTP 407 Proxy Authentication Required", "proxyLogin"),
    bring: (stage) => stage.create(),
    error: [
      "attach {eni} to {a} ({where}): no usable answer to DescribeNetworkInterfaces: the proxy answers HTTP 407 Proxy Authentication Required ({host}, through the proxy http://proxy.example.com:3128 that HTTPS_PROXY names).",
      "Now: nothing was changed.",
      "To do: Write user and password of the proxy into that variable, as `http://user:password@proxy.example.com:3128`, with characters such as @, #, / and % percent-encoded, then run this again.",
      "[ENDPOINT_UNREACHABLE]",
    ],
  },
  {
    situation: "the proxy does not lead to the endpoint",
    setting: atProxy("the proxy answers HTTP 502 Bad Gateway", "proxyRefusal"),
    bring: (stage) => stage.create(),
    error: [
      "attach {eni} to {a} ({where}): no usable answer to DescribeNetworkInterfaces: the proxy answers HTTP 502 Bad Gateway ({host}, through the proxy http://proxy.example.com:3128 that HTTPS_PROXY names).",
      "Now: nothing was changed.",
      "To do: Have the proxy lead to that host, or name it in NO_PROXY if it is reached without the proxy, as a private endpoint is; else check the endpoint (`eni:endpoints`, ENI_ENDPOINTS). Then run this again.",
      "[ENDPOINT_UNREACHABLE]",
    ],
  },
  {
    situation: "the proxy is named with https:// and speaks plain HTTP",
    setting: atProxy("the proxy answers a TLS handshake with something else", "proxyPlain"),
    bring: (stage) => stage.create(),
    error: [
      "attach {eni} to {a} ({where}): no usable answer to DescribeNetworkInterfaces: the proxy answers a TLS handshake with something else ({host}, through the proxy http://proxy.example.com:3128 that HTTPS_PROXY names).",
      "Now: nothing was changed.",
      "To do: Write the proxy's address with `http://`: calls to `https://` endpoints are encrypted through it all the same. Then run this again.",
      "[ENDPOINT_UNREACHABLE]",
    ],
  },
  {
    situation: "a proxy answers instead of the vendor",
    vendors: everyVendor,
    bring: (stage) => {
      stage.fault({ kind: "html502" });
      return stage.create();
    },
    error: [
      "attach {eni} to {a} ({where}): no usable answer to DescribeNetworkInterfaces: HTTP 502 with a body that is not the vendor's (text/html) from {host}.",
      "Now: nothing was changed.",
      "To do: Check the network, a proxy in between, and the endpoint (`eni:endpoints`, ENI_ENDPOINTS), then run this again.",
      "[ENDPOINT_UNREACHABLE]",
    ],
  },
  {
    situation: "answers break off in the middle",
    bring: (stage) => {
      stage.fault({ kind: "garbage" });
      return stage.create();
    },
    error: [
      "attach {eni} to {a} ({where}): no usable answer to DescribeNetworkInterfaces: HTTP 200 with a body that is not the vendor's (application/json;charset=utf-8) from {host}.",
      "Now: nothing was changed.",
      "To do: Check the network, a proxy in between, and the endpoint (`eni:endpoints`, ENI_ENDPOINTS), then run this again.",
      "[ENDPOINT_UNREACHABLE]",
    ],
  },
  {
    situation: "there is no answer at all",
    bring: (stage) => {
      stage.fault({ kind: "hang" });
      return stage.create();
    },
    error: [
      "attach {eni} to {a} ({where}): no usable answer to DescribeNetworkInterfaces: no answer within 29.5 s (response) ({host}).",
      "Now: nothing was changed.",
      "To do: Check the network, a proxy in between, and the endpoint (`eni:endpoints`, ENI_ENDPOINTS), then run this again.",
      "[ENDPOINT_UNREACHABLE]",
    ],
  },
  {
    situation: "the way to the vendor is cut off before the attach",
    setting: {
      cut: ({ headers }) => {
        if (headers["x-acs-action"] === "AttachNetworkInterface")
          throw new TransportFailure("connect ECONNREFUSED 127.0.0.1:9", true);
      },
    },
    bring: (stage) => stage.create(),
    error: [
      "attach {eni} to {a} ({where}): no usable answer to AttachNetworkInterface: connect ECONNREFUSED 127.0.0.1:9 ({host}).",
      "Now: {eni} is detached{free}.",
      "To do: Check the network, a proxy in between, and the endpoint (`eni:endpoints`, ENI_ENDPOINTS), then run this again.",
      "[ENDPOINT_UNREACHABLE]",
    ],
  },
  {
    situation: "the vendor has trouble of its own",
    vendors: everyVendor,
    bring: (stage) => {
      stage.fault({ kind: "serverError" });
      return stage.create();
    },
    error: [
      "attach {eni} to {a} ({where}): the vendor could not answer: {said.internalError} (DescribeNetworkInterfaces, {request}).",
      "Now: nothing was changed.",
      "To do: Do what the vendor says, or run this again in a while.",
      "[READ_FAILED]",
    ],
  },
  {
    situation: "Cloudflare, in front of the vendor, challenges the request",
    vendors: ["zenlayer-zec"],
    bring: (stage) => {
      stage.fault({ kind: "edge", page: "challenge" });
      return stage.create();
    },
    error: [
      "attach {eni} to {a} ({where}): the vendor could not answer: SECURITY_CHALLENGE: HTTP 403: Cloudflare, in front of the API, asks for a browser's proof: run this from another network, or ask the vendor to allow this one (DescribeNetworkInterfaces, no request id).",
      "Now: nothing was changed.",
      "To do: Do what the vendor says, or run this again in a while.",
      "[READ_FAILED]",
    ],
  },
  {
    situation: "the vendor's edge blocks this network",
    vendors: ["zenlayer-zec"],
    bring: (stage) => {
      stage.fault({ kind: "edge", page: "blocked" });
      return stage.create();
    },
    error: [
      "attach {eni} to {a} ({where}): the vendor could not answer: REQUEST_BLOCKED: HTTP 451: the vendor's edge blocks requests from this network: run this from another one (DescribeNetworkInterfaces, no request id).",
      "Now: nothing was changed.",
      "To do: Do what the vendor says, or run this again in a while.",
      "[READ_FAILED]",
    ],
  },
  {
    situation: "the answer is not as documented",
    setting: { tamper: (_request, response) => ({ ...response, body: '{"RequestId":"R-1","Items":[]}' }) },
    bring: (stage) => stage.create(),
    error: [
      "attach {eni} to {a} ({where}): DescribeNetworkInterfaces: an answer that could not be understood (NetworkInterfaceSets: expected object, and it is missing).",
      "Now: nothing was changed.",
      "To do: See that the endpoint (`eni:endpoints`, ENI_ENDPOINTS) is Alibaba Cloud ECS's; else use a newer version of this package.",
      "[ANSWER_NOT_UNDERSTOOD]",
    ],
  },
  {
    situation: "every look is throttled",
    vendors: everyVendor,
    bring: (stage) => {
      stage.fault({ kind: "throttle", match: { action: stage.actions.describe } });
      return stage.create();
    },
    error: [
      "attach {eni} to {a} ({where}): throttled until the time was up: {said.throttled} (DescribeNetworkInterfaces, {request}).",
      "Now: nothing was changed.",
      "To do: The account's request rate is used up: run this again later, or have us ask less often (`eni:rateLimits`).",
      "[THROTTLED]",
    ],
  },
  {
    situation: "no turn comes under the rate that is set",
    setting: { configuration: { "eni:rateLimits": '{"alicloud-ecs":{"AttachNetworkInterface":"0.1/min"}}' } },
    bring: async (stage) => {
      await stage.create(stage.ids.a, { networkInterfaceId: stage.ids.eni2 });
      stage.since = stage.cloud.mark();
      return stage.create(stage.ids.a, { timeouts: { attach: "2m" } });
    },
    error: [
      "attach {eni} to {a} ({where}): AttachNetworkInterface: no turn came in the time allowed under the account's request rate.",
      "Now: {eni} is detached{free}.",
      "To do: The account's request rate is used up: run this again later, give it longer (`timeouts`), or have us ask less often (`eni:rateLimits`).",
      "[THROTTLED]",
    ],
  },
];
