// What the class does with Pulumi's options and with arguments that are none, under Pulumi's mocks.
import { beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import * as pulumi from "@pulumi/pulumi";
import { EniAttachment } from "../../provider/dynamic/resource.ts";
import type { Remedy } from "../../provider/remedy.ts";
import { remedyText } from "../../provider/remedy-text.ts";
import { optionsFor } from "../../provider/dynamic/options.ts";
import type { EniAttachmentArgs } from "../../provider/program/arguments.ts";
import { adviceIn } from "../support/advice.ts";

const args: EniAttachmentArgs = {
  vendor: "alicloud-ecs",
  region: "cn-hangzhou",
  networkInterfaceId: "eni-1",
  instanceId: "i-1",
};
const registered: { name: string; inputs: Record<string, unknown> }[] = [];

beforeAll(async () => {
  await pulumi.runtime.setMocks({
    newResource: ({ name, id, inputs }) => {
      registered.push({ name, inputs: inputs as Record<string, unknown> });
      return { id: id ?? `${name}-id`, state: inputs as Record<string, unknown> };
    },
    call: ({ inputs }) => inputs as Record<string, unknown>,
  });
});
beforeEach(() => {
  registered.splice(0);
});

class Foreign extends pulumi.ProviderResource {
  constructor(pkg: string) {
    super(pkg, `${pkg}-provider`);
  }
}

async function inputsOf(options?: pulumi.CustomResourceOptions): Promise<Record<string, unknown>> {
  const made = new EniAttachment("web", args, options);
  await new Promise((done) => made.urn.apply(done));
  return registered.findLast(({ name }) => name === "web")?.inputs ?? {};
}

describe("options", () => {
  test("a replacement detaches first, unless the user says otherwise", () => {
    expect(optionsFor("web")).toMatchObject({ deleteBeforeReplace: true });
    expect(optionsFor("web", { protect: true })).toMatchObject({ deleteBeforeReplace: true, protect: true });
    expect(optionsFor("web", { deleteBeforeReplace: false })).toMatchObject({ deleteBeforeReplace: false });
  });

  test("one that the native plugin made is the same resource, beside the user's own aliases", () => {
    const plugin = { type: "eni:index:EniAttachment" };
    expect(optionsFor("web")).toMatchObject({ aliases: [plugin] });
    expect(optionsFor("web", { aliases: [{ name: "old" }] })).toMatchObject({ aliases: [{ name: "old" }, plugin] });
  });

  test("`import`: what to do instead", () => {
    expect(() => new EniAttachment("web", args, { import: "alicloud-ecs/cn-hangzhou/eni-1" })).toThrow(
      /`import` is not for dynamic resources.*`pulumi up` adopts.*\[CONFIGURATION_INVALID\]$/,
    );
  });

  test("a provider of another package is told by its name", () => {
    expect(() => new EniAttachment("web", args, { provider: new Foreign("alicloud") })).toThrow(
      /the option `provider` is a provider of the package alicloud.*\[CONFIGURATION_INVALID\]$/,
    );
  });

  test.each<[string, pulumi.CustomResourceOptions, pulumi.CustomResourceOptions]>([
    ["__isRetained", { retainOnDelete: true }, { retainOnDelete: false }],
    ["__isProtected", { protect: true }, { protect: false }],
    ["__createsFirst", { deleteBeforeReplace: false }, { deleteBeforeReplace: true }],
  ])("%s is handed on to the provider for %j, and not for %j", async (hint, set, unset) => {
    expect(await inputsOf()).not.toHaveProperty(hint);
    expect(await inputsOf(unset)).not.toHaveProperty(hint);
    expect(await inputsOf(set)).toMatchObject({ [hint]: true });
  });
});

test("what to do is in each error as data, too", () => {
  const mistakes = [
    () => new EniAttachment("web", args, { import: "alicloud-ecs/cn-hangzhou/eni-1" }),
    () => new EniAttachment("web", args, { provider: new Foreign("alicloud") }),
    () => new EniAttachment("web", undefined as unknown as EniAttachmentArgs),
  ];
  const changes = mistakes.map((mistake) => {
    try {
      mistake();
    } catch (error) {
      const { message, remedy } = error as Error & { remedy: Remedy };
      expect(pulumi.RunError.isInstance(error)).toBe(true);
      expect(remedyText(remedy)).toBe(adviceIn(message));
      return remedy;
    }
    return undefined;
  });
  expect(changes).toEqual([
    [{ kind: "correctProgram", name: "web", change: "dropImport" }],
    [{ kind: "correctProgram", name: "web", change: "dropProvider" }],
    [{ kind: "correctProgram", name: "web", change: "giveArguments" }],
  ]);
});

test.each([[undefined], [null], ["eni-1"]])("arguments that are %j: an example", (wrong) => {
  expect(() => new EniAttachment("web", wrong as unknown as EniAttachmentArgs)).toThrow(
    /EniAttachment "web" has no arguments.*new EniAttachment\("web", \{ vendor: .*\[CONFIGURATION_INVALID\]$/,
  );
});
