// `npm run docs`: writes the table of error codes into each vendor's page; `--check` only compares (a test runs that).
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Meaning } from "../provider/http/meaning.ts";
import { allVendors } from "../provider/vendors/index.ts";
import type { Vendor } from "../provider/vendors/vendor.ts";
import { projectRoot } from "./engine.ts";

/** What a user has to know of each meaning. */
const inWords: Readonly<Record<Meaning, string>> = {
  throttled: "waits, and is sent again",
  transient: "the vendor's trouble: the ENI is looked at, then it is sent again",
  credentials: "fails: the credentials are not accepted",
  forbidden: "fails: not permitted",
  goneEni: "the ENI is gone",
  goneInstance: "not found: the ENI is looked at",
  notAttached: "not attached: done",
  eniState: "the ENI's state: it is looked at, then tried again or failed",
  instanceState: "the instance's state: waited for while it changes, else fails",
  busy: "another job: waited for",
  refused: "fails for good",
};

const section = /<!-- error codes -->[\s\S]*<!-- \/error codes -->/;

/** The page as it should be. */
export function withErrorTable(page: string, vendor: Vendor): string {
  const rows = Object.keys(vendor.errors)
    .sort()
    .map((code) => {
      const entry = vendor.errors[code];
      const [attach, detach] = entry ? [inWords[entry.attach], inWords[entry.detach]] : ["", ""];
      return `| \`${code}\` | ${attach === detach ? attach : `attach: ${attach}; detach: ${detach}`} | ${entry?.hint ?? ""} |`;
    });
  const table = ["| code | what is done | what to do |", "|---|---|---|", ...rows].join("\n");
  return page.replace(section, `<!-- error codes -->\n${table}\n<!-- /error codes -->`);
}

export function pageOf(vendor: Vendor): string {
  return join(projectRoot, "docs", "vendors", `${vendor.name}.md`);
}

if (import.meta.main) {
  for (const vendor of await allVendors()) {
    const file = pageOf(vendor);
    writeFileSync(file, withErrorTable(readFileSync(file, "utf8"), vendor));
  }
}
