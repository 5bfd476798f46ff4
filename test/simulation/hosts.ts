// The instances as resources of the program, so that attachments depend on them and go when one is replaced. They touch no cloud: an
// instance keeps its id.
import type { Answers, Call, Declaration, Resource, Snapshot } from "../engine-model/model/stack.ts";

const prefix = "host ";

export const isHost = (name: string): boolean => name.startsWith(prefix);
export const hostOf = (instance: string): string => `${prefix}${instance}`;

export function hostDeclarations(instances: readonly string[]): Declaration[] {
  return instances.map((id) => ({ name: hostOf(id), inputs: { id }, options: { deleteBeforeReplace: true } }));
}

/** A stack that has the instances, and nothing else yet. */
export function hostsOnly(instances: readonly string[]): Snapshot {
  const resources = hostDeclarations(instances).map(({ name, inputs, options = {} }): Resource => ({
    name,
    id: String(inputs["id"]),
    inputs,
    outputs: inputs,
    options,
    dependencies: [],
    propertyDependencies: {},
  }));
  return { resources, pending: [] };
}

export function answerOfHost({ method, id = "", olds = {}, news = {} }: Call): Answers[Call["method"]] {
  switch (method) {
    case "check":
      return { inputs: news };
    case "diff":
      return { changes: false };
    case "create":
      return { id: String(news["id"]), outs: news };
    case "update":
      return { outs: news };
    case "read":
      return { id, props: olds };
    case "delete":
      return undefined;
  }
}
