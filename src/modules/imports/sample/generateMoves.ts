import type { Random } from "#lib/random.ts";
import { addDays, type CivilDate, daysBetween } from "#lib/time.ts";
import type { SampleDeal, SampleMove } from "./sampleCompany.ts";

/** A deal with a day of opening is first in Prospecting, and some days later, within its life, in Engaging. */
export function generateMoves(deals: readonly SampleDeal[], yesterday: CivilDate, chance: Random): SampleMove[] {
  return deals.flatMap((deal) => {
    if (!deal.openedOn) return [];
    const own = chance.fork(deal.key);
    const life = Math.max(0, daysBetween(deal.openedOn, deal.state === "open" ? yesterday : deal.closedOn));
    const day = addDays(deal.openedOn, Math.min(own.between(1, 9), life));
    const minute = own.between(9 * 60, 12 * 60);
    return [{ dealKey: deal.key, from: "Prospecting", to: "Engaging", at: { day, minute } }];
  });
}
