// Every real answer, changed at every place in every way: what is read is sound, or nothing is read. Never a crash, and
// never a wrong success: attached where the answer said detached, detached or gone where it said attached.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { ObservedEni, Page, TaskState, TypeLimits } from "../../provider/vendors/vendor.ts";
import type { Mutation, Path } from "./mutations.ts";
import { isStatement, kinds, mutatedBody, pathsOf, slowKinds, stateTogether } from "./mutations.ts";
import type { Outcome } from "./reading.ts";
import { flawsOf, readingOf, saidOf } from "./reading.ts";
import type { Sample, Truth } from "./samples.ts";
import { collectSamples } from "./samples.ts";
import { seedOf, timesOf } from "./seeds.ts";

let samples: readonly Sample[] = [];
const counted = { mutations: 0, lost: 0, refused: 0, read: 0 };
beforeAll(async () => {
  samples = await collectSamples();
});
afterAll(() => {
  process.stdout.write(
    `fuzz: ${samples.length} answers, ${counted.mutations} changed ones: ${counted.read} read, ${counted.lost} not understood, ${counted.refused} taken for refusals\n`,
  );
});

const originals = new Map<Sample, Outcome>();
function originalOf(sample: Sample): Outcome {
  const known = originals.get(sample) ?? readingOf(sample, sample.response);
  originals.set(sample, known);
  return known;
}

const pageOf = (outcome: Outcome): Page<ObservedEni> => {
  if (outcome.is !== "read") throw new Error(`not read: ${outcome.is}`);
  return outcome.value as Page<ObservedEni>;
};

function isWrong(truth: Truth, said: Truth | "gone" | "unclear"): boolean {
  if (said === "unclear") return false;
  if (said === "gone") return true;
  if (said.phase !== truth.phase && said.phase !== "unknown") return true;
  return said.phase === "attached" && said.instanceId !== undefined && said.instanceId !== truth.instanceId;
}

/** @returns what is wrong with the reading of a changed answer. */
function judge(sample: Sample, mutations: readonly Mutation[]): string | undefined {
  const body = mutatedBody(sample.body, mutations);
  counted.mutations += 1;
  const outcome = readingOf(sample, { ...sample.response, body });
  counted[outcome.is] += 1;
  if (outcome.is === "refused") {
    const original = originalOf(sample);
    const same = original.is === "refused" && original.code === outcome.code;
    return !same && /^(goneEni|goneInstance|notAttached)$/.test(outcome.meaning)
      ? `refused as ${outcome.meaning}`
      : undefined;
  }
  if (outcome.is !== "read" || sample.about === "refusal") return undefined;
  const stated = mutations.some(isStatement) || stateTogether(mutations);
  switch (sample.about) {
    case "enis": {
      const page = pageOf(outcome);
      const flaws = page.items.flatMap(flawsOf);
      if (flaws.length > 0) return flaws.join(", ");
      const original = pageOf(originalOf(sample));
      if (stated) return undefined;
      return sample.ids
        .filter((id) => isWrong(saidOf(original, id, sample.ids) as Truth, saidOf(page, id, sample.ids)))
        .map((id) => `${id} is read as ${JSON.stringify(saidOf(page, id, sample.ids))}`)
        .at(0);
    }
    case "instance":
      return stated || outcome.value !== undefined ? undefined : "the instance is read as gone";
    case "task": {
      const { status, output } = outcome.value as TaskState;
      const before = originalOf(sample) as { value: TaskState };
      if (typeof output !== "string") return "output";
      const told = mutations.some(
        ({ path, kind }) => path.at(-1) === "status" && /zero|number|textAsNumber/i.test(kind),
      );
      return told || status === before.value.status || status === "running"
        ? undefined
        : `the task is read as ${status}`;
    }
    case "limit": {
      const { enis, members, networkCards } = outcome.value as TypeLimits;
      const sound = (limit: number | undefined, least: number) =>
        limit === undefined || (Number.isInteger(limit) && limit >= least);
      return sound(enis, 1) && sound(members, 0) && sound(networkCards, 1)
        ? undefined
        : `limits of ${JSON.stringify(outcome.value)}`;
    }
    case "order":
      return outcome.value === undefined || typeof outcome.value === "string" ? undefined : "the id of a task";
  }
}

