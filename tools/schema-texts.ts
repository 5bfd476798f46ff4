// Reads the descriptions of the package's schema out of the doc comments that a TypeScript program shows, so that they are written once.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { projectRoot } from "./engine.ts";

export interface SchemaTexts {
  readonly resource: string;
  readonly provider: string;
  readonly arguments: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  readonly timeouts: Readonly<Record<string, string>>;
  readonly vendors: Readonly<Record<string, string>>;
}

export const textsFile = join(projectRoot, "provider/plugin/schema-texts.ts");

const program = (name: string) => {
  const file = join(projectRoot, "provider", name);
  return ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
};

export function readTexts(): SchemaTexts {
  const args = program("program/arguments.ts");
  const timeouts = interfaceNamed(args, "Timeouts");
  const byVendor = new Map<string, Record<string, string>>();
  const vendors: Record<string, string> = {};
  for (const one of args.statements) {
    const vendor = ts.isInterfaceDeclaration(one) ? vendorOf(one) : undefined;
    if (!vendor || !ts.isInterfaceDeclaration(one)) continue;
    byVendor.set(vendor, memberTexts(args, one));
    vendors[vendor] = commentOf(one);
  }
  const outputs = program("program/outputs.ts");
  return {
    resource: classText("plugin-class/resource.ts", "EniAttachment"),
    provider: classText("plugin-class/provider.ts", "Provider"),
    arguments: merged(byVendor),
    outputs: memberTexts(outputs, interfaceNamed(outputs, "EniAttachmentOutputs")),
    timeouts: { Timeouts: commentOf(timeouts), ...memberTexts(args, timeouts) },
    vendors,
  };
}

/** The doc comments of the interfaces that the provider's arguments have in TypeScript, by interface and name. */
export function providerTexts(): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const file = program("plugin-class/provider.ts");
  const names = ["ProviderArgs", "AlicloudArgs", "TencentcloudArgs", "ZenlayerArgs"];
  return Object.fromEntries(names.map((name) => [name, memberTexts(file, interfaceNamed(file, name))]));
}

/** One text an argument: what differs is said vendor by vendor, and what only some vendors have says so. */
function merged(byVendor: ReadonlyMap<string, Readonly<Record<string, string>>>): Record<string, string> {
  const names = new Set([...byVendor.values()].flatMap((texts) => Object.keys(texts)));
  return Object.fromEntries(
    [...names].toSorted().map((name) => {
      const having = [...byVendor].filter(([, texts]) => name in texts);
      const sayings = Map.groupBy(having, ([, texts]) => texts[name] ?? "");
      const of = (entries: typeof having) => entries.map(([vendor]) => `\`${vendor}\``).join(", ");
      const parts = [...sayings].map(([text, entries]) => `${of(entries)}: ${text}`);
      if (sayings.size > 1) return [name, parts.join("\n\n")];
      const [text = ""] = sayings.keys();
      return [name, having.length === byVendor.size ? text : `Only for ${of(having)}. ${text}`];
    }),
  );
}

function interfaceNamed(file: ts.SourceFile, name: string): ts.InterfaceDeclaration {
  const found = file.statements.find((one) => ts.isInterfaceDeclaration(one) && one.name.text === name);
  if (!found || !ts.isInterfaceDeclaration(found)) throw new Error(`${file.fileName} has no interface ${name}`);
  return found;
}

function classText(path: string, name: string): string {
  const found = program(path).statements.find((one) => ts.isClassDeclaration(one) && one.name?.text === name);
  if (!found) throw new Error(`${path} has no class ${name}`);
  return commentOf(found);
}

/** Of an interface's members, with those that it extends. */
function memberTexts(file: ts.SourceFile, one: ts.InterfaceDeclaration): Record<string, string> {
  const inherited = (one.heritageClauses ?? [])
    .flatMap(({ types }) => types)
    .map(({ expression }) => memberTexts(file, interfaceNamed(file, expression.getText(file))));
  const own = one.members.map((member) => [member.name?.getText(file) ?? "", commentOf(member)] as const);
  return Object.assign({}, ...inherited, Object.fromEntries(own)) as Record<string, string>;
}

/** The text of the literal type of its member `vendor`. */
function vendorOf(one: ts.InterfaceDeclaration): string | undefined {
  for (const member of one.members) {
    if (!ts.isPropertySignature(member) || member.name.getText() !== "vendor") continue;
    const { type } = member;
    if (type && ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal)) return type.literal.text;
  }
  return undefined;
}

/** The comment as Markdown: lines joined, paragraphs kept, without tags. */
function commentOf(node: ts.Node): string {
  const [doc] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const text = ts.getTextOfJSDocComment(doc?.comment);
  if (!text) throw new Error(`no doc comment: ${node.getText().slice(0, 80)}`);
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.split(/\s*\n\s*/).join(" "))
    .join("\n\n");
}
