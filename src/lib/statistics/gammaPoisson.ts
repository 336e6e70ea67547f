import { areAmounts, areFinite, areShares, type InvalidInput, invalidInput } from "./invalid.ts";
import { atLeast, leastReaching, type NegativeBinomial } from "./negativeBinomial.ts";
import { type Flag, quotaFlag } from "./quotaFlag.ts";

/** What is believed of a rate per period: Gamma(shape, rate); `rate` is how many periods the belief weighs. */
export type Gamma = { shape: number; rate: number };

export type TeamPrior = { mean: number | null; variance: number | null; shape: number | null; rate: number | null };

/** The team's belief by exposure-weighted moments (Marshall 1991); exposures in periods, those of 0 left out. */
export function gammaPoissonPrior(input: {
  team: readonly { count: number; exposure: number }[];
  minStrength: number;
  maxStrength: number;
}): TeamPrior | InvalidInput {
  const { team, minStrength, maxStrength } = input;
  if (!areAmounts(minStrength, maxStrength) || minStrength > maxStrength) return invalidInput;
  if (!team.every(({ count, exposure }) => areAmounts(count, exposure))) return invalidInput;
  const seen = team.filter(({ exposure }) => exposure > 0);
  const exposures = sumOf(seen, ({ exposure }) => exposure);
  if (seen.length === 0) return { mean: null, variance: null, shape: null, rate: null };
  const mean = sumOf(seen, ({ count }) => count) / exposures;
  if (mean === 0) return { mean: 0, variance: null, shape: null, rate: null };
  if (seen.length === 1) return { mean, variance: null, shape: mean * maxStrength, rate: maxStrength };
  const scatter = sumOf(seen, ({ count, exposure }) => exposure * (count / exposure - mean) ** 2);
  const divisor = exposures - sumOf(seen, ({ exposure }) => exposure ** 2) / exposures;
  const variance = Math.max(0, (scatter - (seen.length - 1) * mean) / divisor);
  const rate = variance === 0 ? maxStrength : Math.min(maxStrength, Math.max(minStrength, mean / variance));
  return { mean, variance, shape: mean * rate, rate };
}

export type CountChance = {
  posteriorShape: number;
  posteriorRate: number;
  expected: number;
  probability: number;
  p10: number;
  p50: number;
  p90: number;
};

/** The chance that a count quota is reached: `already` is there, `nextExposure` periods are left. */
export function quotaProbabilityCount(input: {
  prior: Gamma;
  count: number;
  exposure: number;
  nextExposure: number;
  quota: number;
  already: number;
}): CountChance | InvalidInput {
  const { prior, count, exposure, nextExposure, quota, already } = input;
  if (!areAmounts(prior.shape, prior.rate, count, exposure, nextExposure, quota, already)) return invalidInput;
  const shape = prior.shape + count;
  const rate = prior.rate + exposure;
  if (rate === 0) return invalidInput;
  const rest = countsIn({ shape, rate }, nextExposure);
  const needed = Math.max(0, Math.ceil(quota - already - 1e-9));
  return {
    posteriorShape: shape,
    posteriorRate: rate,
    expected: already + (nextExposure * shape) / rate,
    probability: atLeast(rest, needed),
    p10: already + leastReaching(rest, 0.1),
    p50: already + leastReaching(rest, 0.5),
    p90: already + leastReaching(rest, 0.9),
  };
}

export type CountSuggestion = { expected: number; quota: number; probability: number; flag: Flag };

/** Stretch times what is expected, lowered while out of reach, always above what is expected. */
export function suggestedQuotaCount(input: {
  posterior: Gamma;
  nextExposure: number;
  stretch: number;
  pOutOfReach: number;
  pNoStretch: number;
}): CountSuggestion | InvalidInput {
  const { posterior, nextExposure, stretch, pOutOfReach, pNoStretch } = input;
  if (!isBelief(posterior) || !areAmounts(nextExposure, stretch) || nextExposure === 0) return invalidInput;
  if (!areShares(pOutOfReach, pNoStretch)) return invalidInput;
  const counts = countsIn(posterior, nextExposure);
  const expected = (nextExposure * posterior.shape) / posterior.rate;
  const low = Math.floor(expected + 1e-9) + 1;
  const wished = Math.max(low, Math.ceil(stretch * expected - 1e-9));
  const quota = highestInReach(low, wished, (amount) => atLeast(counts, amount) >= pOutOfReach);
  const probability = atLeast(counts, quota);
  const flag = quotaFlag({ probability, quota, expected, pOutOfReach, pNoStretch });
  return "error" in flag ? flag : { expected, quota, probability, flag: flag.flag };
}

/** The greatest whole number from `low` to `high` that is in reach, `low` if none is; reach only falls with the amount. */
export function highestInReach(low: number, high: number, isInReach: (amount: number) => boolean): number {
  if (isInReach(high)) return high;
  let reached = low;
  let missed = high;
  while (missed - reached > 1) {
    const middle = Math.floor((reached + missed) / 2);
    if (isInReach(middle)) reached = middle;
    else missed = middle;
  }
  return reached;
}

export function countsIn({ shape, rate }: Gamma, exposure: number): NegativeBinomial {
  return { size: shape, odds: exposure / rate };
}

export function isBelief({ shape, rate }: Gamma): boolean {
  return areFinite(shape, rate) && shape >= 0 && rate > 0;
}

function sumOf<Row>(rows: readonly Row[], value: (row: Row) => number): number {
  return rows.reduce((sum, row) => sum + value(row), 0);
}
