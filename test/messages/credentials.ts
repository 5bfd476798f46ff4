// What a user sees when credentials or permissions are at fault.
import { testEnvironment } from "../contract/environment.ts";
import { everyVendor } from "./row.ts";
import type { Row } from "./row.ts";
import { key } from "./stage.ts";
import type { Setting } from "./stage.ts";

const temporary = (expires: string): Setting => ({
  world: { accounts: [{ ...key, securityToken: "ExampleTokenNotARealOne", securityTokenExpiresAt: expires }] },
});

export const credentialRows: readonly Row[] = [
  {
    situation: "there are none",
    vendors: everyVendor,
    bring: (stage) => {
      stage.loseCredentials();
      return stage.create();
    },
    error: [
      "attach {eni} to {a} ({where}): no credentials for {title} in {places}.",
      "Now: nothing was sent.",
      "To do: {setCredentials}.",
      "[CREDENTIALS_MISSING]",
    ],
  },
  {
    situation: "half of a key is set",
    vendors: ["tencentcloud-vpc"],
    bring: (stage) => {
      stage.credentials({ secret: "" });
      return stage.create();
    },
    error: [
      "attach {eni} to {a} ({where}): no credentials for Tencent Cloud VPC: environment (TENCENTCLOUD_SECRET_ID with TENCENTCLOUD_SECRET_KEY): TENCENTCLOUD_SECRET_ID is set, TENCENTCLOUD_SECRET_KEY is not; and none in the other places, which `eni-attachment doctor` lists.",
      "Now: nothing was sent.",
      "To do: Fix the place that has a reason beside it, or set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY (the environment wins over all else).",
      "[CREDENTIALS_MISSING]",
    ],
  },
  {
    situation: "there are none any more at destroy",
    vendors: ["zenlayer-zec"],
    bring: (stage) => stage.destroy(() => stage.loseCredentials()),
    error: [
      "detach {eni} from {a} ({where}): no credentials for {title} in {places}.",
      "Now: nothing was sent.",
      "To do: {setCredentials}.",
      "[CREDENTIALS_MISSING]",
    ],
  },
  {
    situation: "the secret is not the key's",
    vendors: everyVendor,
    bring: (stage) => {
      stage.credentials({ secret: "WrongSecretNotARealOne00000001" });
      return stage.create();
    },
    error: [
      "attach {eni} to {a} ({where}): the vendor rejected the credentials: {said.wrongSecret} (DescribeNetworkInterfaces, {request}).",
      "Now: nothing was changed.",
      "To do: {advice.wrongSecret}. Credentials used: environment ({keyVariable}), key id AKID…0001. {setCredentials}.",
      "[CREDENTIALS_REJECTED]",
    ],
  },
  {
    situation: "the secret is not the key's at destroy",
    bring: (stage) => stage.destroy(() => stage.credentials({ secret: "WrongSecretNotARealOne00000001" })),
    error: [
      "detach {eni} from {a} ({where}): the vendor rejected the credentials: SignatureDoesNotMatch: Specified signature does not match our calculation. server StringToSign is [ACS3-HMAC-SHA256… (DescribeNetworkInterfaces, {request}).",
      "Now: nothing was changed.",
      "To do: The secret does not belong to this key id, or a proxy rewrote the request. Credentials used: environment ({keyVariable}), key id AKID…0001. {setCredentials}.",
      "[CREDENTIALS_REJECTED]",
    ],
  },
  {
    situation: "the key is unknown",
    vendors: everyVendor,
    bring: (stage) => {
      stage.credentials({ keyId: "AKIDEXAMPLE00000000000000009" });
      return stage.create();
    },
    error: [
      "attach {eni} to {a} ({where}): the vendor rejected the credentials: {said.unknownKey} (DescribeNetworkInterfaces, {request}).",
      "Now: nothing was changed.",
      "To do: {advice.unknownKey}. Credentials used: environment ({keyVariable}), key id AKID…0009. {setCredentials}.",
      "[CREDENTIALS_REJECTED]",
    ],
  },
  {
    situation: "the clock of this machine is off",
    vendors: everyVendor,
    bring: (stage) => {
      stage.refuse(stage.actions.describe, stage.vendor.codes.clock);
      return stage.create();
    },
    error: [
      "attach {eni} to {a} ({where}): the vendor rejected the credentials: {said.clock} (DescribeNetworkInterfaces, {request}).",
      "Now: nothing was changed.",
      "To do: Check this machine's clock: signatures are valid for {clockMinutes} minutes. Credentials used: environment ({keyVariable}), key id AKID…0001. {setCredentials}.",
      "[CREDENTIALS_REJECTED]",
    ],
  },
  {
    situation: "the temporary token has expired",
    setting: temporary("2026-01-15T11:00:00Z"),
    bring: (stage) => {
      testEnvironment["ALIBABA_CLOUD_SECURITY_TOKEN"] = "ExampleTokenNotARealOne";
      return stage.create();
    },
    error: [
      "attach {eni} to {a} ({where}): the vendor rejected the credentials: InvalidSecurityToken.Expired: Specified SecurityToken is expired (DescribeNetworkInterfaces, {request}).",
      "Now: nothing was changed.",
      "To do: The temporary credentials have expired: renew key, secret and token (ALIBABA_CLOUD_SECURITY_TOKEN). Credentials used: environment ({keyVariable}), key id AKID…0001. {setCredentials}.",
      "[CREDENTIALS_REJECTED]",
    ],
  },
  {
    situation: "the temporary token expires while the attach is waited for",
    setting: temporary("2026-01-15T12:00:02Z"),
    bring: (stage) => {
      testEnvironment["ALIBABA_CLOUD_SECURITY_TOKEN"] = "ExampleTokenNotARealOne";
      return stage.create();
    },
    error: [
      "attach {eni} to {a} ({where}): the vendor rejected the credentials: InvalidSecurityToken.Expired: Specified SecurityToken is expired (DescribeNetworkInterfaces, {request}).",
      "Now: {eni} is attaching to {a}{attaching}.",
      "To do: The temporary credentials have expired: renew key, secret and token (ALIBABA_CLOUD_SECURITY_TOKEN). Credentials used: environment ({keyVariable}), key id AKID…0001. {setCredentials}.",
      "[CREDENTIALS_REJECTED]",
    ],
  },
  {
    situation: "those of the stack's configuration are rejected",
    setting: { configuration: { "alicloud:accessKey": "LTAIOLDEXAMPLEKEY0001", "alicloud:secretKey": "Old" } },
    bring: (stage) => {
      stage.loseCredentials();
      return stage.create();
    },
    error: [
      "attach {eni} to {a} ({where}): the vendor rejected the credentials: InvalidAccessKeyId.NotFound: Specified access key is not found (DescribeNetworkInterfaces, {request}).",
      "Now: nothing was changed.",
      "To do: Check that the access key is enabled and belongs to the account that owns the ENI. Credentials used: stack configuration (alicloud:accessKey), key id LTAI…0001. {setCredentials}.",
      "[CREDENTIALS_REJECTED]",
    ],
  },
  {
    situation: "a bearer token is rejected",
    vendors: ["zenlayer-zec"],
    bring: (stage) => {
      stage.loseCredentials();
      testEnvironment["ZENLAYER_TOKEN"] = "ExampleTokenNotARealOne";
      return stage.create();
    },
    error: [
      "attach {eni} to {a} ({where}): the vendor rejected the credentials: AUTHFAILURE_INVALID_AUTHORIZATION: The Authorization header is not valid (DescribeNetworkInterfaces, {request}).",
      "Now: nothing was changed.",
      "To do: Check that the access key or token is enabled and belongs to the account that owns the vNIC. Credentials used: environment (ZENLAYER_TOKEN), a bearer token. {setCredentials}.",
      "[CREDENTIALS_REJECTED]",
    ],
  },
  {
    situation: "they may not look at the ENI",
    vendors: everyVendor,
    setting: { world: { accounts: [{ ...key, denied: ["DescribeNetworkInterfaces"] }] } },
    bring: (stage) => stage.create(),
    error: [
      "attach {eni} to {a} ({where}): these credentials may not look at it: {said.forbidden} (DescribeNetworkInterfaces, {request}).",
      "Now: nothing was changed.",
      "To do: {advice.forbidden}. Credentials used: environment ({keyVariable}), key id AKID…0001.",
      "[READ_FAILED]",
    ],
  },
  {
    situation: "they may not look at the ENI at refresh",
    bring: (stage) => stage.refresh(() => stage.refuse(stage.actions.describe, "Forbidden.RAM")),
    error: [
      "look at {eni}, recorded on {a} ({where}): these credentials may not look at it: Forbidden.RAM: User not authorized to operate on the specified resource, or this API doesn't support RAM (DescribeNetworkInterfaces, {request}).",
      "Now: nothing was changed.",
      "To do: Grant ecs:AttachNetworkInterface, ecs:DetachNetworkInterface and ecs:Describe* to this identity in RAM. Credentials used: environment ({keyVariable}), key id AKID…0001.",
      "[READ_FAILED]",
    ],
  },
];
