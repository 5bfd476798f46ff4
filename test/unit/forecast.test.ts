// A forecast and its line: what is written is read again as the same.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Following, Forecast } from "../../provider/lifecycle/forecast.ts";
import { forecastText, nothingPlanned, wouldFail } from "../../provider/lifecycle/forecast.ts";
import { describeSteps } from "../../provider/lifecycle/plan.ts";
import { readForecast } from "../../provider/lifecycle/read-forecast.ts";

const id = fc.constantFrom("i-a", "ins-0123", "1272168087751233115", "an instance that is not known yet");
/** Words of a vendor or of a look: anything but what parts a line. */
const words = fc
  .array(fc.constantFrom("its", "zone", "is", "full:", "holds", "2", "ENIs", "(503)", "To", "do", "cn-hangzhou-b"), {
    minLength: 1,
    maxLength: 6,
  })
  .map((all) => all.join(" "));
const following: fc.Arbitrary<Following> = fc.oneof(
  words.map((text) => ({ kind: "note" as const, text })),
  words.map((text) => ({ kind: "billing" as const, text: `${text} become unassociated and billed` })),
);
const common = fc.record({
  follows: fc.array(following, { maxLength: 3 }),
  victim: fc.option(id, { nil: undefined }),
  failure: fc.option(
    fc.array(words, { minLength: 1, maxLength: 2 }).map((all) => all.join("; ")),
    { nil: undefined },
  ),
  unseen: fc.option(
    words.map((text) => `could not be looked at: ${text}`),
    { nil: undefined },
  ),
});
const move = fc.tuple(id, id, fc.boolean(), common).map(([from, to, underWay, rest]): Forecast => {
  const steps = [describeSteps([{ do: "detach", from, underWay }, { do: "attach", to }])]; // prettier-ignore
  return { ...nothingPlanned, steps, detaches: true, attaches: true, ...rest };
});
const adoption = fc.tuple(id, fc.constantFrom("keeps" as const, "detaches" as const)).map(([to, forced]): Forecast => ({
  ...nothingPlanned,
  steps: [`adopt it as it is, attached to ${to}`],
  adopts: "certainly",
  forced,
}));
const perhaps = fc.tuple(id, common).map(([to, rest]): Forecast => {
  const steps = [`attach to ${to}, unless it is there already`];
  return { ...nothingPlanned, steps, attaches: true, adopts: "perhaps", ...rest };
});
const replacement = fc
  .tuple(
    id,
    id,
    fc.option(fc.constantFrom("its instance is replaced", "what it depends on is replaced"), { nil: undefined }),
    common,
  )
  .map(([from, to, onlyIf, rest]): Forecast => {
    const steps = [`detach from ${from}`, `attach alicloud-ecs/cn-hangzhou/eni-2 to ${to}`];
    return { ...nothingPlanned, steps, replaces: true, onlyIf, detaches: true, attaches: true, ...rest };
  });
const refusal = fc
  .tuple(
    words,
    fc.option(
      words.map((text) => `not looked at: ${text}`),
      { nil: undefined },
    ),
  )
  .map(([why, unseen]): Forecast => ({ ...nothingPlanned, steps: [], refusal: why, unseen }));

const forecast = fc.oneof(move, adoption, perhaps, replacement, refusal);

test("a line that is written is read as what it was written from", () => {
  fc.assert(
    fc.property(forecast, (planned) => {
      expect(readForecast(forecastText(planned))).toEqual(planned);
    }),
    { seed: 20_261_126, numRuns: 2_000 },
  );
});

test("reading and writing a line changes nothing of it", () => {
  fc.assert(
    fc.property(forecast, (planned) => {
      const line = forecastText(planned);
      expect(forecastText(readForecast(line))).toBe(line);
    }),
    { seed: 20_261_127, numRuns: 500 },
  );
});

describe("whether up will fail", () => {
  test.each<[string, Partial<Forecast>, boolean]>([
    ["nothing speaks against it", {}, false],
    ["it is refused", { refusal: "it is a primary ENI" }, true],
    ["its attach would fail", { failure: "i-b is full" }, true],
  ])("%s", (_what, more, would) => {
    expect(wouldFail({ ...nothingPlanned, steps: ["attach to i-b"], ...more })).toBe(would);
  });
});
