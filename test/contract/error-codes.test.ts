// Every error code of every vendor's table, answered to an attach, to a detach and to the attach of a move: once, and
// without end. What comes of it is what the table says that the code means. Generated from the tables alone.
import { afterAll, describe, expect, test } from "@jest/globals";
import type { Meaning } from "../../provider/http/meaning.ts";
import { remedyText } from "../../provider/remedy-text.ts";
import type { Properties } from "../../provider/attachment/properties.ts";
import { allVendors } from "../../provider/vendors/index.ts";
import type { ErrorTable } from "../../provider/vendors/vendor.ts";
import { adviceIn } from "../support/advice.ts";
import { failureOf, InProcess } from "../support/in-process.ts";
import { onlyTheseCredentials } from "./environment.ts";
import type { VendorCase } from "./vendor-cases.ts";
import { leastInputs, vendorCases } from "./vendor-cases.ts";
import { difference } from "../support/adapter-differences.ts";

type Often = "once" | "always";
type Operation = "attach" | "detach" | "move";

/** `done`: it succeeds all the same. Else the code of the error, and whether the ENI was put back. */
interface Ending {
  readonly code: string;
  /** What the message says of the way there. */
  readonly says?: RegExp;
  readonly rolledBack?: true;
  /** The vendor's word is taken for it: no detach was carried out. */
  readonly believed?: true;
  /** Calls that were answered with the code: one when it is final at once. */
  readonly final?: true;
}

const done: Ending = { code: "done" };
const rejected: Ending = {
  code: "CREDENTIALS_REJECTED",
  says: /Credentials used: environment \(.*\), key id AKID…0001/,
  final: true,
};

const endings: Readonly<Record<Operation, Readonly<Record<Meaning, Readonly<Record<Often, Ending>>>>>> = {
  attach: {
    throttled: { once: done, always: { code: "THROTTLED", says: /throttled until the time was up/ } },
    transient: { once: done, always: { code: "ATTACH_TIMEOUT" } },
    credentials: { once: rejected, always: rejected },
    forbidden: atOnce("ATTACH_REFUSED"),
    goneEni: { once: done, always: { code: "ATTACH_REFUSED", says: /refused for \d|goes on (saying|refusing)/ } },
    goneInstance: atOnce("INSTANCE_NOT_FOUND"),
    notAttached: { once: done, always: { code: "ATTACH_REFUSED", says: /refused for \d|goes on (saying|refusing)/ } },
    eniState: { once: done, always: { code: "ATTACH_REFUSED", says: /refused for \d|goes on (saying|refusing)/ } },
    instanceState: {
      once: done,
      always: { code: "ATTACH_REFUSED", says: /goes on (saying|refusing)|does not allow it/ },
    },
    busy: { once: done, always: { code: "ATTACH_REFUSED", says: /refused for \d|goes on (saying|refusing)/ } },
    refused: atOnce("ATTACH_REFUSED"),
  },
  detach: {
    throttled: { once: done, always: { code: "THROTTLED", says: /throttled until the time was up/ } },
    transient: { once: done, always: { code: "DETACH_TIMEOUT" } },
    credentials: { once: rejected, always: rejected },
    forbidden: atOnce("DETACH_REFUSED"),
    goneEni: { once: { ...done, believed: true, final: true }, always: { ...done, believed: true, final: true } },
    goneInstance: { once: done, always: { code: "DETACH_REFUSED", says: /refused for \d|goes on (saying|refusing)/ } },
    notAttached: { once: done, always: { ...done, believed: true } },
    eniState: { once: done, always: { code: "DETACH_REFUSED", says: /refused for \d|goes on (saying|refusing)/ } },
    instanceState: {
      once: done,
      always: { code: "DETACH_REFUSED", says: /goes on (saying|refusing)|does not allow it/ },
    },
    busy: { once: done, always: { code: "DETACH_REFUSED", says: /refused for \d|goes on (saying|refusing)/ } },
    refused: atOnce("DETACH_REFUSED"),
  },
  move: {
    throttled: { once: done, always: { code: "THROTTLED", says: /throttled until the time was up/ } },
    transient: { once: done, always: { code: "ATTACH_TIMEOUT" } },
    credentials: { once: rejected, always: rejected },
    forbidden: { once: rolledBack(true), always: rolledBack(true) },
    goneEni: { once: done, always: rolledBack() },
    goneInstance: { once: rolledBack(true), always: rolledBack(true) },
    notAttached: { once: done, always: rolledBack() },
    eniState: { once: done, always: rolledBack() },
    instanceState: { once: done, always: rolledBack() },
    busy: { once: done, always: rolledBack() },
    refused: { once: rolledBack(true), always: rolledBack(true) },
  },
};

