import { type CivilDate, dayAt, daysBetween, type Instant, type Zone } from "#lib/time.ts";

/** Something to do with a date, and a deal that nobody has planned for: what they need is an answer of mine. */
export type DueNeed = { kind: "due"; id: string; dueAt: Instant | null; late: boolean };
export type IdleNeed = { kind: "idle"; id: string; lastTouchAt: Instant };

/** What expires first is on top: late things, then today's by their hour, then the deals that have waited longest. */
export function inOrder<Due extends DueNeed, Idle extends IdleNeed>(
  due: readonly Due[],
  idle: readonly Idle[],
): (Due | Idle)[] {
  const byHour = due.toSorted((a, b) => ((a.dueAt ?? "") < (b.dueAt ?? "") ? -1 : 1));
  const byWait = idle.toSorted((a, b) => (a.lastTouchAt < b.lastTouchAt ? -1 : 1));
  return [...byHour, ...byWait];
}

/** Whole days since a moment, by the calendar of `zone`. */
export function daysSince(at: Instant, today: CivilDate, zone: Zone): number {
  return Math.max(0, daysBetween(dayAt(at, zone), today));
}

/** A meeting is next until it has ended, an hour where nobody said how long it takes. */
export function isAhead(meeting: { dueAt: Instant | null; lengthMinutes: number | null }, now: Instant): boolean {
  if (!meeting.dueAt) return false;
  return Date.parse(meeting.dueAt) + (meeting.lengthMinutes ?? 60) * 60_000 > Date.parse(now);
}
