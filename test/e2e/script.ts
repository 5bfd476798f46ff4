// A story on the real engine, step by step. Each step runs once, when a test first asks for what it found, and those before it run
// first. So a test looks at one step, and every test can be run by itself: `npx jest FILE -t "its name"`.
import { afterAll, beforeAll } from "@jest/globals";
import { ensurePulumi } from "../../tools/engine.ts";
import { ENGINE_TIMEOUT_MS } from "./stack.ts";

const once = <T>(run: () => Promise<T>): (() => Promise<T>) => {
  let result: Promise<T> | undefined;
  return () => (result ??= run());
};

export class Script<Stage extends { close(): Promise<void> }> {
  readonly #open: () => Promise<Stage>;
  #stage: Promise<Stage> | undefined;
  #last: () => Promise<unknown>;

  /** To be made at the top of a test file: it closes the stage when the file has ended. */
  constructor(open: () => Promise<Stage>) {
    this.#open = () => (this.#stage ??= open());
    this.#last = this.#open;
    beforeAll(() => ensurePulumi(), ENGINE_TIMEOUT_MS);
    afterAll(async () => {
      await (await this.#stage?.catch(() => undefined))?.close();
    });
  }

  /** The next step; what it returns is what its tests look at. */
  step<Found>(run: (stage: Stage) => Promise<Found>): () => Promise<Found> {
    const before = this.#last;
    const step = once(async () => {
      await before();
      return run(await this.#open());
    });
    this.#last = step;
    return step;
  }
}
