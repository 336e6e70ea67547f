import { spawnSync } from "node:child_process";
import fs from "node:fs";

/** Installs Debian's packages where we may; whoever needs them looks afterwards whether they are there. */
export function installFromDebian(...names: readonly string[]): void {
  if (process.getuid?.() !== 0 || !fs.existsSync("/usr/bin/apt-get")) return;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync("apt-get", ["update"], { env, stdio: "ignore" });
  spawnSync("apt-get", ["install", "-y", "--no-install-recommends", ...names], { env, stdio: "ignore" });
}
