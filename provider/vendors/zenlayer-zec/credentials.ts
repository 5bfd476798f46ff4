// Searches credentials for Zenlayer: the environment, then the stack's configuration. The first complete set
// wins: an access key, or a token that takes its place.
import type { CredentialSource, Credentials } from "../../http/credentials.ts";
import { fixedCredentials } from "../../http/credentials.ts";
import { configurationWords } from "../configuration-words.ts";
import type { LookedAt } from "../half-keys.ts";
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

const inEnvironment = `environment (${spellings.map(({ id, secret }) => `${id} with ${secret}`).join(", or ")}, or ${tokenVariable})`;

export async function findCredentials(outside: Surroundings): Promise<CredentialSearch> {
  const { environment, configuration } = outside;
  const words = configurationWords(outside);
  const isGiven = outside.isGiven?.("zenlayer") ?? false;
  const source =
    (isGiven ? undefined : fromEnvironment(environment)) ??
    found(words.place(keys.id), accessKey(configuration(keys.id), configuration(keys.secret))) ??
    found(words.place(keys.token), token(configuration(keys.token)));
  const ofEnvironment = halfSet(
    (name) => environment[name],
    spellings.map(({ id, secret }) => [id, secret]),
  );
  const configured: LookedAt = [
    words.place(`${keys.id} with ${keys.secret}, or ${keys.token}`),
    halfSet(configuration, [[keys.id, keys.secret]], words.key),
  ];
  return { source, ...told(isGiven ? [configured] : [[inEnvironment, ofEnvironment], configured]) };
}

function fromEnvironment(environment: Surroundings["environment"]): CredentialSource | undefined {
  const pairs = spellings.map(({ id, secret }) =>
    found(`environment (${id})`, accessKey(environment[id], environment[secret])),
  );
  const bearer = found(`environment (${tokenVariable})`, token(environment[tokenVariable]));
  return pairs.find((one) => one !== undefined) ?? bearer;
}

function accessKey(keyId: string | undefined, secret: string | undefined): Credentials | undefined {
  return keyId && secret ? { keyId, secret } : undefined;
}

function token(bearer: string | undefined): Credentials | undefined {
  return bearer ? { keyId: "", secret: "", bearer } : undefined;
}

function found(place: string, credentials: Credentials | undefined): CredentialSource | undefined {
  return credentials && fixedCredentials(place, credentials);
}
