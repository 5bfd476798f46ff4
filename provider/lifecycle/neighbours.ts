// Attachments of one program are seen together (lifecycle rule 16): an ENI that one of them gives up in this run, another may take,
// and a full instance that one of them is about to leave is waited for. In a circle of full instances one goes first.
import type { Clock } from "../http/clock.ts";
import type { AttachmentArguments } from "../vendors/vendor.ts";

/** How long an ENI or a place is waited for that nobody is about to free, in milliseconds. */
const releaseGrace = 15_000;
/** How long one that has left its instance waits for one that was announced and has not begun, in milliseconds. */
const beginGrace = 20_000;
/** A circle of which a part has not begun is broken only when nothing has moved for so long, in milliseconds. */
const quietBefore = 2_000;
/** And whatever else is at work, when one of it has waited for so long: it would be refused soon. Milliseconds. */
const lastChance = 10_000;
/** Between two looks at an instance that nobody is about to leave, in milliseconds. */
const lookEvery = 3_000;

/** What one attachment of the program does in this run. */
export interface Going {
  /** Names the ENI whatever resource declares it. */
  readonly eni: string;
  /** Cloud and region: places are compared within one. */
  readonly area: string;
  /** The instance that it leaves; empty when none. */
  readonly from: string;
  /** The instance that it goes to; undefined when to none, or to one that is not known. */
  readonly to: string | undefined;
  /** How a person knows the attachment. */
  readonly label: string;
}

const leaveKey = ({ eni, from }: Pick<Going, "eni" | "from">): string => `${eni} ${from}`;

/** An ENI that its attachment gives up, and the arguments that it was attached with. */
export interface Release {
  readonly from: string;
  /** Where its own attachment takes it; undefined when it lets go of it. */
  readonly to: string | undefined;
  readonly recorded: AttachmentArguments;
}

interface Member extends Going {
  readonly begun: boolean;
  /** It is off `from`. */
  gone: boolean;
  waits: boolean;
  /** Since when it waits for a place, in milliseconds since the epoch. */
  since: number;
  /** A place on `to` is kept for it. */
  admitted: boolean;
}

function memberOf(going: Going, begun: boolean): Member {
  return { ...going, begun, gone: going.from === "", waits: false, since: 0, admitted: false };
}

/**
 * `free`: there is a place, as far as anybody can tell. `first`: all wait for each other, and this one is to detach first. `full`:
 * nobody frees one; `by` would, and has not begun.
 */
export type Place = { readonly is: "free" | "first" } | { readonly is: "full"; readonly by: string | undefined };

