// The only file that knows the table of the search.
import { sql } from "kysely";
import type { Instant } from "#lib/time.ts";
import { type Reads, rows, type Tx } from "#platform/db/db.ts";

export async function noteOpen(
  tx: Tx,
  person: string,
  { kind, id }: { kind: string; id: string },
  now: Instant,
): Promise<void> {
  await sql`
    insert into search_opens (person_id, record_kind, record_id, last_at)
    values (${person}, ${kind}, ${id}, ${now})
    on conflict (person_id, record_kind, record_id)
    do update set times = search_opens.times + 1, last_at = excluded.last_at`.execute(tx);
}

/** How much each of these is opened by somebody: times, halved with every thirty days since the last. */
export async function opensOf(
  db: Reads,
  person: string,
  ids: readonly string[],
  now: Instant,
): Promise<Map<string, number>> {
  const found = await rows<{ id: string; weight: number }>(
    db,
    sql`
    select record_id as id, (times * 0.5 ^ (extract(epoch from ${now}::timestamptz - last_at) / 2592000.0))::float8 as weight
    from search_opens
    where person_id = ${person} and record_id = any(${[...ids]}::uuid[])`,
  );
  return new Map(found.map(({ id, weight }) => [id, weight]));
}

export async function forgetOpens(tx: Tx, of: { person: string } | { records: readonly string[] }): Promise<void> {
  const which = "person" in of ? sql`person_id = ${of.person}` : sql`record_id = any(${[...of.records]}::uuid[])`;
  await sql`delete from search_opens where ${which}`.execute(tx);
}
