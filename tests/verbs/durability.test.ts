import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { newId } from "#lib/id.ts";
import { startPipeline } from "#modules/pipeline/server/public.ts";
import { startCarried } from "#platform/db/carried.ts";
import { readSettings } from "#platform/settings.ts";
import { bootGround, root } from "../../src/boot.ts";
import { setUpBy, startServer } from "../serverProcess.ts";

const rounds = 10;
const writers = 8;
const data = path.join(os.tmpdir(), `clinch-durability-${process.pid}`);
const env = { CLINCH_DATA: data, LOG_LEVEL: "silent", DATABASE_URL: "" };

before(async () => {
  // The workspace and its pipeline are made before the storm.
  const carried = await startCarried(data);
  const started = await bootGround(readSettings(env, root), carried.url);
  await started.ground.transact((tx) => startPipeline(tx, "en"));
  await started.stop();
  await carried.stop();
});
after(() => fs.rmSync(data, { recursive: true, force: true }));

type Acknowledged = { opened: Set<string>; won: Set<string> };

/** Opens deals and wins them until the server is gone; what it acknowledged is noted after its answer has come. */
async function write(origin: string, cookie: string, acknowledged: Acknowledged): Promise<void> {
  const post = (address: string, body: object) =>
    fetch(`${origin}${address}`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie },
      body: JSON.stringify(body),
    });
  try {
    for (;;) {
      const response = await post("/api/deals", { name: newId(), value: { minor: 1000, currency: "USD" } });
      if (response.status !== 201) return;
      const { id } = (await response.json()) as { id: string };
      acknowledged.opened.add(id);
      if ((await post(`/api/deals/${id}/win`, {})).status === 200) acknowledged.won.add(id);
    }
  } catch {
    // The server was killed in the middle of this one: nothing was acknowledged.
  }
}

test("killed at ten random moments, the server has lost no acknowledged write, and doubled none", async () => {
  const acknowledged: Acknowledged = { opened: new Set(), won: new Set() };
  let cookie: string | undefined;
  for (let round = 0; round < rounds; round++) {
    const server = await startServer(env);
    cookie ??= await setUpBy(server);
    const storm = Array.from({ length: writers }, () => write(server.origin, cookie!, acknowledged));
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
  const count = async (text: string, values: unknown[] = []) =>
    Number((await client.query(text, values)).rows[0].count);
  const opened = [...acknowledged.opened];
  const won = [...acknowledged.won];
  assert.equal(
    await count("select count(*) from deals where id = any($1)", [opened]),
    opened.length,
    "no acknowledged deal is lost",
  );
  assert.equal(
    await count("select count(*) from deals where id = any($1) and status = 'won'", [won]),
    won.length,
    "no acknowledged win is lost",
  );
  assert.equal(
    await count("select count(*) from (select name from deals group by name having count(*) > 1) as twice"),
    0,
    "no deal is doubled",
  );
  assert.equal(
    await count(
      "select count(*) from deals where (select count(*) from events where record_id = deals.id and name = 'deal_opened') <> 1",
    ),
    0,
    "each deal has one opening event",
  );
  assert.equal(
    await count(
      "select count(*) from deals where status = 'won' and (select count(*) from events where record_id = deals.id and name = 'deal_won') <> 1",
    ),
    0,
    "each win has one event",
  );
  assert.equal(
    await count(
      "select count(*) from deals where (status = 'won')::int <> (select count(*) from facts where record_id = deals.id and metric = 'deals_won')",
    ),
    0,
    "the figures are those of the deals",
  );
  await untilQuiet(count);
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
