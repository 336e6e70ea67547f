import { addDays, type CivilDate, daysBetween, isCivilDate, weekday } from "../time.ts";
import { areShares, type InvalidInput, invalidInput } from "./invalid.ts";

/** Which days are worked: ISO weekdays (Monday is 1), less holidays. */
export type WorkingCalendar = { workweek: readonly number[]; holidays: readonly CivilDate[] };

export type WorkingSpan = WorkingCalendar & {
  start: CivilDate;
  end: CivilDate;
  today: CivilDate;
  /** How much of today is gone, 0 unless given. */
  dayFraction?: number | null | undefined;
};

export type WorkingDays = { total: number; elapsed: number; remaining: number; share: number | null };

/** The working days of a span, both ends included, and how many are gone before today. */
export function workingDays(input: WorkingSpan): WorkingDays | InvalidInput {
  const { start, end, today } = input;
  const dayFraction = input.dayFraction ?? 0;
  if (!isSpan(start, end) || !isCivilDate(today) || !isCalendar(input) || !areShares(dayFraction)) return invalidInput;
  const total = countWorked(input, start, end);
  const yesterday = today > end ? end : addDays(today, -1);
  const whole = countWorked(input, start, yesterday);
  const isTodayOne = today >= start && today <= end && countWorked(input, today, today) === 1;
  const elapsed = whole + (isTodayOne ? dayFraction : 0);
  return { total, elapsed, remaining: total - elapsed, share: total === 0 ? null : elapsed / total };
}

export function isSpan(start: string, end: string): boolean {
  return isCivilDate(start) && isCivilDate(end) && start <= end;
}

export function isCalendar({ workweek, holidays }: WorkingCalendar): boolean {
  return workweek.every((day) => Number.isInteger(day) && day >= 1 && day <= 7) && holidays.every(isCivilDate);
}

/** Days worked from one day to another, both included; 0 when `to` is earlier. */
export function countWorked({ workweek, holidays }: WorkingCalendar, from: CivilDate, to: CivilDate): number {
  if (to < from) return 0;
  const worked = new Set(workweek);
  const days = daysBetween(from, to) + 1;
  const first = weekday(from);
  let count = Math.floor(days / 7) * worked.size;
  for (let i = 0; i < days % 7; i++) if (worked.has(((first - 1 + i) % 7) + 1)) count += 1;
  for (const holiday of new Set(holidays)) {
    if (holiday >= from && holiday <= to && worked.has(weekday(holiday))) count -= 1;
  }
  return count;
}
