import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { startCarried } from "#platform/db/carried.ts";
import { setUpBy, startServer } from "../serverProcess.ts";
import { type Acknowledged, harmDone, noHarm, prepareForStorm, writeUntilGone } from "../storm.ts";

const rounds = 10;
const writers = 8;
const data = path.join(os.tmpdir(), `clinch-durability-${process.pid}`);
const env = { CLINCH_DATA: data, LOG_LEVEL: "silent", DATABASE_URL: "" };

before(() => prepareForStorm(data, env));
after(() => fs.rmSync(data, { recursive: true, force: true }));

test("killed at ten random moments, the server has lost no acknowledged write, and doubled none", async () => {
  const acknowledged: Acknowledged = { opened: new Set(), won: new Set() };
  let cookie: string | undefined;
  for (let round = 0; round < rounds; round++) {
    const server = await startServer(env);
    cookie ??= await setUpBy(server);
    const storm = Array.from({ length: writers }, () => writeUntilGone(server.origin, cookie!, acknowledged));
    // Each round first sees its writers at work, then strikes at a moment of its own.
    const before = acknowledged.won.size;
    for (let tries = 0; tries < 500 && acknowledged.won.size < before + 5; tries++) await wait(20);
    await wait((round * 137) % 400);
    await server.kill("SIGKILL");
    await Promise.all(storm);
  }
  assert.ok(acknowledged.won.size >= 5 * rounds, "the storm wrote something in each round");

  const server = await startServer(env);
  const client = new pg.Client({ connectionString: (await startCarried(data, { join: true })).url });
  await client.connect();
  assert.deepEqual(await harmDone(client, acknowledged), noHarm);
  await untilQuiet(async (text) => Number((await client.query(text)).rows[0].count));
  await client.end();
  assert.equal(await server.kill("SIGTERM"), 0, "it ends cleanly when asked");
});

/** Every delivery that was queued has been heard: none waits, none is stuck. */
async function untilQuiet(count: (text: string) => Promise<number>): Promise<void> {
  const waiting =
    "select count(*) from pgboss.job where state in ('created', 'retry', 'active') and name not like '\\_\\_pgboss%' escape '\\'";
  for (let tries = 0; tries < 200; tries++) {
    if ((await count(waiting)) === 0) break;
    await wait(100);
  }
  assert.equal(await count("select count(*) from pgboss.job where state = 'failed'"), 0, "no delivery has failed");
}

test("a second server on the same folder is refused with the number of the first", async () => {
  const first = await startServer(env);
  await assert.rejects(startServer(env), new RegExp(`process ${first.child.pid}`));
  await first.kill("SIGTERM");
});

test("a database that ends under a running server is started again, and nothing acknowledged is lost", async () => {
  const server = await startServer(env);
  const client = new pg.Client({ connectionString: (await startCarried(data, { join: true })).url });
  await client.connect();
  client.on("error", () => {});
  const { rows } = await client.query("select count(*)::int as count from deals");
  const postmaster = Number(fs.readFileSync(path.join(data, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
  process.kill(postmaster, "SIGKILL");
  let ready = 503;
  for (let tries = 0; tries < 100 && ready !== 200; tries++) {
    await wait(100);
    ready = (await fetch(`${server.origin}/readyz`)).status;
  }
  assert.equal(ready, 200, "it is back within ten seconds");
  const again = new pg.Client({ connectionString: (await startCarried(data, { join: true })).url });
  await again.connect();
  assert.deepEqual((await again.query("select count(*)::int as count from deals")).rows, rows);
  await again.end();
  await server.kill("SIGTERM");
});
