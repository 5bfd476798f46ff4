// What `require` finds: the ES module, after a look at the version. A Node.js that cannot load an ES module would say nothing that helps.
"use strict";
const error = require("./node-version.cjs").errorOf(process.versions.node);
if (error) throw error;
module.exports = require("../index.js");
