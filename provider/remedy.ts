// What to do about an error, as data: a message renders it (remedy-text.ts), and a program can carry it out.

/**
 * Steps, in their order. Those before a `runAgain` come first; those after it are for when that run fails in the same way, and any
 * one of them may help. Where no step says what to run, the command that failed is run again at the end. Empty: nothing is known to
 * help. No step holds a credential.
 */
export type Remedy = readonly Step[];

export type Step =
  | RunAgain
  | RaiseTimeout
  | TakeOver
  | DetachInConsole
  | FindMover
  | CheckArguments
  | CreateEni
  | DeclareAnother
  | Mend
  | NameInstance
  | MakeRoom
  | FollowHint
  | SkipChecks
  | AllowActions
  | CheckIdentity
  | SetCredentials
  | RenewCredentials
  | RenewArguments
  | LeaveFirst
  | LetOtherGo
  | LetOthersEnd
  | CancelThenUp
  | DropFromState
  | Wait
  | CheckNetwork
  | TrustCertificate
  | CheckHostName
  | GiveProxyLogin
  | NameProxyPlain
  | PassProxy
  | CheckEndpoint
  | CheckGuest
  | SetInstanceState
  | RestartInstance
  | LookInConsole
  | AskVendor
  | ReportFault
  | CorrectSetting
  | CorrectProgram
  | CorrectImport
  | InstallVersion;

/** Run the command again: `same`, the one that failed, or `up`. It looks where the ENI is, and goes on from there. */
interface RunAgain {
  readonly kind: "runAgain";
  readonly command: "same" | "up";
  /** The vendor is still at work: the run goes on waiting for it. */
  readonly waits?: true;
  /** Resources that depend on the attachment may be deleted already: that run creates them again. */
  readonly recreatesDependents?: true;
}

/** The operations of a resource that Pulumi's option `customTimeouts` names. */
export type CustomTimeout = "create" | "update" | "delete";

/** Give the attachment a longer `timeouts.attach` or `timeouts.detach`. */
interface RaiseTimeout {
  readonly kind: "raiseTimeout";
  readonly leg: "attach" | "detach";
  /** The option `customTimeouts` set the time, in place of the argument. */
  readonly custom?: CustomTimeout;
  /** The operation has it from the state: `pulumi up` is run first, which writes it there. */
  readonly inState?: true;
}

/** Set `onConflict: "takeOver"`, which takes the ENI from its holder: for a person who knows that it may be taken. */
interface TakeOver {
  readonly kind: "takeOver";
  /** Instance that loses the ENI. */
  readonly holder: string;
  /** Or detach the ENI from the holder, by whatever attached it. */
  readonly orDetachThere?: true;
}

/** Detach the ENI in the vendor's console: the vendor does not name its holder, so `takeOver` is refused too. */
interface DetachInConsole {
  readonly kind: "detachInConsole";
  /** The vendor's. */
  readonly title: string;
}

/** Find the person or program that moves this ENI at the same time, and end that. */
interface FindMover {
  readonly kind: "findMover";
}

/** Compare these arguments with the cloud, and correct the wrong one in the program. */
interface CheckArguments {
  readonly kind: "checkArguments";
  readonly names: readonly string[];
  /** The credentials may be another account's: see whose they are. */
  readonly account?: true;
}

/**
 * The ENI does not exist: create another one and name its id in the program, or remove the attachment from the program. After
 * `checkArguments`: where those are right.
 */
interface CreateEni {
  readonly kind: "createEni";
}

/** Give the attachment another ENI: this one never moves. */
interface DeclareAnother {
  readonly kind: "declareAnother";
  /** `serviceManaged`: that service may move it. */
  readonly because: "primary" | "serviceManaged";
  /** The vendor's word for an ENI. */
  readonly noun: Noun;
}

/** Remove the cause that the vendor's words in the message name. */
interface Mend {
  readonly kind: "mend";
}

