// Where credentials for Alibaba Cloud are looked for: the environment, the stack's configuration, then the default chain
// of the vendor's own library (OIDC, CLI profile, credentials file, ECS RAM role, credentials URI).
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
    providerName?: string;
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
  return { source: await librarySource(() => library.DefaultCredentialsProvider.builder().build(), undefined), places };
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

/** The library's names of its providers, in words. */
const libraryPlaces: Readonly<Record<string, string>> = {
  oidc_role_arn: "OIDC role (ALIBABA_CLOUD_ROLE_ARN)",
  cli_profile: "CLI profile (~/.aliyun/config.json)",
  profile: "credentials file (~/.alibabacloud/credentials)",
  ecs_ram_role: "ECS RAM role (instance metadata)",
  credential_uri: "credentials URI (ALIBABA_CLOUD_CREDENTIALS_URI)",
};

async function librarySource(
  open: () => LibraryProvider,
  where: string | undefined,
): Promise<CredentialSource | undefined> {
  let provider: LibraryProvider;
  const get = async (): Promise<Credentials> => {
    const found = await provider.getCredentials();
    return {
      keyId: found.accessKeyId,
      secret: found.accessKeySecret,
      ...(found.securityToken ? { token: found.securityToken } : {}),
    };
  };
  try {
    provider = open();
    // The library throws when no provider has any; what it says is a list of its own failures, which the caller's list
    // of places replaces.
    const { providerName = "" } = await provider.getCredentials();
    const name = providerName.split("/").find((part) => Object.hasOwn(libraryPlaces, part)) ?? "";
    return renewedCredentials(
      where ?? libraryPlaces[name] ?? `default chain of @alicloud/credentials (${providerName})`,
      get,
    );
  } catch {
    return undefined;
  }
}
