// Puts the facts together: from the package of npm that is installed, from those of PyPI, and from pages.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { projectRoot } from "../engine.ts";
import type { AnswerFacts, Facts, Model, Models } from "./facts.ts";
import { pageCodes, pageStates, wordsIn } from "./pages.ts";
import { errorCodes, pythonModels } from "./python-models.ts";
import { filesOf } from "./python-packages.ts";
import { answers, codes, npmPackage, pythonPackages } from "./sources.ts";
import type { AnswerSource, CodeSource } from "./sources.ts";
import { typeScriptModels } from "./typescript-models.ts";

/** What the packages of PyPI say. */
interface PythonFacts {
  readonly answer: (vendor: string, action: string, source: AnswerSource) => AnswerFacts;
  readonly codes: (vendor: string, source: CodeSource) => readonly string[];
}

/** Downloads the packages. */
export function downloaded(): PythonFacts {
  const sources = [
    ...Object.values(answers).flatMap((actions) => Object.values(actions)),
    ...Object.values(codes).flat(),
  ];
  const texts = new Map(
    Object.entries(pythonPackages).map(([name, version]) => {
      const files = sources.filter((source) => source.package === name).map(({ file }) => file);
      return [name, filesOf(name, version, [...new Set(files)])];
    }),
  );
  const text = (name: string, file: string): string => texts.get(name)?.[file] ?? "";
  return {
    answer: (_vendor, _action, source) => answerFacts(source, (file) => pythonModels(text(source.package, file))),
    codes: (_vendor, source) => errorCodes(text(source.package, source.file)),
  };
}

/** As they were when they were last downloaded: nothing is fetched. */
export function asRecorded(facts: Facts): PythonFacts {
  return {
    answer: (vendor, action, { package: name, model }) => {
      const recorded = facts.vendors[vendor]?.answers[action];
      return { package: name, model, models: recorded?.models ?? {} };
    },
    codes: (vendor, source) => facts.vendors[vendor]?.codes[source.package] ?? [],
  };
}

export function factsWith(python: PythonFacts): Facts {
  const vendors = Object.entries(answers).map(([vendor, actions]): [string, Facts["vendors"][string]] => {
    const read = Object.entries(actions).map(([action, source]): [string, AnswerFacts] => {
      const answer = source.package === npmPackage ? installed(source) : python.answer(vendor, action, source);
      return [action, { ...answer, models: withStates(vendor, answer.models) }];
    });
    const listed = [
      ...(codes[vendor] ?? []).map((source): [string, string[]] => [source.package, [...python.codes(vendor, source)]]),
      ...Object.entries(pageCodes[vendor] ?? {}).map(([page, list]): [string, string[]] => [page, wordsIn(list)]),
    ];
    return [vendor, { answers: sorted(read), codes: sorted(listed) }];
  });
  return { packages: versions(), vendors: sorted(vendors) };
}

const manifest = z.object({ version: z.string() });

function versions(): Readonly<Record<string, string>> {
  const { version } = manifest.parse(JSON.parse(installedText("package.json")));
  const ofPython = Object.entries(pythonPackages).map(([name, pinned]): [string, string] => [`pypi ${name}`, pinned]);
  return sorted([[`npm ${npmPackage}`, version], ...ofPython]);
}

function installedText(file: string): string {
  return readFileSync(join(projectRoot, "node_modules", npmPackage, file), "utf8");
}

function installed(source: AnswerSource): AnswerFacts {
  return answerFacts(source, (file) => typeScriptModels(installedText(file)));
}

/** The model of the answer and those that it is built from. */
function answerFacts(source: AnswerSource, modelsIn: (file: string) => Models): AnswerFacts {
  const { package: name, model, file, words: elsewhere } = source;
  const all: Record<string, Model> = { ...modelsIn(file) };
  if (elsewhere) {
    const { of, field } = elsewhere;
    const words = modelsIn(elsewhere.file)[elsewhere.model]?.[field]?.words;
    const target = all[of]?.[field];
    if (!words || !target) throw new Error(`${name}: ${elsewhere.model}.${field} lists no values for ${of}.${field}`);
    all[of] = { ...all[of], [field]: { ...target, words } };
  }
  const models: Record<string, Model> = {};
  const add = (type: string): void => {
    const found = all[type];
    if (!found || models[type]) return;
    models[type] = sorted(Object.entries(found));
    for (const field of Object.values(found)) add(field.type);
  };
  add(model);
  if (!models[model]) throw new Error(`${name} has no ${model} in ${file}`);
  return { package: name, model, models: sorted(Object.entries(models)) };
}

/** The models with the states that only pages list. */
function withStates(vendor: string, models: Models): Record<string, Model> {
  const states: Record<string, Model> = { ...models };
  for (const [place, list] of Object.entries(pageStates[vendor] ?? {})) {
    const [name = "", field = ""] = place.split(".");
    const facts = states[name]?.[field];
    if (facts) states[name] = { ...states[name], [field]: { ...facts, words: wordsIn(list) } };
  }
  return states;
}

function sorted<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}