/** Name an instance in `instanceId` that is where the ENI is, or another ENI. */
interface NameInstance {
  readonly kind: "nameInstance";
  /** What both have to be in. */
  readonly sharing: readonly ("zone" | "region" | "VPC")[];
}

/** Correct the credentials in the arguments of the plugin's provider. A refresh or destroy has those of the last `pulumi up`, unless it runs the program. */
interface RenewArguments {
  readonly kind: "renewArguments";
}

/** The instance is full: detach another ENI from it, or name another instance. */
interface MakeRoom {
  readonly kind: "makeRoom";
}

/** Do what a vendor's error table says of the code. */
interface FollowHint {
  readonly kind: "followHint";
  /** In sentences. */
  readonly hint: string;
}

/** Set `preflight: false`: the vendor then decides, after the detach. */
interface SkipChecks {
  readonly kind: "skipChecks";
  /** Of a replacement: another ENI is detached first, and nothing puts it back. */
  readonly detachesOld?: true;
}

/** Grant these actions of the vendor's API to the identity that was used. */
interface AllowActions {
  readonly kind: "allowActions";
  readonly actions: readonly string[];
}

/** See that these are the credentials that were meant. */
interface CheckIdentity {
  readonly kind: "checkIdentity";
  /** Where they were found, and the masked key id. */
  readonly used: string;
}

/** Set these variables of the environment: all of one set. */
interface SetCredentials {
  readonly kind: "setCredentials";
  readonly sets: readonly (readonly string[])[];
  /** Or fix the place for which the message gives a reason. */
  readonly orFixPlace?: true;
}

/** Make whatever gives out the temporary credentials answer, or set a key in the environment. */
interface RenewCredentials {
  readonly kind: "renewCredentials";
}

/**
 * Take another attachment of the program off the instance first: `pulumi up` with a higher `--parallel`, or
 * `pulumi destroy --target URN`, then `pulumi up`.
 */
interface LeaveFirst {
  readonly kind: "leaveFirst";
  /** `<vendor>/<region>/<networkInterfaceId>` of the other attachment: the id of its resource. */
  readonly label: string;
  /** The one that it is to leave. */
  readonly instance: string;
  /** As in `runAgain`. */
  readonly recreatesDependents?: true;
}

/**
 * Another attachment of the program may be about to free it, and had no turn in the 15 s that are waited for that (`--parallel 1`,
 * `dependsOn`): `pulumi up` with a higher `--parallel`, or `pulumi destroy --target URN` of that one first.
 */
interface LetOtherGo {
  readonly kind: "letOtherGo";
  /** What it frees: the ENI, or a place on the instance. */
  readonly frees: "eni" | "place";
}

/** Run `pulumi up` when the program's other attachments to that instance have ended, or name an instance with room. */
interface LetOthersEnd {
  readonly kind: "letOthersEnd";
}

/** Run `pulumi cancel`, which unlocks the stack, then `pulumi up`. */
interface CancelThenUp {
  readonly kind: "cancelThenUp";
}

/** Run `pulumi state delete` on the attachment, and leave the ENI to its instance: nothing is run after it. */
interface DropFromState {
  readonly kind: "dropFromState";
  /** `<vendor>/<region>/<networkInterfaceId>`: the id of the resource. */
  readonly label: string;
}

/**
 * Wait a while. `rate`: the account's request rate is used up, and longer `timeouts` or a lower `eni:rateLimits` help too; `vendor`:
 * the vendor could not answer, and its message may say more.
 */
interface Wait {
  readonly kind: "wait";
  readonly for: "rate" | "vendor";
  /** A look was throttled: its time is fixed, so longer `timeouts` do not help. */
  readonly isLook?: true;
  /** What counts only as the last `pulumi up` had it. Default: nothing. */
  readonly ofLastUp?: OfLastUp;
}

/**
 * What an operation has as the last `pulumi up` had it: its `timeouts`, from the state; or `all`, the stack configuration too, which
 * a refresh or destroy has as it is now only with `--run-program`.
 */
