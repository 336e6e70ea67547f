import { type CivilDate, dayAt, type Instant, instant, type Zone } from "#lib/time.ts";

/** The only place that asks what time it is in business. Sessions, tokens and jobs ask the database instead. */
export type Clock = { now(): Instant; today(zone: Zone): CivilDate };

/** Real time, or time that ticks on from `start` (CLINCH_CLOCK, for tests). */
export function clockFrom(start: Instant | undefined): Clock {
  const offset = start ? Temporal.Instant.from(start).since(Temporal.Now.instant()) : undefined;
  const now = (): Instant => {
    const real = Temporal.Now.instant();
    return instant((offset ? real.add(offset) : real).toString());
  };
  return { now, today: (zone) => dayAt(now(), zone) };
}
