// One figure to compare with what is known of a real peer: terraform-provider-alicloud 1.240, measured by its users' way of working
// on a cloud with 2 s an attach or detach and 50 ms a call. It is not run here; the same cloud is.
import { MeasuredCloud } from "./cloud.ts";
import { figuresOf } from "./figures.ts";
import type { Figures } from "./figures.ts";
import { fleet } from "./fleet.ts";
import { Ours } from "./ours.ts";
import { seconds, tableOf } from "./table.ts";

const vendor = "alicloud-ecs";
const latency = { attachMs: 2_000, detachMs: 2_000, spreadMs: 0, callMs: 50 };

export interface Orientation {
  readonly what: string;
  /** Of terraform-provider-alicloud 1.240. */
  readonly peer: string;
  readonly ours: string;
}

async function run(size: number, perSecond?: Readonly<Record<string, number>>): Promise<Record<string, Figures>> {
  const cloud = await MeasuredCloud.start();
  try {
    await cloud.load(fleet(vendor, size, { latency, ...(perSecond ? { limits: { perSecond } } : {}) }).world);
    const ours = new Ours(fleet(vendor, size), cloud.origin, { limits: "documented" });
    const of = { contender: "this package", vendor, size, limits: "documented" } as const;
    const create = figuresOf({ ...of, action: "create" }, await ours.create(), await cloud.report());
    const move = figuresOf({ ...of, action: "move" }, await ours.move(), await cloud.report());
    return { create, move };
  } finally {
    cloud.close();
  }
}

export async function measureOrientation(): Promise<Orientation[]> {
  const [one, hundred] = [await run(1), await run(100)];
  const limited = await run(100, {
    AttachNetworkInterface: 5,
    DetachNetworkInterface: 5,
    DescribeNetworkInterfaces: 5,
  });
  const wall = (of: Record<string, Figures>) => `${seconds(of["create"]?.wall)} s`;
  const off = (of: Record<string, Figures>) => `${seconds(of["move"]?.off?.p95)} s`;
  const { create } = limited;
  return [
    { what: "attach, N = 1", peer: "5.1 s, 3 calls", ours: `${wall(one)}, ${one["create"]?.callsEach} calls` },
    {
      what: "attach, N = 100",
      peer: "5.2 s at parallelism 100, 52 s at 10; 3 calls each",
      ours: `${wall(hundred)}, ${hundred["create"]?.callsEach} calls each`,
    },
    { what: "an ENI is off in a move, N = 1", peer: "7.1 s", ours: off(one) },
    { what: "an ENI is off in a move, N = 100 (p95)", peer: "53 s", ours: off(hundred) },
    {
      what: "attach, N = 100, at 5 requests a second of each kind",
      peer: "38 of 100 fail",
      ours: `${create?.failed} of 100 fail, ${wall(limited)}, ${create?.throttled} throttled`,
    },
  ];
}

export function orientationTable(rows: readonly Orientation[]): string {
  return tableOf(
    ["2 s an attach or detach, 50 ms a call", "terraform-provider-alicloud 1.240", "this package"],
    rows.map(({ what, peer, ours }) => [what, peer, ours]),
  );
}
