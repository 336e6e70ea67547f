// npm run sbom: what a release is made of, as CycloneDX: every production package with its version and licence.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { ensureInstalled } from "./ensure.mjs";

ensureInstalled();
const { status, stdout } = spawnSync("npm", ["sbom", "--sbom-format", "cyclonedx", "--omit", "dev"], {
  encoding: "utf8",
  maxBuffer: 64 * 1024 * 1024,
  stdio: ["ignore", "pipe", "inherit"],
  shell: process.platform === "win32",
});
if (status !== 0) process.exit(status ?? 1);
const to = process.argv[2] ?? "dist/sbom.cdx.json";
fs.mkdirSync("dist", { recursive: true });
fs.writeFileSync(to, stdout);
process.stdout.write(`${JSON.parse(stdout).components.length} packages, written to ${to}\n`);
