import type { CivilDate } from "#lib/time.ts";
import { recordFactsOf } from "#modules/metrics/server/public.ts";
import type { PersonId } from "#modules/people/person.ts";
import type { Tx } from "#platform/db/db.ts";
import { emitAll, eventsOfAll } from "#platform/events/emit.ts";
import { touched } from "#platform/ground.ts";
import { audit } from "#platform/records/audit.ts";
import type { Passing, Transferable } from "#platform/records/transfer.ts";
import { dealOwnerChanged } from "../events.ts";
import { lockOpenDeals, lockUnchanged, openDealsOf, setOwners } from "./ownedStore.ts";
import type { StoredDeal } from "./store.ts";
import { factsOf, stateOf } from "./tellDeal.ts";

/** Open deals pass on; what is won or lost stays with whoever closed it. */
export const dealsPassOn: Transferable = {
  kind: "deal",
  entity: "deal",
  list: (db, from) => openDealsOf(db, from),
  pass: async (tx, passing) => {
    const deals = await lockOpenDeals(tx, passing.from, passing.only);
    await passDeals(tx, deals, passing);
    return deals.map(({ id, version }) => ({ record: id, version: version + 1, was: null }));
  },
  giveBack: async (tx, passed, passing) => {
    const deals = await lockUnchanged(tx, passed, passing.from);
    await passDeals(tx, deals, passing);
    return deals.map(({ id }) => id);
  },
};

/** One event and one line of the audit for each deal, as if each had been changed by hand; the facts in bulk. */
async function passDeals(tx: Tx, deals: readonly StoredDeal[], { from, to, today }: Passing): Promise<void> {
  if (deals.length === 0) return;
  const ids = deals.map(({ id }) => id);
  await setOwners(tx, ids, to);
  for (const id of ids) audit(tx, "deal", id, [{ field: "ownerId", was: from, became: to }]);
  await emitAll(
    tx,
    dealOwnerChanged,
    deals.map((deal) => ({
      record: deal.id,
      facts: { ...stateAfter(deal, to as PersonId, today), was: from as PersonId },
    })),
  );
  const events = await eventsOfAll(tx, ids);
  await recordFactsOf(tx, new Map(ids.map((id) => [id, factsOf(events.get(id) ?? [])])));
  const organizations = new Set(deals.flatMap(({ organizationId }) => organizationId ?? []));
  touched(tx, "deals", ...ids.map((id) => `deal:${id}`), ...[...organizations].map((id) => `organization:${id}`));
}

const stateAfter = (deal: StoredDeal, ownerId: PersonId, on: CivilDate) => stateOf({ ...deal, ownerId }, deal, on);
