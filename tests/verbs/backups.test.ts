import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { newId } from "#lib/id.ts";
import { openDealRoute, winDealRoute } from "#modules/pipeline/api.ts";
import type { DealId } from "#modules/pipeline/deal.ts";
import { checkBackup } from "#platform/backup/checkBackup.ts";
import { ledgerName } from "#platform/backup/ledger.ts";
import { restoreBackup } from "#platform/backup/restoreBackup.ts";
import { startCarried } from "#platform/db/carried.ts";
import { openFileStore } from "#platform/files/fileStore.ts";
import { type Ground, makeGround } from "#platform/ground.ts";
import { eraseRecord } from "#platform/records/erase.ts";
import { root } from "../../src/boot.ts";
import { freshCompany } from "../company.ts";
import { emptyDatabase } from "../database.ts";
import { asking, backUpInto, hashesOf, leftBehind, restoreInto, src } from "../restoring.ts";
import { startServer } from "../serverProcess.ts";

const company = freshCompany();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "clinch-backups-"));
after(() => fs.rmSync(folder, { recursive: true, force: true }));
const place = (name: string) => path.join(folder, name);

const openDeal = async () => {
  const body = { name: newId(), value: { minor: 1000, currency: "USD" } };
  return (await company.ask("rep", openDealRoute, { body })).body.id;
};
const winDeal = (id: DealId) => company.ask("rep", winDealRoute, { params: { id }, body: {} });
const count = async (url: string, text: string) => Number((await asking<{ count: string }>(url, text))[0]!.count);

/** A database for one test, gone after it. */
async function inEmpty(work: (url: string) => Promise<void>): Promise<void> {
  const database = await emptyDatabase(company.ground.url);
  try {
    await work(database.url);
  } finally {
    await database.drop();
  }
}

test("a backup made while eight writers write holds all that was acknowledged before it began, and nothing torn", async () => {
  const acknowledged: { opened: string[]; won: string[] } = { opened: [], won: [] };
  let writing = true;
  const writer = async () => {
    while (writing) {
      const id = await openDeal();
      acknowledged.opened.push(id);
      if ((await winDeal(id)).status === 200) acknowledged.won.push(id);
    }
  };
  const storm = Array.from({ length: 8 }, writer);
  while (acknowledged.won.length < 20) await wait(10);
  const before = { opened: [...acknowledged.opened], won: [...acknowledged.won] };
  await backUpInto(place("storm.backup"), company.ground.url);
  const atEnd = acknowledged.won.length;
  while (acknowledged.won.length < atEnd + 5) await wait(10);
  writing = false;
  await Promise.all(storm);
  assert.ok(atEnd > before.won.length, "the writers wrote on while it was made");

  await inEmpty(async (url) => {
    await restoreInto(url, place("storm.backup"));
    const inList = (ids: string[]) => ids.map((id) => `'${id}'`).join(",");
    assert.equal(
      await count(url, `select count(*) from deals where id in (${inList(before.opened)})`),
      before.opened.length,
    );
    assert.equal(
      await count(url, `select count(*) from deals where status = 'won' and id in (${inList(before.won)})`),
      before.won.length,
    );
    for (const [torn, text] of [
      [
        "a deal without its opening",
        "select count(*) from deals where (select count(*) from events where record_id = deals.id and name = 'deal_opened') <> 1",
      ],
      [
        "a win without its event",
        "select count(*) from deals where (status = 'won')::int <> (select count(*) from events where record_id = deals.id and name = 'deal_won')",
      ],
      [
        "a win without its figure",
        "select count(*) from deals where (status = 'won')::int <> (select count(*) from facts where record_id = deals.id and metric = 'deals_won')",
      ],
      [
        "an event of no deal",
        "select count(*) from events where name = 'deal_won' and not exists (select 1 from deals where id = record_id)",
      ],
      [
        "a delivery of no event",
        "select count(*) from pgboss.job, jsonb_array_elements_text(data -> 'events') as event where not exists (select 1 from events where id = event::uuid)",
      ],
    ] as const)
      assert.equal(await count(url, text), 0, torn);
    const [moved] = company.ground.listeners.get("figure_moved") ?? [];
    const events = await asking<{ id: string; facts: unknown }>(
      url,
      "select id, facts from events where name = 'figure_moved'",
    );
    const waiting = await asking<{ id: string }>(
      url,
      `select jsonb_array_elements_text(data -> 'events') as id from pgboss.job where name = '${moved!.name}' and state in ('created', 'retry')`,
    );
    const due = events.filter(({ facts }) => moved!.concerns(facts)).map(({ id }) => id);
    assert.ok(due.length > 0);
    assert.deepEqual(waiting.map(({ id }) => id).toSorted(), due.toSorted(), "each event still has its delivery");
  });
});

