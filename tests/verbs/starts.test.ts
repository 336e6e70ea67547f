import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { openFreshDatabase } from "../database.ts";
import { startDebianPostgres } from "../debianPostgres.ts";
import { startServer } from "../serverProcess.ts";

const folder = path.join(os.tmpdir(), `clinch-starts-${process.pid}`);
after(() => fs.rmSync(folder, { recursive: true, force: true }));

test("a data folder that another major version of PostgreSQL wrote is refused unhurt, and the way over is named", async () => {
  const data = path.join(folder, "old");
  fs.mkdirSync(path.join(data, "postgres"), { recursive: true });
  fs.writeFileSync(path.join(data, "postgres/PG_VERSION"), "16\n");
  await assert.rejects(
    startServer({ CLINCH_DATA: data, DATABASE_URL: "", LOG_LEVEL: "silent" }),
    /PostgreSQL 16.*carries PostgreSQL 18[\s\S]*clinch backup FILE[\s\S]*clinch restore FILE/,
  );
  assert.deepEqual(fs.readdirSync(path.join(data, "postgres")), ["PG_VERSION"]);
});

test("a database that a newer Clinch brought forward is refused before anything is changed", async () => {
  const database = await openFreshDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query("insert into migrations (number, name, hash) values (9999, '9999_tomorrow.sql', '')");
  await client.end();
  await assert.rejects(
    startServer({ DATABASE_URL: database.url, LOG_LEVEL: "silent" }),
    /newer Clinch \(migration 9999\)/,
  );
  await database.close();
});

test("a wrong database is named in a sentence, not in a stack", async () => {
  const database = await openFreshDatabase();
  const elsewhere = database.url.replace(/\/clinch_test_[^?]+/, "/no_such_database");
  await assert.rejects(startServer({ DATABASE_URL: elsewhere, LOG_LEVEL: "silent" }), (error: Error) => {
    assert.match(error.message, /The database refuses us: database "no_such_database" does not exist/);
    assert.doesNotMatch(error.message, / at .*\.ts/);
    return true;
  });
  await database.close();
});

test("a server that starts before its database waits for it", async () => {
  const home = path.join(folder, "late");
  const url = `postgres://clinch@/postgres?host=${encodeURIComponent(home)}`;
  const starting = startServer({ DATABASE_URL: url, LOG_LEVEL: "silent" });
  starting.catch(() => {}); // awaited below
  await wait(2000);
  const postgres = await startDebianPostgres(home);
  const server = await starting;
  assert.equal((await fetch(`${server.origin}/healthz`)).status, 200);
  assert.equal(await server.kill("SIGTERM"), 0);
  await postgres.stop();
});
