// The only file that knows the activities.
import { sql } from "kysely";
import { erasedNames } from "#lib/erased.ts";
import { newId } from "#lib/id.ts";
import type { Reach } from "#lib/policy/can.ts";
import type { Instant } from "#lib/time.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import { actingUser } from "#platform/ground.ts";
import type { ExportKind } from "#platform/records/exportKind.ts";
import type { Passable, Passed, Passing } from "#platform/records/transfer.ts";
import { type Activity, type ActivityId, outcomeOf, type RecordName } from "../activity.ts";

export const activityColumns = sql.raw(`
  id, kind, type_id as "typeId", subject, body, deal_id as "dealId", organization_id as "organizationId", contact_id as "contactId",
  owner_id as "ownerId", due_at as "dueAt", all_day as "allDay", done_at as "doneAt", length_minutes as "lengthMinutes", direction,
  outcome_id as "outcomeId", place, set_by as "setBy", meeting_outcome as "meetingOutcome",
  array(select person_id from activity_attendees where activity_id = activities.id and person_id is not null order by 1) as people,
  array(select contact_id from activity_attendees where activity_id = activities.id and contact_id is not null order by 1) as contacts,
  remind_minutes as "remindMinutes", remind_by_mail as "remindByMail", generated, created_at as "createdAt", version`);

/** What every activity has; what only some kinds have may be left out. */
type Always = "kind" | "subject" | "body" | "dealId" | "organizationId" | "contactId" | "ownerId" | "dueAt" | "doneAt";
export type NewActivity = Pick<Activity, Always | "lengthMinutes" | "generated" | "createdAt"> & Partial<Activity>;

/** Writes activities in bulk. A meeting that is done and says nothing else was held. */
export async function insertActivities(tx: Tx, all: readonly NewActivity[]): Promise<ActivityId[]> {
  const ids = all.map((one) => one.id ?? newId<"activity">());
  const column = <Value>(of: (one: NewActivity) => Value) => all.map(of);
  await sql`
    insert into activities (
      id, kind, subject, body, deal_id, organization_id, contact_id, owner_id, due_at, done_at, length_minutes, generated, created_at,
      type_id, direction, outcome_id, place, set_by, meeting_outcome, all_day, remind_minutes, remind_by_mail, created_by
    )
    select *, ${actingUser(tx)}::text from unnest(
      ${ids}::uuid[], ${column((one) => one.kind)}::text[], ${column((one) => one.subject)}::text[], ${column((one) => one.body)}::text[],
      ${column((one) => one.dealId)}::uuid[], ${column((one) => one.organizationId)}::uuid[], ${column((one) => one.contactId)}::uuid[],
      ${column((one) => one.ownerId)}::uuid[], ${column((one) => one.dueAt)}::timestamptz[], ${column((one) => one.doneAt)}::timestamptz[],
      ${column((one) => one.lengthMinutes)}::int[], ${column((one) => one.generated)}::boolean[], ${column((one) => one.createdAt)}::timestamptz[],
      ${column((one) => one.typeId ?? null)}::uuid[], ${column((one) => one.direction ?? null)}::text[],
      ${column((one) => one.outcomeId ?? null)}::uuid[], ${column((one) => one.place ?? null)}::text[],
      ${column((one) => one.setBy ?? null)}::uuid[], ${column((one) => outcomeOf({ ...one, meetingOutcome: one.meetingOutcome ?? null }))}::text[],
      ${column((one) => one.allDay ?? false)}::boolean[], ${column((one) => one.remindMinutes ?? null)}::int[],
      ${column((one) => one.remindByMail ?? false)}::boolean[]
    )`.execute(tx);
  await insertAttendees(
    tx,
    all.map((one, at) => ({ id: ids[at]!, people: one.people ?? [], contacts: one.contacts ?? [] })),
  );
  return ids;
}

type Attending = Pick<Activity, "id" | "people" | "contacts">;

