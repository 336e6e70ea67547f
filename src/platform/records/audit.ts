import { sql } from "kysely";
import { newId } from "#lib/id.ts";
import type { Instant } from "#lib/time.ts";
import { type Reads, rows, type Tx } from "../db/db.ts";
import { actingUser, groundOf } from "../ground.ts";

export type Change = { field: string; was: unknown; became: unknown };
export type AuditEntry = Change & { id: string; by: string | null; at: Instant };

/** Appends which fields of a record went from what to what, in the transaction of the change. */
export async function audit(tx: Tx, kind: string, record: string, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const now = groundOf(tx).clock.now();
  await sql`
    insert into audit (id, record_kind, record_id, field, was, became, by_user, at)
    select id, ${kind}, ${record}::uuid, field, was, became, ${actingUser(tx)}::text, ${now}::timestamptz
    from unnest(
      ${changes.map(() => newId())}::uuid[],
      ${changes.map((change) => change.field)}::text[],
      ${changes.map((change) => JSON.stringify(change.was ?? null))}::jsonb[],
      ${changes.map((change) => JSON.stringify(change.became ?? null))}::jsonb[]
    ) as new (id, field, was, became)`.execute(tx);
}

/** The fields in which two shapes differ. */
export function changesBetween<Shape extends object>(
  was: Shape,
  became: Shape,
  fields: readonly (keyof Shape & string)[],
): Change[] {
  return fields
    .filter((field) => JSON.stringify(was[field]) !== JSON.stringify(became[field]))
    .map((field) => ({ field, was: was[field], became: became[field] }));
}

export async function auditOf(db: Reads, record: string): Promise<AuditEntry[]> {
  return rows<AuditEntry>(
    db,
    sql`
    select id, field, was, became, by_user as by, at
    from audit
    where record_id = ${record}
    order by at, id`,
  );
}
