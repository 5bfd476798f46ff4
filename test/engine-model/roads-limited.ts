// Roads of commands that are about a part of the stack: --target, --target-dependents, --exclude.
import { fault, line, r, up } from "./road-words.ts";
import type { Line } from "./script.ts";

const df = "delete first";
const cf = "create first";
const a1 = r("a", 1, df);
const [c1, c2] = [r("a", 1, cf), r("a", 2, cf)];
const fails = (label: string) => fault(label, "delete", "fails");

export const limitedRoads: Readonly<Record<string, readonly Line[]>> = {
  "a target's dependents: what is deleted with it": [
    up([r("a", 1), r("b", 1, "update", { deletedWith: "a" })]),
    line({ kind: "up", targets: ["a"], targetDependents: true }, [
      r("a", 2),
      r("b", 2, "update", { deletedWith: "a" }),
    ]),
  ],
  "targets that are not there, or depend on what is not created": [
    line({ kind: "up", targets: ["b"] }, [r("a", 1, df), r("b", 1, df, { from: "a" })]),
    up([r("a", 1)]),
    line({ kind: "up", targets: ["c"] }, [r("a", 1), r("b", 1), r("c", 1, "update", { from: "b", deletedWith: "b" })]),
    line({ kind: "up", targets: ["c"] }, [r("a", 1), r("b", 1), r("c", 1, "update", { deletedWith: "b" })]),
    line({ kind: "destroy", targets: ["a", "b"] }, []),
  ],
  "a target with one that is declared again while its old row waits for a delete": [
    up([r("a", 1, df), r("b", 1, cf, { from: "a" })]),
    up([r("a", 1, df), r("b", 2, cf, { from: "a", retainOnDelete: true })], fails("b")),
    line({ kind: "up", targets: ["b"] }, [r("a", 1, df)], fails("b")),
    line({ kind: "up", targets: ["a"] }, [r("a", 1, df), r("b", 3, cf)]),
  ],
  "an exclude of what is deleted with one that is replaced": [
    up([c1, r("b", 1, "update", { deletedWith: "a" })]),
    line({ kind: "up", excludes: ["b"] }, [c2, r("b", 1, "update", { deletedWith: "a" })]),
    up([c2, r("b", 1, "update", { deletedWith: "a" })]),
  ],
  "an exclude with --replace, and what depends on what is not created": [
    up([a1]),
    line({ kind: "up", excludes: ["b"], replace: ["a"] }, [a1, r("b", 1), r("c", 1, "update", { from: "b" })]),
  ],
};
