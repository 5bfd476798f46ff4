// Searches credentials for Alibaba Cloud: environment, stack configuration, then the places of the default chain of the vendor's
// library, in its order.
import { access, constants } from "node:fs/promises";
import { join } from "node:path";
import type * as credentialsLibrary from "@alicloud/credentials";
import { isFileError } from "../../file-error.ts";
import type { CredentialSource, Credentials, RenewedFrom } from "../../http/credentials.ts";
import { fixedCredentials, renewedCredentials } from "../../http/credentials.ts";
import type { MetadataAccess } from "../../http/metadata-service.ts";
import { roleSource } from "../../http/metadata-service.ts";
import { homeFolder } from "../home-folder.ts";
import { isOn } from "../switches.ts";
import type { CredentialSearch, Surroundings } from "../vendor.ts";
import { roleCredentials } from "./instance-role.ts";

/** Terraform's and Pulumi's spelling, the vendor SDKs', and the old one; a set must be complete under one spelling. */
const spellings = [
  { id: "ALICLOUD_ACCESS_KEY", secret: "ALICLOUD_SECRET_KEY", token: "ALICLOUD_SECURITY_TOKEN" },
  {
    id: "ALIBABA_CLOUD_ACCESS_KEY_ID",
    secret: "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
    token: "ALIBABA_CLOUD_SECURITY_TOKEN",
  },
  { id: "ALIBABACLOUD_ACCESS_KEY_ID", secret: "ALIBABACLOUD_ACCESS_KEY_SECRET", token: "ALIBABACLOUD_SECURITY_TOKEN" },
] as const;

const places = [
  `environment (${spellings.map(({ id }) => id).join(", ")}; each with its secret)`,
  "stack configuration (alicloud:accessKey with alicloud:secretKey, or alicloud:profile)",
  "OIDC role (ALIBABA_CLOUD_ROLE_ARN)",
  "CLI profile (~/.aliyun/config.json)",
  "credentials file (~/.alibabacloud/credentials)",
  "ECS RAM role",
  "credentials URI (ALIBABA_CLOUD_CREDENTIALS_URI)",
] as const;

/** Turns the profiles of the vendor's command line off. */
const profileSwitch = "ALIBABA_CLOUD_CLI_PROFILE_DISABLED";

type Library = Omit<typeof credentialsLibrary, "default">;
type Open = (library: Library) => LibraryProvider;

/** What every provider of the vendor's library has. */
interface LibraryProvider {
  getCredentials(): Promise<{
    accessKeyId: string;
    accessKeySecret: string;
    securityToken?: string;
  }>;
}

export async function findCredentials(outside: Surroundings, metadata: MetadataAccess): Promise<CredentialSearch> {
  const { environment, configuration } = outside;
  const fromEnvironment = environmentCredentials(environment);
  if (fromEnvironment) return { source: fromEnvironment, places };
  const keyId = configuration("alicloud:accessKey");
  const secret = configuration("alicloud:secretKey");
  if (keyId && secret) {
    const token = configuration("alicloud:securityToken");
    const credentials = { keyId, secret, ...(token ? { token } : {}) };
    return { source: fixedCredentials("stack configuration (alicloud:accessKey)", credentials), places };
  }
  const profile = configuration("alicloud:profile");
  if (profile) {
    const open: Open = ({ CLIProfileCredentialsProvider }) =>
      CLIProfileCredentialsProvider.builder().withProfileName(profile).build();
    const where = `profile "${profile}" of ~/.aliyun/config.json (stack configuration alicloud:profile)`;
    const off = isOn(environment[profileSwitch]);
    const looked = off ? `${where}, which ${profileSwitch} turns off` : where;
    const source = off ? undefined : await librarySource(open, { found: where }, metadata);
    return { source, places: [...places.slice(0, 2), looked] };
  }
  for (const look of chain(environment, metadata)) {
    const source = await look();
    if (source) return { source, places };
  }
  return { source: undefined, places };
}

