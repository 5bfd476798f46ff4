// The checkpoint file of a stack of the recording provider's, as the model keeps a stack.
import { z } from "zod";
import type { PendingOperation, Resource, Snapshot } from "./model/stack.ts";

const properties = z.record(z.string(), z.unknown()).default({});
const urns = z.array(z.string()).default([]);
const row = z.object({
  urn: z.string(),
  type: z.string(),
  id: z.string().default(""),
  inputs: properties,
  outputs: properties,
  initErrors: z.array(z.string()).optional(),
  pendingReplacement: z.boolean().optional(),
  delete: z.boolean().optional(),
  taint: z.boolean().optional(),
  protect: z.boolean().optional(),
  retainOnDelete: z.boolean().optional(),
  deletedWith: z.string().optional(),
  dependencies: urns,
  propertyDependencies: z.record(z.string(), z.array(z.string()).nullable()).default({}),
});
const checkpoint = z.object({
  checkpoint: z.object({
    latest: z.object({
      resources: z.array(row).default([]),
      pending_operations: z.array(z.object({ resource: row, type: z.string() })).default([]),
    }),
  }),
});

const nameOf = (urn: string): string => urn.slice(urn.lastIndexOf("::") + 2);
const isOurs = ({ type }: { type: string }): boolean => type === "pulumi-nodejs:dynamic:Resource";

/** A checkpoint file of the engine's. */
export function stateOf(file: unknown): Snapshot {
  const { latest } = checkpoint.parse(file).checkpoint;
  return {
    resources: latest.resources.filter(isOurs).map((one): Resource => {
      const { protect, retainOnDelete, deletedWith } = one;
      return {
        name: nameOf(one.urn),
        id: one.id,
        inputs: one.inputs,
        outputs: one.outputs,
        initErrors: one.initErrors,
        options: {
          ...(protect ? { protect } : {}),
          ...(retainOnDelete ? { retainOnDelete } : {}),
          ...(deletedWith ? { deletedWith: nameOf(deletedWith) } : {}),
        },
        dependencies: one.dependencies.map(nameOf),
        propertyDependencies: Object.fromEntries(
          Object.entries(one.propertyDependencies).map(([key, of]) => [key, (of ?? []).map(nameOf)]),
        ),
        ...(one.pendingReplacement ? { pendingReplacement: true } : {}),
        ...(one.delete ? { delete: true } : {}),
        ...(one.taint ? { taint: true } : {}),
      };
    }),
    pending: latest.pending_operations
      .filter(({ resource }) => isOurs(resource))
      .map(({ resource, type }) => ({
        type: type as PendingOperation["type"],
        name: nameOf(resource.urn),
        inputs: resource.inputs,
      })),
  };
}
