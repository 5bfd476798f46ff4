// How a program's resources reach the engine: each when what it depends on is there, one decision at a time.
import type { Goal } from "./plan.ts";
import { unknownValue } from "./stack.ts";
import type { Declaration, Program, Resource } from "./stack.ts";

export class Registrations {
  readonly #program: Program;
  readonly #take: (goal: Goal) => Promise<Resource | undefined>;
  readonly #done = new Map<string, Promise<Resource | undefined>>();

  /** @param take decides, then works: decisions are taken in turn, work is done side by side. */
  constructor(program: Program, take: (goal: Goal) => Promise<Resource | undefined>) {
    this.#program = program;
    this.#take = take;
  }

  async all(): Promise<void> {
    for (const declaration of this.#program.resources) {
      const done = this.#register(declaration);
      this.#done.set(declaration.name, done);
      if (this.#program.sequential && (await done) === undefined) return;
    }
    await Promise.all(this.#done.values());
  }

  async #register(declaration: Declaration): Promise<Resource | undefined> {
    const { name, inputs, references = {}, options = {} } = declaration;
    const given: Record<string, unknown> = { ...inputs };
    const propertyDependencies: Record<string, string[]> = {};
    const dependencies = new Set(options.dependsOn);
    for (const [key, { of, output }] of Object.entries(references)) {
      const row = await this.#done.get(of);
      if (!row) return undefined;
      // Pulumi's SDK leaves an input out that has no value; it is a dependency all the same.
      if (row.id !== "" || output !== "id")
        given[key] = row.id === unknownValue ? unknownValue : output === "id" ? row.id : row.outputs[output];
      propertyDependencies[key] = [of];
      dependencies.add(of);
    }
    for (const of of [...dependencies, ...(options.deletedWith ? [options.deletedWith] : [])])
      if (!(await this.#done.get(of))) return undefined;
    return this.#take({
      name,
      inputs: given,
      options,
      dependencies: [...dependencies],
      propertyDependencies,
    });
  }
}
