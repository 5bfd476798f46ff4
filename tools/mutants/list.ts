// All mutants, in the order in which they are run.
import { doubt } from "./doubt.ts";
import { engineModel } from "./engine-model.ts";
import { engineRoads } from "./engine-roads.ts";
import type { Mutant } from "./mutant.ts";
import { ownership } from "./ownership.ts";
import { protocol } from "./protocol.ts";
import { questions } from "./questions.ts";
import { trial } from "./trial.ts";
import { vendors } from "./vendors.ts";

export const mutants: readonly Mutant[] = [
  ...engineModel,
  ...engineRoads,
  ...ownership,
  ...doubt,
  ...questions,
  ...vendors,
  ...protocol,
  ...trial,
];
