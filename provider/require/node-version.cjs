// The oldest Node.js that this package runs on. Plain CommonJS without imports, so that every older one can load it and be told.
"use strict";

/** @returns an error of one line, whoever prints it; undefined when this Node.js will do. */
exports.errorOf = function errorOf(/** @type {string} */ version) {
  const complaint = exports.complaintOf(version);
  if (complaint === undefined) return undefined;
  // Node.js prints the stack. Pulumi prints `${error}: ${error.stack}` of a provider's, and the message alone of a program's that has
  // this mark.
  return Object.defineProperties(new Error(complaint), {
    stack: { value: complaint },
    toString: { value: () => "pulumi-eni-attachment cannot start" },
    __pulumiRunError: { value: true },
  });
};

/** What to tell the user of a Node.js that is too old; undefined when it will do. */
exports.complaintOf = function complaintOf(/** @type {string} */ version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 12)) return undefined;
  return `pulumi-eni-attachment needs Node.js 22.12 or newer, and this is ${version}. To do: Put a newer node first on PATH, then run this again; nothing was changed. [NODE_TOO_OLD]`;
};
