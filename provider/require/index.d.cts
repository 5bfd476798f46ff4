// Types of what `require` finds, for TypeScript of any setting: those of the ES module.
type Esm = typeof import("../index.js", { with: { "resolution-mode": "import" } });
export declare const EniAttachment: Esm["EniAttachment"];
export type EniAttachment = import("../index.js", { with: { "resolution-mode": "import" } }).EniAttachment;
export type * from "../index.js" with { "resolution-mode": "import" };
