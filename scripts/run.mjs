// Runs a TypeScript script on the pinned Node, installing first where nothing is installed.
import { spawn } from "node:child_process";
import { ensureInstalled, node } from "./ensure.mjs";

ensureInstalled();
const child = spawn(node, process.argv.slice(2), { stdio: "inherit" });
process.on("SIGINT", () => child.kill("SIGINT"));
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
