// Searches credentials for Tencent Cloud: environment, stack configuration, the files of tccli and of the
// SDKs, and the role of the instance that this runs on.
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { isFileError } from "../../file-error.ts";
import type { Credentials, CredentialSource } from "../../http/credentials.ts";
import { fixedCredentials } from "../../http/credentials.ts";
import type { MetadataAccess } from "../../http/metadata-service.ts";
import { roleSource } from "../../http/metadata-service.ts";
import { NoCredentials } from "../../http/temporary-credentials.ts";
import { parseJson } from "../../json.ts";
import type { LookedAt } from "../half-keys.ts";
import { halfSet, told } from "../half-keys.ts";
import { configurationWords } from "../configuration-words.ts";
import { atHome, homeFolder } from "../home-folder.ts";
import type { CredentialSearch, Surroundings } from "../vendor.ts";
import { roleCredentials } from "./instance-role.ts";

/** tccli, the SDKs and the Terraform provider agree on key and secret, and differ on the token's name. */
const tokens = ["TENCENTCLOUD_TOKEN", "TENCENTCLOUD_SECURITY_TOKEN"] as const;

export async function findCredentials(outside: Surroundings, access: MetadataAccess): Promise<CredentialSearch> {
  const { environment, configuration } = outside;
  const inEnvironment: LookedAt = [
    "environment (TENCENTCLOUD_SECRET_ID with TENCENTCLOUD_SECRET_KEY)",
    halfSet((name) => environment[name], [["TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY"]]),
  ];
  const words = configurationWords(outside);
  const configured: LookedAt = [
    words.place("tencentcloud:secretId with tencentcloud:secretKey"),
    halfSet(configuration, [["tencentcloud:secretId", "tencentcloud:secretKey"]], words.key),
  ];
  const profile = configuration("tencentcloud:profile");
  const places = new Map<string, string | undefined>([
    ...(isGiven(outside) ? [] : [inEnvironment]),
    configured,
    ...filesOf(environment, profile).map(({ place }) => [place, undefined] as const),
    ...(profile ? [] : [[roleName, undefined] as const]),
  ]);
  const source = await firstSource(outside, access, (place, why) => places.set(place, why));
  return { source, ...told([...places]) };
}

const isGiven = (outside: Surroundings): boolean => outside.isGiven?.("tencentcloud") ?? false;

const roleName = "CVM role (instance metadata)";

/** @param gaveNone is told of a place that is set up and gives no key. */
async function firstSource(
  outside: Surroundings,
  access: MetadataAccess,
  gaveNone: (place: string, why: string) => void,
): Promise<CredentialSource | undefined> {
  const { environment, configuration } = outside;
  const fromEnvironment = isGiven(outside)
    ? undefined
    : complete(
        environment["TENCENTCLOUD_SECRET_ID"],
        environment["TENCENTCLOUD_SECRET_KEY"],
        tokens.map((name) => environment[name]).find(Boolean),
      );
  if (fromEnvironment) return fixedCredentials("environment (TENCENTCLOUD_SECRET_ID)", fromEnvironment);
  const fromStack = complete(
    configuration("tencentcloud:secretId"),
    configuration("tencentcloud:secretKey"),
    configuration("tencentcloud:securityToken"),
  );
  if (fromStack) return fixedCredentials(configurationWords(outside).place("tencentcloud:secretId"), fromStack);
  const profile = configuration("tencentcloud:profile");
  for (const { place, path, parse } of filesOf(environment, profile)) {
    const { found, why } = path === undefined ? {} : await read(path, parse);
    if (found) return fixedCredentials(place, found);
    if (why !== undefined) gaveNone(place, why);
  }
  if (profile) return undefined;
  const { TENCENTCLOUD_METADATA_URL: url, TENCENTCLOUD_CAM_ROLE_NAME: name } = environment;
  return roleSource({ found: roleName, which: [url, name] }, roleCredentials(environment, access), access.clock);
}

