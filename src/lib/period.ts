import { addDays, addMonths, type CivilDate, daysBetween } from "./time.ts";

export const periodKinds = ["month", "quarter", "half", "year"] as const;
export type PeriodKind = (typeof periodKinds)[number];

/** A civil span, both days included, by a fiscal year that begins on the first of `fiscalStart` (1 to 12). */
export type Period = {
  kind: PeriodKind;
  id: PeriodId;
  from: CivilDate;
  to: CivilDate;
  fiscalYear: number;
  index: number;
};

/**
 * `2018-01` a month of the calendar; `2018-Q1`, `2018-H1`, `2018` parts of the fiscal year named after the calendar year
 * it begins in (Japan's 2026年度 starts in April 2026).
 */
export type PeriodId = string;

const monthsIn: Record<PeriodKind, number> = { month: 1, quarter: 3, half: 6, year: 12 };

export function periodOf(kind: PeriodKind, date: CivilDate, fiscalStart: number): Period {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  const sinceStart = (month - fiscalStart + 12) % 12;
  const fiscalYear = month >= fiscalStart ? year : year - 1;
  const index = Math.floor(sinceStart / monthsIn[kind]);
  return periodAt(kind, fiscalYear, index, fiscalStart);
}

/** Undefined when `id` names no period. */
export function periodById(id: PeriodId, fiscalStart: number): Period | undefined {
  const month = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(id);
  if (month) return periodOf("month", `${id}-01`, fiscalStart);
  const part = /^(\d{4})(?:-([QH])([1-4]))?$/.exec(id);
  if (!part) return undefined;
  const [, year, letter, number] = part;
  if (!letter) return periodAt("year", Number(year), 0, fiscalStart);
  if (letter === "H" && Number(number) > 2) return undefined;
  return periodAt(letter === "Q" ? "quarter" : "half", Number(year), Number(number) - 1, fiscalStart);
}

/** `count` periods later, or earlier when negative. */
export function shiftPeriod(period: Period, count: number, fiscalStart: number): Period {
  return periodOf(period.kind, addMonths(period.from, count * monthsIn[period.kind]), fiscalStart);
}

/** The periods of one kind that lie wholly between two days, both included. */
export function wholePeriods(kind: PeriodKind, from: CivilDate, to: CivilDate, fiscalStart: number): Period[] {
  const found: Period[] = [];
  let period = periodOf(kind, from, fiscalStart);
  if (period.from < from) period = shiftPeriod(period, 1, fiscalStart);
  for (; period.to <= to; period = shiftPeriod(period, 1, fiscalStart)) found.push(period);
  return found;
}

/** Days in a span, both ends included. */
export function daysIn(span: { from: CivilDate; to: CivilDate }): number {
  return daysBetween(span.from, span.to) + 1;
}

function periodAt(kind: PeriodKind, fiscalYear: number, index: number, fiscalStart: number): Period {
  const yearStart = `${fiscalYear}-${String(fiscalStart).padStart(2, "0")}-01`;
  const from = addMonths(yearStart, index * monthsIn[kind]);
  const to = addDays(addMonths(from, monthsIn[kind]), -1);
  return { kind, id: idOf(kind, fiscalYear, index, from), from, to, fiscalYear, index };
}

function idOf(kind: PeriodKind, fiscalYear: number, index: number, from: CivilDate): PeriodId {
  if (kind === "month") return from.slice(0, 7);
  if (kind === "quarter") return `${fiscalYear}-Q${index + 1}`;
  if (kind === "half") return `${fiscalYear}-H${index + 1}`;
  return String(fiscalYear);
}
