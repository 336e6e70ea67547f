/** The chance of at least `step` times the index. */
export type ChanceCurve = { step: number; chances: readonly number[] };

/** The chance of at least so much, by the points of a curve; straight between two of them. */
export function chanceAt({ step, chances }: ChanceCurve, quota: number): number {
  if (quota <= 0) return 1;
  const at = quota / step;
  const low = Math.floor(at);
  const below = chances[low] ?? 0;
  const above = chances[low + 1] ?? 0;
  return below + (above - below) * (at - low);
}

/** Where a curve ends: its chance has all but gone. */
export function endOf({ step, chances }: ChanceCurve): number {
  return step * Math.max(1, chances.length - 1);
}
