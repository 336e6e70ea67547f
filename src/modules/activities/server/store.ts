// The only file that knows the activities.
import { sql } from "kysely";
import { newId } from "#lib/id.ts";
import type { Instant } from "#lib/time.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import { actingUser } from "#platform/ground.ts";
import type { ExportKind } from "#platform/records/exportKind.ts";
import type { Activity, ActivityId } from "../activity.ts";

const columns = sql.raw(`
  id, kind, subject, body, deal_id as "dealId", organization_id as "organizationId", contact_id as "contactId", owner_id as "ownerId",
  due_at as "dueAt", done_at as "doneAt", length_minutes as "lengthMinutes", generated, created_at as "createdAt", version`);

export type NewActivity = Omit<Activity, "id" | "version"> & { id?: ActivityId };

export async function insertActivities(tx: Tx, all: readonly NewActivity[]): Promise<ActivityId[]> {
  const ids = all.map((one) => one.id ?? newId<"activity">());
  const column = <Value>(of: (one: NewActivity) => Value) => all.map(of);
  await sql`
    insert into activities (id, kind, subject, body, deal_id, organization_id, contact_id, owner_id, due_at, done_at, length_minutes, generated, created_at, created_by)
    select *, ${actingUser(tx)}::text from unnest(
      ${ids}::uuid[], ${column((one) => one.kind)}::text[], ${column((one) => one.subject)}::text[], ${column((one) => one.body)}::text[],
      ${column((one) => one.dealId)}::uuid[], ${column((one) => one.organizationId)}::uuid[], ${column((one) => one.contactId)}::uuid[],
      ${column((one) => one.ownerId)}::uuid[], ${column((one) => one.dueAt)}::timestamptz[], ${column((one) => one.doneAt)}::timestamptz[],
      ${column((one) => one.lengthMinutes)}::int[], ${column((one) => one.generated)}::boolean[], ${column((one) => one.createdAt)}::timestamptz[]
    )`.execute(tx);
  return ids;
}

export async function lockActivity(tx: Tx, id: ActivityId) {
  return row<Activity & { deletedAt: Instant | null }>(
    tx,
    sql`select ${columns}, deleted_at as "deletedAt" from activities where id = ${id} for update`,
  );
}

export async function saveActivity(tx: Tx, one: Activity): Promise<Activity> {
  const saved = await row<Activity>(
    tx,
    sql`
    update activities
    set subject = ${one.subject}, body = ${one.body}, due_at = ${one.dueAt}, done_at = ${one.doneAt}, length_minutes = ${one.lengthMinutes}, version = version + 1
    where id = ${one.id}
    returning ${columns}`,
  );
  return saved!;
}

export async function trashActivity(tx: Tx, id: ActivityId, at: Instant | null): Promise<Activity> {
  return (await row<Activity>(
    tx,
    sql`update activities set deleted_at = ${at}, version = version + 1 where id = ${id} returning ${columns}`,
  ))!;
}

const recordColumn = { deal: "deal_id", organization: "organization_id", contact: "contact_id" } as const;
export type RecordName = keyof typeof recordColumn;

export async function activitiesOn(db: Reads, record: RecordName, id: string): Promise<Activity[]> {
  return rows<Activity>(
    db,
    sql`
    select ${columns} from activities
    where ${sql.ref(recordColumn[record])} = ${id} and deleted_at is null
    order by coalesce(done_at, due_at, created_at) desc, id`,
  );
}

export async function openOn(db: Reads, dealId: string): Promise<Activity[]> {
  return rows<Activity>(
    db,
    sql`
    select ${columns} from activities
    where deal_id = ${dealId} and done_at is null and due_at is not null and deleted_at is null
    order by due_at
    limit 1`,
  );
}

export async function dueFor(db: Reads, ownerId: string, until: Instant): Promise<Activity[]> {
  return rows<Activity>(
    db,
    sql`
    select ${columns} from activities
    where owner_id = ${ownerId} and done_at is null and due_at < ${until} and deleted_at is null
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
      "done_at",
      "length_minutes",
      "created_at",
      "deleted_at",
    ],
    names: {
      deal: { id: "deal_id", kind: "deal" },
      organization: { id: "organization_id", kind: "organization" },
      contact: { id: "contact_id", kind: "contact" },
      owner: { id: "owner_id", kind: "person" },
    },
    rows: sql`
      select id, kind, subject, body, deal_id, organization_id, contact_id, owner_id, due_at, done_at, length_minutes, created_at, deleted_at
      from activities
      order by created_at, id`,
  },
];
