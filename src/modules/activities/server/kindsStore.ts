// The only file that knows the workspace's own kinds of activity and outcomes of calls.
import { sql } from "kysely";
import { newId } from "#lib/id.ts";
import type { Instant } from "#lib/time.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import type { ExportKind } from "#platform/records/exportKind.ts";
import type { ActivityTypeId, CallOutcomeId } from "../activity.ts";

export type ActivityType = {
  id: ActivityTypeId;
  name: string;
  icon: string;
  isTouch: boolean;
  archivedAt: Instant | null;
};
/** `key` says which of the product's own it is: those are named in the reader's language while they have no name. */
export type CallOutcome = {
  id: CallOutcomeId;
  key: string | null;
  name: string | null;
  isReached: boolean;
  archivedAt: Instant | null;
};

const typeColumns = sql.raw(`id, name, icon, is_touch as "isTouch", archived_at as "archivedAt"`);
const outcomeColumns = sql.raw(`id, key, name, is_reached as "isReached", archived_at as "archivedAt"`);

export async function readTypes(db: Reads): Promise<ActivityType[]> {
  return rows<ActivityType>(db, sql`select ${typeColumns} from activity_types order by created_at, id`);
}

export async function readOutcomes(db: Reads): Promise<CallOutcome[]> {
  return rows<CallOutcome>(db, sql`select ${outcomeColumns} from call_outcomes order by rank, id`);
}

export async function insertType(
  tx: Tx,
  { name, icon, isTouch }: Pick<ActivityType, "name" | "icon" | "isTouch">,
  now: Instant,
): Promise<ActivityType> {
  const made = await row<ActivityType>(
    tx,
    sql`
    insert into activity_types (id, name, icon, is_touch, created_at)
    values (${newId()}, ${name}, ${icon}, ${isTouch}, ${now})
    returning ${typeColumns}`,
  );
  return made!;
}

export async function saveType(tx: Tx, one: ActivityType): Promise<void> {
  await sql`
    update activity_types
    set name = ${one.name}, icon = ${one.icon}, is_touch = ${one.isTouch}, archived_at = ${one.archivedAt}
    where id = ${one.id}`.execute(tx);
}

export async function insertOutcome(
  tx: Tx,
  { name, isReached }: { name: string; isReached: boolean },
): Promise<CallOutcome> {
  const made = await row<CallOutcome>(
    tx,
    sql`
    insert into call_outcomes (id, name, is_reached, rank)
    select ${newId()}::uuid, ${name}, ${isReached}, coalesce(max(rank), 0) + 10 from call_outcomes
    returning ${outcomeColumns}`,
  );
  return made!;
}

export async function saveOutcome(tx: Tx, one: CallOutcome): Promise<void> {
  await sql`
    update call_outcomes set name = ${one.name}, is_reached = ${one.isReached}, archived_at = ${one.archivedAt}
    where id = ${one.id}`.execute(tx);
}

export const kindsExports: readonly ExportKind[] = [
  {
    name: "activity_types",
    tables: ["activity_types"],
    columns: ["id", "name", "icon", "is_touch", "created_at", "archived_at"],
    rows: sql`select id, name, icon, is_touch, created_at, archived_at from activity_types order by created_at, id`,
  },
  {
    name: "call_outcomes",
    tables: ["call_outcomes"],
    columns: ["id", "key", "name", "is_reached", "rank", "archived_at"],
    rows: sql`select id, key, name, is_reached, rank, archived_at from call_outcomes order by rank, id`,
  },
];
