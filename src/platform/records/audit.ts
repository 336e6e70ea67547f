import { sql } from "kysely";
import type { Instant } from "#lib/time.ts";
import { type Reads, rows, type Tx } from "../db/db.ts";
import { noteAudit } from "../ground.ts";

export type Change = { field: string; was: unknown; became: unknown };
export type AuditEntry = Change & { id: string; by: string | null; at: Instant };

/** Appends which fields of a record went from what to what: with the last statement of the transaction of the change. */
export function audit(tx: Tx, kind: string, record: string, changes: readonly Change[]): void {
  noteAudit(
    tx,
    changes.map((change) => ({ ...change, kind, record })),
  );
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
