// The SQL of the lists that a workspace starts with, as an undo of its start removes them.
import { sql } from "kysely";
import { type Reads, rows, type Tx } from "#platform/db/db.ts";
import { startedNames } from "./startPipeline.ts";

export const startedLists = ["sources", "reasons", "forecast_ranks", "contact_parts"] as const;
export type StartedList = (typeof startedLists)[number];

export async function startedRows(db: Reads, list: StartedList): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    sql`select id from ${sql.table(list)} where name = any(${startedNames(list)}::text[]) order by id`,
  );
  return found.map(({ id }) => id);
}

/** Refused by the database where a record names one. */
export async function deleteStarted(tx: Tx, list: StartedList, ids: readonly string[]): Promise<void> {
  await sql`delete from ${sql.table(list)} where id = any(${[...ids]}::uuid[])`.execute(tx);
}
