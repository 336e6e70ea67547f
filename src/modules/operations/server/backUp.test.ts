import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { openDealRoute } from "#modules/pipeline/api.ts";
import { ledgerName } from "#platform/backup/ledger.ts";
import { work } from "#platform/jobs/jobs.ts";
import { eraseRecord } from "#platform/records/erase.ts";
import { readSettings } from "#platform/settings.ts";
import { freshCompany } from "#tests/company.ts";
import { emptyDatabase } from "#tests/database.ts";
import { asking, hashesOf, leftBehind, restoreInto } from "#tests/restoring.ts";
import { startS3 } from "#tests/s3.ts";
import { bootGround, root } from "../../../boot.ts";
import { backUpRoute, backupsRoute, healthRoute } from "../api.ts";
import { seeBackups } from "./seeBackups.ts";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "clinch-nights-"));
const place = path.join(folder, "backups");
const company = freshCompany({
  env: { CLINCH_DATA: folder, BACKUP_TO: place, BACKUP_KEEP: "2d,0w,0m" },
  workspace: { locale: "ja" },
});
after(() => fs.rmSync(folder, { recursive: true, force: true }));

const files = () => fs.readdirSync(place).filter((name) => name.endsWith(".backup"));
const state = async () => (await company.ask("admin", backupsRoute, {})).body;
const night = () => company.ground.boss.send("operations.nightly_backup", {});
const finding = async () =>
  (await company.ask("admin", healthRoute, {})).body.findings.find(({ check }) => check === "operations.backups")!;

/** Until so many have ended, and none is underway. */
async function untilEnded(count: number) {
  for (let tries = 0; tries < 600; tries++) {
    const { backups } = await state();
    if (backups.length >= count && backups.every((backup) => backup.state !== "underway")) return backups;
    await wait(50);
  }
  throw new Error(`no ${count} backups have ended`);
}
const mails = async () =>
  (
    await company.ground.pool.query<{ to: string; subject: string; text: string }>(
      `select sent_to as "to", subject, body_text as text from mails order by sent_to, at`,
    )
  ).rows;

test("the night makes a backup by itself, and it restores to what it was", async () => {
  await work(company.ground, company.started.jobs);
  await company.ask("rep", openDealRoute, { body: { name: "Kept", value: { minor: 1000, currency: "USD" } } });
  assert.equal((await finding()).code, "operations.backups_tonight");
  await night();
  const [backup] = await untilEnded(1);
  assert.equal(backup?.state, "done");
  assert.equal(backup?.by, null);
  assert.deepEqual(files(), [backup?.fileName]);
  assert.equal(fs.statSync(path.join(place, backup!.fileName)).size, backup?.bytes);
  assert.deepEqual([(await finding()).state, (await finding()).code], ["good", "operations.backups_good"]);
  const copy = await emptyDatabase(company.ground.url);
  await restoreInto(copy.url, path.join(place, backup!.fileName));
  const without = [...leftBehind, "mails"];
  assert.deepEqual(await hashesOf(copy.url, without), await hashesOf(company.ground.url, without));
  await copy.drop();
});

test("an admin makes one by hand and downloads it byte for byte; who took it is in the audit, and nobody else may", async () => {
  const { body, status } = await company.ask("admin", backUpRoute, {});
  assert.equal(status, 202);
  const backups = await untilEnded(2);
  const made = backups.find(({ id }) => id === body.id)!;
  assert.equal(made.by, "Ada Admin");
  const url = `/api/backups/${made.id}/file`;
  const sent = await company.app.inject({ url, headers: { cookie: company.cookie("admin") } });
  assert.equal(sent.statusCode, 200);
  assert.match(String(sent.headers["content-disposition"]), new RegExp(`attachment; filename="${made.fileName}"`));
  assert.ok(sent.rawPayload.equals(fs.readFileSync(path.join(place, made.fileName))));
  const audited = await asking(company.ground.url, "select record_id, became from audit where record_kind = 'backup'");
  assert.deepEqual(audited, [{ record_id: made.id, became: made.fileName }]);
  for (const who of ["manager", "rep"] as const) {
    assert.equal((await company.ask(who, backUpRoute, {})).status, 403);
    assert.equal((await company.app.inject({ url, headers: { cookie: company.cookie(who) } })).statusCode, 403);
  }
  assert.equal((await state()).backups.length, 2, "who may not ask has started none");
});

test("two who ask at once make one", async () => {
  const asked = await Promise.all(Array.from({ length: 6 }, () => company.ask("admin", backUpRoute, {})));
  assert.deepEqual(asked.map(({ status }) => status).toSorted(), [202, 409, 409, 409, 409, 409]);
  assert.equal(asked.find(({ status }) => status === 409)?.code, "operations.backup_underway");
  await untilEnded(3);
});

test("older ones make room, and files that are none of ours stay", async () => {
  fs.writeFileSync(path.join(place, "holiday.jpg"), "");
  for (const day of ["20170101", "20170102", "20171231"])
    fs.writeFileSync(path.join(place, `clinch-${day}T001000000Z.backup`), "");
  await company.ask("admin", backUpRoute, {});
  const backups = await untilEnded(4);
  const [newest] = backups;
  // The files go first, and then the rows say so.
  const keptOnes = async () => (await state()).backups.filter(({ kept }) => kept).length;
  for (let tries = 0; tries < 200 && (await keptOnes()) > 1; tries++) await wait(25);
  assert.deepEqual(files(), ["clinch-20171231T001000000Z.backup", newest?.fileName]);
  assert.ok(fs.existsSync(path.join(place, "holiday.jpg")));
  assert.deepEqual(
    (await state()).backups.map(({ kept }) => kept),
    [true, false, false, false],
  );
  const gone = await company.app.inject({
    url: `/api/backups/${backups[1]!.id}/file`,
    headers: { cookie: company.cookie("admin") },
  });
  assert.equal(gone.json().code, "operations.no_such_backup");
});

