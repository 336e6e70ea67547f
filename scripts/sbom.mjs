// npm run sbom: what a release is made of, as CycloneDX: every production package with its version and licence.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { ensureInstalled } from "./ensure.mjs";

ensureInstalled();
const { status, stdout } = spawnSync("npm", ["sbom", "--sbom-format", "cyclonedx"], {
  encoding: "utf8",
  maxBuffer: 64 * 1024 * 1024,
  stdio: ["ignore", "pipe", "inherit"],
  shell: process.platform === "win32",
});
if (status !== 0) process.exit(status ?? 1);
// `--omit dev` also leaves out what a development package happens to share with the product, so it is done here.
const bill = JSON.parse(stdout);
const isForDevelopment = ({ properties = [] }) => properties.some(({ name }) => name === "cdx:npm:package:development");
bill.components = bill.components.filter((component) => !isForDevelopment(component));
const kept = new Set([bill.metadata.component, ...bill.components].map((component) => component["bom-ref"]));
bill.dependencies = bill.dependencies.filter(({ ref }) => kept.has(ref));
const to = process.argv[2] ?? "dist/sbom.cdx.json";
fs.mkdirSync("dist", { recursive: true });
fs.writeFileSync(to, JSON.stringify(bill, null, 1));
process.stdout.write(`${bill.components.length} packages, written to ${to}\n`);