function complete(
  keyId: string | undefined,
  secret: string | undefined,
  token: string | undefined,
): Credentials | undefined {
  return keyId && secret ? { keyId, secret, ...(token ? { token } : {}) } : undefined;
}

interface CredentialFile {
  readonly place: string;
  /** Undefined if there is no home folder. */
  readonly path: string | undefined;
  /** @throws NoCredentials, whose message says what is missing. */
  readonly parse: (text: string) => Credentials | Promise<Credentials>;
}

type Environment = Surroundings["environment"];

/** Who names a profile means that account, and no other. */
function filesOf(environment: Environment, profile: string | undefined): CredentialFile[] {
  if (profile) return [tccliProfile(environment, profile)];
  const shared = environment["TENCENTCLOUD_CREDENTIALS_FILE"];
  const ini = shared
    ? [shared]
    : [atHome(environment, ".tencentcloud", "credentials"), "/etc/tencentcloud/credentials"];
  return [
    tccliProfile(environment, environment["TCCLI_PROFILE"] ?? environment["TENCENTCLOUD_PROFILE"] ?? "default"),
    ...ini.map((path) => ({ place: `credentials file (${shown(environment, path)})`, path, parse: parseIni })),
  ];
}

function tccliProfile(environment: Environment, profile: string): CredentialFile {
  const path = atHome(environment, ".tccli", `${profile}.credential`);
  return { place: `tccli profile (${shown(environment, path)})`, path, parse: parseTccli };
}

function shown(environment: Environment, path: string | undefined): string {
  const home = homeFolder(environment);
  if (path === undefined) return "no home folder";
  return home === undefined ? path : path.replace(home, "~");
}

/** `found`: the key of the file. `why`: the reason why a file that exists gives none. */
async function read(
  path: string,
  parse: CredentialFile["parse"],
): Promise<{ readonly found?: Credentials; readonly why?: string }> {
  try {
    return { found: await parse(await readFile(path, "utf8")) };
  } catch (error) {
    if (error instanceof NoCredentials) return { why: error.message };
    if (!isFileError(error)) throw error;
    return error.code === "ENOENT" || error.code === "ENOTDIR" ? {} : { why: `it cannot be read (${error.code})` };
  }
}

/** An empty text is none. */
const text = z.string().optional();
const tccliFile = z.looseObject({ secretId: text, secretKey: text, token: z.string().nullish() });

/** `~/.tccli/<profile>.credential`, JSON. */
function parseTccli(contents: string): Credentials {
  const read = tccliFile.safeParse(parseJson(contents));
  if (!read.success) throw new NoCredentials("it is no JSON object with secretId and secretKey");
  const { secretId, secretKey, token } = read.data;
  return whole(["secretId", secretId], ["secretKey", secretKey], token ?? undefined);
}

const sharedFile = z.looseObject({ default: z.looseObject({ secret_id: text, secret_key: text, token: text }) });

/** `~/.tencentcloud/credentials`, INI with a section `[default]`, read as the vendor's SDK for Node reads it. */
async function parseIni(contents: string): Promise<Credentials> {
  // Loaded only here: most runs find their key earlier.
  const { parse } = await import("ini");
  const read = sharedFile.safeParse(parse(contents));
  if (!read.success) throw new NoCredentials("it has no section [default] with secret_id and secret_key");
  const { secret_id, secret_key, token } = read.data.default;
  return whole(["secret_id", secret_id], ["secret_key", secret_key], token);
}

type Part = readonly [name: string, value: string | undefined];

function whole([idName, keyId]: Part, [secretName, secret]: Part, token: string | undefined): Credentials {
  if (!keyId) throw new NoCredentials(`${idName} is missing`);
  if (!secret) throw new NoCredentials(`${secretName} is missing`);
  return { keyId, secret, ...(token ? { token } : {}) };
}
