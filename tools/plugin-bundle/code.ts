// The native plugin as one file of CommonJS that needs nothing but Node.js.
import type { Plugin } from "esbuild";
import * as esbuild from "esbuild";
import { join } from "node:path";
import { projectRoot } from "../engine.ts";

export interface Bundle {
  readonly code: string;
  /** The packages that are in it: their folders below the repository, such as `node_modules/zod`. */
  readonly packages: readonly string[];
}

/** What `ofPulumi` loads by name: in one file there is one copy of each, and no name to look up. */
const libraries = [
  "@grpc/grpc-js",
  "google-protobuf/google/protobuf/any_pb.js",
  "google-protobuf/google/protobuf/empty_pb.js",
  "google-protobuf/google/protobuf/struct_pb.js",
  "proto/engine_grpc_pb.js",
  "proto/engine_pb.js",
  "proto/plugin_pb.js",
  "proto/provider_grpc_pb.js",
  "proto/provider_pb.js",
  "proto/status_pb.js",
];

const libraryTable: Plugin = {
  name: "library-table",
  setup(build) {
    build.onLoad({ filter: /[/\\]engine[/\\]pulumi-libraries\.js$/ }, () => {
      const path = (name: string) => (name.startsWith("proto/") ? `@pulumi/pulumi/${name}` : name);
      const rows = libraries.map((name) => `${JSON.stringify(name)}: () => require(${JSON.stringify(path(name))})`);
      const contents = `
        const libraries = { ${rows.join(", ")} };
        export function ofPulumi(name) {
          if (!libraries[name]) throw new Error(name + " is not in the bundle: add it in tools/plugin-bundle/code.ts");
          return libraries[name]();
        }`;
      return { contents, loader: "js", resolveDir: projectRoot };
    });
  },
};

/** Made of `dist/`: build first. */
export async function bundlePlugin(): Promise<Bundle> {
  const { outputFiles, metafile } = await esbuild.build({
    absWorkingDir: projectRoot,
    entryPoints: [join(projectRoot, "dist/require/executable.cjs")],
    bundle: true,
    minify: true,
    metafile: true,
    write: false,
    platform: "node",
    format: "cjs",
    // An older Node.js has to get as far as the look at its version.
    target: "node18",
    banner: { js: "#!/usr/bin/env node" },
    legalComments: "none",
    plugins: [libraryTable],
    logLevel: "error",
  });
  const [file] = outputFiles;
  if (!file) throw new Error("esbuild made nothing");
  const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;
  const packages = Object.keys(metafile.inputs).flatMap((path) => folder.exec(path)?.[0] ?? []);
  return { code: file.text, packages: [...new Set(packages)].toSorted() };
}
