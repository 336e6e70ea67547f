import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { root } from "../src/boot.ts";

/** The program as a user runs it, in a process of its own. */
export type Running = {
  origin: string;
  firstLine: string;
  child: ChildProcess;
  kill(signal: NodeJS.Signals): Promise<number | null>;
  errors(): string;
};

/** Starts the server and waits for the one line that says where it is. */
export function startServer(env: Record<string, string>, args: readonly string[] = []): Promise<Running> {
  const child = spawn(process.execPath, [path.join(root, "src/server.ts"), ...args], {
    cwd: root,
    env: { ...process.env, PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let errors = "";
  const gone = new Promise<number | null>((resolve) => child.once("exit", resolve));
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk;
  });
  return new Promise((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk;
      const firstLine = /^Clinch is at (\S+)/m.exec(output);
      if (!firstLine) return;
      const origin = new URL(firstLine[1]!).origin;
      resolve({
        origin,
        firstLine: firstLine[0],
        child,
        errors: () => errors,
        kill: (signal) => {
          child.kill(signal);
          return gone;
        },
      });
    });
    gone.then((code) => reject(new Error(`The server ended with ${code} before it answered:\n${errors}`)));
  });
}

/** The first run by the link that the server printed. Answers the session's cookie. */
export async function setUpBy({ origin, firstLine }: Running): Promise<string> {
  const token = new URL(firstLine.slice("Clinch is at ".length)).searchParams.get("token");
  const workspace = { name: "Durable", currency: "USD", zone: "UTC", weekStart: 1, fiscalStart: 1, locale: "en" };
  const admin = { name: "Ada Admin", email: "ada@clinch.test", password: "correct horse battery" };
  const response = await fetch(`${origin}/api/setup`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token, workspace, admin }),
  });
  if (response.status !== 201) throw new Error(`The first run answered ${response.status}: ${await response.text()}`);
  return response.headers.getSetCookie()[0]!.split(";")[0]!;
}
