// npm test: all its own set-up, then everything. See scripts/test.ts for the order.
import { spawn } from "node:child_process";
import { ensureBuilt, ensureInstalled, node } from "./ensure.mjs";

ensureInstalled();
ensureBuilt();
const child = spawn(node, ["scripts/test.ts", ...process.argv.slice(2)], { stdio: "inherit" });
process.on("SIGINT", () => child.kill("SIGINT"));
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