test("what is restored equals what was backed up, table by table, and nobody is signed in", async () => {
  const { url } = company.ground;
  await backUpInto(place("quiet.backup"), url);
  await inEmpty(async (copy) => {
    const { manifest } = await restoreInto(copy, place("quiet.backup"));
    const was = await hashesOf(url, leftBehind);
    assert.deepEqual(await hashesOf(copy, leftBehind), was);
    assert.deepEqual(
      manifest.tables.map(({ name }) => name).toSorted(),
      [...Object.keys(was).filter((name) => name !== "jobs"), "pgboss.job"].toSorted(),
    );
    assert.ok((await count(url, "select count(*) from session")) > 0);
    for (const table of leftBehind) assert.equal(await count(copy, `select count(*) from ${table}`), 0, table);
  });
});

test("keys, indexes and triggers are there after a restore as before", async () => {
  const shape = `
    select pg_get_constraintdef(oid) as what, conrelid::regclass::text as of from pg_constraint where connamespace = 'public'::regnamespace
    union all select indexdef, tablename from pg_indexes where schemaname = 'public'
    union all select pg_get_triggerdef(oid) || tgenabled::text, tgrelid::regclass::text from pg_trigger where not tgisinternal
    order by 2, 1`;
  await inEmpty(async (copy) => {
    await restoreInto(copy, place("quiet.backup"));
    assert.deepEqual(await asking(copy, shape), await asking(company.ground.url, shape));
    await assert.rejects(asking(copy, "update events set name = 'x'"), /append-only/);
  });
});

test("a backup of an older Clinch is restored as it was, then brought forward", async () => {
  await inEmpty(async (older) => {
    await restoreInto(older, place("quiet.backup"));
    await asking(
      older,
      "drop table backups; drop table erasures; delete from migrations where number in (12, 20, 135)",
    );
    await backUpInto(place("older.backup"), older);
    await inEmpty(async (copy) => {
      await restoreInto(copy, place("older.backup"));
      const numbers = "select number from migrations order by 1";
      assert.deepEqual(await asking(copy, numbers), await asking(company.ground.url, numbers));
      const without = [...leftBehind, "migrations"];
      assert.deepEqual(await hashesOf(copy, without), await hashesOf(company.ground.url, without));
    });
  });
});

test("a backup of a newer Clinch, or of another line of it, is refused before anything is touched", async () => {
  await inEmpty(async (other) => {
    await restoreInto(other, place("quiet.backup"));
    const was = await hashesOf(other, []);
    await asking(other, "insert into migrations (number, name, hash) values (9999, '9999_rooms.sql', 'a')");
    await backUpInto(place("newer.backup"), other);
    await asking(
      other,
      "delete from migrations where number = 9999; update migrations set hash = 'b' where number = 1",
    );
    await backUpInto(place("forked.backup"), other);
    await asking(other, "update migrations set hash = (select hash from migrations where number = 2) where number = 1");
    await assert.rejects(
      restoreInto(other, place("newer.backup"), { replace: true }),
      /newer than this one.*9999_rooms.*Install/,
    );
    await assert.rejects(
      restoreInto(other, place("forked.backup"), { replace: true }),
      /0001_ground.sql reads differently/,
    );
    const { migrations: _was, ...before } = was;
    const { migrations: _is, ...after } = await hashesOf(other, []);
    assert.deepEqual(after, before);
  });
});

test("a restore that fails near its end leaves every row that was there", async () => {
  await inEmpty(async (url) => {
    await restoreInto(url, place("storm.backup"));
    const was = await hashesOf(url, []);
    const file = place("quiet.backup");
    const manifest = await checkBackup(fs.createReadStream(file));
    const finish = async () => {
      throw new Error("power cut");
    };
    const files = openFileStore({ kind: "folder", folder: place("files") });
    const plan = { url, src, manifest, files, open: () => fs.createReadStream(file), replace: true, finish };
    await assert.rejects(restoreBackup(plan), /power cut/);
    assert.deepEqual(await hashesOf(url, []), was);
  });
});

const clinch = (url: string, ...args: string[]) =>
  spawnSync(path.join(root, "clinch"), args, { env: envOf(url), encoding: "utf8" });
const envOf = (url: string) => ({
  ...process.env,
  DATABASE_URL: url,
  BACKUP_TO: place("nightly"),
  LOG_LEVEL: "silent",
});

