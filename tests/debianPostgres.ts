import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { installFromDebian } from "./debianPackages.ts";

export type OwnPostgres = { url: string; version: string; stop(): Promise<void> };

/** The PostgreSQL that a company brings: Debian's own, installed now where we may, on a socket in `folder`. */
export async function startDebianPostgres(folder: string): Promise<OwnPostgres> {
  const bin = findBinaries();
  const as = account();
  const run = (program: string, args: readonly string[]) =>
    execFileSync(path.join(bin, program), args, { stdio: "ignore", cwd: folder, ...as });
  fs.mkdirSync(folder, { recursive: true, mode: 0o755 });
  if (as) fs.chownSync(folder, as.uid, as.gid);
  const data = path.join(folder, "data");
  run("initdb", ["-D", data, "-U", "clinch", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]);
  const flags = ["-c", "listen_addresses=", "-c", "max_connections=200", "-c", "shared_buffers=128MB"];
  const server = spawn(path.join(bin, "postgres"), ["-D", data, "-k", folder, ...flags], { stdio: "ignore", ...as });
  const gone = new Promise((resolve) => server.once("exit", resolve));
  const url = `postgres://clinch@/postgres?host=${encodeURIComponent(folder)}`;
  return {
    url,
    version: await untilAnswering(url),
    stop: async () => {
      server.kill("SIGINT");
      await gone;
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

function findBinaries(): string {
  const found = installed();
  if (found) return found;
  installFromDebian("postgresql");
  const now = installed();
  if (!now)
    throw new Error("The verbs also run on a PostgreSQL of the system, 15 or later: install Debian's postgresql.");
  return now;
}

/** The oldest of 15 and later: the further it is from the carried one, the more it tells. */
function installed(): string | undefined {
  const versions = fs.globSync("/usr/lib/postgresql/*/bin").filter((bin) => fs.existsSync(path.join(bin, "postgres")));
  const major = (bin: string) => Number(bin.split("/")[4]);
  return versions.filter((bin) => major(bin) >= 15).toSorted((a, b) => major(a) - major(b))[0];
}

/** PostgreSQL refuses to run as root. */
function account(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

async function untilAnswering(url: string): Promise<string> {
  for (let tries = 0; tries < 500; tries++) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      const { rows } = await client.query("show server_version");
      return rows[0].server_version as string;
    } catch {
      await wait(20);
    } finally {
      await client.end().catch(() => {});
    }
  }
  throw new Error("Debian's PostgreSQL did not start");
}
