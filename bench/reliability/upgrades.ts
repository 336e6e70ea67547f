import { spawn } from "node:child_process";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { makeMigrationsTable, migrate, migrationsIn, runMigration } from "#platform/db/migrate.ts";
import { databaseUrl, testPostgres } from "#tests/database.ts";
import { everyRow } from "#tests/everyRow.ts";
import { root } from "../../src/boot.ts";
import type { Case } from "./case.ts";

const src = path.join(root, "src");
/** The tables as the first version had them. */
const firstRelease = 11;

/** A database of the first version is brought forward at one go, and a copy of it by processes that are killed midway. */
export const upgrades: Case = {
  name: "upgrade",
  title: "upgrade from each release, killed 10 times midway",
  goal: "same hashes",
  rounds: 10,
  run: async (rounds) => {
    const postgres = await testPostgres();
    const admin = new pg.Client({ connectionString: databaseUrl(postgres.url, "postgres") });
    await admin.connect();
    const names = ["upgrade_old", "upgrade_straight", "upgrade_killed"];
    const drop = async () => {
      for (const name of names) await admin.query(`drop database if exists ${name} with (force)`);
    };
    try {
      await drop();
      await admin.query("create database upgrade_old");
      await fillOld(databaseUrl(postgres.url, "upgrade_old"));
      for (const name of names.slice(1)) await admin.query(`create database ${name} template upgrade_old`);
      const [straight, killed] = names.slice(1).map((name) => databaseUrl(postgres.url, name)) as [string, string];
      await migrate(straight, src);
      let midway = 0;
      for (let round = 0; round < rounds; round++) if (await migrateKilled(killed, round * 4)) midway++;
      await migrate(killed, src);
      const isSame = (await hashOf(straight)) === (await hashOf(killed));
      return {
        figure: `from 0.1.0's first tables, ${rounds} kills (${midway} before it was through): ${isSame ? "same hashes" : "OTHER HASHES"}`,
        held: isSame,
      };
    } finally {
      await drop();
      await admin.end();
      await postgres.stop();
    }
  },
};

async function fillOld(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await makeMigrationsTable(client);
  for (const migration of migrationsIn(src).filter(({ number }) => number <= firstRelease))
    await runMigration(client, migration);
  await client.query(`
    insert into "user" (id, name, email) select 'user' || n, 'User ' || n, 'user' || n || '@clinch.test' from generate_series(1, 50) as n;
    insert into session (id, "expiresAt", token, "userId") select 'session' || n, now() + interval '1 day', 'token' || n, 'user' || n from generate_series(1, 50) as n;
    insert into persons (id, name, name_key, user_id, created_at) select gen_random_uuid(), 'Person ' || n, 'person' || n, 'user' || n, now() from generate_series(1, 50) as n;
    insert into organizations (id, name, name_key, created_at) select gen_random_uuid(), 'Organization ' || n, 'organization ' || n, now() from generate_series(1, 20000) as n`);
  await client.end();
}

/** Kills it so many milliseconds after it began. Answers whether something was left to do. */
async function migrateKilled(url: string, afterMs: number): Promise<boolean> {
  const child = spawn(process.execPath, [path.join(root, "bench/reliability/migrateOnce.ts"), url], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const gone = new Promise<number | null>((resolve) => child.once("exit", resolve));
  await new Promise((resolve) => child.stdout.once("data", resolve));
  await wait(afterMs);
  child.kill("SIGKILL");
  return (await gone) === null;
}

async function hashOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("update migrations set at = now()");
  const rows = await everyRow(client);
  await client.end();
  return rows
    .split("\n")
    .filter((line) => !line.startsWith("public.migrations"))
    .join("\n");
}
