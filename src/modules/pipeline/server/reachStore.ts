// Who may read which deals and leads, as conditions of a query.
import { type RawBuilder, sql } from "kysely";
import type { Reach } from "#lib/policy/can.ts";
import { type Reads, rows } from "#platform/db/db.ts";
import { withinReach } from "#platform/records/shares.ts";

/** Deals that may be read; a lead is none. */
export function withinDeals(reach: Reach): RawBuilder<unknown> {
  return sql`deals.qualified_at is not null and ${ownedWithin(reach)}`;
}

export function withinLeads(reach: Reach): RawBuilder<unknown> {
  return sql`deals.qualified_at is null and ${ownedWithin(reach)}`;
}

export function ownedWithin(reach: Reach): RawBuilder<unknown> {
  return withinReach(reach, sql`deals.owner_id`, sql`deals.id`);
}

/** Who may read which deals, and which leads. */
export type Reaches = { deals: Reach; leads: Reach };

const withinEither = ({ deals, leads }: Reaches) => sql`((${withinDeals(deals)}) or (${withinLeads(leads)}))`;

/** Those of these that may be read, whether they are deals already or leads. */
export async function readableDeals(db: Reads, reaches: Reaches, ids: readonly string[]): Promise<Set<string>> {
  const found = await rows<{ id: string }>(
    db,
    sql`
    select id from deals where id = any(${[...ids]}::uuid[]) and deleted_at is null and ${withinEither(reaches)}`,
  );
  return new Set(found.map((one) => one.id));
}

/** The ids of the deals within a reach, as a fragment. */
export function dealsWithin(reaches: Reaches): RawBuilder<unknown> {
  return sql`select id from deals where deleted_at is null and ${withinEither(reaches)}`;
}

/** Ids of the organizations with a deal within reach, as a query for the filter of organizations. */
export function organizationsOfDeals(reaches: Reaches): RawBuilder<unknown> {
  return sql`select organization_id from deals where organization_id is not null and deleted_at is null and ${withinEither(reaches)}`;
}
