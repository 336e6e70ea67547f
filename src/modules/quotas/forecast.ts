import { type Compound, compoundMoments } from "#lib/statistics/compound.ts";
import { isInvalid } from "#lib/statistics/invalid.ts";
import { type OpenChance, pipelineDistribution } from "#lib/statistics/pipelineDistribution.ts";
import { addDays, type CivilDate, daysBetween } from "#lib/time.ts";
import { ontoLattice, roundStep } from "./roundLattice.ts";

/** A won deal, for the business that is both opened and won in the days left. */
export type PastWin = { openedOn: CivilDate; wonOn: CivilDate; value: number };

export type Forecast = {
  expected: number;
  sd: number;
  /** The chance that the quota is reached by the end of the period. */
  probability: number;
  p10: number;
  p50: number;
  p90: number;
};

/** Business not yet open: deals of these sizes, this many by this belief. */
export type NewBusiness = Pick<Compound, "posterior" | "nextExposure" | "amounts">;

const mostWindows = 12;
const mostCells = 4000;

/**
 * Cuts the past into windows as long as the days left, newest first, at most twelve, and counts the deals opened and
 * won inside one. Null without a whole window or without such a deal.
 */
export function newBusiness(
  wins: readonly PastWin[],
  asked: { since: CivilDate; today: CivilDate; daysLeft: number },
): NewBusiness | null {
  const { since, today, daysLeft } = asked;
  const windows = daysLeft > 0 ? Math.min(mostWindows, Math.floor(daysBetween(since, today) / daysLeft)) : 0;
  if (windows < 1) return null;
  const first = addDays(today, -windows * daysLeft);
  const windowOf = (day: CivilDate) => Math.floor(daysBetween(first, day) / daysLeft);
  const inside = wins.filter(
    ({ openedOn, wonOn, value }) =>
      value > 0 && openedOn >= first && wonOn < today && windowOf(openedOn) === windowOf(wonOn),
  );
  if (inside.length === 0) return null;
  const amounts = inside.map(({ value }) => value);
  return { posterior: { shape: inside.length, rate: windows }, nextExposure: 1, amounts };
}

/**
 * Where a period ends: what is there, open deals by their chance, and business not yet open. Amounts in whole units of
 * the metric. The range is read on cells of a round figure, at most four thousand of them, so that hundreds of deals
 * take no longer; what is expected and its spread are exact.
 */
export function forecast(asked: {
  actual: number;
  quota: number;
  deals: readonly OpenChance[];
  coming: NewBusiness | null;
}): Forecast {
  const { actual, quota, deals, coming } = asked;
  const likely = deals.filter(({ value, probability }) => value > 0 && probability > 0);
  const more = coming ? compoundMoments(coming) : { expected: 0, variance: 0 };
  const most = likely.reduce((sum, { value }) => sum + value, more.expected + 6 * Math.sqrt(more.variance));
  const step = roundStep(most / mostCells);
  const gap = quota - actual;
  const answer = pipelineDistribution({
    actual: 0,
    quota: gap <= 0 ? 0 : Math.max(1, Math.round(gap / step)),
    deals: likely.map(({ value, probability }) => ({ value: Math.round(value / step), probability })),
    runRate: coming && ontoLattice(coming.posterior, coming.nextExposure, coming.amounts, step),
  });
  if (isInvalid(answer)) throw new RangeError("an open deal has no whole value or no chance");
  return {
    expected: likely.reduce((sum, { value, probability }) => sum + value * probability, actual + more.expected),
    sd: Math.sqrt(likely.reduce((sum, deal) => sum + spreadOf(deal), more.variance)),
    probability: answer.probability,
    p10: actual + answer.p10 * step,
    p50: actual + answer.p50 * step,
    p90: actual + answer.p90 * step,
  };
}

function spreadOf({ value, probability }: OpenChance): number {
  return value * value * probability * (1 - probability);
}
