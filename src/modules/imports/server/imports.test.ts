import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { newId } from "#lib/id.ts";
import { answerFigure, figureForPrograms, metricNamed } from "#modules/metrics/server/public.ts";
import { winDeal } from "#modules/pipeline/server/public.ts";
import { readSettings } from "#platform/settings.ts";
import { createWorkspace, theWorkspace } from "#platform/workspace.ts";
import { openFreshDatabase } from "#tests/database.ts";
import { bootGround, root, type Started } from "../../../boot.ts";
import type { ImportId } from "../importRun.ts";
import { authorOf } from "./author.ts";
import { keepUpload, startImport, undoImport } from "./changeImport.ts";
import { type FileTold, importFolder, importKept } from "./importFolder.ts";
import { planImport } from "./planImport.ts";
import { runImport } from "./runImport.ts";
import { importRun, importRuns, keptOf } from "./store.ts";
import { runUndo } from "./undoImport.ts";

const folder = path.join(import.meta.dirname, "../sample");
let database: Awaited<ReturnType<typeof openFreshDatabase>>;
let started: Started;

before(async () => {
  database = await openFreshDatabase();
  const settings = readSettings({ LOG_LEVEL: "silent", CLINCH_CLOCK: "2018-01-02T12:00:00Z" }, root);
  started = await bootGround(settings, database.url, { migrated: true, maxConnections: 4 });
  const workspace = { name: "T", currency: "USD", zone: "UTC", weekStart: 1, fiscalStart: 1, locale: "en" };
  await started.ground.transact((tx) => createWorkspace(tx, workspace, started.ground.clock.now()));
});
after(async () => {
  await started?.stop();
  await database?.close();
});

const author = () => authorOf(started.ground, started.ground.db, null);

async function kept(name: string, bytes: Uint8Array = fs.readFileSync(path.join(folder, name))): Promise<ImportId> {
  const by = await author();
  return started.ground.transact((tx) => keepUpload(tx, by, { name, bytes }, started.ground.clock.now()));
}

async function inFolder(): Promise<FileTold[]> {
  const told: FileTold[] = [];
  await importFolder(started.ground, folder, (file) => void told.push(file));
  return told;
}

async function figure(name: string, from: string, to: string, by?: "person" | "team" | "organization" | "product") {
  const { ground } = started;
  const asking = { db: ground.db, ground, workspace: await theWorkspace(ground.db), today: "2018-01-02" };
  return figureForPrograms(
    await answerFigure(asking, { metric: metricNamed(ground, name), from, to, by, scope: { kind: "company" } }),
  );
}

const year = ["2017-01-01", "2017-12-31"] as const;
const quarters = [
  ["2017-01-01", "2017-03-31"],
  ["2017-04-01", "2017-06-30"],
  ["2017-07-01", "2017-09-30"],
  ["2017-10-01", "2017-12-31"],
] as const;

async function counts(): Promise<Record<string, number>> {
  const tables = ["deals", "deal_lines", "organizations", "products", "persons", "teams", "memberships", "facts"];
  const found: Record<string, number> = {};
  for (const table of tables)
    found[table] = Number((await started.ground.pool.query(`select count(*) as n from ${table}`)).rows[0].n);
  return found;
}

test("the four files go in whole, and the file nobody knows is named and skipped", async () => {
  const told = await inFolder();
  assert.deepEqual(
    told.map(({ fileName, state, counts }) => [fileName, state, counts?.create ?? 0]),
    [
      ["data_dictionary.csv", "skipped", 0],
      ["sales_teams.csv", "done", 35],
      ["accounts.csv", "done", 85],
      ["products.csv", "done", 7],
      ["sales_pipeline.csv", "done", 8800],
    ],
  );
  const { deals, organizations, products, persons, teams } = await counts();
  assert.deepEqual(
    { deals, organizations, products, persons, teams },
    { deals: 8800, organizations: 85, products: 7, persons: 41, teams: 9 },
  );
});

test("every known number of the set comes out", async () => {
  const total = async (name: string, from: string = year[0], to: string = year[1]) =>
    (await figure(name, from, to)).total;
  assert.equal(await total("deals_won"), 4238);
  assert.equal(await total("deals_lost"), 2473);
  assert.equal(await total("revenue_won"), 10_005_534);
  assert.equal(await total("deals_opened", "2016-01-01"), 8300);
  assert.equal(await total("pipeline_value", "2018-01-02", "2018-12-31"), 4_966_215);
  assert.equal((await total("win_rate"))?.toFixed(4), "0.6315");
  assert.equal((await total("cycle_days"))?.toFixed(2), "51.78");
  assert.equal(await total("cycle_days_median"), 57);
  assert.equal((await total("cycle_days_lost"))?.toFixed(2), "41.48");
  const byQuarter = async (name: string) => Promise.all(quarters.map(([from, to]) => total(name, from, to)));
  assert.deepEqual(await byQuarter("revenue_won"), [1_134_672, 3_086_111, 2_982_255, 2_802_496]);
  assert.deepEqual(await byQuarter("deals_won"), [531, 1254, 1257, 1196]);
  const rates = (await byQuarter("win_rate")).map((rate) => ((rate ?? 0) * 100).toFixed(2));
  assert.deepEqual(rates, ["82.07", "61.71", "61.41", "60.25"]);
  const teams = (await figure("revenue_won", ...year, "team")).rows;
  assert.deepEqual(teams.map(({ key }) => key).sort(), [
    "Cara Losch",
    "Celia Rouche",
    "Dustin Brinkmann",
    "Melvin Marxen",
    "Rocco Neubert",
    "Summer Sewald",
  ]);
  assert.equal((await figure("revenue_won", ...year, "person")).rows.length, 30);
  assert.equal(
    teams.reduce((sum, row) => sum + (row.value ?? 0), 0),
    10_005_534,
  );
});

