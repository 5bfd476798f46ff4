// The rooms, and which way their dependencies point (ARCHITECTURE.md). `npm run rooms` checks it, types included.
const rooms = ["http", "vendors", "watch", "session", "lifecycle", "attachment"];
/** Each is a way to the same core. */
const adapters = ["dynamic", "plugin", "plugin-class", "cli"];
const inRoom = (...names) => `^provider/(${names.join("|")})/`;

/** A room may use those that come before it, none of those that come after it. */
const downwards = rooms.map((room, at) => ({
  name: `${room}-looks-up`,
  severity: "error",
  from: { path: inRoom(room) },
  to: {
    path: `${inRoom(...rooms.slice(at + 1), "program", "engine", ...adapters)}|^provider/index`,
  },
}));

export default {
  forbidden: [
    { name: "no-circle", severity: "error", from: {}, to: { circular: true } },
    ...downwards,
    {
      name: "bottom-looks-up",
      comment: "errors.ts and the remedies are below all rooms",
      severity: "error",
      from: { path: "^provider/(errors|remedy|remedy-text)[.]ts$" },
      to: { path: "^provider/.+/" },
    },
    ...adapters.map((adapter) => ({
      name: `${adapter}-knows-another-adapter`,
      severity: "error",
      from: { path: inRoom(adapter) },
      to: { path: inRoom(...adapters.filter((other) => other !== adapter)) },
    })),
    {
      name: "program-knows-the-provider",
      comment: "the classes that a program makes its resources of; what does the work is in another process",
      severity: "error",
      from: { path: inRoom("program", "plugin-class") },
      to: { path: inRoom(...rooms.filter((room) => room !== "vendors"), "engine") },
    },
    {
      name: "engine-knows-the-product",
      comment: "the engine's liveness and log, whoever asks",
      severity: "error",
      from: { path: inRoom("engine") },
      to: { path: inRoom(...rooms.filter((room) => room !== "http"), ...adapters, "program") },
    },
    {
      name: "command-line-knows-pulumi",
      severity: "error",
      from: { path: inRoom("cli") },
      to: { path: `${inRoom("program", "engine")}|node_modules/@pulumi/` },
    },
    {
      name: "core-knows-pulumi",
      comment: "only what runs in the program, and the adapters of Pulumi's protocols",
      severity: "error",
      from: { path: inRoom(...rooms) },
      to: { path: "node_modules/@pulumi/" },
    },
    {
      name: "product-knows-the-local-cloud",
      severity: "error",
      from: { path: "^provider/" },
      to: { path: "^(simulator|test|tools|bench|examples)/" },
    },
    {
      name: "local-cloud-knows-the-product",
      severity: "error",
      from: { path: "^simulator/" },
      to: { path: "^provider/|node_modules/@pulumi/" },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
  },
};
