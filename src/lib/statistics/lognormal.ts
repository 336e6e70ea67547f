import { areAmounts, areFinite, type InvalidInput, invalidInput } from "./invalid.ts";
import { normalCdf } from "./special.ts";

export type LognormalChance = {
  logMean: number;
  logSd: number;
  median: number;
  expected: number;
  probability: number;
};

/** The chance of a total whose logarithm is normal, the own mean drawn towards the team's. Every total above 0. */
export function lognormalQuotaProbability(input: {
  history: readonly number[];
  quota: number;
  teamLogMean: number;
  betweenVariance: number;
  withinVariance: number;
}): LognormalChance | InvalidInput {
  const { history, quota, teamLogMean, betweenVariance, withinVariance } = input;
  if (!areFinite(quota, teamLogMean) || !areAmounts(betweenVariance, withinVariance)) return invalidInput;
  if (!history.every((total) => Number.isFinite(total) && total > 0)) return invalidInput;
  const n = history.length;
  const weight = n === 0 || betweenVariance === 0 ? 0 : betweenVariance / (betweenVariance + withinVariance / n);
  const ownLogMean = n === 0 ? teamLogMean : history.reduce((sum, total) => sum + Math.log(total), 0) / n;
  const logMean = teamLogMean + weight * (ownLogMean - teamLogMean);
  const variance = betweenVariance * (1 - weight) + withinVariance;
  return {
    logMean,
    logSd: Math.sqrt(variance),
    median: Math.exp(logMean),
    expected: Math.exp(logMean + variance / 2),
    probability: chanceAbove(quota, logMean, Math.sqrt(variance)),
  };
}

function chanceAbove(quota: number, logMean: number, logSd: number): number {
  if (quota <= 0) return 1;
  const distance = logMean - Math.log(quota);
  if (logSd === 0) return distance >= -1e-12 ? 1 : 0;
  return normalCdf(distance / logSd);
}
