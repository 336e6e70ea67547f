import { type Compound, compoundCells, compoundMoments, isCompound } from "./compound.ts";
import { areAmounts, areFinite, areShares, type InvalidInput, invalidInput } from "./invalid.ts";
import { type Cells, chanceOfAtLeast, commonUnit, quantilesOf } from "./lattice.ts";
import { levelSlack } from "./negativeBinomial.ts";

/** An open deal: what it brings if it is won, and the chance of that. */
export type OpenChance = { value: number; probability: number };

export type PipelineDistribution = {
  expected: number;
  sd: number;
  probability: number;
  p10: number;
  p50: number;
  p90: number;
};

/** What is there, plus open deals that are won or not each by itself, plus business not yet open. Exact, nothing drawn. */
export function pipelineDistribution(input: {
  actual: number;
  quota: number;
  deals: readonly OpenChance[];
  runRate?: Compound | null | undefined;
}): PipelineDistribution | InvalidInput {
  const { actual, quota, deals, runRate } = input;
  if (!areFinite(actual, quota) || (runRate && !isCompound(runRate))) return invalidInput;
  if (!deals.every(({ value, probability }) => areAmounts(value) && areShares(probability))) return invalidInput;
  const coming = runRate ? compoundMoments(runRate) : { expected: 0, variance: 0 };
  const { chance, quantiles } = answersOf(deals, runRate ? compoundCells(runRate) : nothing, quota - actual);
  const [p10 = 0, p50 = 0, p90 = 0] = quantiles.map((rest) => actual + rest);
  return {
    expected: actual + coming.expected + deals.reduce((sum, deal) => sum + deal.value * deal.probability, 0),
    sd: Math.sqrt(deals.reduce((sum, deal) => sum + spreadOf(deal), coming.variance)),
    probability: chance,
    p10,
    p50,
    p90,
  };
}

const nothing: Cells = { unit: 1, mass: Float64Array.of(1) };
const levels = [0.1, 0.5, 0.9];
const mostCells = 2 ** 24;

type Answers = { chance: number; quantiles: number[] };

function spreadOf({ value, probability }: OpenChance): number {
  return value * value * probability * (1 - probability);
}

/** By cells where whole values allow it; by a table of the sums that can be, where they are few and far between. */
function answersOf(deals: readonly OpenChance[], coming: Cells, needed: number): Answers {
  const possible = deals.filter(({ value, probability }) => value > 0 && probability > 0);
  if (possible.every(({ value }) => Number.isSafeInteger(value))) {
    const comingUnit = coming.mass.length > 1 ? [coming.unit] : [];
    const unit = commonUnit([...possible.map(({ value }) => value), ...comingUnit]);
    const length = withDeals(possible, unit) + ((coming.mass.length - 1) * coming.unit) / unit;
    const fewSums = possible.length < 20 && coming.mass.length * 2 ** possible.length < length;
    if (length <= mostCells && !fewSums) {
      const cells = convolved(possible, spread(coming, unit, length));
      return { chance: chanceOfAtLeast(cells, needed), quantiles: quantilesOf(cells, levels) };
    }
  }
  return answersOfSums(sumsOf(possible, coming), needed);
}

function withDeals(deals: readonly OpenChance[], unit: number): number {
  return deals.reduce((sum, { value }) => sum + value / unit, 1);
}

function spread({ unit, mass }: Cells, finer: number, length: number): Cells {
  const cells = new Float64Array(length);
  mass.forEach((chance, i) => {
    cells[(i * unit) / finer] = chance;
  });
  return { unit: finer, mass: cells };
}

/** Each deal moves its chance's share of every cell up by its value; done from the top, in place. */
function convolved(deals: readonly OpenChance[], { unit, mass }: Cells): Cells {
  for (const { value, probability } of deals) {
    const step = value / unit;
    for (let i = mass.length - 1; i >= 0; i--) {
      const won = i >= step ? mass[i - step]! * probability : 0;
      mass[i] = mass[i]! * (1 - probability) + won;
    }
  }
  return { unit, mass };
}

function sumsOf(deals: readonly OpenChance[], { unit, mass }: Cells): [sum: number, chance: number][] {
  let sums = new Map<number, number>();
  mass.forEach((chance, i) => {
    if (chance > 0) sums.set(i * unit, chance);
  });
  for (const { value, probability } of deals) {
    const next = new Map<number, number>();
    for (const [sum, chance] of sums) {
      add(next, sum, chance * (1 - probability));
      add(next, Number((sum + value).toPrecision(15)), chance * probability);
    }
    sums = next;
  }
  return [...sums].sort(([a], [b]) => a - b);
}

function add(sums: Map<number, number>, sum: number, chance: number): void {
  if (chance > 0) sums.set(sum, (sums.get(sum) ?? 0) + chance);
}

function answersOfSums(sums: readonly (readonly [number, number])[], needed: number): Answers {
  const slack = 1e-12 * Math.max(1, Math.abs(needed));
  const chance = sums.reduce((above, [sum, share]) => (sum >= needed - slack ? above + share : above), 0);
  let below = 0;
  const reached = sums.map(([sum, share]) => {
    below += share;
    return { sum, below };
  });
  const least = (level: number) => reached.find((row) => row.below >= level - levelSlack)?.sum ?? sums.at(-1)![0];
  return { chance: Math.min(1, chance), quantiles: levels.map(least) };
}
