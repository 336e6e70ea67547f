import type { Compound } from "#lib/statistics/compound.ts";
import type { Gamma } from "#lib/statistics/gammaPoisson.ts";

/** The least of 1, 2, 2.5 and 5 times a power of ten that is whole and not below `least`. */
export function roundStep(least: number): number {
  if (least <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  const steps = [1, 2, 2.5, 5, 10].map((digit) => digit * power);
  return steps.find((step) => Number.isInteger(step) && step >= least * (1 - 1e-12)) ?? 10 * power;
}

/**
 * Deals of any whole size as a compound on a coarser lattice, counted in steps. A size between two steps is shared out
 * to both so that its mean stays what it was; what falls on 0 is thinned out of the number of deals, which leaves a
 * negative binomial of the same size with less exposure. So the expectation is exact, whatever the step.
 */
export function ontoLattice(posterior: Gamma, exposure: number, sizes: readonly number[], step: number): Compound {
  const weights = new Map<number, number>();
  for (const size of sizes) {
    const below = Math.floor(size / step);
    const above = size / step - below;
    weights.set(below, (weights.get(below) ?? 0) + 1 - above);
    if (above > 0) weights.set(below + 1, (weights.get(below + 1) ?? 0) + above);
  }
  const lost = (weights.get(0) ?? 0) / sizes.length;
  weights.delete(0);
  return {
    posterior,
    nextExposure: exposure * (1 - lost),
    amounts: [...weights.keys()],
    weights: [...weights.values()],
  };
}
