import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import type { ImportId } from "#modules/imports/importRun.ts";
import { authorOf } from "#modules/imports/server/author.ts";
import { keepUpload, startImport, undoImport } from "#modules/imports/server/changeImport.ts";
import { planImport } from "#modules/imports/server/planImport.ts";
import { runImport } from "#modules/imports/server/runImport.ts";
import { importRun } from "#modules/imports/server/store.ts";
import { runUndo } from "#modules/imports/server/undoImport.ts";
import { readSettings } from "#platform/settings.ts";
import { createWorkspace } from "#platform/workspace.ts";
import { bootGround, root, type Started } from "../../src/boot.ts";
import { openFreshDatabase } from "../database.ts";

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

async function kept(name: string): Promise<ImportId> {
  const bytes = fs.readFileSync(path.join(root, "src/modules/imports/sample", name));
  const by = await author();
  return started.ground.transact((tx) => keepUpload(tx, by, { name, bytes }, started.ground.clock.now()));
}

async function take(id: ImportId): Promise<void> {
  const by = await author();
  await started.ground.transact((tx) => startImport(tx, by, id, started.ground.clock.now(), 3600));
  await runImport(started.ground, id);
  assert.equal((await importRun(started.ground.db, id))?.state, "done");
}

/** How many rows each table holds, but for what says that there was an import. */
async function everything(): Promise<Record<string, number>> {
  const { pool } = started.ground;
  const tables = [
    "deals",
    "deal_lines",
    "organizations",
    "products",
    "persons",
    "teams",
    "facts",
    "events",
    "stages",
    "pipelines",
  ];
  const found: Record<string, number> = {};
  for (const table of tables) {
    const { rows } = await pool.query(
      `select count(*)::int as n from ${table} ${table === "events" ? "where name like 'deal%'" : ""}`,
    );
    found[table] = rows[0].n;
  }
  return found;
}

test("1. Import 8,800 deals with GTXPro and blank accounts: dry run names GTXPro as matched and 1,425 without organization as kept; run, undo: as before", async () => {
  for (const name of ["sales_teams.csv", "accounts.csv", "products.csv"]) await take(await kept(name));
  const was = await everything();
  const id = await kept("sales_pipeline.csv");
  const run = (await importRun(started.ground.db, id))!;
  const { plan } = await planImport(started.ground.db, run, await author());
  assert.deepEqual(plan.counts, { create: 8800, update: 0, same: 0, problem: 0 });
  const cause = (code: string) => plan.causes.find((one) => one.code === code);
  const matched = cause("matched_loosely");
  assert.deepEqual(
    [matched?.value, matched?.closest, matched?.rows, matched?.chosen],
    ["GTXPro", "GTX Pro", 1480, "use_closest"],
  );
  const blank = cause("no_organization");
  assert.deepEqual([blank?.rows, blank?.chosen], [1425, "keep_without"]);
  await take(id);
  const { rows } = await started.ground.pool.query(
    "select count(*)::int as n, count(*) filter (where organization_id is null)::int as blank from deals",
  );
  assert.deepEqual(rows, [{ n: 8800, blank: 1425 }]);
  const by = await author();
  await started.ground.transact((tx) => undoImport(tx, by, id, 3600));
  await runUndo(started.ground, id);
  assert.deepEqual(await everything(), was);
});