export class Neighbours {
  readonly #clock: Clock;
  readonly #announced = new Map<string, Member>();
  readonly #begun = new Set<Member>();
  /** By ENI, one for each instance: two of the state may have one ENI, and only one of them where it is. */
  readonly #releases = new Map<string, readonly Release[]>();
  readonly #pauses = new Set<AbortController>();
  #changedAt = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A diff answered that this attachment gives its ENI or its place up. */
  announce(going: Going, release: Release): void {
    const others = (this.#releases.get(going.eni) ?? []).filter(({ from }) => from !== release.from);
    this.#releases.set(going.eni, [...others, release]);
    this.#announced.set(leaveKey(going), memberOf(going, false));
    this.change();
  }

  /** An operation was received. */
  begin(going: Going): Neighbour {
    const member = memberOf(going, true);
    this.#begun.add(member);
    this.forget(going.eni, going.from);
    return new Neighbour(this, member);
  }

  /** For a preview: it sees the others, and is not seen. */
  glance(going: Going): Neighbour {
    return new Neighbour(this, memberOf(going, false));
  }

  /** The ENI has left the instance that was announced. Another attachment may have taken it. */
  forget(eni: string, from: string): void {
    this.#announced.delete(leaveKey({ eni, from }));
    this.change();
  }

  end(member: Member): void {
    this.#begun.delete(member);
    this.change();
  }

  /** The ENI has a new owner in this run: what was given up is taken. */
  taken(eni: string): void {
    this.#releases.delete(eni);
  }

  /** Undefined when no attachment of this program gave the ENI up on `holder`. Default: wherever it did so last. */
  released(eni: string, holder?: string): Release | undefined {
    return this.#releases.get(eni)?.findLast(({ from }) => holder === undefined || from === holder);
  }

  /** The same, once there is one, or undefined when the time is up. */
  async awaitRelease(eni: string, holder: string, until: number): Promise<Release | undefined> {
    for (;;) {
      const release = this.released(eni, holder);
      if (release) return release;
      if (this.#clock.now() >= until) return undefined;
      await this.pause(until - this.#clock.now());
    }
  }

  change(): void {
    this.#changedAt = this.#clock.now();
    for (const pause of this.#pauses) pause.abort();
  }

  /** Until something changes here, but not longer than `ms`. */
  async pause(ms: number): Promise<void> {
    const pause = new AbortController();
    this.#pauses.add(pause);
    await this.#clock.sleep(Math.max(0, ms), pause.signal);
    this.#pauses.delete(pause);
  }

  /** Who would free a place where this one goes. */
  leavers({ area, to, eni }: Going): Member[] {
    const all = [...this.#begun, ...this.#announced.values()];
    // One that comes back to where it was leaves no place.
    const leaves = (one: Member) => one.area === area && one.from === to && one.to !== to && !one.gone;
    return all.filter((one) => leaves(one) && one.eni !== eni);
  }

  /** Those that a place on `to` is kept for. */
  keptFor({ area, to, eni }: Going): Member[] {
    return [...this.#begun].filter((one) => one.admitted && one.area === area && one.to === to && one.eni !== eni);
  }

  /**
   * It is in a circle of those that wait for each other, and its going helps one that has begun: the first of these by ENI. What has
   * not begun may do so as long as anybody is at work.
   */
  mustGoFirst(member: Member): boolean {
    const begun = [...this.#begun];
    const stuck = begun.filter((one) => one.waits && !this.#comesFree(one, new Set()));
    const helps = ({ area, from, gone }: Member) => !gone && stuck.some((one) => one.area === area && one.to === from);
    const inCircle = stuck.filter((one) => helps(one) && this.#leadsBack(one));
    const [first] = inCircle.toSorted((one, other) => (one.eni < other.eni ? -1 : 1));
    if (first !== member) return false;
    if (stuck.every((one) => this.leavers(one).every((leaver) => leaver.begun))) return true;
    const now = this.#clock.now();
    if (now - member.since >= lastChance) return true;
    return begun.every(({ waits }) => waits) && now - this.#changedAt >= quietBefore;
  }

  /** Those who would make a place for it need, one after the other, the place that it has itself. */
  #leadsBack(member: Member): boolean {
    const seen = new Set<Member>();
    const next = [member];
    for (let one = next.pop(); one; one = next.pop()) {
      for (const leaver of this.leavers(one)) {
        if (leaver === member) return true;
        if (!seen.has(leaver)) next.push(leaver);
        seen.add(leaver);
      }
    }
    return false;
  }

  /** Somebody who is at work, or will be without this wait being over, leaves the place that this one waits for. */
  #comesFree(member: Member, asked: Set<Member>): boolean {
    if (asked.has(member)) return false;
    asked.add(member);
    return this.leavers(member).some((one) => one.begun && (!one.waits || this.#comesFree(one, asked)));
  }

  now(): number {
    return this.#clock.now();
  }
}

/** One operation among the others. */
export class Neighbour {
  readonly #all: Neighbours;
  readonly #member: Member;
  #graceUntil: number | undefined;
  #placeUntil: number | undefined;
  /** It left its instance before there was a place for it. */
  #wentFirst = false;

  constructor(all: Neighbours, member: Member) {
    this.#all = all;
    this.#member = member;
  }

  /** Undefined when no other attachment gave the ENI up on `holder`. */
  release(holder: string): Release | undefined {
    return this.#all.released(this.#member.eni, holder);
  }

  /** The ENI is on `holder`: whether another attachment gave it up there, or does so in the time that there is for that. */
  awaitRelease(holder: string): Promise<Release | undefined> {
    this.#graceUntil ??= this.#all.now() + releaseGrace;
    return this.#all.awaitRelease(this.#member.eni, holder, this.#graceUntil);
  }

  /** It is to detach though there is no place for it yet. */
  get goesFirst(): boolean {
    return this.#wentFirst;
  }

  /** Others of this program may still leave the instance that this one goes to. */
  get mayComeFree(): boolean {
    return this.#wentFirst || this.#all.leavers(this.#member).length > 0;
  }

  /** A place is kept for it already. */
  get isAdmitted(): boolean {
    return this.#member.admitted;
  }

  /** Others leave the instance that this one goes to, or come from another one and have a place on it: then its room is worth a question. */
  get isContested(): boolean {
    return this.mayComeFree || this.#all.keptFor(this.#member).some(({ from }) => from !== "");
  }

  /** The ENI is off its instance. */
  left(from: string): void {
    if (this.#member.from === from) this.#member.gone = true;
    this.#all.forget(this.#member.eni, from);
  }

  end(): void {
    this.#all.end(this.#member);
  }

  /**
   * Keeps a place for this one, where there is one besides those that are kept for others.
   * @param room how many more ENIs the instance takes; undefined when that is not known.
   */
  admit(room: number | undefined): boolean {
    if (room !== undefined && room <= this.#all.keptFor(this.#member).length) return false;
    this.#member.admitted = true;
    return true;
  }

  /**
   * Waits for a place on the instance that is full now.
   * @param room asks the vendor how many more ENIs the instance takes; undefined when that cannot be known.
   * @param deadline milliseconds since the epoch.
   */
  async place(room: () => Promise<number | undefined>, deadline: number): Promise<Place> {
    const member = this.#member;
    const grace = () => this.#all.now() + (this.#wentFirst ? beginGrace : releaseGrace);
    this.#placeUntil ??= grace();
    member.waits = true;
    member.since = this.#all.now();
    this.#all.change();
    let kept = false;
    try {
      for (;;) {
        if (!member.gone && this.#all.mustGoFirst(member)) {
          this.#wentFirst = true;
          this.#placeUntil = undefined;
          member.admitted = true;
          return { is: "first" };
        }
        const leavers = this.#all.leavers(member);
        const atWork = leavers.some(({ begun }) => begun) || kept;
        const left = Math.min(deadline, atWork ? deadline : this.#placeUntil) - this.#all.now();
        const waiting = leavers.find(({ begun }) => !begun);
        if (left <= 0) return { is: "full", by: waiting?.label };
        await this.#all.pause(Math.min(left, leavers.length > 0 ? quietBefore : lookEvery));
        const now = this.#all.leavers(member);
        // A list may be behind the one that has just left.
        if (leavers.some((one) => one.gone)) this.#placeUntil = grace();
        // Off its instance, and nobody is about to make a place: it goes back the sooner.
        else if (this.#wentFirst && now.length === 0 && leavers.length > 0) this.#placeUntil = this.#all.now();
        if (atWork && !kept && leavers.every((one) => now.includes(one))) continue;
        const places = await room();
        // What cannot be looked at is tried, but not each time that somebody else has tried.
        const mayTry = leavers.some((one) => !now.includes(one)) || this.#all.now() - member.since >= lookEvery;
        if (places === undefined && !mayTry) continue;
        if (this.admit(places)) return { is: "free" };
        kept = places !== undefined && places > 0;
      }
    } finally {
      member.waits = false;
      this.#all.change();
    }
  }
}
