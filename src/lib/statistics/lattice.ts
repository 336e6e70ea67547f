import { levelSlack } from "./negativeBinomial.ts";

/** Chances of the whole multiples of `unit`: `mass[i]` is P(total = i · unit). */
export type Cells = { unit: number; mass: Float64Array };

/** The greatest whole number that divides all; 1 when there is none. */
export function commonUnit(amounts: Iterable<number>): number {
  let unit = 0;
  for (const amount of amounts) {
    let rest = amount;
    while (rest !== 0) [unit, rest] = [rest, unit % rest];
    if (unit === 1) return 1;
  }
  return unit || 1;
}

/** P(total ≥ amount). */
export function chanceOfAtLeast({ unit, mass }: Cells, amount: number): number {
  const first = Math.max(0, Math.ceil(amount / unit - 1e-9));
  if (first === 0) return 1;
  let above = 0;
  for (let i = mass.length - 1; i >= first; i--) above += mass[i]!;
  return Math.min(1, above);
}

/** The least total with P(total ≤ it) ≥ level, for each level. */
export function quantilesOf({ unit, mass }: Cells, levels: readonly number[]): number[] {
  return levels.map((level) => {
    let below = 0;
    for (let i = 0; i < mass.length; i++) {
      below += mass[i]!;
      if (below >= level - levelSlack) return i * unit;
    }
    return Math.max(0, mass.length - 1) * unit;
  });
}
