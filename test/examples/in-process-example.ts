// An example by its README, without the engine: the program under Pulumi's mocks says what it declares, and the provider does with it, in
// the test's process and over the example's world, what the engine would ask for. For examples whose promises test/contract holds.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";
import type { Properties } from "../../provider/attachment/properties.ts";
import { onlyTheseCredentials } from "../contract/environment.ts";
import { InProcess } from "../support/in-process.ts";
import { runMocked } from "./mocked.ts";
import { accountOf } from "../support/account.ts";
import type { Block } from "./readme.ts";
import { exampleFolder, pulumiArguments, readmeOf, shown } from "./readme.ts";

/** A program that was imported once is not run again under the same address. */
let runs = 0;

interface Made {
  readonly id: string;
  readonly inputs: Properties;
  readonly outs: Properties;
}

/** What a command printed, and which operations it was about, by the resource's name. */
export interface Followed {
  readonly printed: string;
  readonly operations: Record<string, string>;
}

export class InProcessExample {
  readonly process: InProcess;
  readonly #name: string;
  readonly #blocks: Block[];
  readonly #config: Record<string, string>;
  readonly #state = new Map<string, Made>();
  readonly #restore: () => void;
  #sites: Record<string, string>[] = [];

  constructor(name: string) {
    const read = (file: string) => readFileSync(join(exampleFolder(name), file), "utf8");
    this.#name = name;
    this.#blocks = readmeOf(name).filter(({ commands }) => commands.some(pulumiArguments));
    this.process = new InProcess({ world: JSON.parse(read("world.json")) as unknown });
    const { config = {} } = parse(read("Pulumi.yaml")) as { config?: Record<string, { default?: string }> };
    const defaults = Object.entries(config).filter(([, { default: value }]) => value !== undefined);
    this.#config = Object.fromEntries(defaults.map(([key, { default: value = "" }]) => [key, String(value)]));
    const [account] = this.process.cloud.world.definition.accounts;
    const { accessKeyId = "", accessKeySecret = "" } = account ?? {};
    this.#restore = onlyTheseCredentials(accountOf(accessKeyId, accessKeySecret));
  }

  close(): void {
    this.#restore();
  }

  /** Whether the README has been followed to its end. */
  get followed(): boolean {
    return this.#blocks.length === 0;
  }

  /** Outputs of an attachment in the state. */
  outputs(name: string): Properties | undefined {
    return this.#state.get(name)?.outs;
  }

  /** Runs the next commands of the README and checks that they print what it shows. */
  async follow(): Promise<Followed> {
    const block = this.#blocks.shift();
    if (!block) throw new Error("the README has no further commands");
    let last: Followed = { printed: "", operations: {} };
    let printed = "";
    for (const command of block.commands) {
      const args = pulumiArguments(command);
      if (!args) continue;
      last = await this.pulumi(...args);
      printed += last.printed;
    }
    const missing = block.output.filter((line) => !shown(line, printed));
    if (missing.length > 0) throw new Error(`not printed:\n${missing.join("\n")}\n\nbut:\n${printed}`);
    return { ...last, printed };
  }

  /** Runs one command; one that fails throws, with what the provider said. */
  async pulumi(...args: string[]): Promise<Followed> {
    // Each command is a run of the engine, with a provider process of its own.
    this.process.restart();
    this.process.lines.length = 0;
    let operations: Record<string, string> = {};
    const [command = "", second] = args;
    if (command === "preview" || command === "up") operations = await this.#run(command === "up");
    else if (command === "destroy") operations = await this.#delete([...this.#state.keys()]);
    else if (command === "config" && second === "set") this.#configure(args.slice(2));
    else if (command === "stack" && second === "rm" && this.#state.size > 0) throw new Error("the stack is not empty");
    else if (command !== "stack") throw new Error(`pulumi ${args.join(" ")} is not for this helper`);
    return { printed: this.process.lines.join("\n"), operations };
  }

  /** Takes a site of a list out of the configuration, as `pulumi config rm --path`. */
  removeSite(index: number): void {
    this.#sites.splice(index, 1);
  }

  #configure(args: readonly string[]): void {
    const [key = "", value = ""] = args.filter((arg) => arg !== "--path");
    const [, index, field = ""] = /^sites\[(\d+)\]\.(\w+)$/.exec(key) ?? [];
    if (index === undefined) this.#config[key] = value;
    else this.#sites[Number(index)] = { ...this.#sites[Number(index)], [field]: value };
  }

  async #declared(): Promise<Map<string, Properties>> {
    const project = `eni-attachment-${this.#name}`;
    const values = { ...this.#config, ...(this.#sites.length > 0 ? { sites: JSON.stringify(this.#sites) } : {}) };
    const named = Object.entries(values).map(([key, value]) => [key.includes(":") ? key : `${project}:${key}`, value]);
    const load = () =>
      import(`../../examples/${this.#name}/index.ts?run=${(runs += 1)}`) as Promise<Record<string, unknown>>;
    const { declared } = await runMocked(
      project,
      Object.fromEntries(named) as Record<string, string>,
      { computed: {}, answers: {} },
      load,
    );
    const ours = declared.filter(({ type }) => type.endsWith(":EniAttachment"));
    return new Map(
      ours.map(({ name, inputs }) => {
        const own = Object.entries(inputs).filter(([key]) => key !== "__provider");
        return [name, Object.fromEntries(own)];
      }),
    );
  }

  async #run(forReal: boolean): Promise<Record<string, string>> {
    const operations: Record<string, string> = {};
    const declared = await this.#declared();
    for (const [name, news] of declared) {
      const made = this.#state.get(name);
      const { inputs: checked, failures = [] } = await this.process.check(made?.inputs ?? {}, news);
      if (failures.length > 0) throw new Error(JSON.stringify(failures));
      if (!made) {
        operations[name] = "create";
        if (forReal) this.#state.set(name, { ...(await this.process.create(checked)), inputs: checked });
        continue;
      }
      // Where the provider leaves it to the engine, that compares the inputs.
      const { changes = !isDeepStrictEqual(made.inputs, checked) } = await this.process.diff(
        made.id,
        made.outs,
        checked,
      );
      if (!changes) continue;
      operations[name] = "update";
      if (forReal) this.#state.set(name, await this.#update(made, checked));
    }
    const gone = [...this.#state.keys()].filter((name) => !declared.has(name));
    return { ...operations, ...(forReal ? await this.#delete(gone) : {}) };
  }

  async #update({ id, outs }: Made, news: Properties): Promise<Made> {
    const { outs: now } = await this.process.update(id, outs, news);
    return { id, outs: now, inputs: news };
  }

  async #delete(names: readonly string[]): Promise<Record<string, string>> {
    for (const name of names) {
      const made = this.#state.get(name);
      if (!made) continue;
      await this.process.delete(made.id, made.outs);
      this.#state.delete(name);
    }
    return Object.fromEntries(names.map((name) => [name, "delete"]));
  }
}