async function insertAttendees(tx: Tx, all: readonly Attending[]): Promise<void> {
  const seats = all.flatMap(({ id, people, contacts }) => [
    ...people.map((person) => ({ id, person, contact: null })),
    ...contacts.map((contact) => ({ id, person: null, contact })),
  ]);
  if (seats.length === 0) return;
  await sql`
    insert into activity_attendees (activity_id, person_id, contact_id)
    select * from unnest(
      ${seats.map((seat) => seat.id)}::uuid[], ${seats.map((seat) => seat.person)}::uuid[], ${seats.map((seat) => seat.contact)}::uuid[]
    )
    on conflict do nothing`.execute(tx);
}

export type StoredActivity = Activity & { deletedAt: Instant | null };

export async function lockActivity(tx: Tx, id: ActivityId): Promise<StoredActivity | undefined> {
  return row<StoredActivity>(
    tx,
    sql`select ${activityColumns}, deleted_at as "deletedAt" from activities where id = ${id} for update`,
  );
}

export async function activitiesByIds(db: Reads, ids: readonly string[]): Promise<StoredActivity[]> {
  return rows<StoredActivity>(
    db,
    sql`select ${activityColumns}, deleted_at as "deletedAt" from activities where id = any(${[...ids]}::uuid[])`,
  );
}

export async function saveActivity(tx: Tx, one: Activity): Promise<Activity> {
  await sql`delete from activity_attendees where activity_id = ${one.id}`.execute(tx);
  await insertAttendees(tx, [one]);
  const saved = await row<Activity>(
    tx,
    sql`
    update activities
    set subject = ${one.subject}, body = ${one.body}, due_at = ${one.dueAt}, all_day = ${one.allDay}, done_at = ${one.doneAt},
        length_minutes = ${one.lengthMinutes}, owner_id = ${one.ownerId}, direction = ${one.direction}, outcome_id = ${one.outcomeId},
        place = ${one.place}, set_by = ${one.setBy}, meeting_outcome = ${one.meetingOutcome}, remind_minutes = ${one.remindMinutes},
        remind_by_mail = ${one.remindByMail}, version = version + 1
    where id = ${one.id}
    returning ${activityColumns}`,
  );
  return saved!;
}

export async function trashActivity(tx: Tx, id: ActivityId, at: Instant | null): Promise<Activity> {
  return (await row<Activity>(
    tx,
    sql`
    update activities set deleted_at = ${at}, deleted_by = ${at && actingUser(tx)}, version = version + 1
    where id = ${id}
    returning ${activityColumns}`,
  ))!;
}

const recordColumn = { deal: "deal_id", organization: "organization_id", contact: "contact_id" } as const;

/** What is written down with any of these records. */
export async function idsOn(db: Reads, record: RecordName, ids: readonly string[]): Promise<string[]> {
  const column = sql.ref(recordColumn[record]);
  const found = await rows<{ id: string }>(
    db,
    sql`select id from activities where ${column} = any(${[...ids]}::uuid[]) order by id`,
  );
  return found.map(({ id }) => id);
}

export async function openOn(db: Reads, dealId: string): Promise<Activity[]> {
  return rows<Activity>(
    db,
    sql`
    select ${activityColumns} from activities
    where deal_id = ${dealId} and done_at is null and due_at is not null and deleted_at is null
    order by due_at
    limit 1`,
  );
}

export async function dueFor(db: Reads, owners: readonly string[], until: Instant): Promise<Activity[]> {
  return rows<Activity>(
    db,
    sql`
    select ${activityColumns} from activities
    where owner_id = any(${[...owners]}::uuid[]) and done_at is null and due_at < ${until} and deleted_at is null
    order by due_at, id
    limit 200`,
  );
}

/** Which of these records have something that a person noted or planned. */
export async function withActivities(db: Reads, record: RecordName, ids: readonly string[]): Promise<Set<string>> {
  const column = sql.ref(recordColumn[record]);
  const found = await rows<{ id: string }>(
    db,
    sql`select distinct ${column} as id from activities where ${column} = any(${[...ids]}::uuid[]) and not generated`,
  );
  return new Set(found.map((one) => one.id));
}

export async function firstActivityId(db: Reads): Promise<ActivityId | undefined> {
  return (
    await row<{ id: ActivityId }>(db, sql`select id from activities where deleted_at is null order by id limit 1`)
  )?.id;
}

