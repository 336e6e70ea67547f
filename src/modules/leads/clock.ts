import { addDays, type CivilDate, dayAt, type Instant, instant, momentOf, weekday, type Zone } from "#lib/time.ts";

/** When the company answers: its working days, and from which to which minute of the day. */
export type BusinessHours = {
  zone: Zone;
  workweek: readonly number[];
  holidays: ReadonlySet<CivilDate>;
  fromMinute: number;
  toMinute: number;
};

/** Beyond so many days no calendar has a working day: a company that never works has clocks that never run out. */
const farthestDays = 800;

/** The moment at which so many minutes of business hours have gone by since `from`; null where none ever do. */
export function deadline(from: Instant, minutes: number, hours: BusinessHours): Instant | null {
  let left = minutes;
  let day = dayAt(from, hours.zone);
  for (let tried = 0; tried < farthestDays; tried++, day = addDays(day, 1)) {
    const open = spanOf(day, from, hours);
    if (!open) continue;
    const here = minutesIn(open);
    if (left <= here) return later(open.from, left);
    left -= here;
  }
  return null;
}

/** Minutes of business hours between two moments; 0 where the second is not later. */
export function businessMinutes(from: Instant, to: Instant, hours: BusinessHours): number {
  if (to <= from) return 0;
  const last = dayAt(to, hours.zone);
  let minutes = 0;
  for (let day = dayAt(from, hours.zone); day <= last; day = addDays(day, 1)) {
    const open = spanOf(day, from, hours);
    if (open && open.from < to) minutes += minutesIn({ from: open.from, to: open.to < to ? open.to : to });
  }
  return Math.round(minutes);
}

type Span = { from: Instant; to: Instant };

/** The business hours of a day, as far as they lie after a moment. */
function spanOf(day: CivilDate, after: Instant, hours: BusinessHours): Span | null {
  if (!hours.workweek.includes(weekday(day)) || hours.holidays.has(day)) return null;
  const opens = momentOf(day, hours.fromMinute, hours.zone);
  const closes =
    hours.toMinute >= 1440 ? momentOf(addDays(day, 1), 0, hours.zone) : momentOf(day, hours.toMinute, hours.zone);
  const from = opens < after ? after : opens;
  return from < closes ? { from, to: closes } : null;
}

function minutesIn({ from, to }: Span): number {
  return Temporal.Instant.from(from).until(to).total("minutes");
}

function later(from: Instant, minutes: number): Instant {
  return instant(
    Temporal.Instant.from(from)
      .add({ seconds: Math.round(minutes * 60) })
      .toString(),
  );
}