test("the same files again change nothing", async () => {
  const was = await counts();
  const told = await inFolder();
  assert.deepEqual(
    told.slice(1).map(({ problem }) => problem),
    Array(4).fill("imports.nothing_to_take"),
  );
  assert.deepEqual(await counts(), was);
});

test("a changed row is shown before it is taken, moves the figures, and its undo puts them back", async () => {
  const text = fs.readFileSync(path.join(folder, "sales_pipeline.csv"), "utf8").split("\r\n");
  const won = text[1]!.replace(/,1054$/, ",2054");
  const id = await kept("sales_pipeline.csv", Buffer.from([text[0], won, text[2]].join("\r\n")));
  const by = await author();
  const { plan } = await planImport(started.ground.db, (await importRun(started.ground.db, id))!, by);
  assert.deepEqual(plan.counts, { create: 0, update: 1, same: 1, problem: 0 });
  assert.deepEqual(
    plan.rows[0]?.changes.map(({ field }) => field),
    ["value"],
  );
  await importKept(started.ground, id);
  assert.equal((await figure("revenue_won", ...year)).total, 10_006_534);
  await undo(id);
  assert.equal((await figure("revenue_won", ...year)).total, 10_005_534);
});

async function undo(id: ImportId): Promise<void> {
  const by = await author();
  await started.ground.transact((tx) => undoImport(tx, by, id));
  await runUndo(started.ground, id);
}

test("a file that was done half goes on where it was, with no row doubled", async () => {
  const { ground } = started;
  const text = fs.readFileSync(path.join(folder, "sales_pipeline.csv"), "utf8").split("\r\n").slice(0, 2502);
  const renamed = text.map((line, at) => (at === 0 ? line : `X${line}`)).filter((line) => line !== "X");
  const was = await counts();
  const id = await kept("again.csv", Buffer.from(renamed.join("\r\n")));
  const by = await author();
  await ground.transact((tx) => startImport(tx, by, id, ground.clock.now(), 3600));
  const begun = ground.transact;
  let batches = 0;
  const breaking: typeof ground = Object.assign(Object.create(ground), {
    transact: ((work) =>
      begun(async (tx) => {
        const result = await work(tx);
        if (++batches === 3) throw new Error("the power went");
        return result;
      })) as typeof begun,
  });
  await assert.rejects(runImport(breaking, id), /the power went/);
  assert.equal((await importRun(ground.db, id))?.rowsDone, 1000);
  // Two processes go on with it at once.
  await Promise.all([runImport(ground, id), runImport(ground, id)]);
  const run = await importRun(ground.db, id);
  assert.deepEqual([run?.state, run?.rowsDone, run?.counts?.create], ["done", 2501, 2501]);
  assert.equal((await counts()).deals, was.deals! + 2501);
  await undo(id);
  assert.deepEqual(await counts(), was);
});

test("what was changed since stays after an undo, and is listed with what other records hold", async () => {
  const { ground } = started;
  const by = await author();
  const who = { ...by.actor, personId: newId<"person">(), choices: by.workspace };
  const when = { now: ground.clock.now(), today: by.today };
  const { rows } = await ground.pool.query(
    "select id from deals where status = 'open' and organization_id is not null order by key limit 1",
  );
  await ground.transact((tx) => winDeal(tx, { who, workspace: who.choices }, { id: rows[0].id }, when));
  const runs = await importRuns(ground.db, undefined);
  for (const kind of ["deal", "product", "organization", "person"] as const)
    await undo(runs.findLast((run) => run.kind === kind)!.id);
  // The deal that an earlier test changed and changed back is no longer as its import wrote it, either.
  const { facts: _facts, ...left } = await counts();
  assert.deepEqual(left, { ...left, deals: 2, deal_lines: 2, memberships: 2 });
  const { rows: nameless } = await ground.pool.query(
    "select 1 from teams where name is null and not exists (select 1 from team_leads where team_id = teams.id)",
  );
  assert.equal(nameless.length, 0);
  const dealRun = runs.findLast((run) => run.kind === "deal")!;
  assert.deepEqual(
    (await keptOf(ground.db, dealRun.id)).map(({ why }) => why),
    ["changed", "changed"],
  );
  assert.equal((await keptOf(ground.db, runs.findLast((run) => run.kind === "organization")!.id))[0]?.why, "held");
});
