// `npm run vendor-facts [-- --update]`: compares test/fixtures/vendor-facts.json with the pinned packages and pages, or writes it from them.
// Only --update needs the network (PyPI, by pip).
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { optionsOf } from "./command-line.ts";
import { projectRoot } from "./engine.ts";
import { asRecorded, downloaded, factsWith } from "./vendor-facts/collect.ts";
import { committedFacts, factsFile } from "./vendor-facts/facts.ts";
import { firstDifference } from "./vendor-facts/first-difference.ts";

const { values } = optionsOf({ options: { update: { type: "boolean", default: false } } });

if (values.update) {
  const text = await format(JSON.stringify(factsWith(downloaded())), { parser: "json", printWidth: 120 });
  writeFileSync(join(projectRoot, factsFile), text);
} else {
  const committed = committedFacts();
  const place = firstDifference(committed, factsWith(asRecorded(committed)));
  if (place === undefined) {
    process.stdout.write(`${factsFile} is as the pinned packages and the recorded pages have it\n`);
  } else {
    process.stderr.write(`${factsFile} is out of date at ${place}: run \`npm run vendor-facts -- --update\`\n`);
    process.exitCode = 1;
  }
}
