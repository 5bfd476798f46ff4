// A remedy in words: what follows "To do:" in a message.
import type { Remedy, Step } from "./remedy.ts";

/** In sentences, each with its full stop; empty for no steps. */
export function remedyText(remedy: Remedy): string {
  if (remedy.length === 0) return "";
  const sentences = remedy.map((step, at) => (at === 0 ? clauseOf(step) : continued(remedy, at)));
  const recreates = remedy.some((step) => "recreatesDependents" in step);
  return `${sentences.join("")}.${recreates ? ` ${dependents}` : ""}`;
}

const dependents = "What depends on it and is replaced with it may be deleted already: that run makes it again.";

/** The step at the beginning of a sentence, without a full stop. */
function clauseOf(step: Step): string {
  switch (step.kind) {
    case "runAgain":
      return `${capital(run(step.command))} again: ${step.waits ? "it goes on waiting" : "it looks where the ENI is, and goes on from there"}`;
    case "raiseTimeout":
      return `\`${step.custom === undefined ? `timeouts.${step.leg}` : `customTimeouts.${step.custom}`}\` sets how long to wait${step.inState ? `; another value counts ${afterUp}` : ""}`;
    case "takeOver":
      return step.orDetachThere
        ? `Detach it there, or set ${takeOver} to take it`
        : `Set ${takeOver} if it is yours to take`;
    case "detachInConsole":
      return `Detach it in the console of ${step.title}`;
    case "findMover":
      return "Find out who";
    case "checkArguments": {
      const names = step.names.map((name) => `\`${name}\``).join(" and ");
      return `Check ${names}${step.account ? ", and whose account these credentials are of" : ""}`;
    }
    case "createEni":
      return capital(anotherEni);
    case "declareAnother": {
      if (step.because === "serviceManaged") return `Move it with that service, or declare another ${step.noun}`;
      const always = step.noun === "vNIC" ? " for life" : "";
      return `A primary ${step.noun} stays with its instance${always}: declare a secondary ${step.noun}`;
    }
    case "mend":
      return "Fix what the vendor reports";
    case "nameInstance":
      return `Name an instance in the ENI's ${step.sharing.join(" and ")}, or another ENI`;
    case "makeRoom":
      return "Detach another ENI from the instance, or name another instance";
    case "followHint":
      return step.hint.replace(/\.$/, "");
    case "skipChecks":
      return skipped(step);
    case "allowActions":
      return `Let this identity call ${step.actions.join(" and ")}`;
    case "checkIdentity":
      return `Credentials used: ${step.used}`;
    case "setCredentials":
      return `${step.orFixPlace ? "Fix the place that has a reason beside it, or set" : "Set"} ${step.sets.map((set) => set.join(" and ")).join(", or ")} (the environment wins over all else)`;
    case "renewCredentials":
      return "See that what gives them out answers, or set a key in the environment, which wins over it";
    case "renewArguments":
      return (
        "Correct the provider's arguments in the program: `pulumi up` uses them at once; a refresh or destroy has those of the last " +
        "`pulumi up`, unless it is run with `--run-program`"
      );
    case "leaveFirst":
      return (
        `${step.label} is to leave ${step.instance} in this run and has not begun. Run \`pulumi up\` with a higher \`--parallel\`; or run ` +
        `\`pulumi destroy --target URN\` with the URN of ${step.label} (${listUrns}), adding \`--target-dependents\` if ` +
        "something depends on it, then `pulumi up`"
      );
    case "letOtherGo":
      return (
        `If another attachment of this program ${step.frees === "eni" ? "gives it up" : "leaves it"} in the same run, ` +
        "run `pulumi up` with a higher `--parallel`, or `pulumi destroy --target URN` of that one first"
      );
    case "letOthersEnd":
      return "Run `pulumi up` again when those are done, in case a place is left, or name an instance with room in `instanceId`";
    case "cancelThenUp":
      return "Run `pulumi cancel`, then `pulumi up`: it looks at the ENI and goes on from there";
    case "dropFromState":
      return (
        `Drop it from the stack: run \`pulumi state delete URN\` with the URN of ${step.label} (${listUrns}). ` +
        "The ENI goes when the instance is released"
      );
    case "wait":
      return step.for === "rate" ? ofRate(step) : "Do what the vendor says, or run this again in a while";
    case "checkNetwork":
      return `Check the network, a proxy in between, and the endpoint (${endpointSettings})`;
    case "trustCertificate":
      return (
        "Check this machine's clock. If a proxy here opens TLS, or a private authority signs, put the authority's certificate (PEM) into a file " +
        `and set NODE_EXTRA_CA_CERTS to its path; else check the endpoint (${endpointSettings})`
      );
    case "checkHostName":
      return `Name a host of that certificate in the endpoint (${endpointSettings}); if it is one, its name leads to another server from here (DNS, a proxy)`;
    case "giveProxyLogin":
      return (
        "Write user and password of the proxy into that variable, as `http://user:password@proxy.example.com:3128`, " +
        "with characters such as @, #, / and % percent-encoded"
      );
    case "nameProxyPlain":
      return "Write the proxy's address with `http://`: calls to `https://` endpoints are encrypted through it all the same";
    case "passProxy":
      return `Have the proxy lead to that host, or name it in NO_PROXY if it is reached without the proxy, as a private endpoint is; else check the endpoint (${endpointSettings})`;
    case "checkEndpoint":
      return `See that the endpoint (${endpointSettings}) is ${step.title}'s; else use a newer version of this package`;
    case "checkGuest":
      return guest[step.for];
    case "setInstanceState": {
      const [running, stopped] = step.states;
      const command = step.command === undefined ? "" : ` (\`${step.command}\`)`;
      return stopped === undefined
        ? `Start the instance${command}: ${step.noun}s come and go only while it is ${running}`
        : `Start or stop the instance${command}: ${step.noun}s come and go while it is ${running} or ${stopped}`;
    }
    case "restartInstance":
      return "Restart the instance";
    case "lookInConsole":
      return inConsole[step.at];
    case "askVendor":
      return `Ask the vendor${step.requestId === undefined ? "" : " with the request id"}`;
    case "reportFault":
      return "If the fault comes back, report it with what ENI_LOG=debug prints";
    case "correctSetting":
      return correction(step);
    case "correctProgram":
      return step.change === "giveArguments"
        ? `Give it an object, as in new EniAttachment("${step.name}", { vendor: "alicloud-ecs", networkInterfaceId, instanceId })`
        : inProgram[step.change];
    case "correctImport":
      return importWords[step.change](step.id);
    case "installVersion":
      return "Install the version that made it, or a newer one";
  }
}

