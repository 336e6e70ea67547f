import { type CivilDate, dayAt, daysBetween, type Instant, type Zone } from "#lib/time.ts";

export type Rotting = { days: number; limit: number };

/** Whole days since anybody did something with it. */
export function idleDays(lastTouchAt: Instant, { today, zone }: { today: CivilDate; zone: Zone }): number {
  return Math.max(0, daysBetween(dayAt(lastTouchAt, zone), today));
}

/** Why an open deal rots: nobody touched it for longer than its stage allows. Null while it doesn't. */
export function rotting(
  { status, lastTouchAt, rotDays }: { status: string; lastTouchAt: Instant; rotDays: number | null },
  present: { today: CivilDate; zone: Zone },
): Rotting | null {
  if (status !== "open" || rotDays === null) return null;
  const days = idleDays(lastTouchAt, present);
  return days > rotDays ? { days, limit: rotDays } : null;
}
