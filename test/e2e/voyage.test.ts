// What a fleet's voyage (voyage.ts) has to look like after each of its steps: at the engine, in the state and at the vendors.
import { describe } from "@jest/globals";
import { testsOfTheProgram } from "./voyage-made.ts";
import { testsOfWhatOthersDo } from "./voyage-met.ts";
import { setSail } from "./voyage.ts";

const voyage = setSail();

describe("what the program does", () => testsOfTheProgram(voyage));
describe("what others do", () => testsOfWhatOthersDo(voyage));
