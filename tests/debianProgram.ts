import { spawnSync } from "node:child_process";
import fs from "node:fs";

/** A program that a user would have beside us: where it stands, or Debian's, installed now where we may. */
export function debianProgram(file: string, debianPackage: string): string {
  if (fs.existsSync(file)) return file;
  if (process.getuid?.() === 0 && fs.existsSync("/usr/bin/apt-get")) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    spawnSync("apt-get", ["update"], { env, stdio: "ignore" });
    spawnSync("apt-get", ["install", "-y", "--no-install-recommends", debianPackage], { env, stdio: "ignore" });
  }
  if (!fs.existsSync(file)) throw new Error(`This test needs ${file}: install ${debianPackage}.`);
  return file;
}
