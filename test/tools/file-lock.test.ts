// The lock: one at a time, freed after failures, and never held by the dead.
import { afterAll, expect, test } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { withLock } from "../../tools/file-lock.ts";
import { removeTemporaryFolders, temporaryFolder } from "./fake-tools.ts";

afterAll(removeTemporaryFolders);

const newLock = async () => join(await temporaryFolder(), "deeper", "lock");

/** A process id that nobody has any more. */
const deadPid = () => spawnSync(process.execPath, ["-e", ""]).pid;

async function abandonedLock(holder: object | string): Promise<string> {
  const file = await newLock();
  await withLock(file, async () => undefined); // makes the folder
  await writeFile(file, typeof holder === "string" ? holder : JSON.stringify(holder));
  return file;
}

test("holders follow each other, and those who wait are told once", async () => {
  const file = await newLock();
  const events: string[] = [];
  let waits = 0;
  const onWait = (holder: string) => {
    expect(holder).toBe(`process ${process.pid}`);
    waits += 1;
  };
  const work = (name: string) =>
    withLock(
      file,
      async () => {
        events.push(`${name} in`);
        await new Promise((done) => setTimeout(done, 30));
        events.push(`${name} out`);
        return name;
      },
      { pollMs: 5, onWait },
    );
  expect(await Promise.all(["a", "b", "c"].map(work))).toEqual(["a", "b", "c"]);
  for (let i = 0; i < events.length; i += 2) {
    expect(events[i]?.replace("in", "out")).toBe(events[i + 1]);
  }
  expect(waits).toBe(2);
  expect(existsSync(file)).toBe(false);
});

test("is freed when the work fails", async () => {
  const file = await newLock();
  await expect(withLock(file, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await withLock(file, async () => "yes")).toBe("yes");
});

test("the lock of a dead process is taken over at once", async () => {
  const file = await abandonedLock({ pid: deadPid(), host: hostname(), token: "old" });
  const holder = await withLock(file, () => readFile(file, "utf8"));
  expect(JSON.parse(holder)).toMatchObject({ pid: process.pid });
  expect(await readdir(dirname(file))).toEqual([]);
});

test("one that cannot be judged by its process is taken over when it has long been silent", async () => {
  const unjudgeable = ["", { pid: process.pid, host: "another-machine", token: "x" }];
  for (const holder of unjudgeable) {
    const file = await abandonedLock(holder);
    const gaveUp = withLock(file, async () => "taken", { pollMs: 5, signal: AbortSignal.timeout(50) });
    await expect(gaveUp).rejects.toThrow(/abort/i);
    const longAgo = new Date(Date.now() - 130_000);
    await utimes(file, longAgo, longAgo);
    expect(await withLock(file, async () => "taken")).toBe("taken");
  }
});

test("a holder shows that it lives", async () => {
  const file = await newLock();
  const touched = await withLock(
    file,
    async () => {
      const longAgo = new Date(Date.now() - 130_000);
      await utimes(file, longAgo, longAgo);
      while ((await stat(file)).mtimeMs <= longAgo.getTime()) await new Promise((done) => setTimeout(done, 5));
      return true;
    },
    { silentMs: 100 },
  );
  expect(touched).toBe(true);
});
