// The arena of one case in this process, on a clock of its own: nothing else is there that could disturb it or be disturbed.
import type { VendorCase } from "../../contract/vendor-cases.ts";
import { InProcess } from "../../support/in-process.ts";
import type { RunningProvider } from "../../support/running-provider.ts";
import { Arena } from "./arena.ts";
import { rates, siteOf, worldOf } from "./sites.ts";

/** How often waits look, in virtual milliseconds. */
const LOOK_EVERY = 5;

export class VirtualArena extends Arena {
  readonly #inside: InProcess;

  private constructor(vendor: VendorCase, inside: InProcess) {
    const { cloud, clock } = inside;
    const { world, faults, log } = cloud;
    super(vendor, { world, faults, calls: (filter) => log.list(filter) }, [siteOf(vendor, 0)], {
      now: () => clock.now(),
      sleep: (ms) => clock.sleep(ms),
      lookEvery: LOOK_EVERY,
    });
    this.#inside = inside;
  }

  static open(vendor: VendorCase): VirtualArena {
    const world = worldOf(vendor, [siteOf(vendor, 0)]);
    return new VirtualArena(vendor, new InProcess({ world, configuration: rates(vendor) }));
  }

  /** Lets time pass until the work is done. */
  run(work: () => Promise<void>): Promise<void> {
    return this.#inside.together(work);
  }

  protected override start(): Promise<RunningProvider> {
    const { lines } = this.#inside;
    const cannot = () => Promise.reject(new Error("what cuts off a process needs a real one"));
    return Promise.resolve({
      ...this.#inside.anotherProvider(),
      stdout: lines,
      stderr: [],
      closeEngine: cannot,
      kill: cannot,
      close: () => Promise.resolve(),
    });
  }
}
