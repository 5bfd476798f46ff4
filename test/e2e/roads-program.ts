// The programs of roads.ts: attachments with Pulumi's options, and instances that are resources of the program and can be replaced.

/** The vendor's ids have letters and digits after the prefix. */
export const eniOf = (name: string): string => `eni-${name.replaceAll("-", "")}`;

/** An attachment in a program. All but the name of the ENI is code of that program. */
export interface Declared {
  /** Default: the name of the attachment. */
  readonly eni?: string;
  /** Default: instance i-a. */
  readonly on?: string;
  /** Further arguments. */
  readonly args?: string;
  /** Pulumi's options. */
  readonly options?: string;
}
export type Attachments = Readonly<Record<string, Declared>>;

/** Version of each instance that the program makes; another version replaces it. */
export type Servers = Readonly<Record<string, number>>;

/** Instances that are replaced delete first, as `deleteBeforeReplace` on the instance says; the others are created first. */
const deleteFirst: readonly string[] = ["holds", "follows", "tied", "alone"];
export const serverNames: readonly string[] = [...deleteFirst, "ignored"];

/**
 * Instance i-holds1 is version 1 of "holds". It exists in the cloud from the start: a create only takes it, a delete releases it.
 * With HOLD=holds in the environment a create of it never ends.
 */
const preamble = `
  import * as pulumi from "@pulumi/pulumi";
  import { EniAttachment } from "pulumi-eni-attachment";

  const instances = {
    async diff(id, olds, news) {
      const replaces = olds.version === news.version ? [] : ["version"];
      return { changes: replaces.length > 0, replaces, deleteBeforeReplace: news.deleteFirst };
    },
    async create(inputs) {
      if (process.env.HOLD === inputs.name) {
        console.log("holding " + inputs.name);
        await new Promise((done) => setTimeout(done, 3_600_000));
      }
      return { id: "i-" + inputs.name + inputs.version, outs: inputs };
    },
    async delete(id) {
      await fetch(process.env.CLOUD + "/_control/instances/" + id + "/release", { method: "POST" });
    },
  };
  class Server extends pulumi.dynamic.Resource {
    constructor(name, version, deleteFirst) {
      super(instances, "server-" + name, { name, version, deleteFirst }, undefined, "test", "Server");
    }
  }
  class Provider extends pulumi.ProviderResource {}

  const server = {};
  const attach = (name, networkInterfaceId, instanceId, args, options) =>
    new EniAttachment(
      name,
      { vendor: "alicloud-ecs", region: "cn-hangzhou", networkInterfaceId, instanceId, ...args },
      options,
    );
`;

/** @param more code that follows. */
export function program(attachments: Attachments, servers: Servers = {}, more = ""): string {
  const made = Object.entries(servers).map(
    ([name, version]) => `server.${name} = new Server("${name}", ${version}, ${deleteFirst.includes(name)});`,
  );
  const declared = Object.entries(attachments).map(
    ([name, { eni = name, on = '"i-a"', args = "{}", options = "{}" }]) =>
      `attach("${name}", "${eniOf(eni)}", ${on}, ${args}, ${options});`,
  );
  return [preamble, ...made, ...declared, more].join("\n");
}
