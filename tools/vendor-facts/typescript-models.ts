// The models of Alibaba Cloud's SDK: classes in TypeScript, whose static `names` has the names on the wire.
import ts from "typescript";
import type { Field, Model, Models } from "./facts.ts";
import { wordsOf } from "./words.ts";

export function typeScriptModels(source: string): Models {
  const file = ts.createSourceFile("models.ts", source, ts.ScriptTarget.Latest, true);
  const models: Record<string, Model> = {};
  for (const statement of file.statements)
    if (ts.isClassDeclaration(statement) && statement.name) models[statement.name.text] = fieldsOf(statement);
  return models;
}

function fieldsOf(model: ts.ClassDeclaration): Model {
  const names = wireNames(model);
  const fields: Record<string, Field> = {};
  for (const member of model.members) {
    if (!ts.isPropertyDeclaration(member) || !member.type) continue;
    const name = member.name.getText();
    fields[names[name] ?? name] = fieldOf(name, member.type, commentOf(member));
  }
  return fields;
}

function fieldOf(name: string, type: ts.TypeNode, comment: string): Field {
  // "* Available: available."
  const items = comment.split("\n").filter((line) => /^\s*[*-] \S/.test(line));
  const words = type.kind === ts.SyntaxKind.StringKeyword ? wordsOf(name, items.join("\n")) : [];
  return {
    ...(ts.isArrayTypeNode(type) ? { type: type.elementType.getText(), list: true } : { type: type.getText() }),
    ...(words.length > 0 ? { words } : {}),
  };
}

/** What the comment before a field says of it, without its frame of asterisks and its example. */
function commentOf(node: ts.Node): string {
  const { text } = node.getSourceFile();
  const last = (ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []).at(-1);
  const comment = last ? text.slice(last.pos, last.end) : "";
  return comment.replace(/@example[\s\S]*/, "").replace(/^\s*(?:\/\*\*|\*)?/gm, "");
}

/** `static names() { return { networkInterfaceId: 'NetworkInterfaceId' } }`. */
function wireNames({ members }: ts.ClassDeclaration): Record<string, string> {
  const names: Record<string, string> = {};
  const method = members.find((member) => ts.isMethodDeclaration(member) && member.name.getText() === "names");
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && ts.isStringLiteral(node.initializer))
      names[node.name.getText()] = node.initializer.text;
    ts.forEachChild(node, visit);
  };
  if (method) visit(method);
  return names;
}
