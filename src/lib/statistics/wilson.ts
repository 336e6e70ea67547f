import { areAmounts, type InvalidInput, invalidInput } from "./invalid.ts";
import { normalQuantile } from "./special.ts";

export type Interval = { estimate: number | null; lower: number; upper: number };

/** The share of successes with the interval of Wilson 1927; no trials: no estimate, 0 to 1. */
export function wilsonInterval(input: { successes: number; n: number; confidence: number }): Interval | InvalidInput {
  const { successes, n, confidence } = input;
  if (!areAmounts(successes, n) || successes > n || !(confidence > 0 && confidence < 1)) return invalidInput;
  if (n === 0) return { estimate: null, lower: 0, upper: 1 };
  const z = -normalQuantile((1 - confidence) / 2);
  const p = successes / n;
  const shrink = 1 + (z * z) / n;
  const centre = (p + (z * z) / (2 * n)) / shrink;
  const half = (z / shrink) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return {
    estimate: p,
    lower: successes === 0 ? 0 : Math.max(0, centre - half),
    upper: successes === n ? 1 : Math.min(1, centre + half),
  };
}