test("the command line backs up and restores; it refuses to write over a workspace, or under a running server, and says why", async () => {
  const { url } = company.ground;
  const made = clinch(url, "backup", place("cli.backup"), "--json");
  assert.equal(made.status, 0, made.stderr);
  const told = JSON.parse(made.stdout);
  assert.equal(told.file, place("cli.backup"));
  assert.equal(told.bytes, fs.statSync(place("cli.backup")).size);
  const checked = JSON.parse(clinch(url, "restore", place("cli.backup"), "--check", "--json").stdout);
  assert.equal(checked.rows, told.rows);
  const running = clinch(url, "restore", place("cli.backup"), "--replace");
  assert.equal(running.status, 2);
  assert.match(running.stderr, /Clinch is using this database \(\d+ connections\)/);
  await inEmpty(async (copy) => {
    const first = clinch(copy, "restore", place("cli.backup"));
    assert.equal(first.status, 0, first.stderr);
    assert.match(first.stdout, /each table reads as it was backed up: \d+ tables/);
    const second = clinch(copy, "restore", place("cli.backup"));
    assert.equal(second.status, 2);
    assert.match(second.stderr, /holds the workspace "Test"\. Add --replace/);
    assert.equal(clinch(copy, "restore", place("cli.backup"), "--replace").status, 0);
    assert.deepEqual(await hashesOf(copy, leftBehind), await hashesOf(url, leftBehind));
  });
});

test("what is no backup, is cut off or isn't there is refused by the command line in a sentence, with exit code 2", () => {
  const whole = fs.readFileSync(place("quiet.backup"));
  fs.writeFileSync(place("cut.backup"), whole.subarray(0, whole.length - 100));
  fs.writeFileSync(place("other.backup"), "id,name\n");
  for (const [asked, sentence] of [
    [["restore", place("cut.backup")], /ends too early/],
    [["restore", place("other.backup")], /no backup of Clinch/],
    [["restore", "latest"], /There is no backup latest/],
    [["restore"], /Name one backup/],
    [["backup"], /Name one file/],
    [["backup", place("nowhere/a.backup")], /its folder is not there/],
  ] as const) {
    const { status, stderr } = clinch(company.ground.url, ...asked);
    assert.equal(status, 2, asked.join(" "));
    assert.match(stderr, sentence);
    assert.doesNotMatch(stderr, /\n\s+at /);
  }
});

const isLoading =
  "select count(*) from pg_stat_activity where datname = current_database() and query like 'copy \"holidays\"%from stdin'";
const running = (url: string, ...args: string[]): ChildProcess =>
  spawn(process.execPath, [path.join(root, "src/cli.ts"), ...args], { env: envOf(url), stdio: "ignore" });
const gone = (child: ChildProcess) => new Promise((resolve) => child.once("exit", resolve));

test("a backup that is killed midway leaves nothing under its name, and the next one sweeps up", async () => {
  await inEmpty(async (url) => {
    await restoreInto(url, place("quiet.backup"));
    // Large enough that it can't be done before it is struck.
    await asking(
      url,
      "insert into holidays select date '2100-01-01' + n, repeat(md5(n::text), 40) from generate_series(1, 200000) as n",
    );
    const child = running(url, "backup", place("killed.backup"));
    const part = place(`killed.backup.${child.pid}.part`);
    while (!fs.existsSync(part) || fs.statSync(part).size < 1_000_000) await wait(5);
    child.kill("SIGKILL");
    await gone(child);
    assert.ok(!fs.existsSync(place("killed.backup")));
    assert.ok(fs.existsSync(part));
    const again = clinch(url, "backup", place("killed.backup"));
    assert.equal(again.status, 0, again.stderr);
    assert.equal(clinch(url, "restore", place("killed.backup"), "--check").status, 0);
    fs.renameSync(place("killed.backup"), place("large.backup"));
  });
});

test("a restore that is killed while it loads leaves what was there, and can be done again", async () => {
  await inEmpty(async (url) => {
    await restoreInto(url, place("quiet.backup"));
    const was = await hashesOf(url, []);
    const child = running(url, "restore", place("large.backup"), "--replace");
    while ((await count(url, isLoading)) === 0) {
      assert.equal(child.exitCode, null, "it was still at work");
      await wait(5);
    }
    child.kill("SIGKILL");
    await gone(child);
    const alive =
      "select count(*) from pg_stat_activity where datname = current_database() and application_name like 'clinch%'";
    for (let tries = 0; tries < 500 && (await count(url, alive)) > 0; tries++) await wait(10);
    assert.deepEqual(await hashesOf(url, []), was);
    const again = clinch(url, "restore", place("large.backup"), "--replace");
    assert.equal(again.status, 0, again.stderr);
    assert.equal(await count(url, "select count(*) from holidays"), 200_000);
  });
});

