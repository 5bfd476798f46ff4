// Mutants of the trial on a real account: where the ENI is afterwards, what is told, what a transcript holds.
import type { Mutant } from "./mutant.ts";

export const trial: readonly Mutant[] = [
  {
    name: "trial-takes-attached-enis",
    breaks: "A trial refuses an ENI that is attached, unless told.",
    file: "provider/cli/trial/situation.ts",
    find: "(isThere && allowed.attached)",
    replacement: "isThere",
    tests: ["test/cli/trial.test.ts"],
  },
  {
    name: "trial-puts-back-what-is-others",
    breaks: "An ENI that somebody else has attached in the meantime is left alone.",
    file: "provider/cli/trial/put-back.ts",
    find: "holder !== undefined && !isOurs(situation, holder) && holder !== origin",
    replacement: 'holder === ""',
    tests: ["test/cli/trial-interruptions.test.ts"],
    only: "somebody else",
  },
  {
    name: "trial-puts-back-with-the-first-signal",
    breaks: "After Ctrl-C the ENI is put back by operations that only a second Ctrl-C ends.",
    file: "provider/cli/trial/ending.ts",
    find: "signal: interrupts.second",
    replacement: "signal: interrupts.first",
    tests: ["test/cli/trial-interruptions.test.ts"],
    only: "alicloud-ecs Ctrl-C at each call",
  },
  {
    name: "trial-trusts-a-list-that-shows-no-transitions",
    breaks: "At a vendor that shows no transitions an attach that was cut may still come: a detach finds out.",
    file: "provider/cli/trial/put-back.ts",
    find: "let mayChange = isOpen && mayComeYet(vendor);",
    replacement: "let mayChange = isOpen && mayComeYet(vendor) && situation.eni.length < 0;",
    tests: ["test/cli/trial-interruptions.test.ts"],
    only: "tencentcloud-vpc-v2",
  },
  {
    name: "transcripts-keep-unknown-names",
    breaks: "A transcript has nothing but what its allow list has, and a name of a field may be a user's.",
    file: "provider/cli/trial/allow-list.ts",
    find: "return isNamed ? name : this.#placeholders.ofField(name);",
    replacement: "return name;",
    tests: ["test/unit/trial-recorder.test.ts"],
  },
  {
    name: "transcripts-keep-whole-messages",
    breaks: "A transcript has of a message only the words of known ones.",
    file: "provider/cli/trial/allow-list.ts",
    find: '} else if (word !== "") run.push(word);',
    replacement: '} else if (word !== "") kept.push(word);',
    tests: ["test/unit/trial-recorder.test.ts"],
  },
  {
    name: "trial-keeps-the-answers-of-roles",
    breaks: "Answers that hold credentials are not kept by a trial.",
    file: "provider/cli/trial/tap.ts",
    find: "if (this.#actions.has(call.action))",
    replacement: 'if (call.action !== "")',
    tests: ["test/unit/trial-tap.test.ts"],
  },
];
