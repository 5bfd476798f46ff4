// One stack in which every attachment meets something else, and the previews that the real engine makes of it in each form: what
// `review` is tested on. Samples of them are kept in test/cli/samples.
import type { Fleet, Ship } from "./fleet.ts";
import { accountOf } from "../support/account.ts";
import { fail, succeed, TYPE } from "./setting.ts";
import type { Configuration } from "./stack-files.ts";

export const previewParts = [
  "new",
  "there",
  "taken",
  "moved",
  "removed",
  "kept",
  "drifted",
  "elsewhere",
  "retaken",
  "halfway",
  "waits",
  "code",
  "unknown",
  "swapped",
  "swap",
  "region",
  "hopeless",
  "same",
  "renamed",
  "secret",
  "protected",
  "guarded",
  "follows",
  "leads",
  "loose",
  "tied",
  "lost",
  "card",
  "strayed",
  "adopted",
  "doomed",
] as const;
type Part = (typeof previewParts)[number];

/** Code of a program: what follows `new EniAttachment("name", `. */
interface Declared {
  readonly args: string;
  readonly options?: string;
  /** Code in the place of "new EniAttachment(…)", which is "%" in it. */
  readonly around?: string;
}

const instances = `
  const instances = {
    async diff(id, olds, news) {
      const replaces = olds.version === news.version ? [] : ["version"];
      return { changes: replaces.length > 0, replaces, deleteBeforeReplace: news.deleteFirst };
    },
    async create(inputs) { return { id: inputs.instance, outs: inputs }; },
  };
  class FakeInstance extends pulumi.dynamic.Resource {
    constructor(name, args) { super(instances, name, args, undefined, "test", "FakeInstance"); }
  }
  const server = (name, side, version = 1, deleteFirst = false) =>
    new FakeInstance(name, { instance: "i-" + side.repeat(8), version, deleteFirst });
`;

/** The engine's previews, by name. */
export const previewNames = [
  "digest",
  "steps",
  "stream",
  "unlooked",
  "refresh",
  "refresh-only",
  "protected",
  "broken",
  "destroy",
  "up",
] as const;
export type Previews = Readonly<Record<(typeof previewNames)[number], string>>;

export const makePreviews = (fleet: Fleet): Promise<Previews> => new Staging(fleet).run();

class Staging {
  readonly #fleet: Fleet;
  /** What the secret of the configuration becomes, encrypted. */
  #later: Configuration[string] | undefined;

  constructor(fleet: Fleet) {
    this.#fleet = fleet;
  }

