// Runs an example's program under Pulumi's mocks: what it declares, with which inputs. An id or a computed output of a mocked resource
// has the resource's name in it, so an input shows which resource it came from.
import * as pulumi from "@pulumi/pulumi";

export interface Declared {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
}

export interface Mocked {
  declared: Declared[];
  exports: Record<string, unknown>;
}

export interface MockOptions {
  /** What each example's provider computes, by type. */
  computed: Record<string, Record<string, unknown>>;
  /** Answers of the provider's functions, by token. */
  answers: Record<string, Record<string, unknown>>;
}

/** `load` imports the program; under mocks that is all that it takes to run it. */
export async function runMocked(
  project: string,
  config: Record<string, string>,
  { computed, answers }: MockOptions,
  load: () => Promise<Record<string, unknown>>,
): Promise<Mocked> {
  const declared: Declared[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource({ type, name, inputs }) {
        const given = inputs as Record<string, unknown>;
        declared.push({ type, name, inputs: given });
        const id = type.endsWith(":EniAttachment") ? `attachment of ${name}` : `id of ${name}`;
        return { id, state: { ...given, ...computed[type] } };
      },
      call: ({ token }) => answers[token] ?? {},
    },
    project,
    "test",
    false,
  );
  pulumi.runtime.setAllConfig(config);
  const exports = await load();
  const values = await Promise.all(
    Object.entries(exports).map(async ([key, value]) => [key, await valueOf(value)] as const),
  );
  return { declared, exports: Object.fromEntries(values) };
}

function valueOf(value: unknown): Promise<unknown> {
  const output = pulumi.output(value) as pulumi.Output<unknown>;
  return new Promise((done) => output.apply(done));
}
