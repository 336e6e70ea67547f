import { can, reachOf, standingToOwner } from "#lib/policy/can.ts";
import type { TrashKind } from "#platform/records/trash.ts";
import type { DealId } from "../deal.ts";
import { restoreDeal } from "./changeDeal.ts";
import { deleteDeals, removableDeals, trashedAmong, trashedDeals } from "./store.ts";

export const dealTrash: TrashKind = {
  kind: "deal",
  list: async (db, actor, choices) =>
    (await trashedDeals(db, reachOf(actor, "deal", "d", choices), actor.userId)).map(({ ownerId, ...one }) => ({
      ...one,
      mayRestore: can("deal", "d", standingToOwner(actor, { ownerId }, choices)),
    })),
  restore: (tx, { actor, choices, now, today }, id) =>
    restoreDeal(tx, { ...actor, choices }, { id: id as DealId }, { now, today }),
  removable: removableDeals,
  isTrashed: async (tx, id) => (await trashedAmong(tx, [id])).size > 0,
  remove: deleteDeals,
};
