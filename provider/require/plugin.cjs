// What `require` finds at `./plugin`: the ES module, after a look at the version, as at the root.
"use strict";
const error = require("./node-version.cjs").errorOf(process.versions.node);
if (error) throw error;
module.exports = require("../plugin-class/index.js");
