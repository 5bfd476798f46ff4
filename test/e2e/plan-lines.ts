// What the engine prints of attachments, by attachment: plan lines, and the rows of a preview or an update.
import { adapterProgram } from "./adapter-program.ts";

/** The line of each attachment, by its label; a label with two different lines is a mistake. */
export function plansIn(output: string): Record<string, string> {
  const plans: Record<string, string> = {};
  for (const [, label = "", plan = ""] of output.matchAll(/(\[eni-attachment \S+\]) (plan: .*)$/gm)) {
    if (plans[label] !== undefined && plans[label] !== plan) throw new Error(`two plans: ${plans[label]} and ${plan}`);
    plans[label] = plan;
  }
  return plans;
}

/** The calls that a plan promises, as the cloud tells them. */
export function promised(plan = ""): string[] {
  if (/up will fail/.test(plan)) return [];
  return [...plan.matchAll(/\b(detach from|attach(?: (\S+))? to) \S*?(\w)(?=[,;]|$)/g)].map(
    ([, what = "", other, side]) =>
      what.startsWith("detach") ? "Detach" : other === undefined ? `Attach ${side}` : `other: Attach ${side}`,
  );
}

/** Names of the attachments with which an update has done this: `updated`. */
export function namesOf(done: string, output: string): string[] {
  return [...output.matchAll(new RegExp(`EniAttachment (\\S+) ${done} \\(`, "g"))].map(([, name = ""]) => name).sort();
}

/** What a preview with `--diff` shows of the attachment with this name. */
export function diffOf(name: string, output: string): string {
  const parts = output.split(new RegExp(`^(?=\\s*\\S+ ${adapterProgram.type}: \\()`, "m"));
  return parts.find((part) => part.includes(`::${name}]`)) ?? "";
}
