import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { startCarried } from "#platform/db/carried.ts";
import { migrationsIn } from "#platform/db/migrate.ts";
import { readSettings } from "#platform/settings.ts";
import { bootGround, root } from "../src/boot.ts";

/** The run's PostgreSQL (TEST_DATABASE_URL), or, for a file run alone, one of its own in the temporary folder. */
export async function testPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, stop: async () => {} };
  const folder = path.join(os.tmpdir(), `clinch-test-${process.pid}`);
  const carried = await startCarried(folder);
  return {
    url: carried.url,
    stop: async () => {
      await carried.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function databaseUrl(url: string, name: string): string {
  return url.replace(/^(postgres(?:ql)?:\/\/[^/]*\/)[^?]*/, `$1${name}`);
}

/** A migrated database to copy from, made once for these migrations. */
export async function makeTemplate(url: string): Promise<string> {
  const text = migrationsIn(path.join(root, "src"))
    .map((migration) => fs.readFileSync(migration.file, "utf8"))
    .join("\n");
  const modules = fs.readFileSync(path.join(root, "src/modules.ts"), "utf8");
  const name = `clinch_template_${createHash("sha256").update(text).update(modules).digest("hex").slice(0, 12)}`;
  const client = new pg.Client({ connectionString: databaseUrl(url, "postgres") });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(7392)");
    if ((await client.query("select 1 from pg_database where datname = $1 and datistemplate", [name])).rowCount)
      return name;
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name}`);
    const started = await bootGround(readSettings({ LOG_LEVEL: "silent" }, root), databaseUrl(url, name));
    await started.stop();
    await client.query(`alter database ${name} is_template true`);
    return name;
  } finally {
    await client.end();
  }
}

/** A copy of the template for this file, dropped after it. */
export async function copyOfTemplate(url: string, template: string): Promise<{ url: string; drop(): Promise<void> }> {
  return newDatabase(url, `template ${template} strategy wal_log`);
}

/** A database with nothing in it, on the same PostgreSQL. */
export function emptyDatabase(url: string): Promise<{ url: string; drop(): Promise<void> }> {
  return newDatabase(url, "");
}

async function newDatabase(url: string, from: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `clinch_test_${process.pid}_${randomBytes(4).toString("hex")}`;
  const query = async (text: string): Promise<void> => {
    const client = new pg.Client({ connectionString: databaseUrl(url, "postgres") });
    await client.connect();
    try {
      await client.query(text);
    } finally {
      await client.end();
    }
  };
  await query(`create database ${name} ${from}`);
  return { url: databaseUrl(url, name), drop: () => query(`drop database if exists ${name} with (force)`) };
}

/** A database of one's own, and the PostgreSQL it lives in where this file had to start one. */
export async function openFreshDatabase(): Promise<{ url: string; close(): Promise<void> }> {
  const postgres = await testPostgres();
  const copy = await copyOfTemplate(postgres.url, await makeTemplate(postgres.url));
  return {
    url: copy.url,
    close: async () => {
      await copy.drop();
      await postgres.stop();
    },
  };
}
