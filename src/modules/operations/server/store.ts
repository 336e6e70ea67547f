// The only file that knows the tables of operations.
import { sql } from "kysely";
import { newId } from "#lib/id.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import type { Progress, Written } from "#platform/backup/writeBackup.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import { type BackupRun, type Cause, silentMinutes } from "../backup.ts";

const columns = sql.raw(`
  backups.id, "user".name as by, again, place, file_name as "fileName", asked_at as "askedAt", finished_at as "finishedAt",
  tables_done as "tablesDone", tables, bytes, row_count as rows, files, files_missing as "filesMissing", sha256, seconds, cause, removed_at as "removedAt"`);

/** The newest first. */
export async function backupRuns(db: Reads, limit: number): Promise<BackupRun[]> {
  return rows<BackupRun>(
    db,
    sql`
    select ${columns} from backups left join "user" on "user".id = by_user
    order by asked_at desc, backups.id desc
    limit ${limit}`,
  );
}

export async function backupRun(db: Reads, id: string): Promise<BackupRun | undefined> {
  return row<BackupRun>(
    db,
    sql`select ${columns} from backups left join "user" on "user".id = by_user where backups.id = ${id}`,
  );
}

export type NewBackup = { by: string | null; again: number; place: string; fileName: string };

/** Undefined where another is underway: there is one at a time. */
export async function insertBackup(tx: Tx, { by, again, place, fileName }: NewBackup, now: Instant) {
  const made = await row<{ id: string }>(
    tx,
    sql`
    insert into backups (id, by_user, again, place, file_name, asked_at, heard_at)
    values (${newId()}, ${by}, ${again}, ${place}, ${fileName}, ${now}, ${now})
    on conflict ((finished_at is null)) where finished_at is null do nothing
    returning id`,
  );
  return made?.id;
}

/** One whose process was ended for good, and that nobody took up again. */
export async function endSilent(tx: Tx, now: Instant): Promise<void> {
  const cause: Cause = { code: "broken_off", facts: {} };
  await sql`
    update backups
    set finished_at = ${now}, cause = ${JSON.stringify(cause)}::jsonb
    where finished_at is null and heard_at < ${now}::timestamptz - make_interval(mins => ${silentMinutes})`.execute(tx);
}

export async function noteProgress(tx: Tx, id: string, { tablesDone, tables, bytes }: Progress, now: Instant) {
  await sql`
    update backups set tables_done = ${tablesDone}, tables = ${tables}, bytes = ${bytes}, heard_at = ${now}
    where id = ${id} and finished_at is null`.execute(tx);
}

type Finished = Omit<Written, "files"> & { seconds: number; files: Written["files"] | null };

export async function finishBackup(tx: Tx, id: string, finished: Finished, now: Instant) {
  const { tables, bytes, rows: count, sha256, seconds, files } = finished;
  await sql`
    update backups
    set finished_at = ${now}, tables_done = ${tables.length}, tables = ${tables.length}, bytes = ${bytes}, row_count = ${count},
      sha256 = ${sha256}, seconds = ${seconds}, files = ${files?.inIt ?? null}, files_missing = ${files?.missing ?? null}
    where id = ${id}`.execute(tx);
}

export async function failBackup(tx: Tx, id: string, cause: Cause, seconds: number, now: Instant): Promise<void> {
  await sql`
    update backups
    set finished_at = ${now}, cause = ${JSON.stringify(cause)}::jsonb, seconds = ${seconds}
    where id = ${id}`.execute(tx);
}

/** True for the first failure of a day since the last good backup: of a row of them the admins hear once a day. */
export async function isFirstFailureOf(tx: Tx, day: CivilDate): Promise<boolean> {
  const told = await row(
    tx,
    sql`
    select 1 from backups
    where told_on = ${day}
      and asked_at > coalesce((select max(asked_at) from backups where sha256 is not null), '-infinity')`,
  );
  return told === undefined;
}

export async function noteTold(tx: Tx, id: string, day: CivilDate): Promise<void> {
  await sql`update backups set told_on = ${day} where id = ${id}`.execute(tx);
}

export async function noteRemoved(tx: Tx, fileNames: readonly string[], now: Instant): Promise<void> {
  await sql`update backups set removed_at = ${now} where file_name = any(${[...fileNames]}::text[])`.execute(tx);
}

/** Whoever must know when something of the machine fails. */
export async function adminsToTell(db: Reads): Promise<{ email: string; locale: string | null }[]> {
  return rows(db, sql`select email, locale from "user" where admin and disabled_at is null order by email`);
}

export async function setUpAt(db: Reads): Promise<Instant | undefined> {
  const found = await row<{ at: Instant }>(db, sql`select set_up_at as at from workspace`);
  return found?.at;
}
