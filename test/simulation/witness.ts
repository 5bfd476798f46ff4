// Judges what a process sends by what it was asked and was shown: the rules of the lifecycle, seen from the cloud.
import type { Meaning } from "../../provider/http/meaning.ts";
import type { Mind, OperationRecord, Shown } from "./operation-record.ts";
import type { Exchange, Stage, StagedProcess } from "./stage.ts";

/** A look takes no longer, in milliseconds. */
const longestLook = 61_000;

/** Faults after which nobody can rely on what the answer says, if there is one. */
const spoiling = new Set(["dropBefore", "dropAfter", "html502", "serverError", "edge", "garbage", "hang"]);

export class Witness {
  readonly #stage: Stage;
  readonly #process: StagedProcess;

  constructor(stage: Stage, process: StagedProcess) {
    this.#stage = stage;
    this.#process = process;
  }

  /** As soon as the cloud has read a request. */
  judge(exchange: Exchange): void {
    const { told } = exchange;
    if (!told) return;
    const { attach, detach } = this.#stage.setting.case.actions;
    if (told.action === attach || told.action === detach) {
      const [eni = ""] = told.enis;
      const mind = exchange.minds.find(({ record }) => record.facts.eni === eni);
      if (!mind) this.#stage.violate(`${told.action} of ${eni} is sent, and no operation on it was asked for`);
      else this.#judgeChange(exchange, mind, told.action === attach ? "attach" : "detach", told.instances[0]);
    }
  }

