import { daysIn, type Period, type PeriodKind, periodOf, shiftPeriod, wholePeriods } from "#lib/period.ts";
import { isInvalid } from "#lib/statistics/invalid.ts";
import { type Presence, proration } from "#lib/statistics/proration.ts";
import type { WorkingCalendar } from "#lib/statistics/workingDays.ts";
import { addDays, type CivilDate } from "#lib/time.ts";

/** The days whose facts count as history, and how many periods they are; whole ones while there are any. */
export type Exposure = { from: CivilDate; to: CivilDate; periods: number; whole: boolean };

/**
 * From the metric's first fact in the workspace, or from joining if later, up to yesterday: the whole periods in that
 * time; without any, the fraction of days of the running one (of both where a turn of the period lies between).
 * Null when nothing has been to count yet.
 */
export function exposureOf(asked: {
  kind: PeriodKind;
  fiscalStart: number;
  firstDay: CivilDate | null;
  joinedOn: CivilDate | null;
  today: CivilDate;
}): Exposure | null {
  const { kind, fiscalStart, firstDay, joinedOn, today } = asked;
  if (!firstDay) return null;
  const from = joinedOn && joinedOn > firstDay ? joinedOn : firstDay;
  const to = addDays(today, -1);
  if (from > to) return null;
  const whole = wholePeriods(kind, from, to, fiscalStart);
  const first = whole[0];
  const last = whole.at(-1);
  if (first && last) return { from: first.from, to: last.to, periods: whole.length, whole: true };
  return { from, to, periods: fractionOf(kind, fiscalStart, from, to), whole: false };
}

/** The part of a period someone is there for, by its working days; 0 without any. */
export function nextExposureOf(period: Period, calendar: WorkingCalendar, presence: Presence): number {
  const asked = { ...presence, ...calendar, start: period.from, end: period.to, quota: 0 };
  const answer = proration(asked);
  if (isInvalid(answer)) throw new RangeError(`the presence of a person in ${period.id} can't be read`);
  return answer.factor ?? 0;
}

/** The part of a span's working days that somebody was not away; 1 for a span without any. */
export function shareThere(
  span: { from: CivilDate; to: CivilDate },
  calendar: WorkingCalendar,
  absences: readonly { from: CivilDate; to: CivilDate }[],
): number {
  const within = absences.filter(({ from, to }) => from <= span.to && to >= span.from);
  if (within.length === 0) return 1;
  const answer = proration({ ...calendar, start: span.from, end: span.to, quota: 0, absences: within });
  if (isInvalid(answer)) throw new RangeError(`the absences from ${span.from} to ${span.to} can't be read`);
  return answer.factor ?? 1;
}

function fractionOf(kind: PeriodKind, fiscalStart: number, from: CivilDate, to: CivilDate): number {
  let fraction = 0;
  let period = periodOf(kind, from, fiscalStart);
  for (; period.from <= to; period = shiftPeriod(period, 1, fiscalStart)) {
    const span = { from: from > period.from ? from : period.from, to: to < period.to ? to : period.to };
    fraction += daysIn(span) / daysIn(period);
  }
  return fraction;
}
