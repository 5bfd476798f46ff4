// The version of this package. A constant, because code that was bundled has no package.json to read.

/** The same as in package.json: a test holds them together. */
export const packageVersion = "0.2.0";
