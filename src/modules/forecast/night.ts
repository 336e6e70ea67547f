import type { Instant } from "#lib/time.ts";

/** A server that starts within the hour has missed nothing that matters; later, the morning's changes are in it, and that is said. */
const graceMs = 60 * 60_000;

export function isLate(takenAt: Instant, dayBegan: Instant): boolean {
  const since = Temporal.Instant.from(dayBegan).until(takenAt).total("milliseconds");
  return since > graceMs;
}
