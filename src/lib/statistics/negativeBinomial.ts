import { binomialDensity, normalQuantile, regularisedBeta } from "./special.ts";

/**
 * What a gamma-Poisson rate brings in an exposure: negative binomial with `size` and mean `size · odds`, where odds is
 * next exposure ÷ rate. Size 0 or odds 0: always 0.
 */
export type NegativeBinomial = { size: number; odds: number };

/** A level counts as reached within this; it absorbs the last bits of a sum. */
export const levelSlack = 1e-12;

export function probabilityOf({ size, odds }: NegativeBinomial, y: number): number {
  if (size === 0 || odds === 0) return y === 0 ? 1 : 0;
  return (size / (size + y)) * binomialDensity(size, size + y, 1 / (1 + odds), odds / (1 + odds));
}

/** P(Y ≤ y). */
export function atMost({ size, odds }: NegativeBinomial, y: number): number {
  if (y < 0) return 0;
  if (size === 0 || odds === 0) return 1;
  return regularisedBeta(size, Math.floor(y) + 1, 1 / (1 + odds), odds / (1 + odds));
}

/** P(Y ≥ y). */
export function atLeast({ size, odds }: NegativeBinomial, y: number): number {
  const needed = Math.ceil(y);
  if (needed <= 0) return 1;
  if (size === 0 || odds === 0) return 0;
  return regularisedBeta(needed, size, odds / (1 + odds), 1 / (1 + odds));
}

/** The least y with P(Y ≤ y) ≥ level, level inside (0, 1). */
export function leastReaching(counts: NegativeBinomial, level: number): number {
  const { size, odds } = counts;
  const reached = (y: number) => atMost(counts, y) >= level - levelSlack;
  const spread = Math.sqrt(size * odds * (1 + odds));
  let low = -1;
  let high = Math.max(0, Math.round(size * odds + spread * normalQuantile(level)));
  for (let step = 1; !reached(high); step *= 2) {
    low = high;
    high += step;
  }
  for (let step = 1; high - step > low; step *= 2) {
    if (!reached(high - step)) {
      low = high - step;
      break;
    }
    high -= step;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (reached(middle)) high = middle;
    else low = middle;
  }
  return high;
}
