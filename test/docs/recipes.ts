// docs/recipes.md as a person follows it: of each recipe the program, and commands with what they should print.
import { pulumiArguments } from "../examples/readme.ts";
import { blocksIn } from "./markdown.ts";

export interface Step {
  /** Arguments of `pulumi`, a command each. */
  readonly commands: readonly string[][];
  /** Lines that they print; `…` stands for anything. */
  readonly output: readonly string[];
}

export interface Recipe {
  readonly program: string;
  readonly steps: readonly Step[];
}

/** A recipe by its heading. */
export function recipe(heading: string): Recipe {
  let program = "";
  const steps: { commands: string[][]; output: string[] }[] = [];
  for (const { language, body } of blocksIn("docs/recipes.md", `## ${heading}`)) {
    const lines = body.split("\n").filter((line) => line !== "");
    if (language === "ts") program = body;
    if (language === "sh") {
      const commands = lines.map(pulumiArguments).filter((args) => args !== undefined);
      steps.push({ commands, output: [] });
    }
    if (language === "text") steps.at(-1)?.output.push(...lines);
  }
  return { program, steps: steps.filter(({ commands, output }) => commands.length > 0 && output.length > 0) };
}
