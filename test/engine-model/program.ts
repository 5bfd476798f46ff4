// A program of a script as Pulumi's SDK registers it, with the recording provider. Its calls go to the process that plays the script.
import * as pulumi from "@pulumi/pulumi";
import type { Options, Program } from "./model/stack.ts";

async function ask(method: string, call: { news?: object; [part: string]: unknown }): Promise<never> {
  const news = call.news as Readonly<Record<string, unknown>> | undefined;
  const response = await fetch(process.env["RECORDER"] as string, {
    method: "POST",
    body: JSON.stringify({ method, ...call }, (key, value: unknown) => (key === "__provider" ? undefined : value)),
  });
  const { command, answer, error } = (await response.json()) as {
    command: number;
    answer: never;
    error?: { message: string; properties?: object };
  };
  const tell = () => fetch(process.env["RECORDER"] as string, { method: "PUT", body: String(command) });
  // By then the engine has what is returned, even if this process is killed.
  setTimeout(() => void tell().catch(() => undefined), 5);
  if (error) {
    // The code goes with what is left behind: the next read and delete are done by it.
    if (error.properties) Object.assign(error.properties, { __provider: news?.["__provider"] });
    throw Object.assign(new Error(error.message), error);
  }
  return answer;
}

const provider: pulumi.dynamic.ResourceProvider = {
  check: (olds: { label: string }, news: { label: string }) => ask("check", { label: news.label, olds, news }),
  diff: (id, olds: { label: string }, news: { label: string }) => ask("diff", { label: news.label, id, olds, news }),
  create: (inputs: { label: string }) => ask("create", { label: inputs.label, news: inputs }),
  update: (id, olds: { label: string }, news: { label: string }) =>
    ask("update", { label: news.label, id, olds, news }),
  read: (id, props: { label: string }) => ask("read", { label: props.label, id, olds: props }),
  delete: (id, props: { label: string }) => ask("delete", { label: props.label, id, olds: props }),
};

class Recorded extends pulumi.dynamic.Resource {
  constructor(name: string, inputs: pulumi.Inputs, options: pulumi.CustomResourceOptions) {
    super(provider, name, { ...inputs, made: undefined, updated: undefined, half: undefined }, options);
  }
}

export async function register({ sequential, resources }: Program): Promise<void> {
  const made = new Map<string, Recorded>();
  const known = (name: string): Recorded => {
    const one = made.get(name);
    if (!one) throw new Error(`the program has no ${name} before this`);
    return one;
  };
  for (const { name, inputs, references = {}, options = {} } of resources) {
    const given: pulumi.Inputs = { ...inputs };
    for (const [key, { of, output }] of Object.entries(references))
      given[key] =
        output === "id"
          ? known(of).id
          : (known(of) as unknown as Readonly<Record<string, pulumi.Input<unknown>>>)[output];
    const one = new Recorded(name, given, optionsOf(options, known));
    made.set(name, one);
    if (sequential) await (one.urn as unknown as { promise(): Promise<string> }).promise();
  }
}

function optionsOf(options: Options, known: (name: string) => Recorded): pulumi.CustomResourceOptions {
  const { aliases, dependsOn, deletedWith, ignoreChanges, replaceOnChanges, ...others } = options;
  return {
    ...others,
    ...(aliases ? { aliases: aliases.map((name) => ({ name })) } : {}),
    ...(dependsOn ? { dependsOn: dependsOn.map(known) } : {}),
    ...(deletedWith === undefined ? {} : { deletedWith: known(deletedWith) }),
    ...(ignoreChanges ? { ignoreChanges: [...ignoreChanges] } : {}),
    ...(replaceOnChanges ? { replaceOnChanges: [...replaceOnChanges] } : {}),
  };
}