test("who was erased stands in the ledger beside the backups, by id", async () => {
  const id = company.person("loner");
  await company.transact("admin", (tx) => eraseRecord(tx, { kind: "person", id }, company.ground.clock.now()));
  await company.ask("admin", backUpRoute, {});
  await untilEnded(5);
  const [line] = fs.readFileSync(path.join(place, ledgerName), "utf8").split("\n");
  assert.deepEqual(Object.keys(JSON.parse(line!)).toSorted(), ["at", "id", "kind"]);
  assert.equal(JSON.parse(line!).id, id);
});

test("a backup that fails is bad on the page Health, and every admin gets one mail a day in their language", async () => {
  fs.renameSync(place, `${place}-away`);
  fs.writeFileSync(place, "a file where the folder was");
  await company.ground.pool.query(`update "user" set admin = true, locale = 'en' where email = 'manager@clinch.test'`);
  await night();
  let [failed] = await untilEnded(6);
  assert.deepEqual([failed?.state, failed?.cause], ["failed", { code: "no_folder", facts: { place } }]);
  const { state: standing, code, facts } = await finding();
  assert.deepEqual(
    [standing, code, facts.cause, facts.place],
    ["bad", "operations.backups_failing", "no_folder", place],
  );
  await company.ask("admin", backUpRoute, {});
  await untilEnded(7);
  for (let tries = 0; tries < 200 && (await mails()).length < 2; tries++) await wait(25);
  await wait(500); // a third mail would have left by now
  const [toAda, toMia, more] = await mails();
  assert.equal(more, undefined);
  assert.deepEqual([toAda?.to, toAda?.subject], ["admin@clinch.test", "Clinchのバックアップに失敗しました"]);
  assert.deepEqual([toMia?.to, toMia?.subject], ["manager@clinch.test", "Clinch could not be backed up"]);
  assert.ok(toMia?.text.includes(`${place} can’t be written, because its folder is not there`));
  const again = await asking<{ data: unknown }>(
    company.ground.url,
    "select data from pgboss.job where name = 'operations.back_up_again' and start_after > now() + interval '50 minutes'",
  );
  assert.deepEqual(
    again.map(({ data }) => data),
    [{ again: 1 }],
    "the night's is tried again in an hour, the one by hand isn't",
  );

  fs.rmSync(place);
  fs.renameSync(`${place}-away`, place);
  await company.ask("admin", backUpRoute, {});
  await untilEnded(8);
  assert.equal((await finding()).state, "good");
  fs.renameSync(place, `${place}-away`);
  fs.writeFileSync(place, "");
  await company.ask("admin", backUpRoute, {});
  [failed] = await untilEnded(9);
  assert.equal(failed?.state, "failed");
  for (let tries = 0; tries < 200 && (await mails()).length < 4; tries++) await wait(25);
  assert.equal((await mails()).length, 4, "a new row of failures is told anew");
});

test("to an S3 store as to a folder; neither page nor route tells its key", async () => {
  const s3 = await startS3();
  const { endpoint, accessKey, secretKey } = s3.place;
  const settings = readSettings(
    {
      LOG_LEVEL: "silent",
      CLINCH_DATA: folder,
      BACKUP_TO: "s3://backups/night",
      BACKUP_S3_ENDPOINT: endpoint,
      BACKUP_S3_ACCESS_KEY: accessKey,
      BACKUP_S3_SECRET_KEY: secretKey,
    },
    root,
  );
  const copy = await emptyDatabase(company.ground.url);
  const started = await bootGround(settings, copy.url);
  const { ground } = started;
  await ground.pool.query(
    `insert into workspace (name, currency, zone, week_start, fiscal_start, locale, set_up_at) values ('S3', 'USD', 'UTC', 1, 1, 'en', now())`,
  );
  await work(ground, started.jobs);
  await ground.boss.send("operations.nightly_backup", {});
  const made = async () => (await ground.pool.query("select * from backups where finished_at is not null")).rows[0];
  for (let tries = 0; tries < 400 && !(await made()); tries++) await wait(50);
  const run = await made();
  assert.deepEqual([run.cause, run.place], [null, "s3://backups/night/"]);
  const page = await seeBackups(ground.db, settings);
  assert.equal(page.place, "s3://backups/night/");
  assert.ok(!JSON.stringify([run, page]).includes(secretKey));
  await started.stop();
  await copy.drop();
  await s3.stop();
});

test("settings that can't be used are named in a sentence, without the key", () => {
  const refused = (env: Record<string, string>) => {
    try {
      readSettings(env, root);
      return "";
    } catch (error) {
      return error instanceof Error ? error.message : "";
    }
  };
  assert.match(refused({ BACKUP_TO: "ftp://x" }), /BACKUP_TO.*must be a folder, s3:\/\/bucket\/prefix, or off/);
  assert.match(refused({ BACKUP_TO: "s3://bucket" }), /set BACKUP_S3_ACCESS_KEY and BACKUP_S3_SECRET_KEY/);
  assert.match(refused({ BACKUP_KEEP: "0d,4w,6m" }), /BACKUP_KEEP.*7d,4w,6m/);
  assert.equal(refused({ BACKUP_TO: "off" }), "");
});