/** The step after others, with what joins it to them. */
function continued(remedy: Remedy, at: number): string {
  const step = remedy[at] as Step;
  const before = remedy[at - 1] as Step;
  switch (step.kind) {
    case "runAgain": {
      const again = before.kind === "createEni" ? run(step.command) : `${run(step.command)} again`;
      if (isSentence(before)) return `. Then ${again}`;
      if (isHeld(before)) return `: ${again}`;
      // Beside these there is a comma in the sentence already.
      return remedy.some(({ kind }) => kind === "takeOver" || kind === "createEni")
        ? `; then ${again}`
        : `, then ${again}`;
    }
    case "takeOver":
      return `, with ${takeOver} if it is yours to take`;
    case "skipChecks":
      return ` (${skipped(step)})`;
    case "createEni":
      return `; or ${anotherEni}`;
    case "restartInstance":
    case "lookInConsole":
    case "askVendor": {
      const clause = small(clauseOf(step));
      if (before.kind !== "runAgain") return `, or ${clause}`;
      const earlier = remedy[at - 2];
      if (earlier === undefined) return `. If it stays so, ${clause}`;
      return isHeld(earlier) ? `, and if it stays so, ${clause}` : `; if it stays so, ${clause}`;
    }
    default:
      return `. ${clauseOf(step)}`;
  }
}

const takeOver = '`onConflict: "takeOver"`';
const skipped = ({ detachesOld }: Extract<Step, { kind: "skipChecks" }>): string =>
  `\`preflight: false\` skips these checks${detachesOld ? ", and detaches the present ENI first" : ""}`;
const anotherEni = "create a new ENI and name its new id in the program, or remove the attachment from the program";
const listUrns = "`pulumi stack --show-ids --show-urns` lists it by that id";
const endpointSettings = "`eni:endpoints`, ENI_ENDPOINTS";

function correction({ setting, ofLastUp }: Extract<Step, { kind: "correctSetting" }>): string {
  if (!ofLastUp) return "Correct or remove it";
  const wins =
    setting === "eni:endpoints"
      ? ". Or give this vendor's endpoint in ENI_ENDPOINTS (environment), which wins over it"
      : "";
  return `Correct or remove it, then run this with \`--run-program\`: without that a refresh or destroy gets the stack configuration of the last \`pulumi up\`${wins}`;
}

function ofRate({ isLook, ofLastUp }: Extract<Step, { kind: "wait" }>): string {
  const longer = isLook
    ? ""
    : `, give it longer (\`timeouts\`${ofLastUp === undefined ? "" : `, which count ${afterUp}`})`;
  const less = `have us ask less often (\`eni:rateLimits\`${ofLastUp === "all" ? ", which count here with `--run-program`" : ""})`;
  return `The account's request rate is used up: run this again later${longer}, or ${less}`;
}

const afterUp = "after a `pulumi up`";

const guest: Readonly<Record<Extract<Step, { kind: "checkGuest" }>["for"], string>> = {
  fit: "Check the instance (guest agent, type, ENI limit)",
  agent: "See that the guest agent (QGA) runs in the instance",
  inUse: "Look at the instance (is the device in use in the guest?)",
  held: "The guest has probably not let go of the device",
};

const inConsole: Readonly<Record<Extract<Step, { kind: "lookInConsole" }>["at"], string>> = {
  eni: "Look at the ENI in the vendor's console",
  instance: "Look at the instance in the console",
  both: "Look at ENI and instance in the vendor's console",
  lastingState: "See in the vendor's console why it stays so",
};

const inProgram = {
  removeDuplicate: "Remove one of the two",
  dropImport: "Leave it out: `pulumi up` adopts an ENI that is attached to `instanceId` already, and calls nothing",
  dropProvider: "Leave it out; credentials are read where that package reads them",
  giveProvider: "Use a `Provider` of pulumi-eni-attachment/plugin, or leave it out",
} as const;

const importWords: Readonly<Record<Extract<Step, { kind: "correctImport" }>["change"], (id: string) => string>> = {
  form: () => "Give the id in that form",
  addVpc: (id) => `Give the id as \`${id}/VPC\`, with the id of its VPC`,
  declare: () => "Declare it without `import` or `get`: `pulumi up` attaches it",
};

const run = (command: "same" | "up"): string => (command === "same" ? "run this" : "run `pulumi up`");

/** These read badly with anything behind them. */
const isSentence = ({ kind }: Step): boolean =>
  ["followHint", "setInstanceState", "declareAnother", "checkHostName", "nameProxyPlain", "passProxy"].includes(kind);

const isHeld = (step: Step): boolean => step.kind === "checkGuest" && step.for === "held";

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const small = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
