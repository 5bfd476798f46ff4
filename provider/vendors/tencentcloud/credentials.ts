// Searches credentials for Tencent Cloud: environment, stack configuration, the files of tccli and of the
// SDKs, and the role of the instance that this runs on.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { isFileError } from "../../file-error.ts";
import type { Credentials } from "../../http/credentials.ts";
import { fixedCredentials } from "../../http/credentials.ts";
import type { MetadataAccess } from "../../http/metadata-service.ts";
import { roleSource } from "../../http/metadata-service.ts";
import { homeFolder } from "../home-folder.ts";
import type { CredentialSearch, Surroundings } from "../vendor.ts";
import { roleCredentials } from "./instance-role.ts";

/** tccli, the SDKs and the Terraform provider agree on key and secret, and differ on the token's name. */
const tokens = ["TENCENTCLOUD_TOKEN", "TENCENTCLOUD_SECURITY_TOKEN"] as const;

export async function findCredentials(outside: Surroundings, access: MetadataAccess): Promise<CredentialSearch> {
  const { environment, configuration } = outside;
  const places = [
    "environment (TENCENTCLOUD_SECRET_ID with TENCENTCLOUD_SECRET_KEY)",
    "stack configuration (tencentcloud:secretId with tencentcloud:secretKey)",
  ];
  const fromEnvironment = complete(
    environment["TENCENTCLOUD_SECRET_ID"],
    environment["TENCENTCLOUD_SECRET_KEY"],
    tokens.map((name) => environment[name]).find(Boolean),
  );
  if (fromEnvironment)
    return { source: fixedCredentials("environment (TENCENTCLOUD_SECRET_ID)", fromEnvironment), places };
  const fromStack = complete(
    configuration("tencentcloud:secretId"),
    configuration("tencentcloud:secretKey"),
    configuration("tencentcloud:securityToken"),
  );
  if (fromStack) return { source: fixedCredentials("stack configuration (tencentcloud:secretId)", fromStack), places };
  for (const { place, path, parse } of files(environment)) {
    places.push(place);
    const found = path === undefined ? undefined : await read(path, parse);
    if (found) return { source: fixedCredentials(place, found), places };
  }
  const { TENCENTCLOUD_METADATA_URL: url, TENCENTCLOUD_CAM_ROLE_NAME: name } = environment;
  const role = { found: "CVM role (instance metadata)", which: [url, name] };
  places.push(role.found);
  return { source: await roleSource(role, roleCredentials(environment, access), access.clock), places };
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
  readonly parse: (text: string) => Credentials | undefined | Promise<Credentials | undefined>;
}

function files(environment: Surroundings["environment"]): CredentialFile[] {
  const home = homeFolder(environment);
  const atHome = (...path: string[]) => (home === undefined ? undefined : join(home, ...path));
  const profile = environment["TCCLI_PROFILE"] ?? environment["TENCENTCLOUD_PROFILE"] ?? "default";
  const shared = environment["TENCENTCLOUD_CREDENTIALS_FILE"];
  const ini = shared ? [shared] : [atHome(".tencentcloud", "credentials"), "/etc/tencentcloud/credentials"];
  const shown = (path: string | undefined) =>
    path === undefined ? "no home folder" : home === undefined ? path : path.replace(home, "~");
  const cli = atHome(".tccli", `${profile}.credential`);
  return [
    { place: `tccli profile (${shown(cli)})`, path: cli, parse: parseTccli },
    ...ini.map((path) => ({ place: `credentials file (${shown(path)})`, path, parse: parseIni })),
  ];
}

async function read(path: string, parse: CredentialFile["parse"]): Promise<Credentials | undefined> {
  try {
    return await parse(await readFile(path, "utf8"));
  } catch (error) {
    // The file is missing, unreadable or of another form. The next place may have credentials; if none has, the error names all.
    if (isFileError(error) || error instanceof SyntaxError || error instanceof z.ZodError) return undefined;
    throw error;
  }
}

const tccliFile = z.looseObject({
  secretId: z.string().optional(),
  secretKey: z.string().optional(),
  token: z.string().nullish(),
});

/** `~/.tccli/<profile>.credential`, JSON. */
function parseTccli(text: string): Credentials | undefined {
  const { secretId, secretKey, token } = tccliFile.parse(JSON.parse(text));
  return complete(secretId, secretKey, token ?? undefined);
}

const sharedFile = z.looseObject({
  default: z.looseObject({
    secret_id: z.string().optional(),
    secret_key: z.string().optional(),
    token: z.string().optional(),
  }),
});

/** `~/.tencentcloud/credentials`, INI with a section `[default]`, read as the vendor's SDK for Node reads it. */
async function parseIni(text: string): Promise<Credentials | undefined> {
  // Loaded only here: most runs find their key earlier.
  const { parse } = await import("ini");
  const { secret_id, secret_key, token } = sharedFile.parse(parse(text)).default;
  return complete(secret_id, secret_key, token);
}
