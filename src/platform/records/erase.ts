import { sql } from "kysely";
import type { Instant } from "#lib/time.ts";
import { type Reads, rows, type Tx } from "../db/db.ts";
import { actingUser, type Ground, groundOf } from "../ground.ts";
import { forgetAudit } from "./forgetWords.ts";

/** A record whose person asked to be forgotten: its words go, its id and every count stay. */
export type Erased = { readonly kind: string; readonly id: string };

/**
 * Forgets a record in every module that holds something of it, in this transaction. Done twice it changes nothing, so that
 * whatever a backup brings back can be erased again. The caller has asked whether the actor may.
 */
export async function eraseRecord(tx: Tx, erased: Erased, now: Instant): Promise<void> {
  // Those printed last forget first: while the record still says whom they have to look for.
  for (const forget of groundOf(tx).erasers.toReversed()) await forget(tx, erased);
  await forgetAudit(tx, [erased.id]);
  await sql`select refill_search_words()`.execute(tx);
  await sql`delete from once_keys`.execute(tx); // answers that are kept for whoever asks twice hold everybody's words
  await sql`
    insert into erasures (record_kind, record_id, by_user, at)
    values (${erased.kind}, ${erased.id}, ${actingUser(tx)}, ${now})
    on conflict do nothing`.execute(tx);
}

/** Every erasure there was: kept beside each backup, and done again after one is restored. */
export async function allErasures(db: Reads): Promise<(Erased & { at: Instant })[]> {
  return rows(db, sql`select record_kind as kind, record_id as id, at from erasures order by at, record_id`);
}

/** After a restore: whoever was erased since the backup was made is erased again. */
export async function eraseAgain(ground: Ground, erasures: readonly (Erased & { at: Instant })[]): Promise<void> {
  for (const { at, ...erased } of erasures) await ground.transact((tx) => eraseRecord(tx, erased, at));
}
