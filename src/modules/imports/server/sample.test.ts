import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readSettings } from "#platform/settings.ts";
import { theWorkspace } from "#platform/workspace.ts";
import { openFreshDatabase } from "#tests/database.ts";
import { bootGround, root, type Started } from "../../../boot.ts";
import { fillWithSample, removeSample, sampleLinks, startSample } from "./sample.ts";
import { runUndo } from "./undoImport.ts";

let database: Awaited<ReturnType<typeof openFreshDatabase>>;
let started: Started;

before(async () => {
  database = await openFreshDatabase();
  const settings = readSettings({ LOG_LEVEL: "silent", CLINCH_CLOCK: "2026-11-24T12:00:00Z" }, root);
  started = await bootGround(settings, database.url, { migrated: true, maxConnections: 4 });
});
after(async () => {
  await started?.stop();
  await database?.close();
});

async function count(query: string): Promise<number> {
  return Number((await started.ground.pool.query(`select count(*) as n from ${query}`)).rows[0].n);
}

test("the sample fills an empty workspace up to yesterday, with its credit", async () => {
  await fillWithSample(started.ground);
  assert.equal(await count("deals"), 8800);
  assert.equal(await count("persons"), 45);
  assert.ok((await count("contacts where generated")) > 170);
  assert.ok((await count("activities where generated")) > 1000);
  assert.ok((await count("deals where status = 'open' and next_step is not null")) > 100);
  assert.ok((await count("deals where closed_on >= '2026-11-18' and closed_on < '2026-11-24'")) > 0);
  assert.equal(await count("deals where closed_on >= '2026-11-24'"), 0);
  assert.match((await theWorkspace(started.ground.db)).sampleOf ?? "", /Maven Analytics/);
});

test("it comes with the quotas that Clinch suggested for the running quarter and the one before", async () => {
  const { rows } = await started.ground.pool.query<{ period: string; people: string; amounts: string }>(
    "select period, count(person_id) as people, count(distinct amount) as amounts from quotas where amount = suggested group by period order by period",
  );
  assert.deepEqual(
    rows.map(({ period }) => period),
    ["2026-Q3", "2026-Q4"],
  );
  assert.ok(rows.every(({ people, amounts }) => Number(people) >= 25 && Number(amounts) > 10));
  assert.ok((await count("quota_reaches")) > 0);
});

test("it comes with two weeks of nights, by which a meeting sees how the forecast moved", async () => {
  assert.equal(await count("forecast_nights where day between '2026-11-10' and '2026-11-24' and not late"), 15);
  const movesOf = (query: string) =>
    count(`forecast_deals as was join forecast_deals as later on later.deal_id = was.deal_id
    and later.from_on = was.until_on where later.from_on > '2026-11-17' and was.status = 'open' and ${query}`);
  assert.ok((await movesOf("later.status = 'won'")) > 10);
  assert.ok((await movesOf("later.status = 'lost' and was.base_minor > 0")) > 10);
  assert.ok((await movesOf("later.status = 'open' and later.expected_close_on > was.expected_close_on")) > 10);
  assert.equal(
    await count("deals where slips = 1 and first_close_on < expected_close_on"),
    await count("deal_reschedules"),
  );
});

test("a workspace that isn't empty is not filled", async () => {
  const { ground } = started;
  await assert.rejects(
    ground.transact((tx) => startSample(tx, ground, null)),
    { code: "imports.not_empty" },
  );
});

test("removing the sample leaves nothing but the logins one looked around with", async () => {
  const { ground } = started;
  const links = await sampleLinks(ground, "http://localhost:3000");
  assert.match(links.manager, /^http:\/\/localhost:3000\/sign-in\/link\?token=/);
  const id = await ground.transact((tx) => removeSample(tx));
  await runUndo(ground, id);
  for (const table of [
    "deals",
    "organizations",
    "contacts",
    "products",
    "activities",
    "facts",
    "pipelines",
    "quotas",
    "forecast_deals",
    "forecast_nights",
  ])
    assert.equal(await count(table), 0, table);
  assert.equal(await count("persons"), 2);
  assert.equal((await theWorkspace(ground.db)).sampleOf, null);
});