/** What one person still has to do; it hangs on its deal, else on whom it is with. */
export async function openOf(db: Reads, owner: string): Promise<Passable[]> {
  return rows<Passable>(
    db,
    sql`
    select id as record, array_remove(array[deal_id, contact_id, organization_id], null) as of, 0 as "valueMinor"
    from activities
    where owner_id = ${owner} and done_at is null and deleted_at is null
    order by id`,
  );
}

/** What one person still has to do is another's, or what of it is named; what is done stays theirs. */
export async function passOpen(tx: Tx, { from, to, only }: Pick<Passing, "from" | "to" | "only">): Promise<Passed[]> {
  return rows<Passed>(
    tx,
    sql`
    update activities set owner_id = ${to}, version = version + 1
    where owner_id = ${from} and done_at is null and deleted_at is null
      and (${only}::uuid[] is null or id = any(${only}::uuid[]))
    returning id as record, version, null as was`,
  );
}

export async function giveOpenBack(
  tx: Tx,
  passed: readonly Passed[],
  { from, to }: { from: string; to: string },
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    sql`
    update activities as mine set owner_id = ${to}, version = mine.version + 1
    from unnest(${passed.map((one) => one.record)}::uuid[], ${passed.map((one) => one.version)}::int[]) as past (id, version)
    where mine.id = past.id and mine.version = past.version and mine.owner_id = ${from} and mine.deleted_at is null
    returning mine.id`,
  );
  return found.map(({ id }) => id);
}

type TrashedActivity = Pick<Activity, "kind" | "ownerId" | "dealId"> & {
  id: string;
  title: string;
  deletedAt: Instant;
  deletedBy: string | null;
};

/** What lies in the trash that may be restored (a note by its author alone) or this login deleted, newest first. */
export async function trashedActivities(
  db: Reads,
  reach: Reach,
  { author, login }: { author: string; login: string },
): Promise<TrashedActivity[]> {
  const within = reach.all ? sql`true` : sql`owner_id = any(${[...reach.owners]}::uuid[])`;
  return rows<TrashedActivity>(
    db,
    sql`
    select id, kind, subject as title, owner_id as "ownerId", deal_id as "dealId", deleted_at as "deletedAt", deleted_by as "deletedBy"
    from activities
    where deleted_at is not null
      and (case when kind in ('note', 'comment') then owner_id = ${author} else ${within} end or deleted_by = ${login})
    order by deleted_at desc, id
    limit 500`,
  );
}

export async function removableActivities(
  tx: Tx,
  asked: { ids: readonly string[] } | { before: Instant },
): Promise<string[]> {
  const which = "ids" in asked ? sql`id = any(${[...asked.ids]}::uuid[])` : sql`deleted_at < ${asked.before}`;
  const found = await rows<{ id: string }>(
    tx,
    sql`select id from activities where deleted_at is not null and ${which} order by id for update`,
  );
  return found.map(({ id }) => id);
}

export async function deleteActivities(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`delete from activities where id = any(${[...ids]}::uuid[])`.execute(tx);
}

/** Activities that are about these records and nothing else go with them; of a deal, all do. */
export async function goneWith(tx: Tx, record: RecordName, ids: readonly string[]): Promise<string[]> {
  const others = record === "contact" ? sql`and deal_id is null and organization_id is null` : sql``;
  const more = record === "organization" ? sql`and deal_id is null and contact_id is null` : others;
  const found = await rows<{ id: string }>(
    tx,
    sql`select id from activities where ${sql.ref(recordColumn[record])} = any(${[...ids]}::uuid[]) ${more}`,
  );
  return found.map(({ id }) => id);
}

/** What is also about something that stays, stays with that alone. */
export async function unlink(tx: Tx, record: RecordName, ids: readonly string[]): Promise<void> {
  const column = sql.ref(recordColumn[record]);
  await sql`update activities set ${column} = null where ${column} = any(${[...ids]}::uuid[])`.execute(tx);
}

/** Leaves of everything noted or planned with a contact that it was there; answers the activities and their deals. */
export async function blankOn(tx: Tx, contactId: string): Promise<{ id: string; dealId: string | null }[]> {
  return rows(
    tx,
    sql`
    update activities set subject = ${erasedNames.text}, body = null, place = null, version = version + 1
    where contact_id = ${contactId}
      or id in (select activity_id from activity_attendees where activity_attendees.contact_id = ${contactId})
    returning id, deal_id as "dealId"`,
  );
}

