// What a line of a script came to, as text: so the model and the engine are compared, and so a trace lies in the repository.
import type { Properties, Snapshot } from "./model/stack.ts";
import type { Call, Outcome } from "./script.ts";

export interface Transcript {
  readonly succeeded: boolean;
  /** In their order. */
  readonly calls: readonly string[];
  /** Rows in their order, then the operations that were interrupted. */
  readonly state: readonly string[];
  /** How each state that was written differs from the one before it (`writes.ts`), where they were kept. */
  readonly writes?: readonly (readonly string[])[] | undefined;
}

export const transcriptOf = ({ succeeded, calls, state }: Outcome): Transcript => ({
  succeeded,
  calls: calls.map(callLine),
  state: stateLines(state),
});

function callLine({ method, label, id, olds, news }: Call): string {
  const part = (name: string, value: Properties | undefined) => (value ? ` ${name} ${text(value)}` : "");
  return `${method} ${label}${id === undefined ? "" : ` ${id}`}${part("olds", olds)}${part("news", news)}`;
}

export function stateLines({ resources, pending }: Snapshot): string[] {
  const rows = resources.map((row) => {
    const { name, id, inputs, outputs, initErrors = [], options, dependencies, propertyDependencies } = row;
    const { protect, retainOnDelete, deletedWith } = options;
    const flags = [
      ...(row.pendingReplacement ? ["pending replacement"] : []),
      ...(row.delete ? ["to be deleted"] : []),
      ...(row.taint ? ["tainted"] : []),
      ...(protect ? ["protected"] : []),
      ...(retainOnDelete ? ["retained"] : []),
      ...(deletedWith === undefined ? [] : [`deleted with ${deletedWith}`]),
      ...initErrors.map((reason) => `init error: ${reason}`),
    ];
    const of = Object.entries(propertyDependencies).filter(([, names]) => names.length > 0);
    return [
      `${name} ${id}`,
      `inputs ${text(inputs)}`,
      `outputs ${text(outputs)}`,
      ...(dependencies.length > 0 ? [`depends on ${[...dependencies].sort().join(", ")}`] : []),
      ...of.map(([key, names]) => `${key} from ${names.join(", ")}`),
      ...flags,
    ].join("; ");
  });
  return [...rows, ...pending.map(({ type, name, inputs }) => `${type} ${name}: ${text(inputs)}`).sort()];
}

/** Without the code of the provider, which is the engine's matter alone. */
function text(properties: Properties): string {
  const plain = JSON.parse(JSON.stringify({ ...properties, __provider: undefined })) as object;
  return JSON.stringify(Object.fromEntries(Object.entries(plain).sort(([a], [b]) => (a < b ? -1 : 1))));
}
