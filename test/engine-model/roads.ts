// Roads of the engine, one script each: what is recorded on the real engine and lies in traces/. Together they have every kind of step,
// order, flag, option and fault that the model knows.
import { limitedRoads } from "./roads-limited.ts";
import { destroy, fault, line, r, refresh, sideBySide, up, upRefresh } from "./road-words.ts";
import type { Call, DiffStyle, Line, Script } from "./script.ts";

const df = "delete first";
const cf = "create first";
const [a1, a2] = [r("a", 1, df), r("a", 2, df)];
const [c1, c2] = [r("a", 1, cf), r("a", 2, cf)];
const fails = (method: Call["method"], label = "a") => fault(label, method, "fails");
/** A delete-first replacement that failed in its create half. */
const half = [up([a1]), up([a2], fails("create"))];
/** B takes an output of A, and is replaced with it. */
const both = (v: number, how: DiffStyle = df) => [r("a", v, df), r("b", 1, how, { from: "a" })];

/** Each depends on the one before it: then all steps are in one order. */
const chain = (v: number) => [
  r("a", v, df),
  r("b", v, cf, { dependsOn: ["a"] }),
  r("c", v, "update", { dependsOn: ["b"] }),
];

const scripts: Readonly<Record<string, readonly Line[]>> = {
  ...limitedRoads,
  "plain life": [
    up([r("a", 1), r("b", 1, "update", { from: "a" })]),
    line({ kind: "preview" }, [r("a", 2), r("b", 1, "update", { from: "a" })]),
    up([r("a", 2), r("b", 2, "update", { from: "a" })]),
    up([r("a", 2)]),
    destroy(),
  ],
  "a chain: each step in its turn": [
    up(chain(1)),
    up(chain(2)),
    up(chain(3), fails("create")),
    up(chain(3), fault("c", "update", "fails half way")),
    refresh(fault("a", "read", "drift"), fault("c", "read", "other inputs")),
    up(chain(3)),
    destroy(fails("delete", "b")),
    destroy(),
  ],
  "a create that fails, and one that fails half way": [
    up([r("a", 1)], fails("create")),
    up([r("a", 1)], fault("a", "create", "fails half way")),
    up([r("a", 1)], fails("update")),
    up([r("a", 1)]),
  ],
  "half a create, then another value or a refresh": [
    up([c1], fault("a", "create", "fails half way")),
    up([c2]),
    up([r("b", 1)], fault("b", "create", "fails half way")),
    refresh(),
    up([r("b", 1)]),
  ],
  "an update that fails, and one that fails half way": [
    up([r("a", 1)]),
    up([r("a", 2)], fails("update")),
    up([r("a", 2)], fault("a", "update", "fails half way")),
    up([r("a", 1)]),
    up([r("a", 2)], fault("a", "update", "fails half way")),
    upRefresh([r("a", 1)]),
  ],
  "a diff that does not say": [
    up([r("a", 1, "silent"), r("b", 1, "silent, replaces")]),
    up([r("a", 1, "silent"), r("b", 1, "silent, replaces")]),
    up([r("a", 2, "silent"), r("b", 2, "silent, replaces")]),
  ],
  "delete first": [up([a1]), up([a2]), up([])],
  "delete first, its create fails; the same again": [...half, up([a2], fails("create")), up([a2])],
  "delete first, its create fails; taken back": [...half, up([a1])],
  "delete first, its create fails; refresh, a third value": [...half, refresh(), upRefresh([r("a", 3, df)])],
  "delete first, its create fails; destroy": [...half, destroy()],
  "delete first, its create fails; removed": [...half, up([])],
  "delete first, its create fails; another target": [
    up([a1, r("b", 1)]),
    up([a2, r("b", 1)], fails("create")),
    line({ kind: "up", targets: ["b"] }, [a2, r("b", 2)]),
    line({ kind: "destroy", targets: ["a"] }, []),
  ],
  "delete first only when changed: the rest of it is create first": [
    up([r("a", 1, "delete first when changed")]),
    up([r("a", 2, "delete first when changed")], fails("create")),
    up([r("a", 1, "delete first when changed")]),
  ],
  "delete first, its create fails half way": [
    up([a1]),
    up([a2], fault("a", "create", "fails half way")),
    upRefresh([a1]),
    up([a2], fault("a", "create", "fails half way")),
    up([a2]),
  ],
  "delete first, its delete fails": [up([a1]), up([a2], fails("delete")), up([a1]), up([a2])],
  "create first": [up([c1]), up([c2]), destroy()],
  "create first, its create fails": [up([c1]), up([c2], fails("create")), up([c2])],
  "create first, its create fails half way; the same again": [
    up([c1]),
    up([c2], fault("a", "create", "fails half way")),
    up([c2]),
  ],
  "create first, its create fails half way; taken back, refreshed": [
    up([c1]),
    up([c2], fault("a", "create", "fails half way")),
    refresh(),
    up([c1]),
  ],
  "create first, its delete fails": [up([c1]), up([c2], fails("delete")), up([c2], fails("delete")), up([c1])],
  "create first, its delete fails; destroy": [up([c1]), up([c2], fails("delete")), destroy()],
  "--replace and taint, in both orders": [
    up([a1, r("b", 1, "update", { deleteBeforeReplace: true })]),
    line({ kind: "up", replace: ["a", "b"] }, [a1, r("b", 1, "update", { deleteBeforeReplace: true })]),
    { edit: "taint", name: "a" },
    { edit: "taint", name: "b" },
    line({ kind: "preview" }, [a1, r("b", 1, "update", { deleteBeforeReplace: true })]),
    up([a1, r("b", 1, "update", { deleteBeforeReplace: true })], fails("create", "b")),
    up([a1, r("b", 1, "update", { deleteBeforeReplace: true })]),
  ],
  "tainted, its create fails; refreshed, untainted": [
    up([c1]),
    { edit: "taint", name: "a" },
    up([c1], fails("create")),
    refresh(),
    { edit: "untaint", name: "a" },
    up([c1]),
  ],
  "an option that beats the provider's order": [
    up([r("a", 1, df, { deleteBeforeReplace: false }), r("b", 1, cf, { deleteBeforeReplace: true })]),
    up([r("a", 2, df, { deleteBeforeReplace: false }), r("b", 2, cf, { deleteBeforeReplace: true })]),
  ],
  "--replace of half a replacement": [...half, line({ kind: "up", replace: ["a"] }, [a2])],
  "replaceOnChanges and replacementTrigger": [
    up([r("a", 1, "silent", { replaceOnChanges: ["v"] }), r("b", 1, "update", { replacementTrigger: "t1" })]),
    up([r("a", 2, "silent", { replaceOnChanges: ["v"] }), r("b", 1, "update", { replacementTrigger: "t2" })]),
    up([r("a", 2, "update", { replaceOnChanges: ["v"] }), r("b", 1)]),
    up([r("a", 3, "update", { replaceOnChanges: ["v"] }), r("b", 1, "update", { replacementTrigger: "t3" })]),
  ],
  retainOnDelete: [
    up([r("a", 1, df, { retainOnDelete: true }), r("b", 1, cf, { retainOnDelete: true }), r("c", 1, "update", { retainOnDelete: true })]), // prettier-ignore
    up([r("a", 2, df), r("b", 2, cf)]),
    destroy(),
  ],
  protect: [
    up([r("a", 1, df, { protect: true }), r("b", 1), r("c", 1, "update", { protect: true })]),
    up([r("a", 2, df, { protect: true }), r("b", 2), r("c", 1, "update", { protect: true })]),
    up([r("a", 2, df), r("b", 2)]),
    { edit: "unprotect", name: "c" },
    destroy(),
  ],
  "a destroy with one that is protected": [
    up([r("a", 1), r("b", 1, "update", { from: "a", protect: true }), r("c", 1)]),
    destroy(),
  ],
  deletedWith: [
    up([a1, r("b", 1, "update", { deletedWith: "a" })]),
    up([a2, r("b", 1, "update", { deletedWith: "a" })]),
    destroy(),
  ],
  "targets and excludes": [
    up([r("a", 1), r("b", 1, "update", { from: "a" }), r("c", 1)]),
    line({ kind: "up", targets: ["a"] }, [r("a", 2), r("b", 2, "update", { from: "a" }), r("c", 2), r("d", 1)]),
    line({ kind: "up", targets: ["a"], targetDependents: true }, [r("a", 3), r("b", 2, "update", { from: "a" }), r("c", 2)]), // prettier-ignore
    line({ kind: "up", excludes: ["a"], refresh: true }, [r("a", 4), r("b", 3, "update", { from: "a" }), r("c", 3)]),
    line({ kind: "refresh", targets: ["a"] }, []),
    line({ kind: "destroy", targets: ["a"] }, []),
    line({ kind: "destroy", targets: ["a"], targetDependents: true }, []),
  ],
  "a target that is replaced, with one that depends on it": [
    up(both(1)),
    line({ kind: "up", targets: ["a"] }, both(2)),
    line({ kind: "up", targets: ["a"] }, [r("a", 3, df)]),
  ],
  "renamed: plain, with an alias, in half a replacement": [
    up([a1]),
    up([r("b", 1, df, { label: "a" })]),
    up([r("c", 1, df, { label: "a", aliases: ["b"] })]),
    up([r("c", 2, df, { label: "a" })], fails("create")),
    up([r("d", 2, df, { label: "a", aliases: ["c"] })]),
  ],
  "renamed with --target": [
    up([r("a", 1)]),
    line({ kind: "up", targets: ["b"] }, [r("b", 1, "update", { label: "a" })]),
  ],
  "what depends on what is replaced, and is replaced with it": [
    up(both(1)),
    up(both(2), fails("create")),
    up(both(2), fault("b", "create", "fails")),
    up(both(2)),
    up(both(1), fault("a", "delete", "fails")),
    up(both(1)),
  ],
  "what depends on what is replaced, and is updated, or refuses": [
    up([...both(1, "update"), r("c", 1, "update", { dependsOn: ["a"] })]),
    up([...both(2, "update"), r("c", 1, "update", { dependsOn: ["a"] })]),
    up([...both(1, "update"), r("c", 1, "update", { dependsOn: ["a"] })], fault("b", "diff", "fails")),
  ],
  "create first, with one that depends on it": [
    up([c1, r("b", 1, cf, { from: "a" })]),
    up([c2, r("b", 1, cf, { from: "a" })]),
  ],
  "reads: drift, other inputs, gone, failed": [
    up([r("a", 1), r("b", 1), r("c", 1, "update", { ignoreChanges: ["v"] })]),
    refresh(fault("a", "read", "drift"), fault("b", "read", "other inputs"), fault("c", "read", "drift")),
    up([r("a", 1), r("b", 1), r("c", 2, "update", { ignoreChanges: ["v"] })]),
    upRefresh([r("a", 1), r("b", 1)], fails("read"), fault("b", "read", "gone")),
    line({ kind: "destroy", refresh: true }, [], fault("a", "read", "gone")),
  ],
  "a throw of check, and of diff": [
    up([r("a", 1), r("b", 1)]),
    up([r("a", 2), r("b", 2)], fails("check", "b")),
    up([r("a", 3), r("b", 2)], fails("diff")),
  ],
  "Ctrl-C once": [
    up([r("a", 1), r("b", 1)], fault("a", "create", "ctrl-c")),
    up([a1, r("b", 1)]),
    up([a2, r("b", 2)], fault("a", "delete", "ctrl-c")),
    up([a2, r("b", 2)], fault("a", "create", "ctrl-c")),
    destroy(fault("a", "delete", "ctrl-c"), fault("b", "delete", "late")),
  ],
  "Ctrl-C twice": [
    up([r("a", 1), r("b", 1)], fault("a", "create", "ctrl-c twice")),
    up([a1, r("b", 1)]),
    up([a2, r("b", 2)], fault("a", "delete", "ctrl-c twice")),
    up([a2, r("b", 2)], fault("a", "create", "ctrl-c twice")),
    up([a2, r("b", 2)], fault("b", "update", "ctrl-c twice")),
    refresh(fault("a", "read", "ctrl-c twice")),
    up([c1, r("b", 3)], fault("a", "delete", "ctrl-c twice")),
    up([c1, r("b", 3)]),
    destroy(fault("a", "delete", "ctrl-c twice"), fault("b", "delete", "late")),
    up([a2, r("b", 2)], fault("b", "diff", "ctrl-c twice")),
  ],
  "Ctrl-C twice before a row is written that stays as it is": [
    up([a1, r("b", 1, "update", { from: "a", dependsOn: ["a"], ignoreChanges: ["from"] })]),
    up([a1, r("b", 1, "update", { dependsOn: ["a"], ignoreChanges: ["from"] }), r("c", 1)], fault("c", "check", "ctrl-c twice")), // prettier-ignore
    up([a1, r("b", 1, "update", { dependsOn: ["a"], ignoreChanges: ["from"] })]),
  ],
  "the engine killed in a create": [
    up([r("a", 1), r("b", 1)], fault("b", "create", "engine killed")),
    up([r("a", 1), r("b", 1)]),
    line({ kind: "refresh", clearPendingCreates: true }, []),
  ],
  "the engine killed in an update, a read, a check, a delete": [
    up([r("a", 1), r("b", 1)]),
    up([r("a", 2), r("b", 1)], fault("a", "update", "engine killed")),
    refresh(fault("a", "read", "engine killed")),
    up([r("a", 2), r("b", 1)], fault("a", "check", "engine killed")),
    up([r("a", 2)], fault("b", "delete", "engine killed")),
    up([r("a", 2), r("b", 1)]),
  ],
  "the engine killed before a row is written that stays as it is": [
    up([a1, r("b", 1, "update", { from: "a", dependsOn: ["a"], ignoreChanges: ["from"] })]),
    up([a1, r("b", 1, "update", { dependsOn: ["a"], ignoreChanges: ["from"] }), r("c", 1)], fault("c", "check", "engine killed")), // prettier-ignore
    up([a1, r("b", 1, "update", { dependsOn: ["a"], ignoreChanges: ["from"] })]),
  ],
  "the engine killed in each half, delete first": [
    up([a1]),
    up([a2], fault("a", "delete", "engine killed")),
    up([a2], fault("a", "create", "engine killed")),
    up([a1]),
    destroy(fault("a", "delete", "engine killed")),
    destroy(),
  ],
  "the engine killed in each half, create first": [
    up([c1]),
    up([c2], fault("a", "create", "engine killed")),
    up([c2], fault("a", "delete", "engine killed")),
    up([c1]),
  ],
  "the provider killed": [
    up([r("a", 1)], fault("a", "create", "provider killed")),
    up([r("a", 1, df)]),
    up([r("a", 2, df)], fault("a", "delete", "provider killed")),
    up([r("a", 2, df)], fault("a", "create", "provider killed")),
    up([r("a", 2, df)]),
    refresh(fault("a", "read", "provider killed")),
  ],
  "a diff after a read fails": [
    up([r("a", 1), r("b", 1)]),
    refresh(fault("a", "read", "drift"), fails("diff"), fault("b", "read", "other inputs")),
    upRefresh([r("a", 1), r("b", 1)], fault("b", "read", "drift"), fault("b", "diff", "provider killed")),
    up([r("a", 1), r("b", 1)]),
  ],
  "half a create, replaced on any change": [
    up([r("a", 1, "update", { replaceOnChanges: ["*"] })], fault("a", "create", "fails half way")),
    up([r("a", 1, "update", { replaceOnChanges: ["*"] })]),
  ],
  "what depends on what is replaced, and ignores it": [
    up([a1, r("b", 1, "silent, replaces", { from: "a", ignoreChanges: ["from"] })]),
    up([a2, r("b", 1, "silent, replaces", { from: "a", ignoreChanges: ["from"] })]),
    up([a1, r("b", 1, "silent", { from: "a", ignoreChanges: ["from"] })]),
  ],
  "--replace of what is only still to be deleted": [
    up([c1]),
    up([r("a", 2, cf, { retainOnDelete: true })], fails("delete")),
    up([], fails("delete")),
    line({ kind: "up", replace: ["a"] }, [c1], fails("create")),
    line({ kind: "up", replace: ["a"] }, [c1]),
  ],
  "one fails while another is under way": [
    sideBySide([a1, r("b", 1, df), r("c", 1)]),
    sideBySide([a2, r("b", 2, df), r("c", 2)], fails("create"), fault("b", "delete", "late")),
    sideBySide([a2, r("b", 2, df), r("c", 2)]),
  ],
};

export const roads: ReadonlyMap<string, Script> = new Map(
  Object.entries(scripts).map(([name, lines]) => [name, { lines }]),
);

export const fileOf = (road: string): string =>
  `${road
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "")}.json`;
