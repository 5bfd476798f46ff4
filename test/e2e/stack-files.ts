// A stack of a file backend as it lies on the disk. What tests need of `pulumi stack init`, `stack export` and `config set` is read and
// written here, because each start of the engine takes seconds. stack.test.ts compares all three with the real commands.
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parse, stringify } from "yaml";

export const PASSPHRASE = "test";

/** What `stack init` makes of the passphrase; each stack gets another one, and any of them will do. */
const SALT = "v1:5zfldnn2HQ4=:v1:VYKLavdTmwi5Wa+g:ludrhBDb8dSlY5ab8LAcfIGnWuSMug==";

export interface StateResource {
  urn: string;
  type: string;
  id?: string;
  parent?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  initErrors?: string[];
  [field: string]: unknown;
}

export interface Deployment {
  secrets_providers?: unknown;
  resources?: StateResource[];
  pending_operations?: { type: string; resource: StateResource }[];
  [field: string]: unknown;
}

interface Checkpoint {
  version: number;
  checkpoint: { stack: string; latest?: Deployment };
}

export interface ExportedState {
  /** As it is on the disk or was printed, for a search for what must not be there. */
  text: string;
  resources: StateResource[];
  pendingOperations: { type: string; resource: StateResource }[];
}

/** Plain values, and secret ones as the engine has encrypted them. */
export type Configuration = Record<string, string | { secure: string }>;

interface Settings {
  encryptionsalt?: string;
  config?: Configuration;
}

export interface StackPlace {
  /** Of the backend. */
  readonly state: string;
  /** The project's folder. */
  readonly program: string;
  readonly project: string;
  readonly stack: string;
}

export class StackFiles {
  readonly checkpoint: string;
  readonly settings: string;
  readonly #place: StackPlace;

  constructor(place: StackPlace) {
    this.#place = place;
    this.checkpoint = join(place.state, ".pulumi", "stacks", place.project, `${place.stack}.json`);
    this.settings = join(place.program, `Pulumi.${place.stack}.yaml`);
  }

  /** As `pulumi stack init` of this version of the CLI leaves it, but for the copies that the backend keeps. */
  async init(version: string): Promise<void> {
    const { state, project, stack } = this.#place;
    const tag = `v${version.replace(/^v/, "")}`;
    const magic = createHash("sha256").update(tag).digest("hex");
    const latest = {
      manifest: { time: new Date().toISOString(), magic, version: tag },
      secrets_providers: { type: "passphrase", state: { salt: SALT } },
      metadata: {},
    };
    await mkdir(dirname(this.checkpoint), { recursive: true });
    await writeFile(join(state, ".pulumi", "meta.yaml"), "version: 1\n");
    await this.#write({ version: 3, checkpoint: { stack: `organization/${project}/${stack}`, latest } });
    await writeFile(this.settings, stringify({ encryptionsalt: SALT }));
  }

  /** As `pulumi stack export`: secrets are encrypted. */
  async state(): Promise<ExportedState> {
    const text = await readFile(this.checkpoint, "utf8");
    const { resources = [], pending_operations: pendingOperations = [] } = deploymentIn(text);
    return { text, resources, pendingOperations };
  }

  /**
   * Operations that the state calls pending; undefined while it is being written. The file backend writes in place: an engine that
   * is killed just then leaves half a file.
   */
  async pending(): Promise<number | undefined> {
    return (await this.state().catch(() => undefined))?.pendingOperations.length;
  }

  /** Changes the state, as `stack export`, an editor and `stack import` do. */
  async edit(change: (resources: StateResource[]) => void): Promise<void> {
    const file = JSON.parse(await readFile(this.checkpoint, "utf8")) as Checkpoint;
    change(file.checkpoint.latest?.resources ?? []);
    await this.#write(file);
  }

  async configuration(): Promise<Configuration> {
    return (await this.#settings()).config ?? {};
  }

  /** As `pulumi config set`: the rest of the file stays. A key without a namespace is the project's. */
  async configure(values: Configuration): Promise<void> {
    const named = Object.fromEntries(Object.entries(values).map(([key, value]) => [this.#named(key), value]));
    const { config = {}, ...rest } = await this.#settings();
    await writeFile(this.settings, stringify({ ...rest, config: { ...config, ...named } }));
  }

  /** As `pulumi config rm`; returns what the key had. */
  async unset(key: string): Promise<string | { secure: string } | undefined> {
    const { config = {}, ...rest } = await this.#settings();
    const { [this.#named(key)]: value, ...others } = config;
    await writeFile(this.settings, stringify({ ...rest, config: others }));
    return value;
  }

  /** As `pulumi stack rm` of a stack that is empty. */
  async remove(): Promise<void> {
    const { resources } = await this.state();
    if (resources.length > 0) throw new Error(`${this.#place.stack} still has ${resources.length} resources`);
    for (const file of [this.checkpoint, `${this.checkpoint}.bak`, this.settings]) await rm(file, { force: true });
  }

  #named(key: string): string {
    return key.includes(":") ? key : `${this.#place.project}:${key}`;
  }

  async #settings(): Promise<Settings> {
    return (parse(await readFile(this.settings, "utf8")) as Settings | null) ?? {};
  }

  async #write(file: Checkpoint): Promise<void> {
    await writeFile(this.checkpoint, `${JSON.stringify(file)}\n`);
  }
}

export function deploymentIn(checkpoint: string): Deployment {
  return (JSON.parse(checkpoint) as Checkpoint).checkpoint.latest ?? {};
}
