import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Line } from "./bench.ts";

/** From `npm start`'s script to the first answered page: a first start that makes the database, and later ones. Seconds. */
export async function benchStarts(root: string): Promise<Line[]> {
  const data = path.join(os.tmpdir(), `clinch-bench-start-${process.pid}`);
  const cold = await start(root, data);
  const warm = [await start(root, data), await start(root, data), await start(root, data)].toSorted((a, b) => a - b);
  fs.rmSync(data, { recursive: true, force: true });
  return [
    { name: "first start to the first answered page", value: cold, unit: "s", limit: 10 },
    { name: "second start to the first answered page", value: warm[1]!, unit: "s", limit: 3 },
  ];
}

async function start(root: string, data: string): Promise<number> {
  const begun = performance.now();
  const child = spawn("node", [path.join(root, "scripts/start.mjs")], {
    cwd: root,
    env: { ...process.env, CLINCH_DATA: data, PORT: "0", LOG_LEVEL: "silent", DATABASE_URL: "" },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const gone = new Promise((resolve) => child.once("exit", resolve));
  const address = await new Promise<string>((resolve) => {
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk;
      const found = /Clinch is at (\S+)/.exec(output)?.[1];
      if (found) resolve(new URL(found).origin);
    });
  });
  await (await fetch(address)).text();
  const seconds = (performance.now() - begun) / 1000;
  child.kill("SIGTERM");
  await gone;
  return seconds;
}
