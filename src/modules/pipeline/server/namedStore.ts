// Deals as files name them.
import { sql } from "kysely";
import type { Reach } from "#lib/policy/can.ts";
import type { CivilDate } from "#lib/time.ts";
import { type Reads, rows } from "#platform/db/db.ts";
import { withinDeals } from "./reachStore.ts";

export type NamedDeal = {
  id: string;
  name: string;
  key: string | null;
  ownerId: string | null;
  valueMinor: number;
  currency: string;
  closedOn: CivilDate | null;
  lines: number;
};

/** Deals within reach that bear one of these names, keys of other programs, or ids. */
export async function dealsNamed(
  db: Reads,
  reach: Reach,
  by: { names: readonly string[]; keys: readonly string[]; ids: readonly string[] },
): Promise<NamedDeal[]> {
  return rows<NamedDeal>(
    db,
    sql`
    select id, name, key, owner_id as "ownerId", value_minor as "valueMinor", currency, closed_on as "closedOn",
      (select count(*) from deal_lines where deal_id = deals.id) as lines
    from deals
    where deleted_at is null and ${withinDeals(reach)}
      and (name = any(${[...by.names]}::text[]) or key = any(${[...by.keys]}::text[]) or id = any(${[...by.ids]}::uuid[]))
    order by id`,
  );
}