const full: Readonly<Record<Often, Ending>> = { once: done, always: { code: "ATTACH_REFUSED" } };

function atOnce(code: string): Record<Often, Ending> {
  const ending: Ending = { code, final: true };
  return { once: ending, always: ending };
}

function rolledBack(final?: true): Ending {
  return { code: "ROLLED_BACK", rolledBack: true, ...(final ? { final } : {}) };
}

const limits = { timeouts: { attach: "45s", detach: "45s" } };
const counted = { codes: 0, lives: 0 };

class Life {
  readonly cloud: InProcess;
  readonly #vendor: VendorCase;
  readonly #code: string;

  constructor(vendor: VendorCase, code: string) {
    this.#vendor = vendor;
    this.#code = code;
    const faces = { [vendor.vendor]: vendor.faces.showing?.(code) ?? {} };
    this.cloud = new InProcess({ world: { ...vendor.world(), faces } });
  }

  inputs(instanceId: string): Properties {
    return leastInputs(this.#vendor, instanceId, { __provider: "code", ...limits });
  }

  get eni() {
    return this.cloud.cloud.world.snapshot().enis.find((eni) => eni.id === this.#vendor.ids.eni);
  }

  /** Calls that were answered with the code. */
  get struck() {
    return this.cloud.calls().filter((call) => call.fault === "error");
  }

  async attached(): Promise<{ id: string; outs: Properties }> {
    const created = await this.cloud.create(this.inputs(this.#vendor.ids.a));
    this.cloud.restart();
    return created;
  }

  strike(often: Often, action: string, instance?: string): void {
    const { environment } = this.#vendor;
    this.cloud.cloud.faults.add({
      kind: "error",
      code: this.#code,
      // Vendors echo what was signed.
      message: `no: ${Object.values(environment).join(" ")} Signature=${"f".repeat(64)}`,
      match: { action, ...(instance === undefined ? {} : { instance }) },
      ...(often === "once" ? { times: 1 } : {}),
    });
  }

  /** What every error has to say, and must not say. */
  expectTold(error: Awaited<ReturnType<typeof failureOf>>, ending: Ending): void {
    const { message } = error;
    const { ids, environment, tellsRequestId } = this.#vendor;
    expect(message).toContain(`[${ending.code}]`);
    if (ending.says) expect(message).toMatch(ending.says);
    expect(message).toContain(ids.eni);
    expect(message).toContain(this.#code);
    expect(adviceIn(message)).toBe(remedyText(error.remedy ?? []));
    const ofVendor = tellsRequestId ? this.struck.map((call) => call.requestId) : ["no request id"];
    expect(ofVendor.filter((id) => message.includes(id))).not.toEqual([]);
    const all = [message, String(error), JSON.stringify(error), error.stack, ...this.cloud.lines].join("\n");
    for (const secret of [...Object.values(environment), "f".repeat(64)]) expect(all).not.toContain(secret);
  }

  /** The state says what is so: whether it is attached, where, and whose that is. */
  expectTruth({ properties }: { properties?: Properties | undefined }): void {
    const { status, instanceId } = this.eni ?? {};
    const truth =
      status === "inUse"
        ? { state: "attached", instanceId, attachedTo: instanceId }
        : { state: "detached", attachedTo: expect.any(String) };
    expect(properties).toMatchObject({ ...truth, ...difference.withPartialState });
  }
}

async function attach(vendor: VendorCase, code: string, often: Often, ending: Ending): Promise<void> {
  const life = new Life(vendor, code);
  const { ids, actions } = vendor;
  life.strike(often, actions.attach);
  const work = life.cloud.create(life.inputs(ids.a));
  if (ending.code === "done") {
    expect((await work).outs).toMatchObject({ state: "attached", attachedTo: ids.a });
    expect(life.eni).toMatchObject({ status: "inUse", instanceId: ids.a });
    expect(life.cloud.changes()).toHaveLength(2);
  } else {
    const error = await failureOf(work);
    life.expectTold(error, ending);
    life.expectTruth(error);
    expect(life.eni).toMatchObject({ status: "available" });
  }
  if (ending.final || often === "once") expect(life.struck).toHaveLength(1);
  else expect(life.struck.length).toBeGreaterThan(1);
}

async function detach(vendor: VendorCase, code: string, often: Often, ending: Ending): Promise<void> {
  const life = new Life(vendor, code);
  const { id, outs } = await life.attached();
  const mark = life.cloud.mark();
  life.strike(often, vendor.actions.detach);
  const work = life.cloud.delete(id, outs);
  if (ending.code === "done") {
    await work;
    expect(life.eni).toMatchObject({ status: ending.believed ? "inUse" : "available" });
    if (!ending.believed) expect(life.cloud.changes(mark)).toHaveLength(2);
  } else {
    life.expectTold(await failureOf(work), ending);
    expect(life.eni).toMatchObject({ status: "inUse", instanceId: vendor.ids.a });
  }
  if (ending.final || often === "once") expect(life.struck).toHaveLength(1);
  else expect(life.struck.length).toBeGreaterThan(1);
}

async function move(vendor: VendorCase, code: string, often: Often, ending: Ending): Promise<void> {
  const life = new Life(vendor, code);
  const { ids, actions } = vendor;
  const { id, outs } = await life.attached();
  life.strike(often, actions.attach, ids.b);
  const work = life.cloud.update(id, outs, life.inputs(ids.b));
  if (ending.code === "done") {
    expect((await work).outs).toMatchObject({ state: "attached", instanceId: ids.b, attachedTo: ids.b });
    expect(life.eni).toMatchObject({ status: "inUse", instanceId: ids.b });
  } else {
    const error = await failureOf(work);
    life.expectTold(error, ending);
    life.expectTruth(error);
    expect(life.eni).toMatchObject(
      ending.rolledBack ? { status: "inUse", instanceId: ids.a } : { status: "available" },
    );
  }
  if (ending.final || often === "once") expect(life.struck).toHaveLength(1);
  else expect(life.struck.length).toBeGreaterThan(1);
}

const operations = { attach, detach, move } as const;

const vendors = await allVendors();

describe.each(vendorCases.map((one) => [one.vendor, one] as const))("%s", (name, vendor) => {
  const { errors: own = {}, fullCodes = [] } = vendors.find((one) => one.name === name) ?? {};
  // Where it cannot be known how many ENIs an instance takes, a full one is asked again for a while (lifecycle rule 16).
  const asksAgain = (code: string) => fullCodes.includes(code) && !vendor.preflightKnows.includes("full");
  const table: ErrorTable = { ...vendor.sharedErrors, ...own };

  test.each(Object.entries(table))("%s", async (code, entry) => {
    const restore = onlyTheseCredentials(vendor.environment);
    try {
      counted.codes += 1;
      for (const [operation, run] of Object.entries(operations) as [Operation, (typeof operations)[Operation]][]) {
        const meaning = operation === "detach" ? entry.detach : entry.attach;
        for (const often of ["once", "always"] as const) {
          counted.lives += 1;
          const told = operation === "attach" && asksAgain(code) ? full : endings[operation][meaning];
          await run(vendor, code, often, told[often]);
        }
      }
    } finally {
      restore();
    }
  });
});

afterAll(() => {
  process.stdout.write(`error codes: ${counted.codes} codes x 3 operations, ${counted.lives} lives\n`);
});
