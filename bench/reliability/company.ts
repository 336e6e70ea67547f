import pg from "pg";
import { startPipeline } from "#modules/pipeline/server/public.ts";
import { readSettings } from "#platform/settings.ts";
import { openFreshDatabase } from "#tests/database.ts";
import { type Running, setUpBy, startServer } from "#tests/serverProcess.ts";
import { bootGround, root } from "../../src/boot.ts";

export type Served = { env: Record<string, string>; server: Running; cookie: string; client: pg.Client };

/** A workspace with its first admin on a database of one's own, served by a process of its own. */
export async function served<Result>(
  work: (served: Served) => Promise<Result>,
  more: Record<string, string> = {},
): Promise<Result> {
  const database = await openFreshDatabase();
  const env = { DATABASE_URL: database.url, LOG_LEVEL: "silent", REQUESTS_PER_MINUTE: "1000000", ...more };
  const started = await bootGround(readSettings(env, root), database.url, { migrated: true });
  await started.ground.transact((tx) => startPipeline(tx, "en"));
  await started.stop();
  const server = await startServer(env);
  const client = new pg.Client({ connectionString: database.url });
  client.on("error", () => {});
  await client.connect();
  try {
    return await work({ env, server, cookie: await setUpBy(server), client });
  } finally {
    await client.end();
    await server.kill("SIGTERM");
    await database.close();
  }
}

export const post = ({ server, cookie }: Pick<Served, "server" | "cookie">, address: string, body: object) =>
  fetch(`${server.origin}${address}`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie },
    body: JSON.stringify(body),
  });
