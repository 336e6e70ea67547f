import { compoundCells, compoundMoments, isCompound } from "#lib/statistics/compound.ts";
import { countsIn, type Gamma } from "#lib/statistics/gammaPoisson.ts";
import { type Cells, chanceOfAtLeast, quantilesOf } from "#lib/statistics/lattice.ts";
import { atLeast, atMost, leastReaching, probabilityOf } from "#lib/statistics/negativeBinomial.ts";
import { ontoLattice, roundStep } from "./roundLattice.ts";

/**
 * What a period may bring to a person or a team: a count, or minor units. Figures are multiples of `step`, except
 * `expected` and `sd`, which are exact. The 80 % range is p10 to p90.
 */
export type Outlook = {
  expected: number;
  sd: number;
  p10: number;
  p50: number;
  p90: number;
  step: number;
  /** The chance of at least so much. */
  chanceOf: (quota: number) => number;
  cells: Cells;
};

/** Round figures a quota is chosen from: a thousand of them reach six spreads above the expectation. */
const choices = 1000;
const mostCounted = 4000;

export function countOutlook(posterior: Gamma, exposure: number): Outlook {
  const counts = countsIn(posterior, exposure);
  const expected = counts.size * counts.odds;
  const [p10, p50, p90] = [leastReaching(counts, 0.1), leastReaching(counts, 0.5), leastReaching(counts, 0.9)];
  const most = leastReaching(counts, 1 - 1e-11);
  const unit = roundStep(most / mostCounted);
  const mass = Float64Array.from({ length: Math.ceil(most / unit) + 1 }, (_, i) => {
    if (unit === 1) return probabilityOf(counts, i);
    return atMost(counts, (i + 0.5) * unit) - atMost(counts, (i - 0.5) * unit);
  });
  return {
    expected,
    sd: Math.sqrt(expected * (1 + counts.odds)),
    p10,
    p50,
    p90,
    step: 1,
    chanceOf: (quota) => atLeast(counts, quota),
    cells: { unit, mass },
  };
}

/** Number of deals gamma-Poisson, each as large as one of `sizes` (minor units above 0), on a lattice of round figures. */
export function moneyOutlook(posterior: Gamma, exposure: number, sizes: readonly number[]): Outlook {
  const exact = compoundMoments({ posterior, nextExposure: exposure, amounts: sizes });
  const sd = Math.sqrt(exact.variance);
  const step = roundStep((exact.expected + 6 * sd) / choices);
  const compound = ontoLattice(posterior, exposure, sizes, step);
  if (!isCompound(compound)) throw new RangeError("deals without a size have no outlook");
  const { unit, mass } = compoundCells(compound);
  return fromCells({ unit: unit * step, mass }, { expected: exact.expected, sd, step });
}

/** The sum of outlooks that don't depend on each other, as a team's of its people's. */
export function totalOutlook(outlooks: readonly Outlook[]): Outlook {
  const expected = outlooks.reduce((sum, outlook) => sum + outlook.expected, 0);
  const sd = Math.sqrt(outlooks.reduce((sum, outlook) => sum + outlook.sd ** 2, 0));
  const isCounted = outlooks.every((outlook) => outlook.step === 1);
  const step = isCounted ? 1 : roundStep((expected + 6 * sd) / choices);
  const unit = roundStep((expected + 6 * sd) / mostCounted);
  const start: Cells = { unit, mass: Float64Array.of(1) };
  return fromCells(
    outlooks.reduce((sum, { cells }) => convolved(sum, rebinned(cells, unit)), start),
    { expected, sd, step },
  );
}

/** Points to draw the chance of each quota by, from 0 to where it has all but gone. */
export function curveOf(outlook: Outlook, points = 100): { quota: number; chance: number }[] {
  const step = Math.max(outlook.step, roundStep((outlook.expected + 4 * outlook.sd) / points));
  const last = Math.ceil((outlook.expected + 4 * outlook.sd) / step);
  return Array.from({ length: last + 1 }, (_, i) => ({ quota: i * step, chance: outlook.chanceOf(i * step) }));
}

function fromCells(cells: Cells, known: { expected: number; sd: number; step: number }): Outlook {
  const [p10 = 0, p50 = 0, p90 = 0] = quantilesOf(cells, [0.1, 0.5, 0.9]);
  return { ...known, p10, p50, p90, chanceOf: (quota) => chanceOfAtLeast(cells, quota), cells };
}

/** On cells of another unit, the mean kept. */
function rebinned({ unit, mass }: Cells, wanted: number): Cells {
  if (unit === wanted) return { unit, mass };
  const cells = new Float64Array(Math.ceil(((mass.length - 1) * unit) / wanted) + 2);
  mass.forEach((chance, i) => {
    const below = Math.floor((i * unit) / wanted);
    const above = (i * unit) / wanted - below;
    cells[below] = cells[below]! + chance * (1 - above);
    cells[below + 1] = cells[below + 1]! + chance * above;
  });
  return { unit: wanted, mass: cells };
}

function convolved(a: Cells, b: Cells): Cells {
  const left = trimmed(a.mass);
  const right = trimmed(b.mass);
  const mass = new Float64Array(left.length + right.length - 1);
  left.forEach((chance, i) => {
    if (chance === 0) return;
    for (let j = 0; j < right.length; j++) mass[i + j] = mass[i + j]! + chance * right[j]!;
  });
  return { unit: a.unit, mass };
}

function trimmed(mass: Float64Array): Float64Array {
  let last = mass.length - 1;
  while (last > 0 && mass[last]! < 1e-15) last -= 1;
  return mass.subarray(0, last + 1);
}
