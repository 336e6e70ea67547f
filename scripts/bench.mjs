// npm run bench: measures the main job against bare SQL and writes docs/performance.md.
import { spawn } from "node:child_process";
import { ensureBuilt, ensureInstalled, node } from "./ensure.mjs";

ensureInstalled();
ensureBuilt();
const mains = { reliability: "bench/reliability/main.ts", dedupe: "bench/dedupe.ts", crm: "bench/crmMain.ts" };
const main = mains[process.argv[2]] ?? "bench/main.ts";
const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: "inherit" });
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
