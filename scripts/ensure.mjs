// Runs on the machine's own Node (20.19 and up), in plain JavaScript: what a command needs before it can start.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

const windows = process.platform === "win32";
export const root = path.resolve(import.meta.dirname, "..");
export const node = path.join(root, "node_modules", ".bin", windows ? "node.cmd" : "node");

/** Installs when the lock has changed since the last install. */
export function ensureInstalled() {
  process.chdir(root);
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    fail(`Clinch needs Node 20.19 or later to start; this is ${process.versions.node}.`);
  const lock = hashOf(["package-lock.json"]);
  const mark = "node_modules/.clinch-lock";
  if (read(mark) === lock && fs.existsSync(node)) return;
  process.stderr.write("Installing packages (once) …\n");
  run("npm", ["ci", "--ignore-scripts", "--loglevel=error", "--no-audit", "--no-fund"]);
  fs.writeFileSync(mark, lock);
}

/** Builds the screens when a source of theirs has changed since the last build. */
export function ensureBuilt() {
  const sources = walk("src").filter(
    (file) => !file.includes(`${path.sep}server${path.sep}`) && !file.endsWith(".test.ts"),
  );
  const hash = hashOf(["package-lock.json", "vite.config.ts", "scripts/bareRoutes.ts", "index.html", ...sources]);
  const mark = "dist/.clinch-web";
  if (read(mark) === hash) return;
  process.stderr.write("Building the screens …\n");
  run(node, ["node_modules/vite/bin/vite.js", "build", "--logLevel", "error"]);
  fs.writeFileSync(mark, hash);
}

export function run(command, args) {
  const { status } = spawnSync(command, args, { stdio: ["inherit", 2, 2], shell: windows });
  if (status !== 0) fail(`${command} ${args[0]} did not succeed.`);
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function hashOf(files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(file).update("\0").update(fs.readFileSync(file)).update("\0");
  return hash.digest("hex");
}

function read(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function walk(folder) {
  const found = fs.readdirSync(folder, { withFileTypes: true, recursive: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}
