// Searches credentials for Alibaba Cloud: environment, stack configuration, then the places of the default chain of the vendor's
// library, @alicloud/credentials, in its order. The library itself has its own HTTP client and clock, and knows no proxy and no cancelling.
import { readFile } from "node:fs/promises";
import { isFileError } from "../../file-error.ts";
import type { CredentialSource } from "../../http/credentials.ts";
import { fixedCredentials, renewedCredentials } from "../../http/credentials.ts";
import type { MetadataAccess } from "../../http/metadata-service.ts";
import { NoCredentials } from "../../http/temporary-credentials.ts";
import type { LookedAt } from "../half-keys.ts";
import { halfSet, told } from "../half-keys.ts";
import type { PlaceWords } from "../configuration-words.ts";
import { configurationWords } from "../configuration-words.ts";
import { atHome, homeFolder } from "../home-folder.ts";
import { isOn } from "../switches.ts";
import type { CredentialSearch, Surroundings } from "../vendor.ts";
import { roleCredentials } from "./instance-role.ts";
import { profileKeys } from "./keys/cli-profile.ts";
import { fileKeys } from "./keys/credentials-file.ts";
import type { Keys, Outside } from "./keys/expiring-keys.ts";
import { oidcRole } from "./keys/sts.ts";
import { uriKeys } from "./keys/uri.ts";

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

/** The first places, each with the reason why it gives no key, if there is one. Keys that were given win over the environment. */
function firstPlaces(outside: Surroundings, isGiven: boolean): LookedAt[] {
  const { environment, configuration } = outside;
  const words = configurationWords(outside);
  const ofEnvironment = halfSet(
    (name) => environment[name],
    spellings.map(({ id, secret }) => [id, secret]),
  );
  const configured: LookedAt = [
    words.place("alicloud:accessKey with alicloud:secretKey, or alicloud:profile"),
    halfSet(configuration, [["alicloud:accessKey", "alicloud:secretKey"]], words.key),
  ];
  if (isGiven) return [configured];
  return [
    [`environment (${spellings.map(({ id }) => id).join(", ")}; each with its secret)`, ofEnvironment],
    configured,
  ];
}

/** Turns the profiles of the vendor's command line off. */
const profileSwitch = "ALIBABA_CLOUD_CLI_PROFILE_DISABLED";

/** What tells two sources of one place from each other: for which role or profile, and in which file or at which address. */
const tellingApart = [
  "ALIBABA_CLOUD_CREDENTIALS_FILE",
  "ALIBABA_CLOUD_CREDENTIALS_URI",
  "ALIBABA_CLOUD_PROFILE",
  "ALIBABA_CLOUD_ROLE_ARN",
  "ALIBABA_CLOUD_ECS_METADATA",
] as const;

/** A place after the stack's configuration. */
interface Place {
  /** In the list of places. */
  readonly name: string;
  /** As in CredentialSource. Default: `name`. */
  readonly found?: string;
  /** True: that it gives no keys is usual, and its name stands without a reason. */
  readonly isQuiet?: true;
  /** Undefined where nothing is set up. Throws NoCredentials where something is, and gives no keys. */
  readonly open: () => Keys | undefined | Promise<Keys | undefined>;
}

export async function findCredentials(outside: Surroundings, access: MetadataAccess): Promise<CredentialSearch> {
  const { environment, configuration } = outside;
  const chain = chainOf({ environment, access });
  const words = configurationWords(outside);
  const isGiven = outside.isGiven?.("alicloud") ?? false;
  const looked = firstPlaces(outside, isGiven);
  const fixed = (isGiven ? undefined : environmentCredentials(environment)) ?? stackCredentials(outside, words);
  if (fixed) return searched(fixed, [...looked, ...chain.map(({ name }) => [name, undefined] as const)]);
  const profile = configuration("alicloud:profile");
  if (profile) {
    const { source, place } = await namedProfile(profile, words, { environment, access });
    return searched(source, [...looked, place]);
  }
  for (const [index, place] of chain.entries()) {
    const { source, why } = await lookInto(place, { environment, access });
    if (source)
      return searched(source, [...looked, ...chain.slice(index).map(({ name }) => [name, undefined] as const)]);
    looked.push([place.name, place.isQuiet ? undefined : why]);
  }
  return searched(undefined, looked);
}

