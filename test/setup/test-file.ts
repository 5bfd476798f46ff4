// Tells code below a test which test file it runs for. Loaded into each file of a run with a profile.
import { expect } from "@jest/globals";

process.env.TEST_FILE = expect.getState().testPath;
