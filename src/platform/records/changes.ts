import { sql } from "kysely";
import type { Instant } from "#lib/time.ts";
import { type Reads, row, rows } from "../db/db.ts";
import type { Ground } from "../ground.ts";

export type Changed = { seq: number; kind: string; id: string; gone: boolean; at: Instant };

/** For so long a reader may be away; beyond, it reads the lists anew. */
export const changesKeptDays = 90;

export async function changeEpoch(db: Reads): Promise<string> {
  const known = await row<{ epoch: string }>(db, sql`select epoch from change_epoch`);
  if (known) return known.epoch;
  await sql`insert into change_epoch default values on conflict do nothing`.execute(db); // after a restore, which leaves it out
  return changeEpoch(db);
}

/**
 * Gives every committed change that has none its number, then reads on behind one. Numbers are given under a lock, to what is committed alone: what
 * commits later is numbered later, so whoever has read up to a number has missed nothing below it.
 */
export async function changesAfter(ground: Ground, after: number, limit: number): Promise<Changed[]> {
  await numberChanges(ground);
  return rows<Changed>(
    ground.db,
    sql`
    select seq, kind, record_id as id, gone, at from changes
    where seq > ${after}
    order by seq
    limit ${limit}`,
  );
}

async function numberChanges(ground: Ground): Promise<void> {
  await ground.transact(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('changes', 0))`.execute(tx);
    await sql`
      update changes set seq = numbered.seq
      from (
        select id, nextval('changes_seq') as seq
        from (select id from changes where seq is null order by id) as waiting
      ) as numbered
      where changes.id = numbered.id`.execute(tx);
  });
}

/** The number of the last change there is; 0 before the first. */
export async function lastChange(ground: Ground): Promise<number> {
  await numberChanges(ground);
  return (await row<{ last: number }>(ground.db, sql`select coalesce(max(seq), 0) as last from changes`))!.last;
}

/** Below this number changes are forgotten. */
export async function firstChange(db: Reads): Promise<number> {
  return (await row<{ first: number }>(db, sql`select coalesce(min(seq), 0) as first from changes`))!.first;
}

export async function forgetChanges(db: Reads): Promise<void> {
  await sql`delete from changes where at < now() - make_interval(days => ${changesKeptDays})`.execute(db);
}
