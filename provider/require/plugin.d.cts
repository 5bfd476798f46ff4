// Types of what `require` finds at `./plugin`: those of the ES module.
type Esm = typeof import("../plugin-class/index.js", { with: { "resolution-mode": "import" } });
export declare const EniAttachment: Esm["EniAttachment"];
export type EniAttachment = import("../plugin-class/index.js", { with: { "resolution-mode": "import" } }).EniAttachment;
export declare const Provider: Esm["Provider"];
export type Provider = import("../plugin-class/index.js", { with: { "resolution-mode": "import" } }).Provider;
export type * from "../plugin-class/index.js" with { "resolution-mode": "import" };
