// `npm run docs`: writes what names every vendor into the documents, from the registry and from the first table of each vendor's page.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { allVendors } from "../provider/vendors/index.ts";
import type { Vendor } from "../provider/vendors/vendor.ts";
import { caseOf } from "../test/contract/vendor-cases.ts";
import { headingsIn, rowsOf, sectionOf } from "../test/docs/markdown.ts";
import { casesOf } from "../test/protocol/fault-matrix/cloud-faults.ts";
import { interruptions } from "../test/protocol/fault-matrix/interruptions.ts";
import { projectRoot } from "./engine.ts";

/** A vendor, and what its page says of it in its title and under "In short". */
interface Described {
  readonly vendor: Vendor;
  readonly title: string;
  /** @throws when the page has no such row. */
  readonly fact: (name: string) => string;
}

function described(vendor: Vendor): Described {
  const page = `docs/vendors/${vendor.name}.md`;
  if (!existsSync(join(projectRoot, page))) throw new Error(`${page} is missing`);
  const [title = ""] = headingsIn(page).map(({ text }) => text.replace(`${vendor.name}: `, ""));
  const facts = new Map(rowsOf(sectionOf(page, "## In short")).map(([name, value]) => [name, value]));
  const fact = (name: string) => {
    const value = facts.get(name);
    if (!value) throw new Error(`${page} has no row "${name}" under "In short"`);
    return value;
  };
  return { vendor, title, fact };
}

const compared = [
  "instance may be",
  "waits on",
  "ENIs in one question",
  "a lost reply",
  "a detach that hangs",
  "known of a target before a move",
  "follows from a detach",
];

const row = (cells: readonly (string | number)[]) =>
  `|${cells.map((cell) => (cell === "" ? " " : ` ${cell} `)).join("|")}|`;
const table = (head: readonly string[], body: readonly (readonly (string | number)[])[]) =>
  [row(head), `|${head.map(() => "---|").join("")}`, ...body.map(row)].join("\n");

/** By the name of the mark; links are as seen from the document that has it. */
const blocks: Readonly<Record<string, (all: readonly Described[]) => string>> = {
  list: (all) =>
    table(
      ["`vendor`", "what", "API"],
      all.map(({ vendor: { name }, title, fact }) => [`[\`${name}\`](docs/vendors/${name}.md)`, title, fact("API")]),
    ),
  compared: (all) =>
    table(
      ["", ...all.map(({ vendor }) => vendor.name)],
      compared.map((name) => [name, ...all.map(({ fact }) => fact(name))]),
    ),
  pages: (all) =>
    table(
      ["", ""],
      all.map(({ vendor: { name }, title }) => [`[${name}](vendors/${name}.md)`, title]),
    ),
  matrix: (all) =>
    table(
      ["vendor", "faults x operations", "not applicable", "interruptions"],
      all.map(({ vendor: { name } }) => {
        const { present, absent } = casesOf(caseOf(name));
        return [name, present.length, absent.length, interruptions.length];
      }),
    ),
  "network-interface-id": (all) => idTable(all, "`networkInterfaceId`"),
  "instance-id": (all) => idTable(all, "`instanceId`"),
  credentials: (all) => links(all, "credentials"),
  permissions: (all) => links(all, "permissions"),
};

function idTable(all: readonly Described[], argument: string): string {
  return table(
    ["vendor", argument],
    all.map(({ vendor, fact }) => [vendor.name, fact(argument)]),
  );
}

function links(all: readonly Described[], section: string): string {
  return all.map(({ vendor: { name } }) => `- [${name}](vendors/${name}.md#${section})`).join("\n");
}

/** The cell of an argument in the overview of docs/arguments.md. */
function ownersOf(argument: string, all: readonly Described[]): string {
  const [has, lacks] = [true, false].map((wanted) =>
    all.map(({ vendor }) => vendor).filter(({ shape }) => Object.hasOwn(shape, argument) === wanted),
  ) as [Vendor[], Vendor[]];
  const names = (vendors: readonly Vendor[]) => vendors.map(({ name }) => name).join(", ");
  if (lacks.length === 0) return "all";
  return has.length > lacks.length ? `all but ${names(lacks)}` : names(has);
}

/** The documents with something that names every vendor, and the marks that each has to have. */
export const places: Readonly<Record<string, readonly string[]>> = {
  "README.md": ["list", "compared"],
  "docs/README.md": ["pages"],
  "docs/arguments.md": ["network-interface-id", "instance-id"],
  "docs/credentials.md": ["credentials", "permissions"],
  "docs/reliability.md": ["matrix"],
  "docs/trial.md": ["permissions"],
};

const everyVendor = (await allVendors()).map(described);

/** The document as it should be. @throws when it lacks a mark, or a vendor's page lacks a row. */
export function withVendors(file: string, text: string, all: readonly Described[] = everyVendor): string {
  let filled = text;
  for (const mark of places[file] ?? []) {
    const [begin, end] = [`<!-- vendors: ${mark} -->\n`, "<!-- /vendors -->"];
    const [before, after] = [filled.indexOf(begin), filled.indexOf(end, filled.indexOf(begin))];
    if (before < 0 || after < 0) throw new Error(`${file} has no mark "${begin.trim()}" that ends`);
    const body = `${begin}${blocks[mark]?.(all) ?? ""}\n`;
    filled = `${filled.slice(0, before)}${body}${filled.slice(after)}`;
  }
  // The third column of the overview of docs/arguments.md; the others are written by hand.
  return filled.replaceAll(
    /^(\| \[`(\w+)`\]\(#\w+\) \| [^|]* \| )[^|]*( \|.*)$/gm,
    (_line, start: string, argument: string, rest: string) => `${start}${ownersOf(argument, all)}${rest}`,
  );
}

if (import.meta.main) {
  for (const file of Object.keys(places)) {
    const path = join(projectRoot, file);
    writeFileSync(path, withVendors(file, readFileSync(path, "utf8")));
  }
}
