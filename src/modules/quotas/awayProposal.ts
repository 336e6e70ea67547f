import type { Period } from "#lib/period.ts";
import type { Presence } from "#lib/statistics/proration.ts";
import { countWorked, type WorkingCalendar } from "#lib/statistics/workingDays.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import { nextExposureOf } from "./exposure.ts";

/** Days on which somebody is away, and since when that is known. */
export type KnownAbsence = { from: CivilDate; to: CivilDate; saidAt: Instant };

/** Working days away that a quota could not count with, out of how many, and what it would be by the days that are left. */
export type AwayProposal = {
  daysAway: number;
  workingDays: number;
  /** Null where no day is left: a quota is above zero or withdrawn. */
  amount: number | null;
};

/**
 * What a quota that is set already would be by working days, once an absence was said after it. Null where none of it is new:
 * what was known when the quota was set is its setter's word. Nobody's quota moves by this: a manager takes it, or doesn't.
 */
export function awayProposal(
  quota: { amount: number; setAt: Instant },
  period: Period,
  calendar: WorkingCalendar,
  presence: Pick<Presence, "hire" | "leave"> & { absences: readonly KnownAbsence[] },
): AwayProposal | null {
  const { absences, ...works } = presence;
  const known = absences.filter(({ saidAt }) => saidAt <= quota.setAt);
  const before = nextExposureOf(period, calendar, { ...works, absences: daysOf(known) });
  const now = nextExposureOf(period, calendar, { ...works, absences: daysOf(absences) });
  if (before === 0 || now >= before) return null;
  const total = countWorked(calendar, period.from, period.to);
  const amount = Math.round((quota.amount * now) / before);
  return {
    daysAway: Math.round((before - now) * total),
    workingDays: Math.round(before * total),
    amount: amount > 0 ? amount : null,
  };
}

const daysOf = (absences: readonly KnownAbsence[]) => absences.map(({ from, to }) => ({ from, to }));
