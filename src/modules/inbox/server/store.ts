// The only file that knows the notifications.
import { sql } from "kysely";
import { newId } from "#lib/id.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import type { PersonId } from "#modules/people/person.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import type { ExportKind } from "#platform/records/exportKind.ts";
import type { Habits, NotificationId, NotificationKind, Telling, Way } from "../notification.ts";

export type StoredNotification = {
  id: NotificationId;
  personId: PersonId;
  kind: NotificationKind;
  recordKind: string | null;
  recordId: string | null;
  activityId: string | null;
  byId: PersonId | null;
  facts: Record<string, unknown>;
  at: Instant;
  readAt: Instant | null;
};

const columns = sql.raw(`
  id, person_id as "personId", kind, record_kind as "recordKind", record_id as "recordId", activity_id as "activityId",
  by_id as "byId", facts, at, read_at as "readAt"`);

/** Undefined where it was told before. */
export async function insertNotification(
  tx: Tx,
  telling: Telling,
  { at, digestFrom }: { at: Instant; digestFrom: Instant | null },
): Promise<NotificationId | undefined> {
  const { personId, kind, about, record, activityId, byId, facts } = telling;
  const made = await row<{ id: NotificationId }>(
    tx,
    sql`
    insert into notifications (id, person_id, kind, about, record_kind, record_id, activity_id, by_id, facts, at, digest_from)
    values (
      ${newId()}, ${personId}, ${kind}, ${about}, ${record?.kind ?? null}, ${record?.id ?? null}, ${activityId}, ${byId},
      ${JSON.stringify(facts)}, ${at}, ${digestFrom}
    )
    on conflict do nothing
    returning id`,
  );
  return made?.id;
}

/** Unread before read, each newest first. */
export async function notificationsOf(db: Reads, personId: string): Promise<StoredNotification[]> {
  return rows<StoredNotification>(
    db,
    sql`
    (select ${columns} from notifications where person_id = ${personId} and read_at is null order by at desc, id desc limit 200)
    union all
    (select ${columns} from notifications where person_id = ${personId} and read_at is not null order by at desc, id desc limit 50)`,
  );
}

export async function markRead(
  tx: Tx,
  personId: string,
  asked: { ids: readonly string[] } | { kinds: readonly NotificationKind[] },
  readAt: Instant | null,
): Promise<number> {
  const which =
    "ids" in asked ? sql`id = any(${[...asked.ids]}::uuid[])` : sql`kind = any(${[...asked.kinds]}::text[])`;
  const changed = await rows(
    tx,
    sql`
    update notifications set read_at = ${readAt}
    where person_id = ${personId} and ${which} and (read_at is null) = (${readAt}::timestamptz is not null)
    returning id`,
  );
  return changed.length;
}

export async function waysOf(db: Reads, personId: string): Promise<Map<NotificationKind, Way>> {
  const found = await rows<{ kind: NotificationKind; way: Way }>(
    db,
    sql`select kind, way from notification_choices where person_id = ${personId}`,
  );
  return new Map(found.map(({ kind, way }) => [kind, way]));
}

export async function saveWay(tx: Tx, personId: string, kind: NotificationKind, way: Way): Promise<void> {
  await sql`
    insert into notification_choices (person_id, kind, way) values (${personId}, ${kind}, ${way})
    on conflict (person_id, kind) do update set way = excluded.way`.execute(tx);
}

export async function habitsOf(
  db: Reads,
  personId: string,
): Promise<(Habits & { digestedOn: CivilDate | null }) | undefined> {
  const found = await row<{ from: number | null; to: number | null; digestHour: number; digestedOn: CivilDate | null }>(
    db,
    sql`
    select quiet_from as "from", quiet_to as "to", digest_hour as "digestHour", digested_on as "digestedOn"
    from notification_habits where person_id = ${personId}`,
  );
  if (!found) return undefined;
  const { from, to, ...habits } = found;
  return { ...habits, quiet: from === null || to === null ? null : { from, to } };
}

