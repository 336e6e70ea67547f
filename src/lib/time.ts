/** A square on the calendar, `YYYY-MM-DD`. Compare with `<`: civil dates sort as text. */
export type CivilDate = string & { readonly __civil?: never };

/** A moment, as an ISO 8601 string in UTC with milliseconds: `2018-01-02T09:30:00.000Z`. Sorts as text. */
export type Instant = string & { readonly __instant?: never };

/** An IANA zone: `Asia/Tokyo`. */
export type Zone = string;

export function isCivilDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" }).toString() === text;
  } catch {
    return false;
  }
}

export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

export function instant(text: string): Instant {
  return Temporal.Instant.from(text).toString({ fractionalSecondDigits: 3 });
}

/** The one bridge from a moment to a day: the day it is in `zone`. */
export function dayAt(at: Instant, zone: Zone): CivilDate {
  return Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** What the wall clock showed at a moment, to the minute: `2018-01-02T09:30`. */
export function wallTimeAt(at: Instant, zone: Zone): string {
  const wall = Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDateTime();
  return wall.toString({ smallestUnit: "minute" });
}

/** The first moment of a day in `zone`; after a skipped midnight, the first that exists. */
export function startOfDay(date: CivilDate, zone: Zone): Instant {
  return instant(Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone }).toInstant().toString());
}

/** The hour a record of a bare date is given: noon in `zone`, so that it lies inside its day whichever way one looks. */
export function noonOf(date: CivilDate, zone: Zone): Instant {
  const noon = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: "12:00" });
  return instant(noon.toInstant().toString());
}

/** A minute of the day, counted from midnight on the clock, as a moment. */
export function momentOf(date: CivilDate, minute: number, zone: Zone): Instant {
  const plainTime = Temporal.PlainTime.from({ hour: Math.floor(minute / 60) % 24, minute: minute % 60 });
  return instant(Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime }).toInstant().toString());
}

export function addDays(date: CivilDate, days: number): CivilDate {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

export function addMonths(date: CivilDate, months: number): CivilDate {
  return Temporal.PlainDate.from(date).add({ months }).toString();
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: "day" }).days;
}

/** ISO weekday: Monday is 1, Sunday 7. */
export function weekday(date: CivilDate): number {
  return Temporal.PlainDate.from(date).dayOfWeek;
}
