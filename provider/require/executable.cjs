// The native plugin's entry: it starts the server, and when that cannot be, the engine is told why in one line. In plain CommonJS, so that
// every older Node.js can load it.
"use strict";
const { engineComplaint } = require("./engine-version.cjs");
const { complaintOf } = require("./node-version.cjs");
const { refuse } = require("./refusal.cjs");

const tooOld = complaintOf(process.versions.node);
if (tooOld !== undefined) refuse(tooOld);
else {
  // The engine answers while the server is loaded.
  const loading = import("../plugin/main.js");
  loading.catch(() => undefined);
  // The address comes behind the flags that the engine passes on.
  engineComplaint(process.argv[Math.max(2, process.argv.length - 1)])
    .then(async (complaint) => {
      if (complaint !== undefined) refuse(complaint);
      else await (await loading).main();
    })
    .catch((/** @type {unknown} */ error) => {
      refuse(`The plugin eni cannot start: ${error instanceof Error ? error.message : String(error)}`);
    });
}