function searched(source: CredentialSource | undefined, looked: readonly LookedAt[]): CredentialSearch {
  return { source, ...told(looked) };
}

/** The profile that the configuration names: nothing further is looked for. */
async function namedProfile(
  profile: string,
  words: PlaceWords,
  outside: Outside,
): Promise<{ source: CredentialSource | undefined; place: LookedAt }> {
  const name = `profile "${profile}" of ~/.aliyun/config.json (${words.place("alicloud:profile").replace(/[()]/g, "")})`;
  if (isOn(outside.environment[profileSwitch]))
    return { source: undefined, place: [name, `${profileSwitch} turns it off`] };
  const { source, why } = await lookInto({ name, open: () => cliProfile(outside, profile) }, outside);
  return { source, place: [name, why ?? (source ? undefined : "that file does not exist")] };
}

function chainOf(outside: Outside): Place[] {
  const { environment, access } = outside;
  const uri = environment["ALIBABA_CLOUD_CREDENTIALS_URI"];
  const profile = environment["ALIBABA_CLOUD_PROFILE"];
  return [
    {
      name: "OIDC role (ALIBABA_CLOUD_ROLE_ARN)",
      open: () => (environment["ALIBABA_CLOUD_ROLE_ARN"] ? oidcRole({}, outside) : undefined),
    },
    {
      name: "CLI profile (~/.aliyun/config.json)",
      open: () => (isOn(environment[profileSwitch]) ? undefined : cliProfile(outside, profile)),
    },
    {
      name: "credentials file (~/.alibabacloud/credentials)",
      open: async () => {
        const path =
          environment["ALIBABA_CLOUD_CREDENTIALS_FILE"] || atHome(environment, ".alibabacloud", "credentials");
        const text = await textOf(path);
        return text === undefined ? undefined : fileKeys(text, profile || "default", outside);
      },
    },
    {
      name: "ECS RAM role",
      found: "ECS RAM role (instance metadata)",
      // Away from an instance there is none.
      isQuiet: true,
      open: () => roleCredentials(environment, access),
    },
    {
      name: "credentials URI (ALIBABA_CLOUD_CREDENTIALS_URI)",
      open: () => (uri ? uriKeys(uri, outside) : undefined),
    },
  ];
}

async function cliProfile(outside: Outside, name: string | undefined): Promise<Keys | undefined> {
  const text = await textOf(atHome(outside.environment, ".aliyun", "config.json"));
  return text === undefined ? undefined : profileKeys(text, name, outside);
}

/** The source of a place, or why it gives no keys though it is set up. */
async function lookInto(
  { name, found = name, open }: Place,
  { environment, access }: Outside,
): Promise<{ readonly source?: CredentialSource; readonly why?: string }> {
  try {
    const keys = await open();
    if (keys === undefined) return {};
    if (typeof keys !== "function") return { source: fixedCredentials(found, keys) };
    await keys();
    const which = [homeFolder(environment), ...tellingApart.map((variable) => environment[variable])];
    return { source: renewedCredentials({ found, which }, keys, access.clock) };
  } catch (error) {
    if (error instanceof NoCredentials) return { why: error.message };
    throw error;
  }
}

/** Undefined without a path, and for a file that is not there. @throws NoCredentials for one that this user cannot read. */
async function textOf(path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (!isFileError(error)) throw error;
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw new NoCredentials(`it cannot be read (${error.code})`);
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

function stackCredentials({ configuration }: Surroundings, words: PlaceWords): CredentialSource | undefined {
  const keyId = configuration("alicloud:accessKey");
  const secret = configuration("alicloud:secretKey");
  if (!keyId || !secret) return undefined;
  const token = configuration("alicloud:securityToken");
  const credentials = { keyId, secret, ...(token ? { token } : {}) };
  return fixedCredentials(words.place("alicloud:accessKey"), credentials);
}
