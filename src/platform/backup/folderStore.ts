import fs from "node:fs";
import path from "node:path";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { StoreFailed } from "./refused.ts";
import type { BackupStore } from "./store.ts";

const half = ".part";

/** A folder that only this account may read: a backup holds everything, its keys too. */
export function folderStore(folder: string): BackupStore {
  return {
    where: folder,
    write: async (name, write) => {
      makeFolder(folder);
      dropHalves(folder);
      return writeWhole(path.join(folder, name), write);
    },
    list: async () => filesIn(folder).map((name) => ({ name, bytes: fs.statSync(path.join(folder, name)).size })),
    read: async (name) => {
      const file = path.join(folder, path.basename(name));
      return fs.existsSync(file) ? fs.createReadStream(file) : undefined;
    },
    remove: async (name) => fs.rmSync(path.join(folder, path.basename(name)), { force: true }),
  };
}

/** Beside its place under another name, safe on the disk, then renamed: under the final name lies a whole file or none. */
export async function writeWhole<Result>(file: string, write: (sink: Writable) => Promise<Result>): Promise<Result> {
  const part = `${file}.${process.pid}${half}`;
  const sink = fs.createWriteStream(part, { mode: 0o600, flush: true, highWaterMark: 1024 * 1024 });
  const closed = finished(sink);
  closed.catch(() => {}); // said below, by the disk's own failure
  try {
    const result = await write(sink);
    await closed;
    fs.renameSync(part, file);
    syncFolder(path.dirname(file));
    return result;
  } catch (error) {
    fs.rmSync(part, { force: true });
    // Whoever writes only sees the stream close; the disk knows why.
    throw inWords(sink.errored ?? error, file);
  }
}

/** A rename is safe when its folder is. Windows can't open one, and needs none of it. */
function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = fs.openSync(folder, "r");
  fs.fsyncSync(handle);
  fs.closeSync(handle);
}

function makeFolder(folder: string): void {
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw inWords(error, folder);
  }
}

/** What a killed process left half written. */
function dropHalves(folder: string): void {
  for (const name of fs.readdirSync(folder)) {
    const pid = Number(/\.(\d+)\.part$/.exec(name)?.[1]);
    if (pid && !isLiving(pid)) fs.rmSync(path.join(folder, name), { force: true });
  }
}

function isLiving(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function filesIn(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(half))
    .map(({ name }) => name);
}

/** What an admin can mend has a sentence of its own. */
function inWords(error: unknown, place: string): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOSPC" || code === "EDQUOT") return new StoreFailed("disk_full", { place });
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") return new StoreFailed("may_not_write", { place });
  if (code === "ENOENT" || code === "ENOTDIR" || code === "EEXIST") return new StoreFailed("no_folder", { place });
  return error;
}
