import { type RawBuilder, sql } from "kysely";
import { type Reach, sharedForReading, sharedForWriting } from "#lib/policy/can.ts";
import type { Instant } from "#lib/time.ts";
import { type Reads, rows, type Tx } from "../db/db.ts";
import { actingUser } from "../ground.ts";

export const sharedKinds = ["deal", "organization", "contact"] as const;
export type SharedKind = (typeof sharedKinds)[number];
export type Share = { personId: string; mayWrite: boolean; at: Instant };

/** The SQL side of a reach over a table: by whose a record is, or by its own share. */
export function withinReach(reach: Reach, owner: RawBuilder<unknown>, id: RawBuilder<unknown>): RawBuilder<unknown> {
  if (reach.all) return sql`true`;
  const { shared, unowned } = reach;
  const theirs = sql`${owner} = any(${[...reach.owners]}::uuid[])`;
  const owned = unowned ? sql`(${theirs} or ${owner} is null)` : theirs;
  if (!shared) return owned;
  // As an array: both sides then go by their index.
  return sql`(${owned} or ${id} = any(array(
    select record_id from shares
    where person_id = ${shared.person} and record_kind = ${shared.kind} ${shared.write ? sql`and may_write` : sql``})))`;
}

/** What of `permissions.json` holds for somebody by a share of one record. */
export async function sharedFor(db: Reads, kind: SharedKind, id: string, person: string): Promise<string[]> {
  const found = await rows<{ mayWrite: boolean }>(
    db,
    sql`
    select may_write as "mayWrite" from shares
    where record_kind = ${kind} and record_id = ${id} and person_id = ${person}`,
  );
  return found.flatMap(({ mayWrite }) => (mayWrite ? [sharedForReading, sharedForWriting] : [sharedForReading]));
}

export async function sharesOf(db: Reads, kind: SharedKind, id: string): Promise<Share[]> {
  return rows<Share>(
    db,
    sql`
    select person_id as "personId", may_write as "mayWrite", at from shares
    where record_kind = ${kind} and record_id = ${id}
    order by at, person_id`,
  );
}

export async function putShare(
  tx: Tx,
  { kind, id, personId, mayWrite }: { kind: SharedKind; id: string; personId: string; mayWrite: boolean },
  now: Instant,
): Promise<void> {
  await sql`
    insert into shares (record_kind, record_id, person_id, may_write, by_user, at)
    values (${kind}, ${id}, ${personId}, ${mayWrite}, ${actingUser(tx)}, ${now})
    on conflict (record_kind, record_id, person_id) do update set may_write = excluded.may_write`.execute(tx);
}

export async function dropShare(tx: Tx, kind: SharedKind, id: string, personId: string): Promise<void> {
  await sql`delete from shares where record_kind = ${kind} and record_id = ${id} and person_id = ${personId}`.execute(
    tx,
  );
}

/** Shares go with what is removed for good, and with a person who is erased. */
export async function forgetShares(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`delete from shares where record_id = any(${[...ids]}::uuid[]) or person_id = any(${[...ids]}::uuid[])`.execute(
    tx,
  );
}
