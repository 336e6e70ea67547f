import { areShares, type InvalidInput, invalidInput } from "./invalid.ts";
import { normalCdf } from "./special.ts";

export type Calibration = {
  brier: number | null;
  expectedWins: number;
  wins: number;
  z: number | null;
  pValue: number | null;
};

/** How true past chances were: Brier's score and Spiegelhalter's z (1986); outcomes are 0 or 1. */
export function calibration(input: {
  predictions: readonly number[];
  outcomes: readonly number[];
}): Calibration | InvalidInput {
  const { predictions, outcomes } = input;
  if (predictions.length !== outcomes.length || !areShares(...predictions)) return invalidInput;
  if (!outcomes.every((outcome) => outcome === 0 || outcome === 1)) return invalidInput;
  let squares = 0;
  let lean = 0;
  let variance = 0;
  predictions.forEach((p, i) => {
    const off = outcomes[i]! - p;
    squares += off * off;
    lean += off * (1 - 2 * p);
    variance += (1 - 2 * p) ** 2 * p * (1 - p);
  });
  const z = variance === 0 ? null : lean / Math.sqrt(variance);
  return {
    brier: predictions.length === 0 ? null : squares / predictions.length,
    expectedWins: predictions.reduce((sum, p) => sum + p, 0),
    wins: outcomes.reduce((sum: number, outcome) => sum + outcome, 0),
    z,
    pValue: z === null ? null : 2 * normalCdf(-Math.abs(z)),
  };
}
