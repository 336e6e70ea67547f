// Deals in the trash.
import { sql } from "kysely";
import type { Reach } from "#lib/policy/can.ts";
import type { Instant } from "#lib/time.ts";
import { type Reads, rows, type Tx } from "#platform/db/db.ts";
import type { DealId } from "../deal.ts";
import { ownedWithin } from "./reachStore.ts";

export async function trashDeal(tx: Tx, id: DealId, at: Instant | null, by: string | null): Promise<void> {
  await sql`update deals set deleted_at = ${at}, deleted_by = ${by}, version = version + 1 where id = ${id}`.execute(
    tx,
  );
}

export type TrashedDeal = {
  id: string;
  title: string;
  ownerId: string | null;
  deletedAt: Instant;
  deletedBy: string | null;
};

/** What lies in the trash that these may restore or this login deleted, newest first. */
export async function trashedDeals(db: Reads, reach: Reach, login: string): Promise<TrashedDeal[]> {
  return rows<TrashedDeal>(
    db,
    sql`
    select id, name as title, owner_id as "ownerId", deleted_at as "deletedAt", deleted_by as "deletedBy"
    from deals
    where deleted_at is not null and (${ownedWithin(reach)} or deleted_by = ${login})
    order by deleted_at desc, id
    limit 500`,
  );
}

export async function removableDeals(
  tx: Tx,
  asked: { ids: readonly string[] } | { before: Instant },
): Promise<string[]> {
  const which = "ids" in asked ? sql`id = any(${[...asked.ids]}::uuid[])` : sql`deleted_at < ${asked.before}`;
  const found = await rows<{ id: string }>(
    tx,
    sql`select id from deals where deleted_at is not null and ${which} order by id for update`,
  );
  return found.map(({ id }) => id);
}

/** Which of these deals lie in the trash. */
export async function trashedAmong(db: Reads, ids: readonly string[]): Promise<Set<string>> {
  const found = await rows<{ id: string }>(
    db,
    sql`select id from deals where id = any(${[...ids]}::uuid[]) and deleted_at is not null`,
  );
  return new Set(found.map(({ id }) => id));
}
