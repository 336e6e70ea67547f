// Who left, and what passed from whom to whom.
import { sql } from "kysely";
import type { CivilDate, Instant } from "#lib/time.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import type { Passed } from "#platform/records/transfer.ts";
import type { PersonId } from "../person.ts";
import type { Transfer, TransferId } from "../transfer.ts";

export async function setLastDay(
  tx: Tx,
  id: PersonId,
  last: { leftOn: CivilDate | null; loginEndsOn: CivilDate | null },
): Promise<void> {
  await sql`
    update persons set left_on = ${last.leftOn}, login_ends_on = ${last.loginEndsOn}, version = version + 1
    where id = ${id}`.execute(tx);
}

/** Logins whose last day has passed. */
export async function loginsToEnd(db: Reads, today: CivilDate): Promise<{ id: PersonId; userId: string }[]> {
  return rows(
    db,
    sql`
    select id, user_id as "userId" from persons
    where login_ends_on < ${today}::date and user_id is not null
    order by id`,
  );
}

/** Taking the leave back gives the sign-in back too. */
export async function loginEnded(tx: Tx, id: PersonId): Promise<void> {
  await sql`update persons set login_ends_on = null where id = ${id}`.execute(tx);
  await sql`
    update transfers set ended_login = true
    where from_id = ${id} and last_on is not null and taken_back_at is null`.execute(tx);
}

export async function insertTransfer(tx: Tx, one: Transfer): Promise<void> {
  await sql`
    insert into transfers (id, from_id, last_on, was_left_on, ended_login, seats, by_user, at)
    values (${one.id}, ${one.fromId}, ${one.lastOn}, ${one.wasLeftOn}, ${one.endedLogin}, ${JSON.stringify(one.seats)}::jsonb,
      ${one.by}, ${one.at})`.execute(tx);
}

export async function insertPassed(
  tx: Tx,
  id: TransferId,
  kind: string,
  to: PersonId,
  all: readonly Passed[],
): Promise<void> {
  if (all.length === 0) return;
  await sql`
    insert into transfer_items (transfer_id, kind, record_id, to_id, version, was)
    select ${id}, ${kind}, record, ${to}, version, was
    from unnest(
      ${all.map((one) => one.record)}::uuid[], ${all.map((one) => one.version)}::int[],
      ${all.map((one) => JSON.stringify(one.was ?? null))}::jsonb[]
    ) as new (record, version, was)`.execute(tx);
}

const transferColumns = sql.raw(`
  id, from_id as "fromId", last_on as "lastOn", was_left_on as "wasLeftOn", ended_login as "endedLogin", seats,
  by_user as by, at, taken_back_at as "takenBackAt"`);

export async function lockTransfer(tx: Tx, id: TransferId): Promise<Transfer | undefined> {
  return row<Transfer>(tx, sql`select ${transferColumns} from transfers where id = ${id} for update`);
}

export async function transfersSince(db: Reads, at: Instant): Promise<Transfer[]> {
  return rows<Transfer>(db, sql`select ${transferColumns} from transfers where at >= ${at} order by at desc, id desc`);
}

export async function passedIn(db: Reads, id: TransferId): Promise<(Passed & { kind: string; to: PersonId })[]> {
  return rows(
    db,
    sql`
    select kind, record_id as record, to_id as to, version, was from transfer_items
    where transfer_id = ${id} order by kind, record_id`,
  );
}

export async function passedCounts(
  db: Reads,
  ids: readonly string[],
): Promise<{ id: string; kind: string; to: PersonId; count: number }[]> {
  return rows(
    db,
    sql`
    select transfer_id as id, kind, to_id as to, count(*) as count from transfer_items
    where transfer_id = any(${[...ids]}::uuid[])
    group by transfer_id, kind, to_id
    order by kind`,
  );
}

/** What has passed on from a person and was not taken back. */
export async function passedBefore(db: Reads, from: PersonId): Promise<Set<string>> {
  const found = await rows<{ record: string }>(
    db,
    sql`
    select record_id as record from transfer_items join transfers on transfers.id = transfer_id
    where from_id = ${from} and taken_back_at is null`,
  );
  return new Set(found.map(({ record }) => record));
}

/** The last day that was said in one step with whom takes what, and not taken back. */
export async function leavingOf(db: Reads, from: PersonId): Promise<CivilDate | undefined> {
  const found = await row<{ lastOn: CivilDate }>(
    db,
    sql`
    select last_on as "lastOn" from transfers
    where from_id = ${from} and last_on is not null and taken_back_at is null
    order by at desc
    limit 1`,
  );
  return found?.lastOn;
}

export async function noteTakenBack(tx: Tx, id: TransferId, at: Instant, by: string): Promise<void> {
  await sql`update transfers set taken_back_at = ${at}, taken_back_by = ${by} where id = ${id}`.execute(tx);
}
