import { can, reachOf, standingToOwner } from "#lib/policy/can.ts";
import type { TrashKind } from "#platform/records/trash.ts";
import type { DealId } from "../deal.ts";
import { restoreDeal } from "./changeDeal.ts";
import { restoreLead } from "./changeLead.ts";
import { dealsByIds, deleteDeals } from "./store.ts";
import { removableDeals, trashedAmong, trashedDeals } from "./trashStore.ts";

export const dealTrash: TrashKind = {
  kind: "deal",
  list: async (db, actor, choices) =>
    (await trashedDeals(db, reachOf(actor, "deal", "d", choices), actor.userId)).map(({ ownerId, ...one }) => ({
      ...one,
      mayRestore: can("deal", "d", standingToOwner(actor, { ownerId }, choices)),
    })),
  restore: async (tx, { actor, choices, now, today }, id) => {
    const who = { ...actor, choices };
    const [row] = await dealsByIds(tx, [id]);
    if (row && row.lead.state !== null) await restoreLead(tx, who, { id: row.id }, { now, today });
    else await restoreDeal(tx, who, { id: id as DealId }, { now, today });
  },
  removable: removableDeals,
  isTrashed: async (tx, id) => (await trashedAmong(tx, [id])).size > 0,
  remove: deleteDeals,
};
