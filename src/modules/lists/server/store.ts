// The only file that knows the tables of lists.
import { sql } from "kysely";
import type { Instant } from "#lib/time.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import type { Shown, View, ViewId } from "../view.ts";

const viewColumns = sql.raw(`
  views.id, views.list, views.name, views.owner_id as "ownerId", views.shared_with as "sharedWith", views.shown, views.position, views.version`);

export async function viewsOfList(db: Reads, list: string): Promise<View[]> {
  return rows<View>(db, sql`select ${viewColumns} from views where list = ${list} order by position, created_at, id`);
}

export async function lockView(tx: Tx, id: ViewId): Promise<View | undefined> {
  return row<View>(tx, sql`select ${viewColumns} from views where id = ${id} for update`);
}

export async function insertView(tx: Tx, one: Omit<View, "version" | "position">, now: Instant): Promise<void> {
  await sql`
    insert into views (id, list, name, owner_id, shared_with, shown, position, created_at)
    values (${one.id}, ${one.list}, ${one.name}, ${one.ownerId}, ${one.sharedWith}, ${JSON.stringify(one.shown)}::jsonb,
      (select coalesce(max(position), 0) + 1 from views where list = ${one.list}), ${now})`.execute(tx);
}

export async function saveView(tx: Tx, one: View): Promise<void> {
  await sql`
    update views
    set name = ${one.name}, shared_with = ${one.sharedWith}, shown = ${JSON.stringify(one.shown satisfies Shown)}::jsonb,
        position = ${one.position}, version = version + 1
    where id = ${one.id}`.execute(tx);
}

export async function deleteView(tx: Tx, id: ViewId): Promise<void> {
  await sql`delete from views where id = ${id}`.execute(tx);
}

export async function firstViewOf(db: Reads, person: string, list: string): Promise<string | null> {
  const found = await row<{ first: string | null }>(
    db,
    sql`select first_view as first from view_choices where person_id = ${person} and list = ${list}`,
  );
  return found?.first ?? null;
}

export async function chooseFirst(tx: Tx, person: string, list: string, view: ViewId | null): Promise<void> {
  await sql`
    insert into view_choices (person_id, list, first_view)
    values (${person}, ${list}, ${view})
    on conflict (person_id, list) do update set first_view = excluded.first_view`.execute(tx);
}

export type BulkState = "running" | "done" | "undoing" | "undone";
export type Bulk = {
  id: string;
  list: string;
  byUser: string;
  what: "change" | "remove";
  fields: Record<string, unknown>;
  state: BulkState;
  at: Instant;
};
const bulkColumns = sql.raw(`id, list, by_user as "byUser", what, coalesce(fields, '{}') as fields, state, at`);

export async function insertBulk(tx: Tx, one: Bulk, records: readonly string[]): Promise<void> {
  await sql`
    insert into bulk_changes (id, list, by_user, what, fields, state, at)
    values (${one.id}, ${one.list}, ${one.byUser}, ${one.what}, ${JSON.stringify(one.fields)}::jsonb, ${one.state}, ${one.at})`.execute(
    tx,
  );
  await sql`
    insert into bulk_rows (bulk_id, record_id, position)
    select ${one.id}, record_id, position
    from unnest(${[...records]}::uuid[], ${records.map((_, at) => at)}::int[]) as chosen (record_id, position)
    on conflict do nothing`.execute(tx);
}

export async function bulkById(db: Reads, id: string): Promise<Bulk | undefined> {
  return row<Bulk>(db, sql`select ${bulkColumns} from bulk_changes where id = ${id}`);
}

export async function lockBulk(tx: Tx, id: string): Promise<Bulk | undefined> {
  return row<Bulk>(tx, sql`select ${bulkColumns} from bulk_changes where id = ${id} for update`);
}

export async function setBulkState(tx: Tx, id: string, state: BulkState, now: Instant): Promise<void> {
  await sql`
    update bulk_changes
    set state = ${state}, finished_at = ${state === "running" || state === "undoing" ? null : now}::timestamptz
    where id = ${id}`.execute(tx);
}

export type BulkRow = { recordId: string; was: Record<string, unknown> | null; version: number | null };

/** The next row in a state, held: of two processes that work on one change, each takes another. */
export async function nextRow(tx: Tx, bulk: string, state: "waiting" | "done"): Promise<BulkRow | undefined> {
  return row<BulkRow>(
    tx,
    sql`
    select record_id as "recordId", was, version from bulk_rows
    where bulk_id = ${bulk} and state = ${state}
    order by position
    limit 1
    for update skip locked`,
  );
}

export type RowOutcome = {
  state: "done" | "refused" | "undone" | "kept";
  was?: Readonly<Record<string, unknown>>;
  version?: number;
  problem?: { code: string; facts: Readonly<Record<string, unknown>>; errors: { pointer: string; code: string }[] };
};

export async function noteRow(tx: Tx, bulk: string, record: string, one: RowOutcome): Promise<void> {
  await sql`
    update bulk_rows
    set state = ${one.state}, was = coalesce(${one.was ? JSON.stringify(one.was) : null}::jsonb, was),
        version = coalesce(${one.version ?? null}::int, version), problem = ${one.problem ? JSON.stringify(one.problem) : null}::jsonb
    where bulk_id = ${bulk} and record_id = ${record}`.execute(tx);
}

export async function bulkCounts(db: Reads, id: string): Promise<Record<string, number>> {
  const found = await rows<{ state: string; count: number }>(
    db,
    sql`select state, count(*) as count from bulk_rows where bulk_id = ${id} group by state`,
  );
  return Object.fromEntries(found.map(({ state, count }) => [state, count]));
}

export async function bulkProblems(db: Reads, id: string) {
  return rows<{ id: string; problem: NonNullable<RowOutcome["problem"]> }>(
    db,
    sql`
    select record_id as id, problem from bulk_rows
    where bulk_id = ${id} and problem is not null
    order by position
    limit 100`,
  );
}

/** What can't be undone any more is forgotten. */
export async function forgetBulks(tx: Tx, before: Instant): Promise<void> {
  await sql`delete from bulk_changes where at < ${before}`.execute(tx);
}
