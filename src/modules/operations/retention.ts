import { addDays, type CivilDate, dayAt, type Instant, weekday, type Zone } from "#lib/time.ts";

export type Keep = { readonly daily: number; readonly weekly: number; readonly monthly: number };
type Kept = { readonly name: string; readonly at: Instant };

/**
 * Which backups make room: all but the newest of each of the last so many days, weeks and months that have one. Days without a
 * backup don't count, so a machine that was off for a month loses none of its old ones.
 */
export function outlived<File extends Kept>(files: readonly File[], keep: Keep, zone: Zone): File[] {
  const newestFirst = files.toSorted((a, b) => (a.at < b.at ? 1 : -1));
  const stays = new Set<File>();
  const spans: [number, (day: CivilDate) => string][] = [
    [keep.daily, (day) => day],
    [keep.weekly, (day) => addDays(day, 1 - weekday(day))],
    [keep.monthly, (day) => day.slice(0, 7)],
  ];
  for (const [count, spanOf] of spans) {
    const newestOf = new Map<string, File>();
    for (const file of newestFirst) {
      const span = spanOf(dayAt(file.at, zone));
      if (!newestOf.has(span)) newestOf.set(span, file);
    }
    for (const file of [...newestOf.values()].slice(0, count)) stays.add(file);
  }
  return newestFirst.filter((file) => !stays.has(file));
}
