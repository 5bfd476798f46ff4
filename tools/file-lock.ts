// A lock file between processes, for work that is worth doing once. The lock of a process that died is taken over.
import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export interface LockOptions {
  /** Called once, when the lock is found held by somebody else. */
  onWait?: (holder: string) => void;
  signal?: AbortSignal | undefined;
  pollMs?: number;
  /** A holder says that it lives by touching the file; silent for longer than this, it is taken for dead. */
  silentMs?: number;
}

interface Holder {
  pid: number;
  host: string;
  token: string;
}

async function readHolder(file: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Holder;
  } catch {
    return undefined; // gone, or nobody's: its age decides
  }
}

/** Whether a process of this machine runs, anybody's. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function isAbandoned(file: string, holder: Holder | undefined, silentMs: number): Promise<boolean> {
  if (holder?.host === hostname() && !isAlive(holder.pid)) return true;
  const touched = await stat(file).catch(() => undefined);
  return touched !== undefined && Date.now() - touched.mtimeMs > silentMs;
}

/** The lock is there with its holder's name or not at all: it is written beside, and linked into its place. */
async function tryCreate(file: string, holder: Holder): Promise<boolean> {
  const written = `${file}.${holder.token}.new`;
  await writeFile(written, JSON.stringify(holder));
  try {
    await link(written, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(written, { force: true });
  }
}

/**
 * Runs `work` while holding the lock. Two processes that take over one dead lock in the same instant could both get it,
 * so `work` must stay correct, if wasteful, when done twice (here: it writes to names of its own and renames).
 */
export async function withLock<T>(file: string, work: () => Promise<T>, options: LockOptions = {}): Promise<T> {
  const { onWait, signal, pollMs = 250, silentMs = 120_000 } = options;
  const mine: Holder = { pid: process.pid, host: hostname(), token: randomUUID() };
  await mkdir(dirname(file), { recursive: true });
  let told = false;
  while (!(await tryCreate(file, mine))) {
    const holder = await readHolder(file);
    const isFreed = !holder && (await stat(file).catch(() => undefined)) === undefined;
    if (isFreed) continue;
    if (await isAbandoned(file, holder, silentMs)) {
      const aside = `${file}.${mine.token}`;
      await rename(file, aside).catch(() => undefined); // somebody else was faster: look again
      await rm(aside, { force: true });
      continue;
    }
    if (!told) onWait?.(holder ? `process ${holder.pid}` : "another process");
    told = true;
    await sleep(pollMs, undefined, { signal });
  }
  const heartbeat = setInterval(
    () => {
      const now = new Date();
      utimes(file, now, now).catch(() => undefined);
    },
    Math.ceil(silentMs / 10),
  );
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    if ((await readHolder(file))?.token === mine.token) await rm(file, { force: true });
  }
}
