import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { connection, isLost } from "./connection.ts";

/** A database that Clinch can't run on. Its message is a sentence for the person at the console. */
export class DatabaseRefused extends Error {}

const oldest = 15;
const patienceSeconds = 60;

/**
 * Waits until the database answers: beside us in a compose file it may start later than we do. What it will never do is
 * refused at once: an older PostgreSQL, a wrong password, no such database.
 */
export async function reachDatabase(url: string, say: (sentence: string) => void = () => {}): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await greet(url);
    } catch (error) {
      if (!isLost(error) || tries >= patienceSeconds) throw plain(error);
      if (tries === 1) say(`Waiting for the database (${messageOf(error)}) …`);
      await wait(1000);
    }
  }
}

async function greet(url: string): Promise<void> {
  const client = new pg.Client(connection(url, "clinch start"));
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>("show server_version_num");
    const major = Math.floor(Number(rows[0]?.version) / 10_000);
    if (major < oldest)
      throw new DatabaseRefused(`DATABASE_URL is PostgreSQL ${major}; Clinch needs ${oldest} or later.`);
  } finally {
    await client.end().catch(() => {});
  }
}

/** SQLSTATE classes 28 (who you are) and 3D (which database): a sentence instead of a stack. */
function plain(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (isLost(error)) return new DatabaseRefused(`The database can't be reached: ${messageOf(error)}`);
  return /^(28|3D)/.test(code) ? new DatabaseRefused(`The database refuses us: ${messageOf(error)}`) : error;
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join("; ");
  return error instanceof Error ? error.message : String(error);
}
