import { type RawBuilder, sql } from "kysely";
import { z } from "zod";
import { type Reach, sharedForReading, sharedForWriting } from "#lib/policy/can.ts";
import type { Instant } from "#lib/time.ts";
import { type Reads, rows, type Tx } from "../db/db.ts";
import { actingUser } from "../ground.ts";
import type { Mergeable } from "./merge.ts";

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
  return (await sharedAmong(db, kind, [id], person))(id);
}

/** As `sharedFor`, of many records at once. */
export async function sharedAmong(
  db: Reads,
  kind: SharedKind,
  ids: readonly string[],
  person: string,
): Promise<(id: string) => string[]> {
  const found = await rows<{ id: string; mayWrite: boolean }>(
    db,
    sql`
    select record_id as id, may_write as "mayWrite" from shares
    where record_kind = ${kind} and person_id = ${person} and record_id = any(${[...ids]}::uuid[])`,
  );
  const mayWrite = new Map(found.map((one) => [one.id, one.mayWrite]));
  return (id) => heldBy(mayWrite.get(id));
}

function heldBy(mayWrite: boolean | undefined): string[] {
  if (mayWrite === undefined) return [];
  return mayWrite ? [sharedForReading, sharedForWriting] : [sharedForReading];
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

/** The shares of two records that become one: whoever had either has the one, and may write if either let them. */
export const sharesFollow: readonly Mergeable[] = (["contact", "organization"] as const).map((kind) => ({
  column: "shares.record_id",
  of: kind,
  move: async (tx, { from, into }) => {
    const had = new Map((await sharesOf(tx, kind, into)).map(({ personId, mayWrite }) => [personId, mayWrite]));
    const moved = await sharesOf(tx, kind, from);
    await joinShares(tx, kind, from, into);
    return moved.map(({ personId, ...share }) => ({
      row: personId,
      was: { ...share, had: had.get(personId) ?? null },
    }));
  },
  putBack: async (tx, moved, { from, into }) => {
    const there = new Map((await sharesOf(tx, kind, into)).map(({ personId, mayWrite }) => [personId, mayWrite]));
    const back: string[] = [];
    for (const { row: personId, was } of moved) {
      const { mayWrite, had, at } = shareWas.parse(was);
      // What somebody said of it since stays as they said it.
      if (there.get(personId) !== (mayWrite || had === true)) continue;
      await returnShare(tx, kind, { from, into, personId, mayWrite, had, at });
      back.push(personId);
    }
    return back;
  },
}));

const shareWas = z.object({ mayWrite: z.boolean(), had: z.boolean().nullable(), at: z.string() });

async function joinShares(tx: Tx, kind: SharedKind, from: string, into: string): Promise<void> {
  await sql`
    insert into shares (record_kind, record_id, person_id, may_write, by_user, at)
    select record_kind, ${into}::uuid, person_id, may_write, by_user, at
    from shares where record_kind = ${kind} and record_id = ${from}
    on conflict (record_kind, record_id, person_id) do update set may_write = shares.may_write or excluded.may_write`.execute(
    tx,
  );
  await sql`delete from shares where record_kind = ${kind} and record_id = ${from}`.execute(tx);
}

type Returned = { from: string; into: string; personId: string; mayWrite: boolean; had: boolean | null; at: Instant };

async function returnShare(
  tx: Tx,
  kind: SharedKind,
  { from, into, personId, mayWrite, had, at }: Returned,
): Promise<void> {
  await putShare(tx, { kind, id: from, personId, mayWrite }, at);
  if (had === null) await dropShare(tx, kind, into, personId);
  else await putShare(tx, { kind, id: into, personId, mayWrite: had }, at);
}
