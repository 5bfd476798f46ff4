// HTTP answers of the legacy API, in each of the forms that its documents show. Errors have HTTP 200 too.
import type { Failure, HttpAnswer } from "../face.ts";
import { jsonAnswer } from "../json-answer.ts";
import type { Json } from "../json-answer.ts";
import { errorTable } from "./errors.ts";
import type { Settings } from "./settings.ts";

/** The fields that a successful call adds to code and message. */
export type Content = Readonly<Record<string, Json>>;

export function renderSuccess(settings: Settings, content: Content): HttpAnswer {
  return jsonAnswer({ status: 200, body: { ...head(settings, 0, "", "Success"), ...content } });
}

export function renderError(settings: Settings, error: Failure): HttpAnswer {
  const { code, status = 200 } = error;
  const entry = errorTable.get(code);
  const configured = Object.hasOwn(settings.numbers, code) ? settings.numbers[code] : undefined;
  const number = configured ?? entry?.number ?? (/^[1-9]\d{0,8}$/.test(code) ? Number(code) : 5100);
  const message = error.message ?? entry?.message ?? "the request was refused";
  return jsonAnswer({ status, body: head(settings, number, `(${number})${message}`, entry?.name ?? code), code });
}

function head({ code, codeDesc }: Settings, number: number, message: string, name: string): Content {
  return { code: code === "int" ? number : String(number), message, ...(codeDesc ? { codeDesc: name } : {}) };
}

export function taskAnswer({ taskIdPlace, taskIdType }: Settings, number: number): Content {
  const taskId = taskIdType === "int" ? number : String(number);
  return taskIdPlace === "top" ? { taskId } : { data: { taskId } };
}
