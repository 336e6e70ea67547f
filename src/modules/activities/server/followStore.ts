// The only file that knows who follows what.
import { sql } from "kysely";
import type { Instant } from "#lib/time.ts";
import type { PersonId } from "#modules/people/person.ts";
import { type Reads, rows, type Tx } from "#platform/db/db.ts";
import type { ExportKind } from "#platform/records/exportKind.ts";
import type { RecordName } from "../activity.ts";

export type Follower = { personId: PersonId; leftAt: Instant | null };

export async function followersOf(db: Reads, recordId: string): Promise<Follower[]> {
  return rows<Follower>(
    db,
    sql`select person_id as "personId", left_at as "leftAt" from followers where record_id = ${recordId} order by since, person_id`,
  );
}

/** Brings them in, but for who left. */
export async function addFollowers(
  tx: Tx,
  { record, id }: { record: RecordName; id: string },
  people: readonly string[],
  now: Instant,
): Promise<void> {
  await sql`
    insert into followers (record_kind, record_id, person_id, since)
    select ${record}, ${id}::uuid, person, ${now}::timestamptz from unnest(${[...people]}::uuid[]) as new (person)
    on conflict do nothing`.execute(tx);
}

export async function setFollowing(
  tx: Tx,
  { record, id }: { record: RecordName; id: string },
  personId: string,
  leftAt: Instant | null,
  now: Instant,
): Promise<void> {
  await sql`
    insert into followers (record_kind, record_id, person_id, since, left_at)
    values (${record}, ${id}, ${personId}, ${now}, ${leftAt})
    on conflict (record_id, person_id) do update set left_at = excluded.left_at`.execute(tx);
}

export async function dropFollowers(tx: Tx, recordIds: readonly string[]): Promise<void> {
  await sql`delete from followers where record_id = any(${[...recordIds]}::uuid[])`.execute(tx);
}

export async function followedBy(db: Reads, personId: string): Promise<object[]> {
  return rows<object>(
    db,
    sql`select record_kind, record_id, since, left_at from followers where person_id = ${personId} order by since`,
  );
}

export const followExports: readonly ExportKind[] = [
  {
    name: "followers",
    tables: ["followers"],
    columns: ["record_kind", "record", "record_id", "person", "person_id", "since", "left_at"],
    names: { record: { id: "record_id", kindIn: "record_kind" }, person: { id: "person_id", kind: "person" } },
    rows: sql`
      select record_kind, record_id, person_id, since, left_at from followers
      order by record_kind, record_id, since, person_id`,
  },
];
