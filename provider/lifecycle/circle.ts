// Attachments that wait for each other's places in a circle (lifecycle rule 16): which one of them has to leave its instance first.

/** If part of a circle has not begun, it is broken only after nothing has changed for this long, in milliseconds. */
export const quietBefore = 2_000;
/** A circle is broken anyway once one of its members has waited this long, since it would be refused soon. Milliseconds. */
const lastChance = 10_000;

/** The move of one attachment in this run. */
export interface Going {
  /** Key of the ENI, the same for every resource that declares it. */
  readonly eni: string;
  /** Cloud and region. Places are compared within one area. */
  readonly area: string;
  /** Instance that it leaves; empty if none. */
  readonly from: string;
  /** Instance that it goes to; undefined if none, or not known yet. */
  readonly to: string | undefined;
  /** The attachment's name in messages. */
  readonly label: string;
}

export interface Member extends Going {
  readonly begun: boolean;
  /** It has left `from`. */
  gone: boolean;
  waits: boolean;
  /** When it began to wait for a place, in milliseconds since the epoch. */
  since: number;
  /** A place on `to` is kept for it. */
  admitted: boolean;
}

/** The moves of a program that are known at a moment. */
export interface Moves {
  /** Those whose operations have begun. */
  readonly begun: readonly Member[];
  /** The others that are going to leave the instance that a member goes to. */
  readonly leavers: (member: Member) => readonly Member[];
  /** When anything changed last, and the time now, in milliseconds since the epoch. */
  readonly changedAt: number;
  readonly now: number;
}

/**
 * Whether this one has to break a circle of attachments that wait for each other: it is the first by ENI key of those whose leaving
 * helps one that has begun. As long as any operation makes progress, those that have not begun may still begin, so it waits.
 */
export function mustGoFirst(member: Member, moves: Moves): boolean {
  const { begun, leavers, changedAt, now } = moves;
  const stuck = begun.filter((one) => one.waits && !comesFree(one, leavers, new Set()));
  const helps = ({ area, from, gone }: Member) => !gone && stuck.some((one) => one.area === area && one.to === from);
  const inCircle = stuck.filter((one) => helps(one) && leadsBack(one, leavers));
  const [first] = inCircle.toSorted((one, other) => (one.eni < other.eni ? -1 : 1));
  if (first !== member) return false;
  if (stuck.every((one) => leavers(one).every((leaver) => leaver.begun))) return true;
  if (now - member.since >= lastChance) return true;
  return begun.every(({ waits }) => waits) && now - changedAt >= quietBefore;
}

/** Whether it waits in a circle: the attachments that it waits for need the place that it has. */
function leadsBack(member: Member, leavers: Moves["leavers"]): boolean {
  const seen = new Set<Member>();
  const next = [member];
  for (let one = next.pop(); one; one = next.pop()) {
    for (const leaver of leavers(one)) {
      if (leaver === member) return true;
      if (!seen.has(leaver)) next.push(leaver);
      seen.add(leaver);
    }
  }
  return false;
}

/** Whether a place will come free without this one: the one that leaves it makes progress, or waits for one that does. */
function comesFree(member: Member, leavers: Moves["leavers"], asked: Set<Member>): boolean {
  if (asked.has(member)) return false;
  asked.add(member);
  return leavers(member).some((one) => one.begun && (!one.waits || comesFree(one, leavers, asked)));
}
