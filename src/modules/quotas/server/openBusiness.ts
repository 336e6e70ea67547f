import type { DealSpan } from "#lib/statistics/winWithin.ts";
import { addDays, type CivilDate, daysBetween } from "#lib/time.ts";
import type { Person } from "#modules/people/person.ts";
import { dealSpans, dealsOwned, type OwnedDeal } from "#modules/pipeline/server/public.ts";
import type { Reads } from "#platform/db/db.ts";
import type { PastWin } from "../forecast.ts";
import type { OpenDeal } from "../progress.ts";
import type { GoalMetric } from "./goals.ts";

/** What may still come of the deals there are, and how such deals went before. */
export type OpenBusiness = {
  openDeals: OpenDeal[];
  records: DealSpan[];
  wins: PastWin[];
  deals: ReadonlyMap<string, OwnedDeal>;
};

/** What winning a deal brings to a metric; none where the metric does not wait for a win. */
const brought: Record<string, (deal: OwnedDeal) => number> = {
  deals_won: () => 1,
  revenue_won: (deal) => deal.baseMinor,
  units_won: (deal) => deal.units,
};

/** Twelve windows of at most a year: `newBusiness` looks no further back. */
const lookBackDays = 12 * 366;
/** Older than any deal ever was: nobody knows the chance of a deal without an opening day. */
const ageless = 1e6;

export async function openBusinessOf(
  db: Reads,
  metric: GoalMetric,
  people: readonly Person[] | null,
  { today, history }: { today: CivilDate; history: readonly { day: CivilDate; value: number }[] },
): Promise<OpenBusiness> {
  const worth = brought[metric.name];
  if (!worth) return { openDeals: [], records: [], wins: atOnce(history), deals: new Map() };
  const owners = people?.map(({ id }) => id) ?? null;
  const open = await dealsOwned(db, owners, { status: "open" });
  const won = await dealsOwned(db, owners, { status: "won", since: addDays(today, -lookBackDays) });
  const spans = await dealSpans(db, today);
  return {
    openDeals: open.map((deal) => ({ id: deal.id, value: worth(deal), age: ageOf(deal, today) })),
    records: spans.flatMap(({ duration, outcome, count }) =>
      Array.from({ length: count }, () => ({ duration, outcome })),
    ),
    wins: won.flatMap((deal) =>
      deal.openedOn && deal.closedOn ? [{ openedOn: deal.openedOn, wonOn: deal.closedOn, value: worth(deal) }] : [],
    ),
    deals: new Map(open.map((deal) => [deal.id, deal])),
  };
}

function ageOf({ openedOn }: OwnedDeal, today: CivilDate): number {
  return openedOn ? Math.max(0, daysBetween(openedOn, today)) : ageless;
}

/** A metric that counts on the day of the record itself begins and ends there. */
function atOnce(history: readonly { day: CivilDate; value: number }[]): PastWin[] {
  return history.map(({ day, value }) => ({ openedOn: day, wonOn: day, value }));
}
