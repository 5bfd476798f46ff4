// Remedies: each kind of step in words, whole remedies as a user reads them, and that no kind is dead.
import { describe, expect, test } from "@jest/globals";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EniError } from "../../provider/errors.ts";
import type { Remedy, Step } from "../../provider/remedy.ts";
import { remedyText } from "../../provider/remedy-text.ts";
import { vendorNamed } from "../../provider/vendors/index.ts";
import { vendorCases } from "../contract/vendor-cases.ts";
import { projectRoot } from "../../tools/engine.ts";

type Kind = Step["kind"];
type Of<K extends Kind> = Extract<Step, { kind: K }>;

/** Each kind with each choice that it has, and what its sentence has to name. */
const steps: { readonly [K in Kind]: readonly (readonly [step: Of<K>, ...names: string[]])[] } = {
  runAgain: [
    [{ kind: "runAgain", command: "same" }, "Run this again", "looks"],
    [{ kind: "runAgain", command: "same", waits: true }, "Run this again", "waiting"],
    [{ kind: "runAgain", command: "up" }, "`pulumi up`"],
    [{ kind: "runAgain", command: "up", recreatesDependents: true }, "`pulumi up`", "depends on it"],
  ],
  raiseTimeout: [
    [{ kind: "raiseTimeout", leg: "attach" }, "`timeouts.attach`"],
    [{ kind: "raiseTimeout", leg: "detach" }, "`timeouts.detach`"],
    [{ kind: "raiseTimeout", leg: "detach", inState: true }, "`timeouts.detach`", "after a `pulumi up`"],
    [{ kind: "raiseTimeout", leg: "detach", custom: "update" }, "`customTimeouts.update`"],
  ],
  // The holder is "there": what happened, before it, names the instance.
  takeOver: [
    [{ kind: "takeOver", holder: "i-b" }, '`onConflict: "takeOver"`'],
    [{ kind: "takeOver", holder: "i-b", orDetachThere: true }, '`onConflict: "takeOver"`', "Detach it there"],
  ],
  detachInConsole: [[{ kind: "detachInConsole", title: "Some Cloud" }, "the console of Some Cloud"]],
  findMover: [[{ kind: "findMover" }, "who"]],
  checkArguments: [
    [{ kind: "checkArguments", names: ["instanceId"] }, "`instanceId`"],
    [{ kind: "checkArguments", names: ["a", "b"], account: true }, "`a`", "`b`", "whose account"],
  ],
  createEni: [[{ kind: "createEni" }, "new id", "remove the attachment"]],
  declareAnother: [
    [{ kind: "declareAnother", because: "primary", noun: "ENI" }, "primary ENI", "secondary ENI"],
    [{ kind: "declareAnother", because: "primary", noun: "vNIC" }, "primary vNIC", "secondary vNIC"],
    [{ kind: "declareAnother", because: "serviceManaged", noun: "ENI" }, "that service", "another ENI"],
  ],
  mend: [[{ kind: "mend" }, "what the vendor reports"]],
  nameInstance: [
    [{ kind: "nameInstance", sharing: ["zone"] }, "the ENI's zone"],
    [{ kind: "nameInstance", sharing: ["zone", "VPC"] }, "the ENI's zone and VPC", "another ENI"],
  ],
  makeRoom: [[{ kind: "makeRoom" }, "Detach another ENI", "another instance"]],
  followHint: [[{ kind: "followHint", hint: "Ask somebody. Or not." }, "Ask somebody. Or not."]],
  skipChecks: [
    [{ kind: "skipChecks" }, "`preflight: false`"],
    [{ kind: "skipChecks", detachesOld: true }, "`preflight: false`", "detaches the present ENI first"],
  ],
  allowActions: [[{ kind: "allowActions", actions: ["A", "B"] }, "A and B"]],
  checkIdentity: [[{ kind: "checkIdentity", used: "environment (X), key id AKID…0001" }, "environment (X), key id"]],
  setCredentials: [
    [{ kind: "setCredentials", sets: [["A", "B"], ["C"]] }, "Set A and B", "or C"],
    [{ kind: "setCredentials", sets: [["A", "B"]], orFixPlace: true }, "Fix the place", "or set A and B"],
  ],
  renewCredentials: [[{ kind: "renewCredentials" }, "gives them out", "a key in the environment"]],
  renewArguments: [[{ kind: "renewArguments" }, "provider's arguments", "`--run-program`"]],
  // The command names the other attachment.
  leaveFirst: [
    [{ kind: "leaveFirst", label: "v/r/e", instance: "i-b" }, "the URN of v/r/e", "`pulumi destroy --target URN`"],
    [
      { kind: "leaveFirst", label: "v/r/e", instance: "i-b", recreatesDependents: true },
      "the URN of v/r/e",
      "makes it again",
    ],
  ],
  letOtherGo: [
    [{ kind: "letOtherGo", frees: "eni" }, "gives it up", "`--parallel`", "`pulumi destroy --target URN`"],
    [{ kind: "letOtherGo", frees: "place" }, "leaves it", "`--parallel`", "`pulumi destroy --target URN`"],
  ],
  // What happened, before it, names the instance.
  letOthersEnd: [[{ kind: "letOthersEnd" }, "`pulumi up` again", "`instanceId`"]],
  cancelThenUp: [[{ kind: "cancelThenUp" }, "`pulumi cancel`", "`pulumi up`"]],
  dropFromState: [[{ kind: "dropFromState", label: "v/r/e" }, "`pulumi state delete URN`", "the URN of v/r/e"]],
  wait: [
    [{ kind: "wait", for: "rate" }, "`timeouts`", "`eni:rateLimits`"],
    [{ kind: "wait", for: "rate", isLook: true }, "`eni:rateLimits`"],
    [{ kind: "wait", for: "rate", ofLastUp: "timeouts" }, "after a `pulumi up`", "`eni:rateLimits`"],
    [{ kind: "wait", for: "rate", ofLastUp: "all" }, "after a `pulumi up`", "with `--run-program`"],
    [{ kind: "wait", for: "rate", isLook: true, ofLastUp: "all" }, "with `--run-program`"],
    [{ kind: "wait", for: "vendor" }, "what the vendor says", "in a while"],
  ],
  checkNetwork: [[{ kind: "checkNetwork" }, "network", "`eni:endpoints`"]],
  checkHostName: [[{ kind: "checkHostName" }, "that certificate", "`eni:endpoints`", "DNS"]],
  // The variable is named by what happened, before it.
  giveProxyLogin: [[{ kind: "giveProxyLogin" }, "user and password", "`http://user:password@", "percent-encoded"]],
  nameProxyPlain: [[{ kind: "nameProxyPlain" }, "`http://`", "encrypted"]],
  passProxy: [[{ kind: "passProxy" }, "Have the proxy", "NO_PROXY", "`eni:endpoints`"]],
  trustCertificate: [[{ kind: "trustCertificate" }, "NODE_EXTRA_CA_CERTS", "clock", "`eni:endpoints`"]],
  checkEndpoint: [[{ kind: "checkEndpoint", title: "Some Cloud" }, "Some Cloud's", "`eni:endpoints`"]],
  checkGuest: [
    [{ kind: "checkGuest", for: "fit" }, "the instance"],
    [{ kind: "checkGuest", for: "agent" }, "guest agent (QGA)"],
    [{ kind: "checkGuest", for: "inUse" }, "in use in the guest"],
    [{ kind: "checkGuest", for: "held" }, "not let go of the device"],
  ],
  setInstanceState: [
    [{ kind: "setInstanceState", states: ["Up"], noun: "vNIC", command: "c start" }, "Up", "vNICs", "`c start`"],
    [{ kind: "setInstanceState", states: ["Up", "Down"], noun: "ENI" }, "Up or Down", "ENIs"],
  ],
  restartInstance: [[{ kind: "restartInstance" }, "Restart the instance"]],
  lookInConsole: [
    [{ kind: "lookInConsole", at: "eni" }, "the ENI", "console"],
    [{ kind: "lookInConsole", at: "instance" }, "the instance", "console"],
    [{ kind: "lookInConsole", at: "both" }, "ENI and instance", "console"],
    [{ kind: "lookInConsole", at: "lastingState" }, "why it stays so", "console"],
  ],
  askVendor: [
    [{ kind: "askVendor" }, "the vendor"],
    [{ kind: "askVendor", requestId: "473469C7" }, "the vendor", "request id"],
  ],
  reportFault: [[{ kind: "reportFault" }, "report it", "ENI_LOG=debug"]],
  // The setting and the resource are named by what happened, before it.
  correctSetting: [
    [{ kind: "correctSetting", setting: "eni:endpoints" }, "Correct or remove it"],
    [{ kind: "correctSetting", setting: "eni:endpoints", ofLastUp: true }, "`pulumi up`", "ENI_ENDPOINTS"],
    [{ kind: "correctSetting", setting: "eni:preflight", ofLastUp: true }, "`pulumi up`"],
  ],
  correctProgram: [
    [{ kind: "correctProgram", name: "web", change: "removeDuplicate" }, "Remove one"],
    [{ kind: "correctProgram", name: "web", change: "dropImport" }, "Leave it out", "adopts"],
    [{ kind: "correctProgram", name: "web", change: "dropProvider" }, "Leave it out", "credentials"],
    [{ kind: "correctProgram", name: "web", change: "giveArguments" }, 'new EniAttachment("web", {'],
  ],
  correctImport: [
    [{ kind: "correctImport", change: "form", id: "x" }, "in that form"],
    [{ kind: "correctImport", change: "addVpc", id: "v/r/eni-1" }, "`v/r/eni-1/VPC`"],
    [{ kind: "correctImport", change: "declare", id: "x" }, "without `import`", "`pulumi up`"],
  ],
  installVersion: [[{ kind: "installVersion" }, "Install the version"]],
};