export type OfLastUp = "timeouts" | "all";

/** See that this machine reaches the vendor's endpoint. */
interface CheckNetwork {
  readonly kind: "checkNetwork";
}

/** Let Node trust the authority that signed the certificate: NODE_EXTRA_CA_CERTS. */
interface TrustCertificate {
  readonly kind: "trustCertificate";
}

/** Name a host of the certificate in the endpoint, or see why its name leads to another server. */
interface CheckHostName {
  readonly kind: "checkHostName";
}

/** Write the proxy's user and password into HTTPS_PROXY or HTTP_PROXY. */
interface GiveProxyLogin {
  readonly kind: "giveProxyLogin";
}

/** Write the proxy's address with http://, which is about the way to the proxy alone. */
interface NameProxyPlain {
  readonly kind: "nameProxyPlain";
}

/** Have the proxy lead to the host, or name the host in NO_PROXY. */
interface PassProxy {
  readonly kind: "passProxy";
}

/** See that the configured endpoint is this vendor's API; where it is, install a newer version of this package. */
interface CheckEndpoint {
  readonly kind: "checkEndpoint";
  /** The vendor's. */
  readonly title: string;
}

/**
 * Look at the instance's guest. `fit`: agent, type and number of ENIs; `agent`: the agent has to run; `inUse`: something may use the
 * device; `held`: the guest probably holds the device, and lets go of it by itself or at a restart.
 */
interface CheckGuest {
  readonly kind: "checkGuest";
  readonly for: "fit" | "agent" | "inUse" | "held";
}

/** Bring the instance into one of these states: start it, or stop it where that is one of them. */
interface SetInstanceState {
  readonly kind: "setInstanceState";
  /** The vendor's words. */
  readonly states: readonly [running: string, stopped?: string];
  readonly noun: Noun;
  /** Command of the vendor's tool that starts it. */
  readonly command?: string;
}

/** Restart the instance. */
interface RestartInstance {
  readonly kind: "restartInstance";
}

/** Look in the vendor's console at the ENI, at the instance, at both, or why the instance's state does not pass. */
interface LookInConsole {
  readonly kind: "lookInConsole";
  readonly at: "eni" | "instance" | "both" | "lastingState";
}

/** Ask the vendor's support. */
interface AskVendor {
  readonly kind: "askVendor";
  /** Id that the support asks for; undefined where the message has none. */
  readonly requestId?: string;
}

/** Report the fault of this package, with the output of a run with ENI_LOG=debug. */
interface ReportFault {
  readonly kind: "reportFault";
}

/** Correct the setting that the message names, or remove it. */
interface CorrectSetting {
  readonly kind: "correctSetting";
  readonly setting: Setting;
  /** The command has the stack configuration of the last `pulumi up`: with `--run-program` it has today's. */
  readonly ofLastUp?: true;
}

/** Import in another way: with an id of the right form, with the VPC behind the id, or not at all, since an ENI that is not attached is declared. */
interface CorrectImport {
  readonly kind: "correctImport";
  readonly change: "form" | "addVpc" | "declare";
  /** The id that was given. */
  readonly id: string;
}

/** Change the declaration in the program that the message names. */
interface CorrectProgram {
  readonly kind: "correctProgram";
  /** Of the resource, as the program has it; in the provider, which does not know that, its label. */
  readonly name: string;
  readonly change: "removeDuplicate" | "dropImport" | "dropProvider" | "giveProvider" | "giveArguments";
}

/** Install a version of this package that knows the attachment in the state. */
interface InstallVersion {
  readonly kind: "installVersion";
}

/** ENI_ENDPOINTS is of the environment, and wins over `eni:endpoints` for the vendors that it names. */
export type Setting =
  "eni:endpoints" | "eni:rateLimits" | "eni:preflight" | "ENI_ENDPOINTS" | "HTTPS_PROXY" | "PULUMI_CONFIG";

export type Noun = "ENI" | "vNIC";
