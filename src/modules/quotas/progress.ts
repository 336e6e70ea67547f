import { isInvalid } from "#lib/statistics/invalid.ts";
import { type Pace, pace } from "#lib/statistics/pace.ts";
import { type DealSpan, type WinTable, winTable, winWithinOf } from "#lib/statistics/winWithin.ts";
import { type WorkingCalendar, workingDays } from "#lib/statistics/workingDays.ts";
import { type CivilDate, daysBetween } from "#lib/time.ts";
import { type Forecast, forecast, newBusiness, type PastWin } from "./forecast.ts";

/** An open deal: what it would bring to the metric (1 for a count, else minor units), and its age in days. */
export type OpenDeal = { id: string; value: number; age: number };

/** An open deal with the chance that it is won by the end of the period; null when no deal has grown older than it. */
export type DealChance = OpenDeal & { chance: number | null };

/**
 * The fewest deals whose sum closes the gap, the largest first; all of them, and `closes` false, where that is too little.
 * What can't be won in time is left out; deals whose chance nobody knows come after those that have one.
 */
export type ClosingDeals = { deals: DealChance[]; sum: number; closes: boolean };

export type Progress = Pace & {
  quota: number;
  actual: number;
  workingDaysLeft: number;
  /** Actual less what an even pace would have brought; below 0 is behind. Null in a period without working days. */
  ahead: number | null;
  openDeals: DealChance[];
  closing: ClosingDeals;
  forecast: Forecast & {
    /** Whether business not yet open is counted in: not before 15 % of the period, nor where the past shows none. */
    runRate: "counted" | "too_early" | "none";
    /** Open deals left out, since nobody knows their chance. */
    withoutChance: number;
  };
};

export type ProgressAsked = {
  /** Whole units of the metric, above 0. */
  quota: number;
  actual: number;
  period: { from: CivilDate; to: CivilDate };
  today: CivilDate;
  dayFraction?: number;
  calendar: WorkingCalendar;
  openDeals: readonly OpenDeal[];
  /** Every deal's time open and its end so far, open ones too: `duration` in days. */
  records: readonly DealSpan[];
  /** The owner's won deals, and since when they are known. */
  wins: readonly PastWin[];
  winsSince: CivilDate | null;
};

/** Share of the period's working days before which no run-rate is drawn from so little. */
export const earliestRunRate = 0.15;

/** Where a quota stands today, what would close the gap, and where it may end. */
export function progress(asked: ProgressAsked): Progress {
  const { quota, actual, period, today } = asked;
  const span = { ...asked.calendar, start: period.from, end: period.to, today, dayFraction: asked.dayFraction };
  const days = workingDays(span);
  const stand = pace({ ...span, quota, actual });
  if (isInvalid(days) || isInvalid(stand)) throw new RangeError("a period, its days or its figures can't be read");
  const ahead = daysAhead(period, today);
  const openDeals = chancesOf(asked.openDeals, winTable(asked.records), ahead);
  return {
    ...stand,
    quota,
    actual,
    workingDaysLeft: days.remaining,
    ahead: stand.expectedToDate === null ? null : actual - stand.expectedToDate,
    openDeals,
    closing: dealsThatClose(openDeals, stand.gap),
    forecast: forecastOf(asked, openDeals, { share: stand.share, daysLeft: ahead.last + 1 }),
  };
}

/** The chance of each open deal to be won in the days ahead, by its age; the largest deal first. */
function chancesOf(deals: readonly OpenDeal[], table: WinTable, ahead: Ahead): DealChance[] {
  const known = new Map<number, number | null>();
  const chanceAt = (age: number) => {
    if (!known.has(age)) known.set(age, chanceOf(table, age, ahead));
    return known.get(age) ?? null;
  };
  const chances = deals.map((deal) => ({ ...deal, chance: chanceAt(deal.age) }));
  return chances.sort((a, b) => b.value - a.value || (b.chance ?? 0) - (a.chance ?? 0));
}

export function dealsThatClose(deals: readonly DealChance[], gap: number): ClosingDeals {
  const chosen: DealChance[] = [];
  let sum = 0;
  const isUnknown = (deal: DealChance) => Number(deal.chance === null);
  const possible = deals.filter(({ value, chance }) => value > 0 && chance !== 0);
  for (const deal of possible.sort((a, b) => isUnknown(a) - isUnknown(b) || b.value - a.value)) {
    if (sum >= gap) break;
    chosen.push(deal);
    sum += deal.value;
  }
  return { deals: chosen, sum, closes: sum >= gap };
}

/** The days of the period that are still to come, counted from today, which is 0. */
export type Ahead = { first: number; last: number };

export function daysAhead(period: { from: CivilDate; to: CivilDate }, today: CivilDate): Ahead {
  return { first: Math.max(0, daysBetween(today, period.from)), last: daysBetween(today, period.to) };
}

/** Won on one of the days ahead, and not before. */
export function chanceOf(table: WinTable, age: number, { first, last }: Ahead): number | null {
  if (last < 0) return 0;
  const by = (horizon: number) => {
    const answer = winWithinOf(table, age, horizon);
    if (isInvalid(answer)) throw new RangeError(`a deal can't be ${age} days old`);
    return answer.winWithin;
  };
  const until = by(last);
  return until === null || first === 0 ? until : until - (by(first - 1) ?? 0);
}

function forecastOf(
  asked: ProgressAsked,
  openDeals: readonly DealChance[],
  { share, daysLeft }: { share: number | null; daysLeft: number },
): Progress["forecast"] {
  const { quota, actual, today, wins, winsSince } = asked;
  const tooEarly = (share ?? 0) < earliestRunRate;
  const coming = tooEarly || !winsSince ? null : newBusiness(wins, { since: winsSince, today, daysLeft });
  const known = openDeals.flatMap(({ value, chance }) => (chance === null ? [] : [{ value, probability: chance }]));
  return {
    ...forecast({ actual, quota, deals: known, coming }),
    runRate: tooEarly ? "too_early" : coming ? "counted" : "none",
    withoutChance: openDeals.length - known.length,
  };
}
