import { areFinite, type InvalidInput, invalidInput } from "./invalid.ts";
import { levelSlack } from "./negativeBinomial.ts";

export type DrawnChance = { expected: number; probability: number; p10: number; p50: number; p90: number };

/** The chance that `periods` past periods, drawn with replacement, add up to the quota; every draw counted, none made. */
export function bootstrapQuotaProbability(input: {
  history: readonly number[];
  periods: number;
  quota: number;
}): DrawnChance | InvalidInput {
  const { history, periods, quota } = input;
  if (history.length === 0 || !areFinite(...history, quota)) return invalidInput;
  if (!Number.isSafeInteger(periods) || periods < 0) return invalidInput;
  const sums = sumsOf(history, periods);
  const slack = 1e-12 * Math.max(1, Math.abs(quota));
  const probability = sums.reduce((chance, [sum, share]) => (sum >= quota - slack ? chance + share : chance), 0);
  const expected = (periods * history.reduce((total, value) => total + value, 0)) / history.length;
  const least = (level: number) => leastSum(sums, level);
  return { expected, probability: Math.min(1, probability), p10: least(0.1), p50: least(0.5), p90: least(0.9) };
}

/** Each different sum with its share of the draws, from the least up. */
function sumsOf(history: readonly number[], periods: number): [sum: number, share: number][] {
  let sums = new Map([[0, 1]]);
  for (let period = 0; period < periods; period++) {
    const next = new Map<number, number>();
    for (const [sum, share] of sums) {
      for (const value of history) {
        const key = tidy(sum + value);
        next.set(key, (next.get(key) ?? 0) + share / history.length);
      }
    }
    sums = next;
  }
  return [...sums].sort(([a], [b]) => a - b);
}

/** Equal sums of decimals are one sum, whichever way they were added. */
function tidy(sum: number): number {
  return Number.isInteger(sum) ? sum : Number(sum.toPrecision(14));
}

function leastSum(sums: readonly (readonly [number, number])[], level: number): number {
  let below = 0;
  for (const [sum, share] of sums) {
    below += share;
    if (below >= level - levelSlack) return sum;
  }
  return sums.at(-1)![0];
}