  #judgeChange(exchange: Exchange, mind: Mind, kind: "attach" | "detach", named: string | undefined): void {
    const { record } = mind;
    const stage = this.#stage;
    const late = stage.clock.now() > exchange.sentAt;
    stage.figures.changes += 1;
    const wrong = (what: string) => stage.violate(`${record.toString()}: ${kind} ${named ?? ""}: ${what}`);
    if (record.facts.kind === "read") wrong("sent by a read");
    // Where a look comes last, the engine was asked before it.
    const engineAsked = kind === "detach" && named === undefined ? mind.seenAt - longestLook : exchange.sentAt;
    if (mind.engineDiedAt < engineAsked) wrong("sent although the engine is gone (rule 14)");
    if (!mind.seen) wrong("sent without a look (rule 1)");
    if (mind.lostAt !== undefined) wrong("sent although the last reply was lost, without a look in between (rule 7)");
    if (kind === "attach") this.#judgeAttach(mind, named ?? "", wrong);
    else this.#judgeDetach(exchange, mind, named, wrong);
    for (const { eni, instanceId } of exchange.applied) {
      record.applied.push({ kind, instanceId });
      if (kind === "detach" && !this.#mayDetach(record, instanceId)) {
        // Between the last look and the call nothing can be done: somebody was faster, or the list was behind.
        stage.figures.races += 1;
        const truthful = mind.seen?.instanceId === instanceId;
        if (truthful) wrong(`takes the ENI off ${instanceId}, which is not ours`);
      }
      this.#disturbOthers(eni, mind, late);
    }
    record.mutations += 1;
    record.seenSinceMutation = false;
  }

  /** Its own, or what another attachment of the program gives up in this run. */
  #mayDetach(record: OperationRecord, from: string): boolean {
    const { kind, eni } = record.facts;
    return record.mayDetachFrom(from) || (kind !== "delete" && this.#process.isGivenUp(eni, from));
  }

  #judgeAttach({ record, seen }: Mind, to: string, wrong: (what: string) => void): void {
    const { wanted, rollback, kind, eni } = record.facts;
    if (kind === "delete") {
      // Back to whom an earlier run took it from.
      if (to !== this.#process.kept.get(eni)) wrong("sent by a delete");
    } else if (to !== wanted) {
      // Back to where it was (rule 6).
      if (!rollback) wrong("a rollback that was not asked for");
      // A detach that is still on its way has left its instance's name behind.
      const onItsWay = record.left > record.mutations + 1;
      if (!record.detachesSent.has(to) && to !== record.facts.recorded && !onItsWay)
        wrong("to an instance that was neither wanted nor left");
      // A final refusal is enough where the list has a word that nobody knows (rule 6).
      if (seen?.status !== "available" && seen?.status !== "unknown")
        wrong(`a rollback after the ENI was last seen ${seen?.status ?? "nowhere"}`);
    }
    record.attachesSent.add(to);
  }

  #judgeDetach(exchange: Exchange, mind: Mind, named: string | undefined, wrong: (what: string) => void): void {
    const { record, seen, seenAt } = mind;
    const from = named ?? seen?.instanceId ?? "";
    if (!this.#mayDetach(record, from)) wrong(`${from || "nobody"} is not ours (rule 3)`);
    if (seen?.instanceId !== undefined && seen.instanceId !== from) wrong(`it was last seen on ${seen.instanceId}`);
    if (named === undefined) {
      // The vendor's detach takes it off anybody, so that only the last look stands between us and theirs.
      if (seen?.instanceId === undefined) wrong(`the last look showed it ${seen?.status ?? "nowhere"}`);
      if (seenAt !== exchange.sentAt) wrong(`the last look is ${exchange.sentAt - seenAt} ms old`);
    }
    record.detachesSent.add(from);
  }

  /** What one operation changes is news to all others on that ENI; what comes late is so to everybody. */
  #disturbOthers(eni: string, { record }: Mind, late: boolean): void {
    const isOver = !this.#process.alive || this.#process.operationOn(eni) !== record;
    const before = record.disturbed;
    this.#stage.touch(eni);
    record.disturbed = before || isOver || late;
  }

  /** When the process hears of what came of it; without a status it has failed. */
  delivered(exchange: Exchange, status: number | undefined): void {
    const { told, changes } = exchange;
    const meaning = told?.code === undefined ? undefined : this.#meaning(told.code, told.action, told.status);
    if (meaning !== undefined && status !== undefined && told) this.#reach(told.action, meaning);
    const lost = status === undefined || !told || meaning === "transient" || spoiling.has(told.fault ?? "");
    if (changes !== undefined) {
      const record = this.#process.operationOn(changes);
      if (lost && record) {
        record.lostAt = this.#stage.clock.now();
        // It may be on its way still: whatever was seen before is old.
        record.seenSinceMutation = false;
      }
      return;
    }
    if (told?.action !== this.#stage.setting.case.actions.describe) return;
    for (const eni of told.enis) {
      const record = this.#process.operationOn(eni);
      if (!record) continue;
      record.calls += 1;
      if (lost) continue;
      const shown = this.#shown(exchange, record, meaning);
      if (!shown) continue;
      record.seen = shown;
      record.seenSinceMutation = true;
      // What is being deleted is as good as gone.
      if (shown.status === "missing" || shown.status === "deleting") record.missing += 1;
      record.seenAt = this.#stage.clock.now();
      if (shown.instanceId !== undefined) record.shownOn.add(shown.instanceId);
      if (record.lostAt !== undefined && exchange.sentAt >= record.lostAt) record.lostAt = undefined;
    }
  }

  #reach(action: string, meaning: Meaning): void {
    const { attach, detach } = this.#stage.setting.case.actions;
    const call = action === attach ? "attach" : action === detach ? "detach" : "question";
    this.#stage.reach("error meanings", `${call}: ${meaning}`);
  }

  #meaning(code: string, action: string, status: number): Meaning {
    const { vendor, case: of } = this.#stage.setting;
    const region = of.region ?? "global";
    return vendor.api(vendor.origin(region), region).interpret(code, action, status).meaning;
  }

  #shown(exchange: Exchange, record: OperationRecord, meaning: Meaning | undefined): Shown | undefined {
    const { eni } = record.facts;
    const at = exchange.sentAt;
    const fault = exchange.told?.fault;
    const missing: Shown = { at, status: "missing", instanceId: undefined };
    if (meaning !== undefined) return meaning === "goneEni" && exchange.told?.enis.length === 1 ? missing : undefined;
    const shown = exchange.shown.get(eni);
    if (!shown) return missing;
    if (fault === "unknownState" && this.#stage.setting.vendor.showsTransitions) return { ...shown, status: "unknown" };
    if (this.#stage.setting.vendor.showsTransitions || !/ing$/.test(shown.status)) return shown;
    // A vendor without transitions names the instance only while the ENI is there, and nobody can know that it is on its way.
    this.#stage.needsRefresh = true;
    record.disturbed = true;
    if (shown.status === "attaching" || shown.instanceId === undefined)
      return { at, status: "available", instanceId: undefined };
    return { ...shown, status: "inUse" };
  }
}
