// The parent of development: it owns the database, so that a restart of the server doesn't restart it.
import { spawn } from "node:child_process";
import { startCarried } from "#platform/db/carried.ts";
import { readSettings } from "#platform/settings.ts";
import { root } from "../src/boot.ts";

const settings = readSettings(process.env, root);
const carried = settings.databaseUrl ? undefined : await startCarried(settings.data);
const child = spawn(process.execPath, ["--watch", "--watch-preserve-output", "src/server.ts"], {
  stdio: "inherit",
  env: { ...process.env, CLINCH_DEV: "1", DATABASE_URL: settings.databaseUrl ?? carried?.url },
});
const end = async (): Promise<void> => {
  child.kill("SIGTERM");
  await carried?.stop();
  process.exit(0);
};
process.on("SIGINT", end);
process.on("SIGTERM", end);
child.on("exit", end);