type Look = () => Promise<CredentialSource | undefined>;

/**
 * The places after the stack's configuration. The library's DefaultCredentialsProvider is not used: without a credentials URI it
 * sends a request to the host `undefined`. The library reads the environment and home folder of its process, so it is asked only
 * for places that the environment passed in names.
 */
function chain(environment: Surroundings["environment"], metadata: MetadataAccess): Look[] {
  const home = homeFolder(environment);
  const atHome = (...path: string[]) => (home === undefined ? undefined : join(home, ...path));
  const file = environment["ALIBABA_CLOUD_CREDENTIALS_FILE"] || atHome(".alibabacloud", "credentials");
  const uri = environment["ALIBABA_CLOUD_CREDENTIALS_URI"];
  const hasProfiles = () => !isOn(environment[profileSwitch]) && isThere(atHome(".aliyun", "config.json"));
  const which = [home, file, uri, environment["ALIBABA_CLOUD_PROFILE"], environment["ALIBABA_CLOUD_ROLE_ARN"]];
  const ofLibrary = (found: string, isNamed: () => boolean | Promise<boolean>, open: Open): Look => {
    return async () => ((await isNamed()) ? librarySource(open, { found, which }, metadata) : undefined);
  };
  return [
    ofLibrary(
      "OIDC role (ALIBABA_CLOUD_ROLE_ARN)",
      () => Boolean(environment["ALIBABA_CLOUD_ROLE_ARN"]),
      (library) => library.OIDCRoleArnCredentialsProvider.builder().build(),
    ),
    ofLibrary("CLI profile (~/.aliyun/config.json)", hasProfiles, (library) =>
      library.CLIProfileCredentialsProvider.builder().build(),
    ),
    ofLibrary(
      "credentials file (~/.alibabacloud/credentials)",
      () => isThere(file),
      (library) => library.ProfileCredentialsProvider.builder().build(),
    ),
    () => {
      const role = { found: "ECS RAM role (instance metadata)", which: [environment["ALIBABA_CLOUD_ECS_METADATA"]] };
      return roleSource(role, roleCredentials(environment, metadata), metadata.clock);
    },
    ofLibrary(
      "credentials URI (ALIBABA_CLOUD_CREDENTIALS_URI)",
      () => Boolean(uri),
      (library) =>
        library.URICredentialsProvider.builder()
          .withCredentialsURI(uri ?? "")
          .build(),
    ),
  ];
}

/** False without a path, and also for a file that this user cannot read: the library could not read it either. */
async function isThere(path: string | undefined): Promise<boolean> {
  if (path === undefined) return false;
  try {
    await access(path, constants.R_OK);
    return true;
  } catch (error) {
    if (isFileError(error)) return false;
    throw error;
  }
}
function environmentCredentials(environment: Surroundings["environment"]): CredentialSource | undefined {
  for (const spelling of spellings) {
    const keyId = environment[spelling.id];
    const secret = environment[spelling.secret];
    if (!keyId || !secret) continue;
    const token = environment[spelling.token];
    return fixedCredentials(`environment (${spelling.id})`, { keyId, secret, ...(token ? { token } : {}) });
  }
  return undefined;
}

async function librarySource(
  open: Open,
  from: RenewedFrom,
  { clock }: MetadataAccess,
): Promise<CredentialSource | undefined> {
  // Loaded only when it is needed: most runs find their key before, and the library takes a while to load.
  const { default: library } = await import("@alicloud/credentials");
  try {
    const provider = open(library);
    const get = async (): Promise<Credentials> => {
      const { accessKeyId, accessKeySecret, securityToken } = await provider.getCredentials();
      return { keyId: accessKeyId, secret: accessKeySecret, ...(securityToken ? { token: securityToken } : {}) };
    };
    await get();
    return renewedCredentials(from, get, clock);
  } catch {
    // The library's providers throw plain errors, the same for "there are none" as for any other trouble. The next place may have
    // credentials, and the error of having none names all places.
    return undefined;
  }
}
