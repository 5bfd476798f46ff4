// Certificates made on the spot, signed by themselves: what a server shows that a client has no reason to trust, or that
// has expired, or is another host's. Written in DER by hand, since node makes none.
import { generateKeyPairSync, sign } from "node:crypto";

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

export interface CertificateParts {
  /** IP addresses that it is for. */
  readonly addresses: readonly string[];
  readonly from?: Date;
  readonly until?: Date;
}

const day = 86_400_000;

export function selfSigned({ addresses, from, until }: CertificateParts): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const ecdsaWithSha256 = der(0x30, oid([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]));
  const name = der(0x30, der(0x31, der(0x30, oid([0x55, 0x04, 0x03]), der(0x0c, Buffer.from("local test")))));
  const validity = der(0x30, time(from ?? new Date(Date.now() - day)), time(until ?? new Date(Date.now() + day)));
  const subjectAltName = der(0x30, ...addresses.map((ip) => der(0x87, Buffer.from(ip.split(".").map(Number)))));
  const isAuthority = der(0x30, der(0x01, Buffer.from([0xff])));
  const extensions = der(
    0xa3,
    der(0x30, extension([0x55, 0x1d, 0x11], subjectAltName), extension([0x55, 0x1d, 0x13], isAuthority)),
  );
  const body = der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    ecdsaWithSha256,
    name,
    validity,
    name,
    publicKey.export({ type: "spki", format: "der" }),
    extensions,
  );
  const signature = sign("sha256", body, privateKey);
  const whole = der(0x30, body, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature));
  const lines = whole.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
    cert: ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n"),
  };
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const oid = (bytes: readonly number[]): Buffer => der(0x06, Buffer.from(bytes));

const extension = (id: readonly number[], value: Buffer): Buffer => der(0x30, oid(id), der(0x04, value));

/** `20260115120000Z` */
const time = (date: Date): Buffer =>
  der(0x18, Buffer.from(`${date.toISOString().replaceAll(/\D/g, "").slice(0, 14)}Z`));
