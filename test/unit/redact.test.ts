// Nothing that leaves the package holds a credential or a signature, not even what the vendor echoes.
import { describe, expect, test } from "@jest/globals";
import { describeCredentials } from "../../provider/http/credentials.ts";
import { quoteVendor } from "../../provider/http/no-answer.ts";
import { maskKeyId, redact } from "../../provider/http/redact.ts";
import { escape } from "../../provider/vendors/alicloud-ecs/sign.ts";

const keyId = "LTAIEXAMPLEKEYID0001";
const secret = "ExampleSecret0000000000000001";
const token = "CAISexample/Token+With=Signs==0123456789";
const sensitive = { keyIds: [keyId], secrets: [secret, token] };

test.each([
  ["LTAIEXAMPLEKEYID0001", "LTAI…0001"],
  ["STS.NT1exampleexample9", "STS.…ple9"],
  ["123456789012", "1234…9012"],
  ["short-key", "sh…"],
  ["ab", "ab…"],
  ["", "…"],
])("a key id %j is shown as %j", (id, masked) => expect(maskKeyId(id)).toBe(masked));

test("where credentials were found is said with the masked key id alone", () => {
  expect(describeCredentials("environment (ALICLOUD_ACCESS_KEY)", keyId)).toBe(
    "environment (ALICLOUD_ACCESS_KEY), key id LTAI…0001",
  );
});

describe("messages of SignatureDoesNotMatch", () => {
  const signature = "dd2cf2e6e8f453260037ded899897b4fdde64212cf0ac3c206f7b5f6e838ee63";
  const acs3 =
    "Specified signature is not matched with our calculation. server StringToSign is: [ACS3-HMAC-SHA256\neef1b294] server CanonicalRequest is: " +
    `[POST\n/\nInstanceId=i-1\nhost:ecs.aliyuncs.com\nx-acs-accesskey-id:${keyId}\nx-acs-security-token:${token}\nx-acs-signature-nonce:d410180a5abf7fe2\n` +
    `Authorization: ACS3-HMAC-SHA256 Credential=${keyId},SignedHeaders=host,Signature=${signature}]`;
  const v1Canonical = `AccessKeyId=${escape(keyId)}&Action=DetachNetworkInterface&InstanceId=i-1&SecurityToken=${escape(token)}&SignatureMethod=HMAC-SHA1`;
  const v1 = `Specified signature is not matched with our calculation. server string to sign is:POST&%2F&${escape(v1Canonical)}`;

  test.each([
    ["ACS3", acs3],
    ["RPC v1, where values are escaped twice", v1],
  ])("%s: no token, no secret, no signature, and the key id masked", (_what, message) => {
    const clean = redact(`${message} (secret was ${secret})`, sensitive);
    for (const hidden of [keyId, secret, token, escape(token), escape(escape(token)), signature, "CAISexample"])
      expect(clean).not.toContain(hidden);
    expect(clean).toContain("LTAI…0001");
    expect(clean).toContain("[redacted]");
    // What helps to find the fault stays.
    expect(clean).toContain("i-1");
    expect(clean).toContain("Specified signature is not matched with our calculation");
  });

  test("the nonce is no secret, and stays", () => {
    expect(redact(acs3, sensitive)).toContain("x-acs-signature-nonce:d410180a5abf7fe2");
  });
});

test.each([
  ["Signature=03T1wd9sLzdTuULfN7g8L0fQM4M%3D&x=1", "Signature=[redacted]&x=1"],
  ['"Signature": "03T1wd9sLzdTuULfN7g8L0fQM4M="', '"Signature": "[redacted]"'],
  ["Signature%3D03T1wd9sLzdTuULfN7g8L0fQM4M", "Signature%3D[redacted]"],
  ["signature: abcdefghijklmnopqrstuvwxyz", "signature: [redacted]"],
  ["SignatureMethod=HMAC-SHA1", "SignatureMethod=HMAC-SHA1"],
  ["Signature=short", "Signature=short"],
])("a signature is taken out wherever it came from: %s", (text, clean) =>
  expect(redact(text, { keyIds: [], secrets: [] })).toBe(clean),
);

test("every occurrence goes, and empty values do not touch the text", () => {
  expect(redact(`${secret} ${secret} ${keyId}${keyId}`, sensitive)).toBe("[redacted] [redacted] LTAI…0001LTAI…0001");
  expect(redact("nothing here", { keyIds: [""], secrets: ["", ""] })).toBe("nothing here");
  expect(redact("a.c abc", { keyIds: [], secrets: ["a.c"] })).toBe("[redacted] abc");
});

test("half a surrogate pair in a secret hides nothing and stops nothing", () => {
  const broken = "abc\ud800def";
  expect(redact(`${broken} ${escape(broken)}`, { keyIds: [], secrets: [broken] })).toBe("[redacted] [redacted]");
});

test("a secret that the token begins with does not uncover the rest of the token", () => {
  expect(redact("token abcdef-rest", { keyIds: [], secrets: ["abcdef", "abcdef-rest"] })).not.toContain("rest");
});

test("the vendor's words are quoted with action and request id, without a doubled full stop", () => {
  const words = { action: "Attach", code: "Code.X", message: "It is full.", requestId: "R-1", status: 403 };
  expect(quoteVendor(words)).toBe("Code.X: It is full (Attach, request R-1)");
  expect(quoteVendor({ ...words, message: "no. ", requestId: undefined })).toBe("Code.X: no (Attach, no request id)");
});
