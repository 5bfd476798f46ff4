// What each test of a file, or of a block, begins with. Kept apart from environment.ts, which programs outside Jest load too.
import { afterEach, beforeEach } from "@jest/globals";
import { onlyTheseCredentials } from "./environment.ts";

/** Each test of the file, or of the block, has these credentials and no others. */
export function eachTestHasOnly(environment: Readonly<Record<string, string>>): void {
  let restore: () => void;
  beforeEach(() => {
    restore = onlyTheseCredentials(environment);
  });
  afterEach(() => restore());
}
