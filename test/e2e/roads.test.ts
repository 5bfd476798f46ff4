// What attachments have to look like after each of the engine's other roads (roads.ts): calls at the cloud in their order, plan lines, exit
// codes and the state. The same roads call by call, over every vendor: test/contract/roads.test.ts.
import { describe } from "@jest/globals";
import { testsOfKills, testsOfNames, testsOfRefreshes } from "./roads-named.ts";
import { testsOfNeighbours, testsOfOptions, testsOfReplacements } from "./roads-replaced.ts";
import { takeRoads } from "./roads.ts";

const roads = takeRoads();

describe("what the class says of Pulumi's options", () => testsOfOptions(roads));
describe("replacements", () => testsOfReplacements(roads));
describe("attachments that need what others have", () => testsOfNeighbours(roads));
describe("names and targets", () => testsOfNames(roads));
describe("the engine is killed (kill -9) while an instance is replaced, delete first", () => testsOfKills(roads));
describe("refresh, and --run-program", () => testsOfRefreshes(roads));
