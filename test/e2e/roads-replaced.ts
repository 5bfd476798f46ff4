// The engine's other roads (roads.ts): what the class says of Pulumi's options, and what replacements come to, those of attachments that need
// each other's ENI or place included.
import { expect, test } from "@jest/globals";
import { changesOf, linesOf, placeOf, planOf } from "./roads-found.ts";
import type { Roads } from "./roads.ts";
import { MINUTES } from "./setting.ts";

export function testsOfOptions(roads: Roads): void {
  test(
    "import: the option ends the program with the way to go, `pulumi import` ends in an error of Pulumi's; nothing is called",
    async () => {
      const option = await roads.withImport();
      expect(option.exitCode).not.toBe(0);
      expect(option.output).toContain(
        'EniAttachment "imported": the option `import` is not for dynamic resources, and is not needed. To do: Leave it out: `pulumi up` adopts an ENI that is attached to `instanceId` already, and calls nothing. [CONFIGURATION_INVALID]',
      );
      expect(option.output).not.toMatch(/^\s+at /m);
      const command = await roads.imported();
      expect(command.exitCode).not.toBe(0);
      expect(command.output).toContain("error: code must be a string, not undefined");
      expect(command.state["imported"]).toBeUndefined();
      expect([...option.calls, ...command.calls]).toEqual([]);
    },
    MINUTES,
  );

  test(
    "provider: one of pulumi-nodejs works, with a warning; one of another package is refused by its name",
    async () => {
      const made = await roads.made();
      expect(made.exitCode).toBe(0);
      expect(made.output).toMatch(/\(explicit\):\n\s+warning: .*`provider` gets no stack configuration/);
      expect(placeOf(made, "explicit")).toBe("i-a");
      expect((await roads.withImport()).output).toMatch(
        /refused: EniAttachment "foreign": the option `provider` is a provider of the package pulumi, .*\[CONFIGURATION_INVALID\]/,
      );
    },
    MINUTES,
  );

  test(
    "customTimeouts: a warning that names `timeouts`",
    async () => {
      expect((await roads.made()).output).toMatch(
        /\(slow\):\n\s+warning: `customTimeouts` .*is ignored: use the argument `timeouts/,
      );
    },
    MINUTES,
  );
}

export function testsOfReplacements(roads: Roads): void {
  test(
    "another ENI that does not exist: up fails before anything is detached",
    async () => {
      const found = await roads.refused();
      expect(found.exitCode).not.toBe(0);
      expect(planOf(found, "missing")).toMatch(
        /^plan: replace: detach from i-a; then attach \S+\/eni-nowhere to i-a; as things are, up will fail: eni-nowhere was not found/,
      );
      expect(found.output).toMatch(/so nothing was detached: eni-nowhere was not found .*\[ENI_NOT_FOUND\]/);
      expect(found.changes).toEqual([]);
      expect(found.state["missing"]).not.toHaveProperty("pendingReplacement");
    },
    MINUTES,
  );

  test(
    "the same with `preflight: false`: its create fails; with the program put back the first up attaches it again",
    async () => {
      const failed = await roads.halfway();
      expect(failed.exitCode).not.toBe(0);
      expect(changesOf(failed, "missing")).toEqual(["Detach i-a"]);
      expect(failed.output).toMatch(/attach eni-nowhere to i-a .*\[ENI_NOT_FOUND\]/);
      expect(failed.state["missing"]).toMatchObject({ pendingReplacement: true });
      const back = await roads.mended();
      expect(back.exitCode).toBe(0);
      expect(planOf(back, "missing")).toBe("plan: attach to i-a");
      expect(changesOf(back, "missing")).toEqual(["Attach i-a"]);
      expect(back.state["missing"]).toMatchObject({ outputs: { state: "attached", attachedTo: "i-a" } });
      expect(back.state["missing"]).not.toHaveProperty("pendingReplacement");
    },
    MINUTES,
  );

  test(
    "replaceOnChanges, and the new instance does not exist: up fails before anything is detached",
    async () => {
      const found = await roads.refusedMove();
      expect(found.exitCode).not.toBe(0);
      expect(planOf(found, "moves")).toMatch(
        /^plan: detach from i-a, then attach to i-nowhere; as things are, up will fail: instance i-nowhere does not exist/,
      );
      expect(found.output).toMatch(/so nothing was detached: instance i-nowhere does not exist.*\[PREFLIGHT_FAILED\]/);
      expect(found.changes).toEqual([]);
      expect(found.state["moves"]).not.toHaveProperty("pendingReplacement");
    },
    MINUTES,
  );

  test(
    "protect: Pulumi refuses the replacement, and nothing is called",
    async () => {
      const found = await roads.protectedReplaced();
      expect(found.exitCode).not.toBe(0);
      expect(found.output).toMatch(
        /unable to replace resource \S+::protected"\s+as it is currently marked for protection/,
      );
      expect(planOf(found, "protected")).toMatch(/^plan: replace: .*; Pulumi refuses it, unless its `protect` is new/);
      expect(found.changes).toEqual([]);
    },
    MINUTES,
  );

  test.each([
    ["forced", "--replace"],
    ["tainted", "pulumi state taint"],
    ["triggered", "replacementTrigger"],
  ])(
    "%s, by %s: detached, then attached, and both are told",
    async (name) => {
      const found = await roads.replaced();
      expect(found.exitCode).toBe(0);
      expect(planOf(found, name)).toMatch(/; a forced replacement detaches it and attaches it again$/);
      expect(linesOf(found, name)).toEqual([
        "forced replacement: detaching from i-a; its network is down until it is attached again",
      ]);
      expect(changesOf(found, name)).toEqual(["Detach i-a", "Attach i-a"]);
      expect(found.state[name]).toMatchObject({ outputs: { attachedTo: "i-a", adopted: false } });
    },
    MINUTES,
  );

  test(
    "--replace with another instance: the line does not count on the ENI's place, and it gets there",
    async () => {
      const found = await roads.replaced();
      expect(planOf(found, "forced-move")).toMatch(
        /^plan: up will fail: it is attached to i-a \(InUse\), unless a forced replacement or another /,
      );
      expect(changesOf(found, "forced-move")).toEqual(["Detach i-a", "Attach i-b"]);
    },
    MINUTES,
  );

  test(
    "--replace with `deleteBeforeReplace: false`: nothing is called, and the way to the other order is told",
    async () => {
      const found = await roads.replaced();
      expect(planOf(found, "kept")).toMatch(/; a forced replacement keeps it \(`deleteBeforeReplace: false`\)$/);
      expect(changesOf(found, "kept")).toEqual([]);
      expect(linesOf(found, "kept").at(-1)).toMatch(/^kept attached: .*`deleteBeforeReplace: true`$/);
      expect(placeOf(found, "kept")).toBe("i-a");
    },
    MINUTES,
  );

  test.each([
    ["moves", "delete first"],
    ["moves-first", "create first"],
  ])(
    "%s, by replaceOnChanges, %s: one line, and it is moved",
    async (name) => {
      const found = await roads.replaced();
      expect(planOf(found, name)).toBe("plan: detach from i-a, then attach to i-b");
      expect(changesOf(found, name)).toEqual(["Detach i-a", "Attach i-b"]);
      expect(found.state[name]).toMatchObject({ outputs: { instanceId: "i-b", attachedTo: "i-b" } });
      expect(found.output).toMatch(new RegExp(`EniAttachment ${name} created replacement`));
    },
    MINUTES,
  );

  test(
    "retainOnDelete: the old ENI stays attached, and the line says so",
    async () => {
      const found = await roads.replaced();
      expect(planOf(found, "retained")).toBe(
        "plan: replace: nothing is detached (`retainOnDelete`); then attach alicloud-ecs/cn-hangzhou/eni-instead to i-a",
      );
      expect([changesOf(found, "retained"), changesOf(found, "instead")]).toEqual([[], ["Attach i-a"]]);
      expect([placeOf(found, "retained"), placeOf(found, "instead")]).toEqual(["i-a", "i-a"]);
    },
    MINUTES,
  );

  test(
    "deletedWith an instance that is replaced: the ENI is off before its instance goes, all the same",
    async () => {
      const found = await roads.replaced();
      expect(changesOf(found, "tied")).toEqual(["Detach i-tied1", "Attach i-tied2"]);
      expect(placeOf(found, "tied")).toBe("i-tied2");
    },
    MINUTES,
  );

  test(
    "--exclude: it is left as it is; the next up without moves it",
    async () => {
      const found = await roads.replaced();
      expect([planOf(found, "excluded"), changesOf(found, "excluded")]).toEqual([undefined, []]);
      expect(changesOf(await roads.killed(), "excluded")).toEqual(["Detach i-a", "Attach i-b"]);
    },
    MINUTES,
  );
}

export function testsOfNeighbours(roads: Roads): void {
  test(
    "two change places on full instances: with --parallel 1 the refusal names the other one and the way; otherwise both get there",
    async () => {
      const refused = await roads.placesOneAtATime();
      expect(refused.exitCode).not.toBe(0);
      expect(refused.output).toMatch(
        /so nothing was detached: .* is full.* alicloud-ecs\/cn-hangzhou\/eni-(left|right) is to leave i-(full|packed) in this run and has not begun\. Run `pulumi up` with a higher `--parallel`; or run `pulumi destroy --target URN` .*\[PREFLIGHT_FAILED\]/,
      );
      expect(refused.changes).toEqual([]);
      const found = await roads.replaced();
      expect([changesOf(found, "left"), changesOf(found, "right")]).toEqual([
        ["Detach i-full", "Attach i-packed"],
        ["Detach i-packed", "Attach i-full"],
      ]);
    },
    MINUTES,
  );

  test(
    "two exchange their ENIs with --parallel 1, one registered right after the other: one run gets there",
    async () => {
      const found = await roads.exchangedOneAtATime();
      expect([changesOf(found, "this"), changesOf(found, "that")]).toEqual([
        ["Detach i-a", "Attach i-b"],
        ["Detach i-b", "Attach i-a"],
      ]);
      const { this: one, that: other } = found.state;
      expect(one).toMatchObject({ outputs: { networkInterfaceId: "eni-that", attachedTo: "i-a" } });
      expect(found.output).toMatch(/kept attached: another attachment of this program has taken this ENI over/);
      expect(found.output).not.toContain("`aliases` is the better way");
      // Which of the two the engine asks about first is chance.
      expect([planOf(found, "this"), planOf(found, "that")]).toContainEqual(
        expect.stringMatching(/ up will fail: .*, unless another attachment of this program gives it up\b/),
      );
      expect(other).toMatchObject({ outputs: { networkInterfaceId: "eni-this", attachedTo: "i-b" } });
    },
    MINUTES,
  );

  test(
    "another stack that declares the ENI: it adopts it, its destroy detaches it, and both are told",
    async () => {
      const adopted = await roads.other();
      expect(adopted.exitCode).toBe(0);
      expect(adopted.changes).toEqual([]);
      expect(linesOf(adopted, "shared")).toEqual([
        expect.stringMatching(
          /^adopted: .*; destroy will detach it \(`retainOnDelete` keeps it\), whoever attached it$/,
        ),
      ]);
      const destroyed = await roads.otherDestroyed();
      expect(linesOf(destroyed, "shared")).toEqual([
        "detaching what was adopted on i-a, whoever attached it (`retainOnDelete` would keep it)",
      ]);
      expect(changesOf(destroyed, "shared")).toEqual(["Detach i-a"]);
    },
    MINUTES,
  );
}
