// The words that roads are written in: a resource, a fault, a command.
import type { Command, Declaration, Options, Program } from "./model/stack.ts";
import type { Call, DiffStyle, Fault, FaultKind, Line } from "./script.ts";

type More = Options & { readonly from?: string; readonly label?: string };

/** A resource: its name, its value, how it answers diffs, and its options. */
export function r(
  name: string,
  v: number,
  how: DiffStyle = "update",
  { from, label = name, ...options }: More = {},
): Declaration {
  return {
    name,
    inputs: { label, v, how },
    ...(from === undefined ? {} : { references: { from: { of: from, output: "id" } } }),
    options,
  };
}

export const fault = (label: string, method: Call["method"], kind: FaultKind, nth = 1): Fault => ({
  label,
  method,
  kind,
  nth,
});

/** A command over a program of resources that are registered in turn, with what goes wrong. */
export function line(command: Command, resources: readonly Declaration[], ...faults: Fault[]): Line {
  return { command, program: { sequential: true, resources }, faults };
}
export const up = (resources: readonly Declaration[], ...faults: Fault[]): Line =>
  line({ kind: "up" }, resources, ...faults);
export const upRefresh = (resources: readonly Declaration[], ...faults: Fault[]): Line =>
  line({ kind: "up", refresh: true }, resources, ...faults);
export const refresh = (...faults: Fault[]): Line => line({ kind: "refresh" }, [], ...faults);
export const destroy = (...faults: Fault[]): Line => line({ kind: "destroy" }, [], ...faults);
export const sideBySide = (resources: readonly Declaration[], ...faults: Fault[]): Line => ({
  command: { kind: "up" },
  program: { sequential: false, resources } satisfies Program,
  faults,
});