const placesOf = (sample: Sample): Path[] => pathsOf(sample.body);

describe("one change", () => {
  test("at every place of every answer, in every way", () => {
    const wrong: string[] = [];
    const seen = new Set<string>();
    for (const sample of samples) {
      // What is slow is read in one answer of each kind: the same schema reads the others.
      const schema = `${sample.vendor.name} ${sample.about}`;
      const ways = seen.has(schema) ? kinds.filter((kind) => !slowKinds.includes(kind)) : kinds;
      seen.add(schema);
      for (const path of placesOf(sample)) {
        for (const kind of ways) {
          const flaw = judge(sample, [{ path, kind }]);
          if (flaw !== undefined) wrong.push(`${sample.name}, ${path.join(".")} ${kind}: ${flaw}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test("an ENI that cannot be read spoils no other of the same answer", () => {
    const wrong: string[] = [];
    const ofSeveral = samples.filter((sample) => sample.ids.length > 1);
    expect(ofSeveral.length).toBeGreaterThan(3);
    for (const sample of ofSeveral) {
      const original = pageOf(originalOf(sample));
      const inFirst = placesOf(sample).filter((path) => path.findIndex((key) => key === 0) >= 0);
      const list = inFirst[0]?.slice(0, -1) ?? [];
      for (const path of inFirst.filter((one) => one[list.length] === 0)) {
        for (const kind of kinds.filter((one) => !slowKinds.includes(one))) {
          const page = pageOf(
            readingOf(sample, { ...sample.response, body: mutatedBody(sample.body, [{ path, kind }]) }),
          );
          for (const eni of original.items.slice(1)) {
            if (
              JSON.stringify(page.items.findLast((one) => one.networkInterfaceId === eni.networkInterfaceId)) !==
              JSON.stringify(eni)
            )
              wrong.push(`${sample.name}, ${path.join(".")} ${kind}: ${eni.networkInterfaceId}`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe("several changes", () => {
  test("at places and in ways that chance picks", () => {
    const anywhere = fc.nat(100_000);
    const change = fc.record({ at: anywhere, kind: fc.constantFrom(...kinds) });
    fc.assert(
      fc.property(anywhere, fc.array(change, { minLength: 2, maxLength: 4 }), (which, wanted) => {
        const sample = samples[which % samples.length] as Sample;
        const places = placesOf(sample);
        const mutations = wanted.map(({ at, kind }) => ({ path: places[at % places.length] ?? [], kind }));
        expect(judge(sample, mutations)).toBeUndefined();
      }),
      { seed: seedOf(20_260_115), numRuns: timesOf(3_000) },
    );
  });
});

describe("error codes", () => {
  test("no code that is not in a table says that something is gone, whatever it looks like", () => {
    const known = (sample: Sample, code: string) => Object.hasOwn(sample.vendor.errors, code);
    fc.assert(
      fc.property(
        fc.nat(1_000),
        fc.string({ unit: "binary", maxLength: 40 }),
        fc.integer({ min: 100, max: 599 }),
        (which, code, status) => {
          const { vendor, region, call } = samples[which % samples.length] as Sample;
          const { meaning } = vendor.api(vendor.origin(region), region).interpret(code, call.action, status);
          if (!known(samples[which % samples.length] as Sample, code)) expect(meaning).not.toMatch(/gone|notAttached/);
        },
      ),
      {
        seed: seedOf(20_260_116),
        numRuns: timesOf(3_000),
        examples: ["__proto__", "constructor", "", "NotFound"].map((code) => [0, code, 404]),
      },
    );
  });
});
