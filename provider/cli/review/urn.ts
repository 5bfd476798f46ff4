// The parts of a URN: urn:pulumi:<stack>::<project>::<types of the parents $ type>::<name>. A name may have "::" in it.
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::") || urn;
}

export function typeOf(urn: string): string {
  return (urn.split("::")[2] ?? "").split("$").at(-1) ?? "";
}

export function stackOf(urn: string): { readonly stack: string; readonly project: string } | undefined {
  const [head = "", project] = urn.split("::");
  const stack = /^urn:pulumi:(.+)$/.exec(head)?.[1];
  return stack === undefined || project === undefined ? undefined : { stack, project };
}
