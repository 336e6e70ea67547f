import { isInvalid } from "#lib/statistics/invalid.ts";
import { wilsonInterval } from "#lib/statistics/wilson.ts";

/**
 * Rates of a pipeline, each by the definition that its screen shows. Null where there is nothing to divide by.
 * Money is in minor units of the workspace's currency.
 */
export type Closed = {
  won: number;
  lost: number;
  wonMinor: number;
  /** What was won and lost, at the catalogue's prices: a lost deal's own value is often unknown. */
  wonListMinor: number;
  lostMinor: number;
  lostListMinor: number;
  /** Mean days from opening to winning, of won deals that say both. */
  cycleMean: number | null;
  cycleMedian: number | null;
};

type Range = { low: number; high: number } | null;

/** What a share could be but for chance: the 95 % interval of Wilson 1927. Null where there is nothing to divide by. */
export function shareRange(part: number, whole: number): Range {
  const range = wilsonInterval({ successes: part, n: whole, confidence: 0.95 });
  return whole === 0 || isInvalid(range) ? null : { low: range.lower, high: range.upper };
}

const ratio = (part: number, whole: number) => (whole === 0 ? null : part / whole);

/** Won ÷ closed, by number. */
export function winRate({ won, lost }: Pick<Closed, "won" | "lost">): number | null {
  return ratio(won, won + lost);
}

/** Won ÷ closed, by value: what was won by what it brought; what was lost by its own value, or by its list price. */
export function winRateByValue(closed: Closed, lostAt: "value" | "list"): number | null {
  const lost = lostAt === "value" ? closed.lostMinor : closed.lostListMinor;
  return ratio(closed.wonMinor, closed.wonMinor + lost);
}

/** Open deals × mean won value × win rate ÷ mean cycle: minor units a day. */
export function velocity(open: number, closed: Closed): number | null {
  const rate = winRate(closed);
  if (rate === null || closed.won === 0 || !closed.cycleMean) return null;
  return (open * (closed.wonMinor / closed.won) * rate) / closed.cycleMean;
}

/** Of the deals opened in a span: how many are won, among all of them and among those that closed. */
export type Cohort = { all: number; won: number; lost: number };

type CohortRates = { ofAll: number | null; ofClosed: number | null; ofAllRange: Range; ofClosedRange: Range };

export function cohortRates({ all, won, lost }: Cohort): CohortRates {
  const closed = won + lost;
  return {
    ...{ ofAll: ratio(won, all), ofClosed: ratio(won, closed) },
    ...{ ofAllRange: shareRange(won, all), ofClosedRange: shareRange(won, closed) },
  };
}

/** A stage, how many reached it, and how many of those reached the next stage, or won from the last. */
export type Reached = { reached: number; onward: number; won: number };

type Conversion = { next: number | null; won: number | null; nextRange: Range; wonRange: Range };

export function conversion({ reached, onward, won }: Reached): Conversion {
  return {
    ...{ next: ratio(onward, reached), won: ratio(won, reached) },
    ...{ nextRange: shareRange(onward, reached), wonRange: shareRange(won, reached) },
  };
}
