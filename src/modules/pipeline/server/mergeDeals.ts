import type { OrganizationId } from "#modules/contacts/organization.ts";
import { setBoughtOn } from "#modules/contacts/server/public.ts";
import { recordFactsOf } from "#modules/metrics/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { emitAll, eventsOfAll } from "#platform/events/emit.ts";
import { touched } from "#platform/ground.ts";
import { audit } from "#platform/records/audit.ts";
import type { Mergeable, Merging } from "#platform/records/merge.ts";
import { dealCorrected } from "../events.ts";
import { firstWins } from "./boughtStore.ts";
import { lockDealsOf, type StoredDeal, setOrganization } from "./store.ts";
import { factsOf, stateOf } from "./tellDeal.ts";

/** The deals of two organizations that become one, and their figures; each deal tells it as if it had been put right by hand. */
export const dealsFollow: Mergeable = {
  column: "deals.organization_id",
  of: "organization",
  move: async (tx, merging) => {
    const deals = await lockDealsOf(tx, merging.from, null);
    await bring(tx, deals, merging.into, merging);
    return deals.map(({ id }) => ({ row: id, was: null }));
  },
  putBack: async (tx, moved, merging) => {
    const rows = moved.map(({ row }) => row);
    const deals = await lockDealsOf(tx, merging.into, rows);
    await bring(tx, deals, merging.from, merging);
    return deals.map(({ id }) => id);
  },
};

async function bring(tx: Tx, deals: readonly StoredDeal[], to: string, { from, into, today }: Merging): Promise<void> {
  const organizationId = to as OrganizationId;
  const ids = deals.map(({ id }) => id);
  await setOrganization(tx, ids, organizationId);
  for (const { id, organizationId: was } of deals)
    audit(tx, "deal", id, [{ field: "organizationId", was, became: to }]);
  const dayOf = ({ standing }: StoredDeal) => (standing.status === "open" ? today : standing.closedOn);
  await emitAll(
    tx,
    dealCorrected,
    deals
      .filter(({ lead }) => lead.state === null)
      .map((deal) => ({ record: deal.id, facts: stateOf({ ...deal, organizationId }, deal, dayOf(deal)) })),
  );
  const events = await eventsOfAll(tx, ids);
  await recordFactsOf(tx, new Map(ids.map((id) => [id, factsOf(events.get(id) ?? [])])));
  await setBoughtOn(tx, await firstWins(tx, [from, into]));
  touched(tx, "deals", ...ids.map((id) => `deal:${id}`));
}
