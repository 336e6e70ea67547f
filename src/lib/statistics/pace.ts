import { areFinite, type InvalidInput, invalidInput } from "./invalid.ts";
import { type WorkingSpan, workingDays } from "./workingDays.ts";

export type Pace = {
  attainment: number | null;
  share: number | null;
  pace: number | null;
  expectedToDate: number | null;
  runRateProjection: number | null;
  gap: number;
  neededPerDay: number | null;
};

/** Where an actual stands against its quota by the working days gone; null where there is nothing to divide by. */
export function pace(input: WorkingSpan & { quota: number; actual: number }): Pace | InvalidInput {
  const { quota, actual } = input;
  const days = workingDays(input);
  if ("error" in days || !areFinite(quota, actual)) return invalidInput;
  const { share, remaining } = days;
  const attainment = quota === 0 ? null : actual / quota;
  const gap = Math.max(0, quota - actual);
  return {
    attainment,
    share,
    pace: attainment === null || !share ? null : attainment / share,
    expectedToDate: share === null ? null : quota * share,
    runRateProjection: share ? actual / share : null,
    gap,
    neededPerDay: remaining > 0 ? gap / remaining : gap === 0 ? 0 : null,
  };
}
