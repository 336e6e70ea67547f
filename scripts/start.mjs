// npm start: installs what is missing, builds the screens, starts the server on the pinned Node.
import { spawn } from "node:child_process";
import { ensureBuilt, ensureInstalled, node } from "./ensure.mjs";

ensureInstalled();
ensureBuilt();
const child = spawn(node, ["src/server.ts", ...process.argv.slice(2)], { stdio: "inherit" });
// A Ctrl-C reaches the child by itself too, since it shares the terminal: it ends once, however often it is asked.
process.on("SIGINT", () => child.kill("SIGINT"));
process.on("SIGTERM", () => child.kill("SIGTERM"));
// npm's own shell ends without telling us when npm is ended from outside; then nobody is left to ask.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && child.kill("SIGTERM"), 1000).unref();
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
