import type { Tx } from "#platform/db/db.ts";
import { actingUser } from "#platform/ground.ts";
import type { Deal } from "../deal.ts";
import { dealRescheduled } from "../events.ts";
import type { When } from "./closeDeal.ts";
import { insertReschedule } from "./historyStore.ts";
import { tellDeal } from "./tellDeal.ts";

/** Keeps and tells a change of the expected close; nothing when it is the same day. */
export async function tellReschedule(tx: Tx, was: Deal, deal: Deal, { now, today }: When): Promise<void> {
  if (was.expectedCloseOn === deal.expectedCloseOn) return;
  const change = { was: was.expectedCloseOn, became: deal.expectedCloseOn };
  await insertReschedule(tx, { id: deal.id, ...change }, now, actingUser(tx));
  const on = deal.standing.status === "open" ? today : deal.standing.closedOn;
  await tellDeal(tx, dealRescheduled, deal, on, change);
}
