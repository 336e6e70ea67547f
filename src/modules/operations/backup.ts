import type { Instant } from "#lib/time.ts";

/** Why a backup could not be made: `cause.<code>` of our words says it. */
export type Cause = { code: string; facts: Record<string, string | number> };

export type BackupRun = {
  id: string;
  /** The login that asked, by name; null for the night's. */
  by: string | null;
  again: number;
  place: string;
  fileName: string;
  askedAt: Instant;
  finishedAt: Instant | null;
  tablesDone: number;
  tables: number;
  bytes: number;
  rows: number | null;
  /** Attached files in it, and those whose bytes were not there; null where backups hold none. */
  files: number | null;
  filesMissing: number | null;
  sha256: string | null;
  seconds: number | null;
  cause: Cause | null;
  removedAt: Instant | null;
};

/** Broken off is what was silent for so long. A part of a large table to a slow store takes five minutes at most. */
export const silentMinutes = 15;
/** A night that failed is tried again each hour, so many times. */
export const triesOfANight = 5;
const lateHours = 36;

export function isGood({ finishedAt, cause }: Pick<BackupRun, "finishedAt" | "cause">): boolean {
  return finishedAt !== null && cause === null;
}

export type Standing = {
  state: "good" | "warning" | "bad";
  code: string;
  facts: Record<string, string | number>;
};

/** How the backups stand, by the newest good one and what has happened since. `since` is when there was first something to back up. */
export function standingOf({
  runs,
  since,
  now,
}: {
  runs: readonly BackupRun[];
  since: Instant | undefined;
  now: Instant;
}): Standing {
  const ended = runs
    .filter(({ finishedAt }) => finishedAt !== null)
    .toSorted((a, b) => (a.askedAt < b.askedAt ? 1 : -1));
  const [last] = ended;
  const good = ended.find(isGood);
  const hours = good?.finishedAt ? hoursBetween(good.finishedAt, now) : undefined;
  if (last?.cause) return { state: "bad", code: "operations.backups_failing", facts: { hours: hours ?? -1 } };
  if (good && hours !== undefined && hours < lateHours && (good.filesMissing ?? 0) > 0)
    return {
      state: "warning",
      code: "operations.backups_without_files",
      facts: { hours, count: good.filesMissing ?? 0 },
    };
  if (good && hours !== undefined && hours < lateHours)
    return { state: "good", code: "operations.backups_good", facts: { hours, megabytes: megabytes(good.bytes) } };
  if (good && hours !== undefined) return { state: "warning", code: "operations.backups_late", facts: { hours } };
  if (since && hoursBetween(since, now) >= lateHours)
    return { state: "warning", code: "operations.backups_none", facts: {} };
  return { state: "good", code: "operations.backups_tonight", facts: {} };
}

function hoursBetween(from: Instant, to: Instant): number {
  return Math.max(0, Math.floor(Temporal.Instant.from(from).until(Temporal.Instant.from(to)).total("hours")));
}

/** Never 0: a small backup is no missing one. */
function megabytes(bytes: number): number {
  return Math.max(0.1, Math.round(bytes / 100_000) / 10);
}
