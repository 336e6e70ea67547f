import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { seeSources } from "#modules/leads/server/sources.ts";
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
  assert.equal(await count("deals where qualified_at is not null"), 8800);
  assert.equal(await count("persons"), 45);
  assert.ok((await count("contacts where generated")) > 170);
  assert.ok((await count("activities where generated")) > 1000);
  assert.ok((await count("deals where status = 'open' and next_step is not null")) > 100);
  assert.ok((await count("deals where closed_on >= '2026-11-18' and closed_on < '2026-11-24'")) > 0);
  assert.equal(await count("deals where closed_on >= '2026-11-24'"), 0);
  assert.match((await theWorkspace(started.ground.db)).sampleOf ?? "", /Maven Analytics/);
});

test("it comes with leads in every state: due, late and answered, nobody's and somebody's, scored by rules", async () => {
  const leads = "deals where qualified_at is null and";
  for (const state of ["new", "working", "awaiting_reply", "meeting_booked", "returned", "disqualified"])
    assert.ok((await count(`${leads} lead_state = '${state}'`)) > 0, state);
  assert.equal(await count(`${leads} owner_id is null`), 5);
  const waiting = `${leads} responded_at is null and respond_by`;
  assert.ok((await count(`${waiting} > '2026-11-24T12:00:00Z'`)) >= 6, "due");
  assert.ok((await count(`${waiting} < '2026-11-24T12:00:00Z'`)) >= 4, "late");
  assert.ok((await count(`${leads} responded_at is not null`)) >= 15, "answered");
  assert.equal(await count(`${leads} (score is null and lead_state <> 'disqualified')`), 0);
  const { rows } = await started.ground.pool.query("select distinct score from deals where score is not null");
  assert.ok(rows.length > 4, `${rows.length} scores`);
  assert.equal(await count("notifications"), 0, "nobody is told of what is past");
});

test("what its leads took and brought is told by source: touches, minutes, cost, and revenue for it", async () => {
  const { db } = started.ground;
  const workspace = await theWorkspace(db);
  const actor = { userId: "", personId: "", admin: true, leads: [], teammates: [], covers: [] };
  const looking = { db, actor, workspace, today: "2026-11-24", now: "2026-11-24T12:00:00Z" };
  const { rows } = await seeSources(looking, { from: "2026-01-01", to: "2026-12-31", by: "source" });
  const named = rows.filter(({ id }) => id !== null);
  assert.equal(named.length, 5);
  assert.equal(
    named.reduce((sum, one) => sum + one.leads, 0),
    32 + 22,
  );
  assert.equal(
    named.reduce((sum, one) => sum + one.won, 0),
    12,
  );
  assert.ok(named.every(({ costMinor }) => costMinor !== null && costMinor > 0));
  assert.ok(named.some(({ revenuePerCost }) => revenuePerCost !== null && revenuePerCost > 1));
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
  const tables = ["deals", "organizations", "contacts", "products", "activities", "facts", "pipelines", "quotas"];
  const ofForecast = ["forecast_deals", "forecast_nights"];
  const ofLeads = ["touches", "campaigns", "sources", "score_rules", "reasons", "forecast_ranks", "contact_parts"];
  for (const table of [...tables, ...ofLeads, ...ofForecast]) assert.equal(await count(table), 0, table);
  assert.equal(await count("events where name like 'lead%'"), 0);
  assert.equal(await count("lead_settings where hour_minor is not null"), 0);
  assert.equal(await count("persons"), 2);
  assert.equal((await theWorkspace(ground.db)).sampleOf, null);
});

test("removed, it can be filled in again", async () => {
  const { ground } = started;
  await fillWithSample(ground);
  assert.equal(await count("deals where qualified_at is null"), 32);
});
