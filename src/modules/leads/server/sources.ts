// What each source or campaign brought, and what it took: its own price, and every touch of what came in by it.
import type { CivilDate } from "#lib/time.ts";
import {
  broughtBy,
  type Campaign,
  cameInBy,
  cameInWithin,
  reachesOf,
  readCampaigns,
  readSources,
} from "#modules/pipeline/server/public.ts";
import type { Reads } from "#platform/db/db.ts";
import { type Rates, revenuePerCost, sumOf, type Touch } from "../touch.ts";
import { costsFor, shownTouches, told, touchesOf } from "./effort.ts";
import type { Looking } from "./leads.ts";

type By = "source" | "campaign";
type Asked = { from: CivilDate; to: CivilDate; by: By };

/** One line for each that brought something, or cost something, within the span. */
export async function seeSources(looking: Looking, asked: Asked) {
  const { db, workspace } = looking;
  const within = withinOf(looking, asked);
  const brought = new Map((await broughtBy(db, columns[asked.by], within)).map((one) => [one.id, one]));
  const costs = await costsFor(looking);
  const touches = await touchesByOrigin(db, within, asked.by);
  const prices = Map.groupBy(costs.seen ? await pricesIn(db, asked) : [], (one) => originOf(one, asked.by));
  const names = await namesBy(db, asked.by);
  const rows = [...new Set([...brought.keys(), ...prices.keys()])].map((id) => {
    const one = brought.get(id) ?? { leads: 0, qualified: 0, won: 0, revenueMinor: 0 };
    const spent = told(spentOn(touches.get(id) ?? [], prices.get(id) ?? [], costs.rates), costs);
    const ratio = revenuePerCost(one.revenueMinor, spent.costMinor);
    return { ...one, ...spent, id, name: id === null ? null : (names.get(id) ?? null), revenuePerCost: ratio };
  });
  return {
    currency: workspace.currency,
    seesCost: costs.seen,
    rows: rows.toSorted((a, b) => b.revenueMinor - a.revenueMinor || b.leads - a.leads),
  };
}

/** So many touches are shown; their sums are of all. */
const mostShown = 500;

/** The records that the numbers of one line are made of. */
export async function seeSourceRecords(
  looking: Looking,
  { id = null, ...asked }: Asked & { id?: string | null | undefined },
) {
  const { db, workspace } = looking;
  const came = await cameInBy(db, columns[asked.by], id, withinOf(looking, asked));
  const costs = await costsFor(looking);
  const touches = await touchesOf(db, { deals: came.map((one) => one.id) });
  const prices = costs.seen ? (await pricesIn(db, asked)).filter((one) => originOf(one, asked.by) === id) : [];
  return {
    currency: workspace.currency,
    seesCost: costs.seen,
    came: came.slice(0, mostShown),
    touches: await shownTouches(db, touches.slice(-mostShown).toReversed(), costs),
    prices: prices.map(({ id: campaignId, name, fromOn, costMinor }) => ({ campaignId, name, fromOn, costMinor })),
    total: { leads: came.length, ...told(spentOn(touches, prices, costs.rates), costs) },
  };
}

const columns = { source: "source_id", campaign: "campaign_id" } as const;

function withinOf({ actor, workspace }: Looking, { from, to }: Asked) {
  return { from, to, zone: workspace.zone, reaches: reachesOf(actor, workspace) };
}

async function touchesByOrigin(db: Reads, within: ReturnType<typeof withinOf>, by: By) {
  const came = await cameInWithin(db, within);
  const origins = new Map<string, string | null>(
    came.map((one) => [one.id, originOf({ ...one, id: one.campaignId }, by)]),
  );
  const touches = await touchesOf(db, { deals: came.map(({ id }) => id) });
  return Map.groupBy(touches, ({ dealId }) => origins.get(dealId ?? "") ?? null);
}

/** Under which line of the table something stands. */
function originOf({ id, sourceId }: { id: string | null; sourceId: string | null }, by: By): string | null {
  return by === "source" ? sourceId : id;
}

type Priced = Campaign & { fromOn: CivilDate; costMinor: number };

/** A campaign's price counts once, for the span that it begins in. */
async function pricesIn(db: Reads, { from, to }: Asked): Promise<Priced[]> {
  return (await readCampaigns(db)).filter(
    (one): one is Priced => one.costMinor !== null && one.fromOn !== null && one.fromOn >= from && one.fromOn <= to,
  );
}

function spentOn(touches: readonly Touch[], prices: readonly Priced[], rates: Rates) {
  const sum = sumOf(touches, rates);
  const price = prices.reduce((all, { costMinor }) => all + costMinor, 0);
  return { ...sum, costMinor: sum.costMinor === null && prices.length === 0 ? null : (sum.costMinor ?? 0) + price };
}

async function namesBy(db: Reads, by: By): Promise<Map<string, string>> {
  const all = by === "source" ? await readSources(db) : await readCampaigns(db);
  return new Map(all.map(({ id, name }) => [id, name]));
}
