// Where credentials for Alibaba Cloud are looked for: the environment, the stack's configuration, then the providers of the
// vendor's own library, in the order of its default chain.
import type * as credentialsLibrary from "@alicloud/credentials";
import type { CredentialSource, Credentials } from "../../http/credentials.ts";
import { fixedCredentials, renewedCredentials } from "../../http/credentials.ts";
import type { CredentialSearch, Surroundings } from "../vendor.ts";

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

/** What every provider of the vendor's library has. */
interface LibraryProvider {
  getCredentials(): Promise<{
    accessKeyId: string;
    accessKeySecret: string;
    securityToken?: string;
  }>;
}

export async function findCredentials({ environment, configuration }: Surroundings): Promise<CredentialSearch> {
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
    const { default: library } = await import("@alicloud/credentials");
    const open = () => library.CLIProfileCredentialsProvider.builder().withProfileName(profile).build();
    const where = `profile "${profile}" of ~/.aliyun/config.json (stack configuration alicloud:profile)`;
    // The library throws for whoever asks for a profile then.
    const off = environment["ALIBABA_CLOUD_CLI_PROFILE_DISABLED"]?.toLowerCase() === "true";
    const looked = off ? `${where}, which ALIBABA_CLOUD_CLI_PROFILE_DISABLED turns off` : where;
    return { source: await librarySource(open, where), places: [...places.slice(0, 2), looked] };
  }
  // Loaded only when it is needed: most runs find their key before, and the library takes a while to load.
  const { default: library } = await import("@alicloud/credentials");
  for (const [where, open] of chain(library, environment)) {
    const source = await librarySource(open, where);
    if (source) return { source, places };
  }
  return { source: undefined, places };
}

type Library = Omit<typeof credentialsLibrary, "default">;

/** Not the library's DefaultCredentialsProvider: without a credentials URI it sends a request to the host `undefined`. */
function chain(library: Library, environment: Surroundings["environment"]): [string, () => LibraryProvider][] {
  const role = environment["ALIBABA_CLOUD_ECS_METADATA"];
  const uri = environment["ALIBABA_CLOUD_CREDENTIALS_URI"];
  const ecs = library.ECSRAMRoleCredentialsProvider.builder();
  return [
    ["OIDC role (ALIBABA_CLOUD_ROLE_ARN)", () => library.OIDCRoleArnCredentialsProvider.builder().build()],
    ["CLI profile (~/.aliyun/config.json)", () => library.CLIProfileCredentialsProvider.builder().build()],
    ["credentials file (~/.alibabacloud/credentials)", () => library.ProfileCredentialsProvider.builder().build()],
    ["ECS RAM role (instance metadata)", () => (role ? ecs.withRoleName(role) : ecs).build()],
    ...(uri ? [credentialsUri(library, uri)] : []),
  ];
}

function credentialsUri(library: Library, uri: string): [string, () => LibraryProvider] {
  const open = () => library.URICredentialsProvider.builder().withCredentialsURI(uri).build();
  return ["credentials URI (ALIBABA_CLOUD_CREDENTIALS_URI)", open];
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

async function librarySource(open: () => LibraryProvider, where: string): Promise<CredentialSource | undefined> {
  try {
    const provider = open();
    const get = async (): Promise<Credentials> => {
      const { accessKeyId, accessKeySecret, securityToken } = await provider.getCredentials();
      return { keyId: accessKeyId, secret: accessKeySecret, ...(securityToken ? { token: securityToken } : {}) };
    };
    await get();
    return renewedCredentials(where, get);
  } catch {
    // The library's providers throw plain errors, the same for "there are none" as for any other trouble. The next place may have
    // credentials, and the error of having none names all places.
    return undefined;
  }
}
