// Getting the engine: what is built when, what is said about it, and the environment that Pulumi runs in.
import { afterAll, expect, test } from "@jest/globals";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { appendFile, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { DEMO_PASSPHRASE, engineEnvironment, ensurePulumi, findPulumi } from "../../tools/engine.ts";
import {
  fakeGo,
  folderWith,
  projectFolder,
  removeTemporaryFolders,
  SYSTEM_PATH,
  temporaryFolder,
} from "./fake-tools.ts";

afterAll(removeTemporaryFolders);

async function workshop(first?: string) {
  const root = await projectFolder();
  const log = join(await temporaryFolder(), "go.log");
  const go = await folderWith({ go: fakeGo(log, first) });
  const said: string[] = [];
  const options = {
    root,
    env: { PATH: [go, SYSTEM_PATH].join(delimiter) },
    say: (line: string) => {
      said.push(line);
    },
  };
  const goCalls = async () => (existsSync(log) ? (await readFile(log, "utf8")).trimEnd().split("\n") : []);
  return { root, options, said, goCalls, bin: join(root, ".cache", "pulumi-cli", "bin") };
}

test("builds both programs from the tool modules, then never again", async () => {
  const { root, options, said, goCalls, bin } = await workshop();
  expect(await findPulumi(options)).toBeUndefined();

  const engine = await ensurePulumi(options);
  expect(engine).toMatchObject({ binary: join(bin, "pulumi"), binDir: bin, version: "v3.250.0", origin: "built" });
  expect((await readdir(bin)).sort()).toEqual(["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]);
  expect((await stat(join(bin, "pulumi-resource-pulumi-nodejs"))).mode & 0o111).toBe(0o111);
  expect((await readdir(join(root, ".cache", "pulumi-cli"))).sort()).toEqual(["bin", "stamp.json"]);
  const [cli, host] = await goCalls();
  expect(cli).toMatch(
    /tools\/pulumi-cli off build -trimpath -gcflags all=-l -ldflags -s -w -X \S+\/version\.Version=v3\.250\.0 -o /,
  );
  expect(cli).toMatch(/ github\.com\/pulumi\/pulumi\/pkg\/v3\/cmd\/pulumi$/);
  expect(host).toMatch(/tools\/pulumi-language-nodejs off build .*\/nodejs\/cmd\/pulumi-language-nodejs$/);
  expect(said).toEqual([
    "there is no pulumi on PATH",
    expect.stringMatching(/^building the Pulumi CLI v3\.250\.0, once/),
    expect.stringMatching(/^built pulumi in \d+ s$/),
    expect.stringMatching(/^building its Node\.js language host, once/),
    expect.stringMatching(/^built pulumi-language-nodejs in \d+ s$/),
  ]);

  expect(await ensurePulumi(options)).toMatchObject({ binary: engine.binary });
  expect(await findPulumi(options)).toMatchObject({ binary: engine.binary, origin: "built" });
  expect(await goCalls()).toHaveLength(2);
  expect(said).toHaveLength(5);
});

test("builds again when a module has changed or a program is missing", async () => {
  const { root, options, goCalls, bin } = await workshop();
  await ensurePulumi(options);
  for (const file of ["pulumi-cli/go.mod", "pulumi-cli/go.sum", "pulumi-language-nodejs/go.sum"]) {
    const before = (await goCalls()).length;
    await appendFile(join(root, "tools", file), "// changed\n");
    expect(await findPulumi(options)).toBeUndefined();
    await ensurePulumi(options);
    expect(await goCalls()).toHaveLength(before + 2);
  }
  await rm(join(bin, "pulumi-language-nodejs"));
  await ensurePulumi(options);
  expect(await goCalls()).toHaveLength(10);
  await rm(join(bin, "pulumi-resource-pulumi-nodejs"));
  await ensurePulumi(options);
  expect(await readdir(bin)).toHaveLength(3);
  expect(await goCalls()).toHaveLength(10);
});

test("says that a long build goes on", async () => {
  const { options, said } = await workshop("sleep 0.3");
  await ensurePulumi({ ...options, progressMs: 20 });
  expect(said).toContainEqual(expect.stringMatching(/^still building pulumi \(\d+ s\)$/));
});

test("a build that fails names its command and last lines, and leaves nothing that looks built", async () => {
  const { root, options, bin } = await workshop("seq 1 40; echo 'cannot find module' >&2; exit 2");
  const failure = ensurePulumi(options);
  await expect(failure).rejects.toThrow(/The build of pulumi ended with code 2/);
  await expect(failure).rejects.toThrow(
    /in tools\/pulumi-cli:\n {2}go build -trimpath -gcflags all=-l -ldflags '-s -w -X /,
  );
  await expect(failure).rejects.toThrow(/\n40\ncannot find module$/);
  await expect(failure).rejects.not.toThrow(/\n20\n/);
  expect(await readdir(bin)).toEqual([]);
  expect(await readdir(join(root, ".cache", "pulumi-cli"))).toEqual(["bin"]);
  expect(await findPulumi(options)).toBeUndefined();
});

test("an interrupted build ends its compiler, and the next one clears up", async () => {
  const { root, options, bin } = await workshop("[ -e stop ] && exec sleep 1000");
  await writeFile(join(root, "tools", "pulumi-cli", "stop"), "");
  const interrupt = new AbortController();
  const say = (line: string) => {
    if (line.startsWith("building")) interrupt.abort();
  };
  await expect(ensurePulumi({ ...options, say, signal: interrupt.signal })).rejects.toThrow(/abort/i);
  await rm(join(root, "tools", "pulumi-cli", "stop"));
  await mkdir(join(bin, "..", "building-999999999"));
  await ensurePulumi(options);
  expect((await readdir(join(bin, ".."))).sort()).toEqual(["bin", "stamp.json"]);
});

test("two processes at once do not disturb each other", async () => {
  const { root, options, bin } = await workshop("sleep 0.5");
  const script = `
    import { ensurePulumi } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, "../../tools/engine.ts")).href)};
    const engine = await ensurePulumi({ root: ${JSON.stringify(root)} });
    console.log(engine.origin);`;
  const runs = await Promise.all(
    [1, 2].map(async () => {
      const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
        env: options.env,
        stdio: ["ignore", "pipe", "pipe"],
      });
      const printed: string[] = [];
      child.stdout.on("data", (text) => printed.push(String(text)));
      child.stderr.on("data", (text) => printed.push(String(text)));
      await once(child, "close");
      return printed.join("");
    }),
  );
  for (const printed of runs) expect(printed).toMatch(/^built$/m);
  expect((await readdir(join(bin, ".."))).sort()).toEqual(["bin", "stamp.json"]);
  expect((await readdir(bin)).sort()).toEqual(["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]);
  expect(await findPulumi(options)).toMatchObject({ origin: "built" });
});

test("with neither Pulumi nor Go, says how to get either", async () => {
  const failure = ensurePulumi({ root: await projectFolder(), env: { PATH: await temporaryFolder() } });
  await expect(failure).rejects.toThrow(/there is no pulumi on PATH, and there is no Go/);
  await expect(failure).rejects.toThrow(/https:\/\/www\.pulumi\.com\/docs\/install\//);
  await expect(failure).rejects.toThrow(/https:\/\/go\.dev\/doc\/install/);
});

test("a pulumi on PATH is taken before a built one, and gets what it may lack", async () => {
  const { root, options, goCalls } = await workshop();
  const scripts = { pulumi: "echo v3.260.0", "pulumi-language-nodejs": "exit 0" };
  const bare = await folderWith(scripts);
  const engine = await ensurePulumi({ ...options, env: { PATH: [bare, SYSTEM_PATH].join(delimiter) } });
  expect(engine).toMatchObject({ binary: join(bare, "pulumi"), version: "v3.260.0", origin: "path" });
  const script = join(root, ".cache", "pulumi-cli", "dynamic-host", "pulumi-resource-pulumi-nodejs");
  expect(existsSync(script)).toBe(true);
  expect(engine.env.PATH?.split(delimiter)).toContain(join(script, ".."));
  expect(await goCalls()).toEqual([]);

  const whole = await folderWith({ ...scripts, "pulumi-resource-pulumi-nodejs": "exit 0" });
  const found = await findPulumi({ ...options, env: { PATH: [whole, SYSTEM_PATH].join(delimiter) } });
  expect(found?.env.PATH).toBe([join(root, "node_modules", ".bin"), whole, whole, SYSTEM_PATH].join(delimiter));
});

test("the environment keeps Pulumi off the network and gives it a backend; the user's own values win", async () => {
  const root = await temporaryFolder();
  const state = join(root, ".pulumi-state");
  const given = engineEnvironment({ PATH: "/usr/bin", KEPT: "yes" }, root, ["/engine"]);
  expect(given).toEqual({
    KEPT: "yes",
    PATH: [join(root, "node_modules", ".bin"), "/engine", "/usr/bin"].join(delimiter),
    PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK: "true",
    PULUMI_BACKEND_URL: pathToFileURL(state).href,
    PULUMI_CONFIG_PASSPHRASE: DEMO_PASSPHRASE,
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
    PULUMI_HOME: join(state, "home"),
    PULUMI_NEO: "false",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_SUPPRESS_NEO_LINK: "true",
  });
  expect(existsSync(state)).toBe(true);

  const own = { PULUMI_CONFIG_PASSPHRASE: "", PULUMI_HOME: "/elsewhere/mine", PULUMI_SKIP_UPDATE_CHECK: "false" };
  expect(engineEnvironment(own, root, [])).toMatchObject(own);
  const file = engineEnvironment({ PULUMI_CONFIG_PASSPHRASE_FILE: "/secret" }, root, []);
  expect(file).not.toHaveProperty("PULUMI_CONFIG_PASSPHRASE");

  const elsewhere = engineEnvironment({ PULUMI_BACKEND_URL: "s3://states" }, await temporaryFolder(), []);
  expect(elsewhere.PULUMI_BACKEND_URL).toBe("s3://states");
  expect(elsewhere).not.toHaveProperty("PULUMI_CONFIG_PASSPHRASE");
  expect(elsewhere).not.toHaveProperty("PULUMI_HOME");
});
