// Whose deals they are: what people own, how it is passed on, which of it rots.
import { sql } from "kysely";
import type { Id } from "#lib/id.ts";
import type { CivilDate, Instant, Zone } from "#lib/time.ts";
import { organizationNames } from "#modules/contacts/server/public.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import type { Passable } from "#platform/records/transfer.ts";
import type { DealId } from "../deal.ts";
import { rots } from "./dealShownStore.ts";
import { type DealRow, deal, dealColumns, type StoredDeal } from "./store.ts";

export type OwnedDeal = {
  id: DealId;
  name: string;
  ownerId: string;
  organization: string | null;
  baseMinor: number;
  units: number;
  openedOn: CivilDate | null;
  closedOn: CivilDate | null;
  nextStep: string | null;
  nextStepAt: Instant | null;
};

/** People's open deals, or those they won since a day: what each would bring or has brought. */
export async function dealsOwned(
  db: Reads,
  owners: readonly string[] | null,
  which: { status: "open" } | { status: "won"; since: CivilDate },
): Promise<OwnedDeal[]> {
  const since = which.status === "won" ? sql`and deals.closed_on >= ${which.since}::date` : sql``;
  return rows<OwnedDeal>(
    db,
    sql`
    select deals.id, deals.name, deals.owner_id as "ownerId", organization.name as organization, deals.base_minor as "baseMinor",
      coalesce((select sum(quantity) from deal_lines where deal_id = deals.id), 0)::int as units,
      deals.opened_on as "openedOn", deals.closed_on as "closedOn", deals.next_step as "nextStep", deals.next_step_at as "nextStepAt"
    from deals left join ${organizationNames} as organization on organization.id = deals.organization_id
    where deals.deleted_at is null and deals.qualified_at is not null and deals.status = ${which.status} ${since}
      ${owners ? sql`and deals.owner_id = any(${[...owners]}::uuid[])` : sql`and deals.owner_id is not null`}
    order by deals.id`,
  );
}

/** How many deals of each owner rot. */
export async function rottingDeals(
  db: Reads,
  on: { today: CivilDate; zone: Zone },
): Promise<{ ownerId: Id<"person">; count: number }[]> {
  return rows(
    db,
    sql`
    select owner_id as "ownerId", count(*) as count
    from deals join stages on stages.id = deals.stage_id
    where deals.deleted_at is null and qualified_at is not null and owner_id is not null and ${rots(on)}
    group by owner_id
    order by owner_id`,
  );
}

export async function ownsDealOn(db: Reads, personId: string, organizationId: string): Promise<boolean> {
  return (
    (await row(
      db,
      sql`select 1 from deals where owner_id = ${personId} and organization_id = ${organizationId} and deleted_at is null limit 1`,
    )) !== undefined
  );
}

/** The open deals a person owns, held for the transaction: in one order, so that two who pass them on wait for each other. */
export async function lockOpenDeals(tx: Tx, owner: string, only: readonly string[] | null): Promise<StoredDeal[]> {
  return (
    await rows<DealRow>(
      tx,
      sql`
      select ${dealColumns} from deals
      where owner_id = ${owner} and status = 'open' and qualified_at is not null and deleted_at is null
        and (${only}::uuid[] is null or id = any(${only}::uuid[]))
      order by id
      for update`,
    )
  ).map(deal);
}

/** One person's open deals; each hangs on its organization. */
export async function openDealsOf(db: Reads, owner: string): Promise<Passable[]> {
  return rows<Passable>(
    db,
    sql`
    select id as record, array_remove(array[organization_id], null) as of, base_minor as "valueMinor"
    from deals
    where owner_id = ${owner} and status = 'open' and qualified_at is not null and deleted_at is null
    order by id`,
  );
}

/** Those of these that still have the version given and are open, held for the transaction. */
export async function lockUnchanged(
  tx: Tx,
  passed: readonly { record: string; version: number }[],
  owner: string,
): Promise<StoredDeal[]> {
  return (
    await rows<DealRow>(
      tx,
      sql`
      select ${dealColumns} from deals
      join unnest(${passed.map((one) => one.record)}::uuid[], ${passed.map((one) => one.version)}::int[]) as past (id, version)
        on past.id = deals.id and past.version = deals.version
      where owner_id = ${owner} and status = 'open' and qualified_at is not null and deleted_at is null
      order by deals.id
      for update of deals`,
    )
  ).map(deal);
}

export async function setOwners(tx: Tx, ids: readonly string[], owner: string): Promise<void> {
  await sql`
    update deals set owner_id = ${owner}, version = version + 1 where id = any(${[...ids]}::uuid[])`.execute(tx);
}

/** What a person owns here, by name: what is held of them says so. */
export async function dealsOf(db: Reads, owner: string): Promise<object[]> {
  return rows<object>(
    db,
    sql`select id, key, name, status, opened_on, closed_on from deals where owner_id = ${owner} order by name, id`,
  );
}
