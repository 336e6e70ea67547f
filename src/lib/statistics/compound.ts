import { type Gamma, isBelief } from "./gammaPoisson.ts";
import { areAmounts, type InvalidInput, invalidInput } from "./invalid.ts";
import { type Cells, chanceOfAtLeast, commonUnit, quantilesOf } from "./lattice.ts";

/** Business by its number (gamma-Poisson) and its sizes, each drawn from `amounts`: whole lattice units ≥ 1, weights 1 unless given. */
export type Compound = {
  posterior: Gamma;
  nextExposure: number;
  amounts: readonly number[];
  weights?: readonly number[] | null | undefined;
};

export type CompoundChance = {
  expected: number;
  variance: number;
  probability: number;
  p10: number;
  p50: number;
  p90: number;
};

/** The chance that deals still to come add up to the quota. */
export function compoundQuotaProbability(input: Compound & { quota: number }): CompoundChance | InvalidInput {
  if (!isCompound(input) || !Number.isFinite(input.quota)) return invalidInput;
  const cells = compoundCells(input);
  const [p10 = 0, p50 = 0, p90 = 0] = quantilesOf(cells, [0.1, 0.5, 0.9]);
  return { ...compoundMoments(input), probability: chanceOfAtLeast(cells, input.quota), p10, p50, p90 };
}

export function isCompound({ posterior, nextExposure, amounts, weights }: Compound): boolean {
  if (!isBelief(posterior) || !areAmounts(nextExposure)) return false;
  if (amounts.length === 0 || !amounts.every((amount) => Number.isSafeInteger(amount) && amount >= 1)) return false;
  if (!weights) return true;
  return weights.length === amounts.length && areAmounts(...weights) && weights.some((weight) => weight > 0);
}

/** λ·m₁ and λ·m₂ + (λm₁)²/shape. */
export function compoundMoments(input: Compound): { expected: number; variance: number } {
  const { shape, rate } = input.posterior;
  const number = (input.nextExposure * shape) / rate;
  let first = 0;
  let second = 0;
  for (const [amount, chance] of sizesOf(input)) {
    first += chance * amount;
    second += chance * amount * amount;
  }
  const expected = number * first;
  return { expected, variance: shape === 0 ? 0 : number * second + expected ** 2 / shape };
}

/**
 * The whole distribution by Panjer's recursion (Panjer 1981), until what is left is nothing to a double. All its terms
 * are positive, so it is stable; it is carried with a power of e apart, so that P(no deal) may be far below 1e-308.
 */
export function compoundCells(input: Compound): Cells {
  const { posterior, nextExposure } = input;
  const sizes = sizesOf(input);
  const unit = commonUnit(sizes.keys());
  if (posterior.shape === 0 || nextExposure === 0) return { unit, mass: Float64Array.of(1) };
  const { expected, variance } = compoundMoments(input);
  const steps = Int32Array.from(sizes.keys(), (amount) => amount / unit).sort();
  const odds = nextExposure / posterior.rate;
  const longest = steps.at(-1)!;
  const plan = {
    steps,
    chances: Float64Array.from(steps, (step) => sizes.get(step * unit)!),
    size: posterior.shape,
    odds,
    mean: expected / unit,
    // Beyond this nothing can matter: forty spreads, and forty lengths of the negative binomial's own tail.
    limit: Math.ceil(expected / unit + 40 * (Math.sqrt(variance) / unit + longest * (1 + odds)) + 1),
  };
  return { unit, mass: panjer(plan) };
}

type Plan = {
  steps: Int32Array;
  chances: Float64Array;
  size: number;
  odds: number;
  mean: number;
  limit: number;
};

const large = 1e250;

function panjer({ steps, chances, size, odds, mean, limit }: Plan): Float64Array {
  const share = odds / (1 + odds);
  const longest = steps.at(-1)!;
  let mass = new Float64Array(Math.min(limit + 1, 4096));
  let logScale = -size * Math.log1p(odds);
  let total = 1;
  let quiet = 0;
  let s = 0;
  mass[0] = 1;
  // Quiet for as long as the largest deal: no later cell has anything left to be made of.
  while (s < limit && quiet <= longest) {
    s += 1;
    if (s === mass.length) mass = grown(mass, limit + 1);
    let plain = 0;
    let weighted = 0;
    for (let i = 0; i < steps.length; i++) {
      const step = steps[i]!;
      if (step > s) break;
      const term = chances[i]! * mass[s - step]!;
      plain += term;
      weighted += term * step;
    }
    const value = share * (plain + ((size - 1) * weighted) / s);
    mass[s] = value;
    total += value;
    quiet = s > mean && value <= total * 1e-18 ? quiet + 1 : 0;
    if (value > large || total > large) {
      for (let i = 0; i <= s; i++) mass[i] = mass[i]! / large;
      total /= large;
      logScale += Math.log(large);
    }
  }
  return normalised(mass.subarray(0, s + 1), total, logScale);
}

/** Divides by the sum where all of it is there: that takes away the last bits that a large `logScale` costs. */
function normalised(mass: Float64Array, total: number, logScale: number): Float64Array {
  const scale = Math.exp(logScale);
  const isWhole = Math.abs(total * scale - 1) < 1e-6;
  return mass.map((value) => (isWhole ? value / total : value * scale));
}

function grown(mass: Float64Array<ArrayBuffer>, most: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(Math.min(most, mass.length * 2));
  larger.set(mass);
  return larger;
}

/** Each different size with its chance. */
function sizesOf({ amounts, weights }: Compound): Map<number, number> {
  const sum = weights ? weights.reduce((total, weight) => total + weight, 0) : amounts.length;
  const sizes = new Map<number, number>();
  amounts.forEach((amount, i) => {
    const chance = (weights ? weights[i]! : 1) / sum;
    if (chance > 0) sizes.set(amount, (sizes.get(amount) ?? 0) + chance);
  });
  return sizes;
}
