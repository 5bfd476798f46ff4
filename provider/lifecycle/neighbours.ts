// What the attachments of one program do in this run, seen together (lifecycle rule 16): one may take the ENI that another one releases,
// and waits for a place on a full instance that another one is about to leave. If they wait in a circle, one goes first.
import type { Clock } from "../http/clock.ts";
import type { AttachmentArguments } from "../vendors/vendor.ts";
import type { Going, Member } from "./circle.ts";
import { mustGoFirst, quietBefore } from "./circle.ts";

/** How long to wait for an ENI or a place if no other attachment is known to free it, in milliseconds. */
const releaseGrace = 15_000;
/** How long an attachment that has left its instance waits for another one that was announced and has not begun, in milliseconds. */
const beginGrace = 20_000;
/** Pause between two looks at a full instance that no attachment is about to leave, in milliseconds. */
const lookEvery = 3_000;

const leaveKey = ({ eni, from }: Pick<Going, "eni" | "from">): string => `${eni} ${from}`;

/** An ENI that its attachment releases in this run, with the arguments that it was attached with. */
export interface Release {
  readonly from: string;
  /** Instance that its own attachment moves it to; undefined if that attachment gives it up. */
  readonly to: string | undefined;
  readonly recorded: AttachmentArguments;
}

function memberOf(going: Going, begun: boolean): Member {
  return { ...going, begun, gone: going.from === "", waits: false, since: 0, admitted: false };
}

/**
 * `free`: there is a place, as far as is known. `first`: all wait for each other, and this one has to detach first. `full`: no place
 * came free; `by` is the label of an attachment that would free one and has not begun.
 */
export type Place = { readonly is: "free" | "first" } | { readonly is: "full"; readonly by: string | undefined };

export class Neighbours {
  readonly #clock: Clock;
  readonly #announced = new Map<string, Member>();
  readonly #begun = new Set<Member>();
  /** By ENI, one for each instance: two rows of the state may record the same ENI on different instances. */
  readonly #releases = new Map<string, readonly Release[]>();
  readonly #pauses = new Set<AbortController>();
  #changedAt = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A diff has shown that this attachment will release its ENI or leave its instance. */
  announce(going: Going, release: Release): void {
    const others = (this.#releases.get(going.eni) ?? []).filter(({ from }) => from !== release.from);
    this.#releases.set(going.eni, [...others, release]);
    this.#announced.set(leaveKey(going), memberOf(going, false));
    this.change();
  }

  /** An operation has begun. */
  begin(going: Going): Neighbour {
    const member = memberOf(going, true);
    this.#begun.add(member);
    this.forget(going.eni, going.from);
    return new Neighbour(this, member);
  }

  /** For a preview: it sees the others, but they do not see it. */
  glance(going: Going): Neighbour {
    return new Neighbour(this, memberOf(going, false));
  }

  /** The ENI has left the instance that was announced, by its own or by another attachment. */
  forget(eni: string, from: string): void {
    this.#announced.delete(leaveKey({ eni, from }));
    this.change();
  }

  end(member: Member): void {
    this.#begun.delete(member);
    this.change();
  }

  /** Another attachment has taken the ENI, so its release is over. */
  taken(eni: string): void {
    this.#releases.delete(eni);
  }

  /** The release of the ENI on `holder`; undefined if there is none. Default: its last release on any instance. */
  released(eni: string, holder?: string): Release | undefined {
    return this.#releases.get(eni)?.findLast(({ from }) => holder === undefined || from === holder);
  }

  /** Waits for that release; undefined if there is none at the time `until`. */
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

  /** Waits until anything changes here, at most `ms` milliseconds. */
  async pause(ms: number): Promise<void> {
    const pause = new AbortController();
    this.#pauses.add(pause);
    await this.#clock.sleep(Math.max(0, ms), pause.signal);
    this.#pauses.delete(pause);
  }

  /** The others that are going to leave the instance that this one goes to. */
  leavers({ area, to, eni }: Going): Member[] {
    const all = [...this.#begun, ...this.#announced.values()];
    // One that returns to its instance frees no place.
    const leaves = (one: Member) => one.area === area && one.from === to && one.to !== to && !one.gone;
    return all.filter((one) => leaves(one) && one.eni !== eni);
  }

  /** The others that a place on `to` is kept for. */
  keptFor({ area, to, eni }: Going): Member[] {
    return [...this.#begun].filter((one) => one.admitted && one.area === area && one.to === to && one.eni !== eni);
  }

  /** Whether this one has to leave its instance first, to break a circle. */
  mustGoFirst(member: Member): boolean {
    return mustGoFirst(member, {
      begun: [...this.#begun],
      leavers: (one) => this.leavers(one),
      changedAt: this.#changedAt,
      now: this.#clock.now(),
    });
  }

  now(): number {
    return this.#clock.now();
  }
}

/** One operation among the others. It offers what that operation may ask and tell. */
export class Neighbour {
  readonly #all: Neighbours;
  readonly #member: Member;
  #graceUntil: number | undefined;
  #placeUntil: number | undefined;
  /** It has to leave its instance before there is a place for it. */
  #wentFirst = false;

  constructor(all: Neighbours, member: Member) {
    this.#all = all;
    this.#member = member;
  }

  /** Undefined if no other attachment has released the ENI on `holder`. */
  release(holder: string): Release | undefined {
    return this.#all.released(this.#member.eni, holder);
  }

  /** The ENI is on `holder`: waits for another attachment to release it there, for `releaseGrace` at most in all. */
  awaitRelease(holder: string): Promise<Release | undefined> {
    this.#graceUntil ??= this.#all.now() + releaseGrace;
    return this.#all.awaitRelease(this.#member.eni, holder, this.#graceUntil);
  }

  /** Whether it has to detach although there is no place for it yet. */
  get goesFirst(): boolean {
    return this.#wentFirst;
  }

  /** Whether another attachment of this program may still leave the instance that this one goes to. */
  get mayComeFree(): boolean {
    return this.#wentFirst || this.#all.leavers(this.#member).length > 0;
  }

  /** Whether a place is kept for it already. */
  get isAdmitted(): boolean {
    return this.#member.admitted;
  }

  /** Whether others leave the target, or move to it and have a place there. Only then is it worth asking how much room it has. */
  get isContested(): boolean {
    return this.mayComeFree || this.#all.keptFor(this.#member).some(({ from }) => from !== "");
  }

  /** The ENI has left the instance `from`. */
  left(from: string): void {
    if (this.#member.from === from) this.#member.gone = true;
    this.#all.forget(this.#member.eni, from);
  }

  end(): void {
    this.#all.end(this.#member);
  }

  /**
   * Keeps a place for this one if there are more places than are kept for others.
   * @param room number of further ENIs that the instance can take; undefined if not known.
   */
  admit(room: number | undefined): boolean {
    if (room !== undefined && room <= this.#all.keptFor(this.#member).length) return false;
    this.#member.admitted = true;
    return true;
  }

  /**
   * Waits for a place on the target, which is full now.
   * @param room asks the vendor for the number of further ENIs that the instance can take; undefined if not known.
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
        // The vendor's list may still show the one that has just left.
        if (leavers.some((one) => one.gone)) this.#placeUntil = grace();
        // It is off its instance and nobody frees a place any more, so do not delay the rollback.
        else if (this.#wentFirst && now.length === 0 && leavers.length > 0) this.#placeUntil = this.#all.now();
        if (atWork && !kept && leavers.every((one) => now.includes(one))) continue;
        const places = await room();
        // If the room is not known, the attach is tried, but not after every change.
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