test("whoever was erased since the backup is erased again: known here, beside the file, or where nightly ones go", async () => {
  await inEmpty(async (url) => {
    await restoreInto(url, place("quiet.backup"));
    const [here, beside] = await asking<{ id: string }>(url, "select id from deals order by id limit 2");
    await backUpInto(place("before.backup"), url);
    const forgetting = (ground: Ground) =>
      makeGround({
        ...ground,
        url,
        erasers: [
          async (tx, { id }) => void (await sql`update deals set name = 'forgotten' where id = ${id}`.execute(tx)),
        ],
      });
    const now = forgetting(company.ground);
    await now.transact((tx) => eraseRecord(tx, { kind: "deal", id: here!.id }, "2026-11-25T12:00:00.000Z"));
    await now.pool.end();
    const ledger = [{ kind: "deal", id: beside!.id, at: "2026-11-26T00:00:00.000Z" }];
    let after: Ground | undefined;
    const { erasedAgain } = await restoreInto(url, place("before.backup"), {
      replace: true,
      ledger,
      ground: (ground) => {
        after = forgetting(ground);
        return after;
      },
    });
    await after?.pool.end();
    assert.equal(erasedAgain, 2);
    const names = `select name from deals where id in ('${here!.id}', '${beside!.id}')`;
    assert.deepEqual(await asking(url, names), [{ name: "forgotten" }, { name: "forgotten" }]);
    assert.equal(await count(url, "select count(*) from erasures"), 2);
    // The ledger beside a file is read by the command line; no module of this deal's kind forgets more than its id.
    fs.writeFileSync(
      place(ledgerName),
      `${JSON.stringify({ kind: "deal", id: beside!.id, at: "2026-11-26T00:00:00.000Z" })}\n`,
    );
    const told = clinch(url, "restore", place("before.backup"), "--replace", "--json");
    assert.equal(told.status, 0, told.stderr);
    assert.equal(JSON.parse(told.stdout).erasedAgain, 2);
  });
});

test("should a restore be killed before it has erased again, the next server does: the job stands in the same transaction", async () => {
  await inEmpty(async (url) => {
    const erasure = { kind: "deal", id: newId(), at: "2026-11-26T00:00:00.000Z" };
    await restoreInto(url, place("quiet.backup"), { ledger: [erasure] });
    const [waiting] = await asking<{ data: unknown }>(
      url,
      "select data from pgboss.job where name = 'operations.erase_again'",
    );
    assert.deepEqual(waiting?.data, { erasures: [erasure] });
  });
});

test("with the database that Clinch carries: backed up beside the running server, restored once it has ended, and a kill leaves what was there", async () => {
  // Not in our folder: PostgreSQL runs as another account, which may not enter it.
  const data = path.join(os.tmpdir(), `clinch-carried-${process.pid}`);
  const env = { ...envOf(""), CLINCH_DATA: data };
  const run = (...args: string[]) => spawnSync(path.join(root, "clinch"), args, { env, encoding: "utf8" });
  assert.equal(run("restore", place("quiet.backup")).status, 0, "into a folder that was not there");
  const server = await startServer({ ...env, LOG_LEVEL: "silent" });
  const { url } = await startCarried(data, { join: true });
  const beside = run("backup", place("beside.backup"));
  assert.equal(beside.status, 0, beside.stderr);
  const refused = run("restore", place("beside.backup"), "--replace");
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, new RegExp(`already running on .* \\(process ${server.child.pid}\\)`));
  await server.kill("SIGTERM");
  const child = spawn(
    process.execPath,
    [path.join(root, "src/cli.ts"), "restore", place("large.backup"), "--replace"],
    {
      env,
      stdio: "ignore",
    },
  );
  while ((await count(url, isLoading).catch(() => 0)) === 0) {
    assert.equal(child.exitCode, null, "it was still at work");
    await wait(5);
  }
  child.kill("SIGKILL");
  await gone(child);
  const after = await startServer({ ...env, LOG_LEVEL: "silent" });
  const now = await hashesOf(url, leftBehind);
  assert.deepEqual(now.deals, (await hashesOf(company.ground.url, leftBehind)).deals);
  assert.match(now.holidays ?? "", /^0 /, "nothing of the restore that was killed");
  await after.kill("SIGTERM");
  fs.rmSync(data, { recursive: true, force: true });
});
