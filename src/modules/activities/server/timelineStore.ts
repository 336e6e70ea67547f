// The only file that reads activities as a record's timeline and as somebody's calendar.
import { type RawBuilder, sql } from "kysely";
import type { Reach } from "#lib/policy/can.ts";
import type { Instant } from "#lib/time.ts";
import { type Reads, rows } from "#platform/db/db.ts";
import type { Activity, ActivityKind, RecordName } from "../activity.ts";
import { activityColumns } from "./store.ts";

/** Whose timeline, and what of it may be read: through a deal one reads, or because of whose the activity is. */
export type TimelineOf = {
  record: RecordName;
  id: string;
  owners: Reach;
  /** Ids of the deals that the actor reads. */
  deals: RawBuilder<unknown>;
  /** Ids of the organization's contacts that the actor reads. */
  contacts: RawBuilder<unknown>;
};

export type Before = { at: Instant; id: string };

const momentSql = sql`coalesce(done_at, due_at, created_at)`;

/** A page, newest first. */
export async function activitiesOn(
  db: Reads,
  of: TimelineOf,
  { kinds, before, limit }: { kinds: readonly ActivityKind[]; before: Before | undefined; limit: number },
): Promise<Activity[]> {
  const older = before
    ? sql`and (${momentSql} < ${before.at}::timestamptz or (${momentSql} = ${before.at}::timestamptz and id < ${before.id}::uuid))`
    : sql``;
  return rows<Activity>(
    db,
    sql`
    select ${activityColumns} from activities
    where ${isOn(of)} and deleted_at is null and kind = any(${[...kinds]}::text[]) ${older}
    order by ${momentSql} desc, id desc
    limit ${limit}`,
  );
}

/** What is still to be done with it, the soonest first. */
export async function openOnRecord(db: Reads, of: TimelineOf): Promise<Activity[]> {
  return rows<Activity>(
    db,
    sql`
    select ${activityColumns} from activities
    where ${isOn(of)} and done_at is null and due_at is not null and deleted_at is null
    order by due_at, id
    limit 20`,
  );
}

export async function countsOn(db: Reads, of: TimelineOf): Promise<{ kind: ActivityKind; count: number }[]> {
  return rows(
    db,
    sql`
    select kind, count(*) as count from activities
    where ${isOn(of)} and deleted_at is null
    group by kind`,
  );
}

function isOn({ record, id, owners, deals, contacts }: TimelineOf): RawBuilder<unknown> {
  if (record === "deal") return sql`deal_id = ${id}`;
  const whose = owners.all ? sql`true` : sql`owner_id = any(${[...owners.owners]}::uuid[])`;
  const isReadable = sql`(deal_id is null or ${whose} or deal_id in (${deals}))`;
  if (record === "contact")
    return sql`(contact_id = ${id} or id in (select activity_id from activity_attendees where contact_id = ${id})) and ${isReadable}`;
  return sql`(organization_id = ${id} or contact_id in (${contacts})) and ${isReadable}`;
}

/** What these people have on their calendars in a span: theirs to do, and the meetings they attend. */
export async function activitiesBetween(
  db: Reads,
  people: readonly string[],
  { from, to }: { from: Instant; to: Instant },
): Promise<Activity[]> {
  return rows<Activity>(
    db,
    sql`
    select ${activityColumns} from activities
    where deleted_at is null
      and due_at < ${to} and due_at + make_interval(mins => coalesce(length_minutes, 0)) >= ${from}
      and due_at >= ${from}::timestamptz - interval '1 day'
      and (
        owner_id = any(${[...people]}::uuid[])
        or id in (select activity_id from activity_attendees where person_id = any(${[...people]}::uuid[]))
      )
    order by due_at, id
    limit 2000`,
  );
}

export type Effort = {
  id: string;
  dealId: string | null;
  kind: Activity["kind"];
  subject: string;
  at: string;
  personId: string | null;
  minutes: number | null;
  direction: Activity["direction"];
  isTouch: boolean;
};

/** What was done with customers, without words: calls, mails, meetings and tasks on these deals, or with an organization. */
export async function effortsOn(
  db: Reads,
  on: { deals: readonly string[] } | { organization: string },
): Promise<Effort[]> {
  const which =
    "deals" in on
      ? sql`activities.deal_id = any(${[...on.deals]}::uuid[])`
      : sql`activities.organization_id = ${on.organization}`;
  return rows<Effort>(
    db,
    sql`
    select activities.id, deal_id as "dealId", kind, subject, done_at as at, owner_id as "personId", length_minutes as minutes, direction,
      (kind in ('call', 'mail') and direction is distinct from 'in') or (kind = 'meeting' and meeting_outcome = 'held') as "isTouch"
    from activities
    where ${which} and deleted_at is null and done_at is not null and kind not in ('note', 'comment')
      and meeting_outcome is distinct from 'cancelled'
    order by done_at, activities.id`,
  );
}