/** Nobody is told any more that they were there. */
export async function forgetAttendance(tx: Tx, contactId: string): Promise<void> {
  await sql`delete from activity_attendees where contact_id = ${contactId}`.execute(tx);
}

export async function activitiesAbout(db: Reads, contactId: string): Promise<object[]> {
  return rows<object>(
    db,
    sql`
    select id, kind, subject, body, place, due_at, done_at, created_at, deleted_at from activities
    where contact_id = ${contactId}
      or id in (select activity_id from activity_attendees where activity_attendees.contact_id = ${contactId})
    order by created_at`,
  );
}

export async function activitiesOf(db: Reads, owner: string): Promise<object[]> {
  return rows<object>(
    db,
    sql`
    select id, kind, subject, body, place, due_at, done_at, created_at from activities
    where owner_id = ${owner} or set_by = ${owner}
      or id in (select activity_id from activity_attendees where person_id = ${owner})
    order by created_at`,
  );
}

/** What of activities leaves with an export of everything: what lies in the trash too, with the day it went there. */
export const activitiesExports: readonly ExportKind[] = [
  {
    name: "activities",
    tables: ["activities"],
    columns: [
      "id",
      "kind",
      "subject",
      "body",
      "deal",
      "deal_id",
      "organization",
      "organization_id",
      "contact",
      "contact_id",
      "owner",
      "owner_id",
      "due_at",
      "all_day",
      "done_at",
      "length_minutes",
      "type_id",
      "direction",
      "outcome_id",
      "place",
      "set_by",
      "set_by_id",
      "meeting_outcome",
      "remind_minutes",
      "created_at",
      "deleted_at",
    ],
    names: {
      deal: { id: "deal_id", kind: "deal" },
      organization: { id: "organization_id", kind: "organization" },
      contact: { id: "contact_id", kind: "contact" },
      owner: { id: "owner_id", kind: "person" },
      set_by: { id: "set_by_id", kind: "person" },
    },
    rows: sql`
      select id, kind, subject, body, deal_id, organization_id, contact_id, owner_id, due_at, all_day, done_at, length_minutes, type_id,
        direction, outcome_id, place, set_by as set_by_id, meeting_outcome, remind_minutes, created_at, deleted_at
      from activities
      order by created_at, id`,
  },
  {
    name: "activity_attendees",
    tables: ["activity_attendees"],
    columns: ["activity_id", "person", "person_id", "contact", "contact_id"],
    names: { person: { id: "person_id", kind: "person" }, contact: { id: "contact_id", kind: "contact" } },
    rows: sql`select activity_id, person_id, contact_id from activity_attendees order by activity_id, person_id, contact_id`,
  },
];

/** Marks what is to be reminded of by now, each once for the moment it is for, and answers it; a day late it is no reminder any more. */
export async function takeReminders(tx: Tx, now: Instant): Promise<Activity[]> {
  return rows<Activity>(
    tx,
    sql`
    update activities set reminded_for = due_at
    where id in (
      select id from activities
      where remind_minutes is not null and done_at is null and deleted_at is null
        and due_at - make_interval(mins => remind_minutes) <= ${now}
        and due_at > ${now}::timestamptz - interval '1 day'
        and reminded_for is distinct from due_at
      order by due_at
      limit 500
      for update skip locked
    )
    returning ${activityColumns}`,
  );
}

export async function activityTitles(db: Reads, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await rows<{ id: string; title: string }>(
    db,
    sql`select id, coalesce(nullif(subject, ''), left(body, 80), '') as title from activities where id = any(${[...ids]}::uuid[])`,
  );
  return new Map(found.map((one) => [one.id, one.title]));
}

/** Somebody planned something: what a sample or an import brought is not meant. */
export async function isAnythingPlanned(db: Reads): Promise<boolean> {
  const found = await row(
    db,
    sql`select 1 from activities where due_at is not null and not generated and deleted_at is null limit 1`,
  );
  return found !== undefined;
}
