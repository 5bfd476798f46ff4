// The launcher as a process: arguments, output, exit codes, signals and folders go through; and the real CLI's version.
import { afterAll, afterEach, expect, test } from "@jest/globals";
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, symlink } from "node:fs/promises";
import { delimiter, join, resolve } from "node:path";
import { ensurePulumi } from "../../tools/engine.ts";
import { oncePerBurst } from "../../tools/signal-bursts.ts";
import { folderWith, removeTemporaryFolders, SYSTEM_PATH, temporaryFolder } from "./fake-tools.ts";

const root = resolve(import.meta.dirname, "../..");
const launcher = join(root, "tools", "pulumi.ts");
const BUILD_TIMEOUT_MS = 30 * 60_000;

afterAll(removeTemporaryFolders);

interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

const running = new Set<ChildProcess>();

// A test that fails half-way must not leave anything running. The launcher passes this on.
afterEach(async () => {
  await Promise.all(
    [...running].map((child) => {
      child.kill("SIGTERM");
      return once(child, "close");
    }),
  );
});

function follow(child: ChildProcess): { ending: Promise<Ending>; printed: (text: string) => Promise<void> } {
  running.add(child);
  child.on("close", () => running.delete(child));
  const text = { stdout: "", stderr: "" };
  const watchers: (() => void)[] = [];
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream]?.setEncoding("utf8").on("data", (chunk: string) => {
      text[stream] += chunk;
      for (const look of watchers) look();
    });
  }
  const ending = new Promise<Ending>((done) => {
    child.on("close", (code, signal) => {
      done({ code, signal, ...text });
    });
  });
  const printed = (wanted: string) =>
    new Promise<void>((done, reject) => {
      child.on("close", () => {
        reject(new Error(`ended without "${wanted}": ${JSON.stringify(text)}`));
      });
      const look = () => {
        if (text.stdout.includes(wanted)) done();
      };
      watchers.push(look);
      look();
    });
  return { ending, printed };
}

/** A PATH on which `pulumi` is this script. */
async function pathWith(pulumi: string): Promise<string> {
  const version = `if [ "$*" = version ]; then echo v3.250.0; exit; fi`;
  const folder = await folderWith({ pulumi: `${version}\n${pulumi}`, "pulumi-language-nodejs": "exit 0" });
  return [folder, SYSTEM_PATH].join(delimiter);
}

function launch(args: string[], env: NodeJS.ProcessEnv, cwd = root, stdin: "ignore" | "pipe" = "ignore") {
  return spawn(process.execPath, [launcher, ...args], { cwd, env, stdio: [stdin, "pipe", "pipe"] });
}

test("arguments, input, output and the exit code go through", async () => {
  const PATH = await pathWith(`for a in "$@"; do echo "<$a>"; done; cat; echo oops >&2; exit 7`);
  const child = launch(["up", "two words", "", "--", "$HOME"], { PATH }, root, "pipe");
  child.stdin?.end("from the input\n");
  expect(await follow(child).ending).toEqual({
    code: 7,
    signal: null,
    stdout: "<up>\n<two words>\n<>\n<-->\n<$HOME>\nfrom the input\n",
    stderr: "oops\n",
  });
});

test("runs where the user is, under npm too, with the project's Node first", async () => {
  const PATH = await pathWith(`pwd; command -v node`);
  const folder = await temporaryFolder();
  const here = await follow(launch([], { PATH, INIT_CWD: root }, folder)).ending;
  expect(here.stdout).toBe(`${folder}\n${join(root, "node_modules", ".bin", "node")}\n`);
  const inside = join(folder, "inside");
  await mkdir(inside);
  const underNpm = { PATH, INIT_CWD: inside, npm_lifecycle_event: "pulumi" };
  expect((await follow(launch([], underNpm)).ending).stdout).toContain(`${inside}\n`);
});

test("a Ctrl-C, sent to the whole group as a terminal does, reaches pulumi once; pulumi decides what follows", async () => {
  const script = `exec '${process.execPath}' -e '
    process.on("SIGINT", () => console.log("caught INT"));
    process.on("SIGTERM", () => { console.log("caught TERM"); process.exit(5); });
    setInterval(() => {}, 1000);
    try { process.kill(-process.pid, 0); console.log("out of reach"); } catch { console.log("within reach"); }'`;
  const env = { PATH: await pathWith(script) };
  const child = spawn(process.execPath, [launcher, "up"], {
    cwd: root,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const { ending, printed } = follow(child);
  await printed("reach");
  process.kill(-(child.pid ?? NaN), "SIGINT");
  await printed("caught INT");
  child.kill("SIGTERM");
  expect(await ending).toMatchObject({ code: 5, stdout: "out of reach\ncaught INT\ncaught TERM\n" });
});

test("signals of one kind that arrive together are one", () => {
  let time = 0;
  const seen: string[] = [];
  const onSignal = oncePerBurst(
    (signal: string) => seen.push(`${signal} at ${time}`),
    1000,
    () => time,
  );
  for (const [at, signal] of [
    [0, "INT"],
    [900, "INT"],
    [950, "TERM"],
    [1800, "INT"],
    [2900, "INT"],
  ] as const) {
    time = at;
    onSignal(signal);
  }
  expect(seen).toEqual(["INT at 0", "TERM at 950", "INT at 2900"]);
});

test("a pulumi that dies of a signal is told by the exit code", async () => {
  expect(await follow(launch(["up"], { PATH: await pathWith("kill -KILL $$") })).ending).toMatchObject({ code: 137 });
});

test(
  "`npm run pulumi -- version` prints the version and nothing else, and quietly",
  async () => {
    await ensurePulumi();
    const npm = spawn("npm", ["run", "--silent", "pulumi", "--", "version"], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const { code, stdout, stderr } = await follow(npm).ending;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^v3\.\d+\.\d+\S*\n$/);
  },
  BUILD_TIMEOUT_MS,
);

test("without Pulumi and Go it says what to install and exits with 1", async () => {
  // The launcher looks for a built engine in the project it belongs to; a copy belongs to another one.
  const copy = await temporaryFolder();
  await cp(join(root, "tools"), join(copy, "tools"), { recursive: true });
  await symlink(join(root, "node_modules"), join(copy, "node_modules"));
  const child = spawn(process.execPath, [join(copy, "tools", "pulumi.ts"), "version"], {
    cwd: copy,
    env: { PATH: copy },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const { code, stdout, stderr } = await follow(child).ending;
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/^The Pulumi CLI is needed[^]*Install either:/);
});