export async function saveHabits(tx: Tx, personId: string, { quiet, digestHour }: Habits): Promise<void> {
  await sql`
    insert into notification_habits (person_id, quiet_from, quiet_to, digest_hour)
    values (${personId}, ${quiet?.from ?? null}, ${quiet?.to ?? null}, ${digestHour})
    on conflict (person_id) do update
    set quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, digest_hour = excluded.digest_hour`.execute(tx);
}

/** Who has something that waits for the daily mail, whose hour has come, and who had none today. */
export async function dueForDigest(db: Reads, today: CivilDate, hour: number, usualHour: number): Promise<PersonId[]> {
  const found = await rows<{ id: PersonId }>(
    db,
    sql`
    select distinct notifications.person_id as id
    from notifications
    left join notification_habits using (person_id)
    where digest_from is not null
      and coalesce(digest_hour, ${usualHour}) <= ${hour}
      and digested_on is distinct from ${today}::date`,
  );
  return found.map(({ id }) => id);
}

/** Takes what waits for somebody's digest, if nobody took it today: two processes send one. What was read meanwhile is left out. */
export async function takeDigest(
  tx: Tx,
  personId: string,
  today: CivilDate,
  usualHour: number,
): Promise<StoredNotification[]> {
  const taken = await row(
    tx,
    sql`
    insert into notification_habits (person_id, digest_hour, digested_on) values (${personId}, ${usualHour}, ${today})
    on conflict (person_id) do update set digested_on = excluded.digested_on
    where notification_habits.digested_on is distinct from excluded.digested_on
    returning person_id`,
  );
  if (!taken) return [];
  const found = await rows<StoredNotification>(
    tx,
    sql`
    update notifications set digest_from = null
    where person_id = ${personId} and digest_from is not null
    returning ${columns}`,
  );
  return found.filter(({ readAt }) => readAt === null).toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

/** What was read is kept for a quarter of a year. */
export async function forgetRead(tx: Tx, before: Instant): Promise<void> {
  await sql`delete from notifications where read_at < ${before}`.execute(tx);
}

export async function forgetAbout(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`
    delete from notifications
    where record_id = any(${[...ids]}::uuid[]) or activity_id = any(${[...ids]}::uuid[])`.execute(tx);
}

/** Whoever is erased is told nothing any more; that they did something is told by an id that names nobody. */
export async function forgetPerson(tx: Tx, personId: string): Promise<void> {
  await sql`delete from notifications where person_id = ${personId}`.execute(tx);
  await sql`delete from notification_choices where person_id = ${personId}`.execute(tx);
  await sql`delete from notification_habits where person_id = ${personId}`.execute(tx);
}

export async function heldOf(db: Reads, personId: string): Promise<Record<string, object[]>> {
  return {
    notifications: await rows<object>(
      db,
      sql`select kind, record_kind, record_id, at, read_at from notifications where person_id = ${personId} order by at`,
    ),
    notification_choices: await rows<object>(
      db,
      sql`select kind, way from notification_choices where person_id = ${personId} order by kind`,
    ),
    notification_habits: await rows<object>(
      db,
      sql`select quiet_from, quiet_to, digest_hour from notification_habits where person_id = ${personId}`,
    ),
  };
}

export const inboxExports: readonly ExportKind[] = [
  {
    name: "notifications",
    tables: ["notifications"],
    columns: [
      "id",
      "person",
      "person_id",
      "kind",
      "record_kind",
      "record_id",
      "activity_id",
      "by",
      "by_id",
      "at",
      "read_at",
    ],
    names: { person: { id: "person_id", kind: "person" }, by: { id: "by_id", kind: "person" } },
    rows: sql`
      select id, person_id, kind, record_kind, record_id, activity_id, by_id, at, read_at from notifications order by at, id`,
  },
  {
    name: "notification_choices",
    tables: ["notification_choices"],
    columns: ["person", "person_id", "kind", "way"],
    names: { person: { id: "person_id", kind: "person" } },
    rows: sql`select person_id, kind, way from notification_choices order by person_id, kind`,
  },
  {
    name: "notification_habits",
    tables: ["notification_habits"],
    columns: ["person", "person_id", "quiet_from", "quiet_to", "digest_hour"],
    names: { person: { id: "person_id", kind: "person" } },
    rows: sql`select person_id, quiet_from, quiet_to, digest_hour from notification_habits order by person_id`,
  },
];
