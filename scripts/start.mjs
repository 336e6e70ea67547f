// npm start: installs what is missing, builds the screens, starts the server on the pinned Node.
import { spawn } from "node:child_process";
import { ensureBuilt, ensureInstalled, node } from "./ensure.mjs";

ensureInstalled();
ensureBuilt();
const child = spawn(node, ["src/server.ts", ...process.argv.slice(2)], { stdio: "inherit" });
// Ctrl-C reaches the child by itself, since it shares the terminal; a signal sent to us alone is passed on.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
