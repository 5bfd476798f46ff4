// TypeScript's own server, asked as an editor asks it.
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

interface Span {
  file: string;
  start: { line: number };
}
interface Answer {
  type: string;
  request_seq?: number;
  success?: boolean;
  message?: string;
  body?: unknown;
}

export class Editor {
  readonly #server: ChildProcess;
  readonly #answers = new Map<number, (answer: Answer) => void>();
  #sequence = 0;

  constructor() {
    const program = createRequire(import.meta.url).resolve("typescript/lib/tsserver.js");
    this.#server = spawn(process.execPath, [program, "--disableAutomaticTypingAcquisition"], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    if (this.#server.stdout === null) throw new Error("no output to read");
    createInterface({ input: this.#server.stdout }).on("line", (line) => {
      if (!line.startsWith("{")) return;
      const answer = JSON.parse(line) as Answer;
      if (answer.type === "response") this.#answers.get(answer.request_seq ?? 0)?.(answer);
    });
  }

  #send(command: string, args: object): number {
    const seq = ++this.#sequence;
    this.#server.stdin?.write(`${JSON.stringify({ seq, type: "request", command, arguments: args })}\n`);
    return seq;
  }

  /** Where "go to definition" leads from the last word of a piece of the text. */
  async definition(file: string, text: string, piece: string): Promise<{ file: string; line: string }[]> {
    const before = text.slice(0, text.indexOf(piece) + piece.length);
    const lines = before.split("\n");
    this.#send("open", { file, fileContent: text });
    const answer = await new Promise<Answer>((done, reject) => {
      this.#server.once("exit", () => reject(new Error("TypeScript's server has ended")));
      const position = { line: lines.length, offset: lines.at(-1)?.length };
      this.#answers.set(this.#send("definition", { file, ...position }), done);
    });
    if (!answer.success) throw new Error(answer.message);
    return Promise.all(
      (answer.body as Span[]).map(async ({ file, start }) => {
        return { file, line: (await readFile(file, "utf8")).split("\n")[start.line - 1] ?? "" };
      }),
    );
  }

  close(): Promise<void> {
    return new Promise((done) => {
      this.#server.removeAllListeners("exit").once("exit", () => done());
      this.#server.kill();
    });
  }
}
