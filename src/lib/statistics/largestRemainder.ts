import { atPlaces, type Decimal, parseDecimal } from "./decimal.ts";
import { type InvalidInput, invalidInput } from "./invalid.ts";

/** A whole total split by weights so that the shares add up to it (Hamilton's method); ties to the earlier. */
export function largestRemainder(input: {
  total: number;
  weights: readonly (string | number)[];
}): { shares: number[] } | InvalidInput {
  const weights = wholeWeights(input.weights);
  if (!Number.isInteger(input.total) || !weights) return invalidInput;
  const sum = weights.reduce((all, weight) => all + weight, 0n);
  if (sum === 0n) return invalidInput;
  const total = BigInt(Math.abs(input.total));
  const parts = weights.map((weight) => ({ floor: (total * weight) / sum, rest: (total * weight) % sum }));
  const left = Number(total - parts.reduce((all, { floor }) => all + floor, 0n));
  const order = parts.map((_, i) => i).sort((a, b) => compare(parts[b]!.rest, parts[a]!.rest) || a - b);
  const lucky = new Set(order.slice(0, left));
  const shares = parts.map(({ floor }, i) => Number(floor + (lucky.has(i) ? 1n : 0n)));
  return { shares: shares.map((share) => (input.total < 0 && share !== 0 ? -share : share)) };
}

/** The weights as whole numbers of one scale; undefined if one is negative or no number, or there is none. */
function wholeWeights(texts: readonly (string | number)[]): bigint[] | undefined {
  const weights: Decimal[] = [];
  for (const text of texts) {
    const weight = parseDecimal(text);
    if (!weight || weight.digits < 0n) return undefined;
    weights.push(weight);
  }
  const places = Math.max(0, ...weights.map((weight) => weight.places));
  return weights.map((weight) => atPlaces(weight, places));
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
