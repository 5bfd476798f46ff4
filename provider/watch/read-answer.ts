// Turns an answer that does not have the documented shape into an error that says where it differs.
import { z } from "zod";
import { UnreadableAnswer } from "../http/no-answer.ts";

/** @throws UnreadableAnswer when the body does not have the shape that the reader expects. */
export function readAnswer<T>(action: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const [issue] = error.issues;
    const wrong = issue?.message
      .replace(/^Invalid input: /, "")
      .replace(/, received undefined$/, ", and it is missing");
    const where = issue ? `${issue.path.join(".") || "the body"}: ${wrong}` : "no detail";
    throw new UnreadableAnswer(action, `an answer that could not be understood (${where})`);
  }
}