const each = Object.values(steps).flatMap((some) =>
  some.map(([step, ...names]) => [JSON.stringify(step), step, names]),
);

test.each(each as [string, Step, string[]][])("%s alone is a whole sentence", (_json, step, names) => {
  const text = remedyText([step]);
  expect(text).toMatch(/^(?:[A-Z`]|v\/r\/e ).*[^.]\.$/);
  expect(text).not.toMatch(/undefined|NaN|\[object|\.\.| {2}|TODO/);
  for (const name of names) expect(text).toContain(name);
});

test.each(each as [string, Step, string[]][])("%s reads well after others", (_json, step) => {
  const [ask, again]: Step[] = [
    { kind: "followHint", hint: "Ask." },
    { kind: "runAgain", command: "same" },
  ];
  for (const remedy of [
    [ask, step],
    [ask, again, step],
    [again, step],
  ] as Remedy[]) {
    expect(remedyText(remedy)).toMatch(/^[A-Z].*[^.]\.$/);
    expect(remedyText(remedy)).not.toMatch(/\.\.| {2}|[,;:]\.|\. ?[,;:]|\. then/);
  }
});

describe("whole remedies, as a user reads them", () => {
  const again = { kind: "runAgain", command: "same" } as const;
  const up = { kind: "runAgain", command: "up" } as const;

  test.each<[string, Remedy]>([
    ["", []],
    ["Run this again: it looks where the ENI is, and goes on from there.", [again]],
    [
      "Run this again: it looks where the ENI is, and goes on from there. If it stays so, look at the ENI in the vendor's console. `timeouts.attach` sets how long to wait.",
      [again, { kind: "lookInConsole", at: "eni" }, { kind: "raiseTimeout", leg: "attach" }],
    ],
    [
      "Run this again: it looks where the ENI is, and goes on from there. If the fault comes back, report it with what ENI_LOG=debug prints.",
      [again, { kind: "reportFault" }],
    ],
    ["Fix what the vendor reports, then run this again.", [{ kind: "mend" }, again]],
    ["Use it. Then run this again.", [{ kind: "followHint", hint: "Use it." }, again]],
    ["Find out who, then run `pulumi up` again.", [{ kind: "findMover" }, up]],
    [
      'Find out who; then run `pulumi up` again, with `onConflict: "takeOver"` if it is yours to take.',
      [{ kind: "findMover" }, up, { kind: "takeOver", holder: "i-b" }],
    ],
    [
      'Detach it there, or set `onConflict: "takeOver"` to take it; then run `pulumi up` again.',
      [{ kind: "takeOver", holder: "i-b", orDetachThere: true }, up],
    ],
    [
      "Detach it in the console of Some Cloud, then run `pulumi up` again.",
      [{ kind: "detachInConsole", title: "Some Cloud" }, up],
    ],
    [
      "Create a new ENI and name its new id in the program, or remove the attachment from the program; then run `pulumi up`.",
      [{ kind: "createEni" }, up],
    ],
    [
      "Check `networkInterfaceId` and `region`, and whose account these credentials are of; or create a new ENI and name its new id in the program, or remove the attachment from the program.",
      [{ kind: "checkArguments", names: ["networkInterfaceId", "region"], account: true }, { kind: "createEni" }],
    ],
    [
      "Check `instanceId`, then run `pulumi up` again (`preflight: false` skips these checks, and detaches the present ENI first). What depends on it and is replaced with it may be deleted already: that run makes it again.",
      [
        { kind: "checkArguments", names: ["instanceId"] },
        { ...up, recreatesDependents: true },
        { kind: "skipChecks", detachesOld: true },
      ],
    ],
    [
      "Detach another ENI from the instance, or name another instance, then run `pulumi up` again (`preflight: false` skips these checks).",
      [{ kind: "makeRoom" }, up, { kind: "skipChecks" }],
    ],
    [
      "Start the instance: vNICs come and go only while it is UP. Name an instance in the ENI's region, or another ENI, then run `pulumi up` again (`preflight: false` skips these checks).",
      [
        { kind: "setInstanceState", states: ["UP"], noun: "vNIC" },
        { kind: "nameInstance", sharing: ["region"] },
        up,
        { kind: "skipChecks" },
      ],
    ],
    [
      "A primary ENI stays with its instance: declare a secondary ENI. Then run `pulumi up` again (`preflight: false` skips these checks).",
      [{ kind: "declareAnother", because: "primary", noun: "ENI" }, up, { kind: "skipChecks" }],
    ],
    [
      "v/r/e is to leave i-b in this run and has not begun. Run `pulumi up` with a higher `--parallel`; or run `pulumi destroy --target URN` with the URN of v/r/e (`pulumi stack --show-ids --show-urns` lists it by that id), adding `--target-dependents` if something depends on it, then `pulumi up`.",
      [{ kind: "leaveFirst", label: "v/r/e", instance: "i-b" }],
    ],
    [
      "Run `pulumi up` again when those are done, in case a place is left, or name an instance with room in `instanceId`.",
      [{ kind: "letOthersEnd" }],
    ],
    [
      "Drop it from the stack: run `pulumi state delete URN` with the URN of v/r/e (`pulumi stack --show-ids --show-urns` lists it by that id). The ENI goes when the instance is released.",
      [{ kind: "dropFromState", label: "v/r/e" }],
    ],
    [
      "The account's request rate is used up: run this again later, or have us ask less often (`eni:rateLimits`).",
      [{ kind: "wait", for: "rate", isLook: true }],
    ],
    [
      "Correct or remove it, then run this with `--run-program`: without that a refresh or destroy gets the stack configuration of the last `pulumi up`.",
      [{ kind: "correctSetting", setting: "eni:rateLimits", ofLastUp: true }],
    ],
    [
      "Correct or remove it, then run this with `--run-program`: without that a refresh or destroy gets the stack configuration of the last `pulumi up`. Or give this vendor's endpoint in ENI_ENDPOINTS (environment), which wins over it.",
      [{ kind: "correctSetting", setting: "eni:endpoints", ofLastUp: true }],
    ],
    [
      "See that what gives them out answers, or set a key in the environment, which wins over it.",
      [{ kind: "renewCredentials" }],
    ],
    [
      'Give it an object, as in new EniAttachment("web", { vendor: "alicloud-ecs", networkInterfaceId, instanceId }).',
      [{ kind: "correctProgram", name: "web", change: "giveArguments" }],
    ],
    [
      "Leave it out: `pulumi up` adopts an ENI that is attached to `instanceId` already, and calls nothing.",
      [{ kind: "correctProgram", name: "web", change: "dropImport" }],
    ],
    [
      "Leave it out; credentials are read where that package reads them.",
      [{ kind: "correctProgram", name: "web", change: "dropProvider" }],
    ],
    [
      "Let this identity call DescribeX. Credentials used: environment (X).",
      [
        { kind: "allowActions", actions: ["DescribeX"] },
        { kind: "checkIdentity", used: "environment (X)" },
      ],
    ],
  ])("%s", (text, remedy) => expect(remedyText(remedy)).toBe(text));

  test.each(vendorCases.map(({ vendor, texts }) => [vendor, texts.remedies] as const))(
    "those of %s",
    async (name, told) => {
      const remedies: Readonly<Record<string, Remedy>> = (await vendorNamed(name)?.load())?.remedies ?? {};
      const said = Object.entries(remedies).map(([kind, remedy]) => [kind, remedyText(remedy)]);
      const expected = Object.entries(told).map(([kind, text]) => [kind, text.replace("{withId}", "")]);
      expect(Object.fromEntries(said)).toEqual(Object.fromEntries(expected));
    },
  );
});

test("each kind is used by the provider", () => {
  const own = ["remedy.ts", "remedy-text.ts"].map((name) => join("http", name));
  const folder = join(projectRoot, "provider");
  const source = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !own.includes(name))
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("\n");
  expect(Object.keys(steps).filter((kind) => !source.includes(`kind: "${kind}"`))).toEqual([]);
});

test("an error has its remedy; one without parts has none", () => {
  const remedy: Remedy = [{ kind: "cancelThenUp" }];
  expect(new EniError("ENGINE_GONE", { what: "gone", remedy }).remedy).toBe(remedy);
  expect(new EniError("ENGINE_GONE", { what: "gone" }).remedy).toEqual([]);
});
