// npm run dev: keeps the database, restarts the server when its sources change; the screens reload by themselves.
import { spawn } from "node:child_process";
import { ensureInstalled, node } from "./ensure.mjs";

ensureInstalled();
const child = spawn(node, ["scripts/dev.ts"], { stdio: "inherit" });
process.on("SIGINT", () => child.kill("SIGINT"));
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
