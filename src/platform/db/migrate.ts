import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { connection } from "./connection.ts";
import { DatabaseRefused } from "./reach.ts";

type Migration = { number: number; name: string; file: string };

/** The migrations of the ground and of every module, in the order of their numbers, which are unique across modules. */
export function migrationsIn(src: string): Migration[] {
  const folders = [path.join(src, "platform/migrations")];
  for (const module of fs.readdirSync(path.join(src, "modules")))
    folders.push(path.join(src, "modules", module, "server/migrations"));
  const found = folders.filter((folder) => fs.existsSync(folder)).flatMap(migrationsOf);
  found.sort((a, b) => a.number - b.number);
  const twice = found.find((migration, at) => migration.number === found[at - 1]?.number);
  if (twice) throw new Error(`Two migrations have the number ${twice.number}: ${twice.name}`);
  return found;
}

function migrationsOf(folder: string): Migration[] {
  return fs
    .readdirSync(folder)
    .filter((file) => file.endsWith(".sql"))
    .map((file) => {
      const number = Number(/^(\d{4})_/.exec(file)?.[1]);
      if (!number) throw new Error(`${file}: a migration's name begins with four digits and an underscore`);
      return { number, name: file, file: path.join(folder, file) };
    });
}

/** Brings the database forward. One process at a time: the others wait on the lock and find nothing left to do. */
export async function migrate(url: string, src: string): Promise<void> {
  const client = new pg.Client(connection(url, "clinch migrations"));
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(7391)");
    await client.query(
      "create table if not exists migrations (number int primary key, name text not null, hash text not null, at timestamptz not null default now())",
    );
    const done = new Set((await client.query("select number from migrations")).rows.map((row) => row.number as number));
    const known = migrationsIn(src);
    refuseNewer(done, known);
    for (const migration of known) if (!done.has(migration.number)) await run(client, migration);
  } finally {
    await client.end();
  }
}

/** A newer Clinch has changed this database in a way that this one knows nothing of. */
function refuseNewer(done: ReadonlySet<number>, known: readonly Migration[]): void {
  const unknown = [...done].find((number) => !known.some((migration) => migration.number === number));
  if (unknown === undefined) return;
  throw new DatabaseRefused(
    `This database was brought forward by a newer Clinch (migration ${unknown}). Start that version again, or restore a backup that this version made: ./clinch restore FILE --replace.`,
  );
}

async function run(client: pg.Client, { number, name, file }: Migration): Promise<void> {
  const text = fs.readFileSync(file, "utf8");
  await client.query("begin");
  try {
    await client.query(text);
    const hash = createHash("sha256").update(text).digest("hex");
    await client.query("insert into migrations (number, name, hash) values ($1, $2, $3)", [number, name, hash]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw new Error(`Migration ${name} failed: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}