  async run(): Promise<Previews> {
    const { stack } = this.#fleet;
    await this.#begin();
    await this.#meanwhile();
    await stack.replaceProgram(this.#after());
    const preview = async (args: string[] = [], env: NodeJS.ProcessEnv = {}) =>
      (await stack.preview({ json: true, args, env })).stdout;
    const digest = await preview();
    const steps = await preview(["--show-replacement-steps", "--show-sames"]);
    const stream = await preview([], { PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" });
    const unlooked = await preview([], accountOf("", ""));
    for (const ship of this.#of("ali", "same")) this.#fleet.free(ship);
    for (const ship of this.#of("ali", "strayed")) this.#fleet.place(ship, "c");
    for (const { eni } of this.#of("ali", "waits")) this.#fleet.cloud.world.deleteEni(eni);
    const refresh = await preview(["--refresh"]);
    const refreshOnly = (await stack.run(["refresh", "--preview-only", "--json", "--stack", "test"])).stdout;
    await stack.replaceProgram(this.#after({ withoutProtected: true }));
    const guarded = await preview();
    await stack.replaceProgram(this.#after({ broken: true }));
    const broken = await preview();
    const destroy = (await stack.run(["destroy", "--preview-only", "--json", "--stack", "test"])).stdout;
    // Engine 3.250 does not end a run that goes on after an error in the first half of a replacement.
    await stack.replaceProgram(this.#after({ doomed: false }));
    const up = (await stack.run(["up", "--yes", "--json", "--continue-on-error", "--stack", "test"])).stdout;
    return {
      digest,
      steps,
      stream,
      unlooked,
      refresh,
      "refresh-only": refreshOnly,
      protected: guarded,
      broken,
      destroy,
      up,
    };
  }

  async #begin(): Promise<void> {
    const { stack } = this.#fleet;
    // Both in one run of the engine; the second is not in the file until it is wanted, for the engine hides what is.
    await stack.setSecrets({ target: "i-aaaaaaaa", later: "i-bbbbbbbb" });
    this.#later = await stack.files().unset("later");
    await stack.replaceProgram(this.#before());
    for (const ship of this.#of("ali", "adopted")) this.#fleet.place(ship, "a");
    await succeed(stack.up());
  }

  /** What happens between two runs. */
  async #meanwhile(): Promise<void> {
    const { stack } = this.#fleet;
    for (const ship of this.#of("ali", "drifted")) this.#fleet.free(ship);
    for (const ship of this.#of("ali", "elsewhere", "retaken", "lost", "taken")) this.#fleet.place(ship, "c");
    for (const ship of this.#of("ali", "there")) this.#fleet.place(ship, "b");
    await succeed(stack.refresh());
    // After the refresh, which would take a run's failure for settled.
    for (const ship of this.#of("ali", "halfway")) this.#fleet.behave(ship, { attachFallsBack: 1 });
    await stack.replaceProgram(this.#before({ halfway: true }));
    const target = `urn:pulumi:test::e2e::${TYPE}::ali-halfway`;
    await fail(stack.up({ args: ["--target", target] }));
    if (this.#later !== undefined) await stack.files().configure({ target: this.#later });
    await this.#ageTheCode();
    this.#fleet.cloud.world.patchInstance("zec-bbbbbbbb", { status: "stopped" });
  }

  /** As if an older version of the package had made the attachment. */
  async #ageTheCode(): Promise<void> {
    await this.#fleet.stack.files().edit((resources) => {
      for (const { urn, inputs, outputs } of resources) {
        if (!urn.endsWith("::ali-code")) continue;
        for (const properties of [inputs, outputs])
          if (properties) properties["__provider"] = String(properties["__provider"]) + "\n// older";
      }
    });
  }

  #before({ halfway = false } = {}): string {
    const onA = (...names: Part[]) =>
      this.#of("ali", ...names).map((ship) => [ship.name, this.#args(ship, "a")] as const);
    return this.#program({
      ...Object.fromEntries(onA("moved", "removed", "drifted", "elsewhere", "retaken", "waits", "code", "strayed")),
      ...Object.fromEntries(
        onA("unknown", "swapped", "region", "hopeless", "same", "renamed", "loose", "lost", "card"),
      ),
      ...(halfway ? { "ali-halfway": this.#args(this.#ali("halfway"), "a") } : {}),
      ...this.#both("moved", "removed", "swapped"),
      "ali-kept": { ...this.#args(this.#ali("kept"), "a"), options: "{ retainOnDelete: true }" },
      "ali-protected": { ...this.#args(this.#ali("protected"), "a"), options: "{ protect: true }" },
      "ali-guarded": { ...this.#args(this.#ali("guarded"), "a"), options: "{ protect: true }" },
      "ali-secret": this.#args(this.#ali("secret"), "a", { instanceId: 'config.requireSecret("target")' }),
      "ali-follows": this.#args(this.#ali("follows"), "a", { instanceId: 'server("follows", "a").id' }),
      "ali-leads": this.#args(this.#ali("leads"), "b", { instanceId: 'server("leads", "b", 1, true).id' }),
      "ali-tied": this.#args(this.#ali("tied"), "c", { instanceId: 'server("box", "c").id' }),
      "ali-loose": this.#args(this.#ali("loose"), "c"),
      "ali-adopted": this.#args(this.#ali("adopted"), "a"),
      "ali-doomed": this.#doomed(),
    });
  }

  /** What depends on it is replaced with it. */
  #doomed(more: Readonly<Record<string, string>> = {}): Declared {
    const around = `new FakeInstance("rides", { instance: "i-rides", version: %.networkInterfaceId, deleteFirst: true });`;
    return { ...this.#args(this.#ali("doomed"), "a", more), around };
  }

  #after({ withoutProtected = false, broken = false, doomed = true } = {}): string {
    const swap = (ship: Ship) => ({
      networkInterfaceId: JSON.stringify(this.#fleet.of("swap").find(({ vendor }) => vendor === ship.vendor)?.eni),
    });
    const text = JSON.stringify;
    return this.#program({
      "ali-new": this.#args(this.#ali("new"), "b"),
      "ali-there": this.#args(this.#ali("there"), "b"),
      "ali-taken": this.#args(this.#ali("taken"), "b", { onConflict: text("takeOver") }),
      "ali-moved": this.#args(this.#ali("moved"), "b"),
      "ali-drifted": this.#args(this.#ali("drifted"), "a"),
      "ali-elsewhere": this.#args(this.#ali("elsewhere"), "a"),
      "ali-retaken": this.#args(this.#ali("retaken"), "a", { onConflict: text("takeOver") }),
      "ali-halfway": this.#args(this.#ali("halfway"), "a"),
      "ali-waits": this.#args(this.#ali("waits"), "a", { timeouts: text({ attach: "5m" }) }),
      "ali-code": this.#args(this.#ali("code"), "a"),
      "ali-unknown": this.#args(this.#ali("unknown"), "a", { instanceId: 'server("fresh", "b").id' }),
      "ali-swapped": this.#args(this.#ali("swapped"), "b", swap(this.#ali("swapped"))),
      "ali-region": this.#args(this.#ali("region"), "a", { region: text("cn-beijing") }),
      "ali-hopeless": this.#args(this.#ali("hopeless"), "x"),
      "ali-doomed": this.#doomed(doomed ? { networkInterfaceId: text("eni-nowhere0") } : {}),
      "ali-strayed": this.#args(this.#ali("strayed"), "a"),
      "ali-same": this.#args(this.#ali("same"), "a"),
      "ali-renamed-too": this.#args(this.#ali("renamed"), "a"),
      ...(withoutProtected
        ? {}
        : { "ali-protected": { ...this.#args(this.#ali("protected"), "a"), options: "{ protect: true }" } }),
      "ali-guarded": this.#args(this.#ali("guarded"), "a"),
      "ali-secret": this.#args(this.#ali("secret"), "b", { instanceId: 'config.requireSecret("target")' }),
      "ali-follows": this.#args(this.#ali("follows"), "a", { instanceId: 'server("follows", "a", 2).id' }),
      "ali-leads": this.#args(this.#ali("leads"), "b", { instanceId: 'server("leads", "b", 2, true).id' }),
      "ali-card": this.#args(this.#ali("card"), "a", { networkCardIndex: broken ? '"none"' : "1" }),
      "vpc-moved": this.#args(this.#one("vpc", "moved"), "b"),
      "zec-moved": this.#args(this.#one("zec", "moved"), "b"),
      "vpc-swapped": this.#args(this.#one("vpc", "swapped"), "a", swap(this.#one("vpc", "swapped"))),
      "zec-swapped": this.#args(this.#one("zec", "swapped"), "a", swap(this.#one("zec", "swapped"))),
    });
  }

  #program(declared: Readonly<Record<string, Declared>>): string {
    const lines = Object.entries(declared).map(([name, { args, options, around = "%;" }]) =>
      around.replace("%", `new EniAttachment(${JSON.stringify(name)}, ${args}${options ? `, ${options}` : ""})`),
    );
    const imports = [
      'import * as pulumi from "@pulumi/pulumi";',
      'import { EniAttachment } from "pulumi-eni-attachment";',
    ];
    return [...imports, instances, "const config = new pulumi.Config();", ...lines].join("\n");
  }

  #args(ship: Ship, side: string, more: Readonly<Record<string, string>> = {}): Declared {
    const [, vendor = "", region = "", eni = ""] = /^\[eni-attachment (.*?)\/(.*?)\/(.*)\]$/.exec(ship.label) ?? [];
    const own = {
      vendor: JSON.stringify(vendor),
      ...(region === "global" ? {} : { region: JSON.stringify(region) }),
      networkInterfaceId: JSON.stringify(eni),
      instanceId: JSON.stringify(this.#fleet.instance(ship, side)),
      ...more,
    };
    return {
      args: `{ ${Object.entries(own)
        .map(([name, code]) => `${name}: ${code}`)
        .join(", ")} }`,
    };
  }

  #both(...names: Part[]): Record<string, Declared> {
    const ships = [...this.#of("vpc", ...names), ...this.#of("zec", ...names)];
    return Object.fromEntries(ships.map((ship) => [ship.name, this.#args(ship, "a")]));
  }

  #of(vendor: string, ...names: Part[]): Ship[] {
    return this.#fleet.of(...names).filter((ship) => ship.vendor === vendor);
  }

  #one(vendor: string, name: Part): Ship {
    const [ship] = this.#of(vendor, name);
    if (!ship) throw new Error(`there is no ${vendor}-${name}`);
    return ship;
  }

  #ali(name: Part): Ship {
    return this.#one("ali", name);
  }
}
