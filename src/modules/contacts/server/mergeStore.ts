// The only file that knows the merges, and where the absorbed records lead.
import { type RawBuilder, sql } from "kysely";
import { type Id, newId } from "#lib/id.ts";
import type { Instant } from "#lib/time.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import type { MergeKind, Moved } from "#platform/records/merge.ts";
import { withAbsorbed } from "./store.ts";

export type MergeId = Id<"merge">;
/** For each field that the survivor took over: what it was, and what it became. */
export type TakenOver = Record<string, { was: unknown; became: unknown }>;
export type Merge = {
  id: MergeId;
  kind: MergeKind;
  survivorId: string;
  absorbedId: string;
  changes: TakenOver;
  byUser: string;
  at: Instant;
  undoneAt: Instant | null;
};

const columns = sql.raw(`
  id, kind, survivor_id as "survivorId", absorbed_id as "absorbedId", changes, by_user as "byUser", at, undone_at as "undoneAt"`);

export async function insertMerge(
  tx: Tx,
  merge: Omit<Merge, "id" | "undoneAt">,
  moved: readonly Moved[],
): Promise<MergeId> {
  const id = newId<"merge">();
  await sql`
    insert into merges (id, kind, survivor_id, absorbed_id, changes, by_user, at)
    values (${id}, ${merge.kind}, ${merge.survivorId}, ${merge.absorbedId}, ${JSON.stringify(merge.changes)}::jsonb,
      ${merge.byUser}, ${merge.at})`.execute(tx);
  await sql`
    insert into merge_moves (merge_id, moved, row_id, was)
    select ${id}::uuid, * from unnest(
      ${moved.map((one) => one.column)}::text[], ${moved.map((one) => one.row)}::uuid[],
      ${moved.map((one) => JSON.stringify(one.was ?? null))}::jsonb[]
    )`.execute(tx);
  return id;
}

export async function lockMerge(tx: Tx, id: MergeId): Promise<Merge | undefined> {
  return row<Merge>(tx, sql`select ${columns} from merges where id = ${id} for update`);
}

export async function movesOf(db: Reads, id: MergeId): Promise<Moved[]> {
  return rows<Moved>(db, sql`select moved as column, row_id as row, was from merge_moves where merge_id = ${id}`);
}

/** What became one with a record since a moment and was not undone, the last first. */
export async function mergesInto(db: Reads, survivor: string, since: Instant): Promise<Merge[]> {
  return rows<Merge>(
    db,
    sql`
    select ${columns} from merges
    where survivor_id = ${survivor} and undone_at is null and at >= ${since}
    order by at desc, id desc`,
  );
}

export async function noteUndone(tx: Tx, id: MergeId, at: Instant): Promise<void> {
  await sql`update merges set undone_at = ${at} where id = ${id}`.execute(tx);
}

const tableOf = (kind: MergeKind): RawBuilder<unknown> => sql.table(`${kind}s`);

/** The absorbed is no more by itself; or, undone, is again. */
export async function setMergedInto(
  tx: Tx,
  kind: MergeKind,
  absorbed: string,
  { survivor, at, by }: { survivor: string | null; at: Instant | null; by: string | null },
): Promise<void> {
  await sql`
    update ${tableOf(kind)}
    set merged_into = ${survivor}, deleted_at = ${at}, deleted_by = ${by}, version = version + 1
    where id = ${absorbed}`.execute(tx);
}

/** Where an absorbed record is found now, however often it became one with another. */
export async function survivorOf(db: Reads, kind: MergeKind, id: string): Promise<string | undefined> {
  const found = await row<{ id: string }>(
    db,
    sql`
    with recursive led (id, next) as (
      select id, merged_into from ${tableOf(kind)} where id = ${id}
      union select one.id, one.merged_into from ${tableOf(kind)} as one join led on one.id = led.next
    )
    select id from led where next is null and id <> ${id}`,
  );
  return found?.id;
}

/** Which records' history is a record's own: itself, and those that became one with it. */
export async function recordFamily(db: Reads, kind: MergeKind, id: string): Promise<string[]> {
  const found = await rows<{ id: string }>(db, sql`${withAbsorbed(kind, [id])}`);
  return found.map((one) => one.id);
}

/** A merge that concerns an erased contact can't be undone any more, and keeps none of their words. */
export async function forgetMerges(tx: Tx, contact: string): Promise<void> {
  await sql`
    update merges set changes = '{}', undone_at = coalesce(undone_at, at)
    where kind = 'contact' and (survivor_id = ${contact} or absorbed_id = ${contact})`.execute(tx);
  await sql`
    delete from merge_moves using merges
    where merge_moves.merge_id = merges.id and merges.kind = 'contact' and (survivor_id = ${contact} or absorbed_id = ${contact})`.execute(
    tx,
  );
}
