// Searches credentials for Zenlayer: the environment, then the stack's configuration. The first complete set
// wins: an access key, or a token that takes its place.
import type { CredentialSource, Credentials } from "../../http/credentials.ts";
import { fixedCredentials } from "../../http/credentials.ts";
import { halfSet, told } from "../half-keys.ts";
import type { CredentialSearch, Surroundings } from "../vendor.ts";

/** Terraform's spelling, the zeno command's, and that of the Go SDK's examples; a set must be complete under one of them. */
const spellings = [
  { id: "ZENLAYERCLOUD_ACCESS_KEY_ID", secret: "ZENLAYERCLOUD_ACCESS_KEY_PASSWORD" },
  { id: "ZENLAYER_ACCESS_KEY_ID", secret: "ZENLAYER_ACCESS_KEY_SECRET" },
  { id: "ZENLAYERCLOUD_SECRET_KEY_ID", secret: "ZENLAYERCLOUD_SECRET_KEY_PASSWORD" },
] as const;
const tokenVariable = "ZENLAYER_TOKEN";
const keys = {
  id: "zenlayer:accessKeyId",
  secret: "zenlayer:accessKeyPassword",
  token: "zenlayer:token",
} as const;

const places = [
  `environment (${spellings.map(({ id, secret }) => `${id} with ${secret}`).join(", or ")}, or ${tokenVariable})`,
  `stack configuration (${keys.id} with ${keys.secret}, or ${keys.token})`,
] as const;

export async function findCredentials({ environment, configuration }: Surroundings): Promise<CredentialSearch> {
  const look = (name: string) => environment[name];
  const source =
    spellings
      .map(({ id, secret }) => found("environment", id, accessKey(look(id), look(secret))))
      .find((one) => one !== undefined) ??
    found("environment", tokenVariable, token(look(tokenVariable))) ??
    found("stack configuration", keys.id, accessKey(configuration(keys.id), configuration(keys.secret))) ??
    found("stack configuration", keys.token, token(configuration(keys.token)));
  const halves = [
    halfSet(
      look,
      spellings.map(({ id, secret }) => [id, secret]),
    ),
    halfSet(configuration, [[keys.id, keys.secret]]),
  ];
  return { source, ...told(places.map((place, at) => [place, halves[at]])) };
}

function accessKey(keyId: string | undefined, secret: string | undefined): Credentials | undefined {
  return keyId && secret ? { keyId, secret } : undefined;
}

function token(bearer: string | undefined): Credentials | undefined {
  return bearer ? { keyId: "", secret: "", bearer } : undefined;
}

function found(where: string, name: string, credentials: Credentials | undefined): CredentialSource | undefined {
  return credentials && fixedCredentials(`${where} (${name})`, credentials);
}
