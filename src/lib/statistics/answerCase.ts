import { type ZodType, z } from "zod";
import { bootstrapQuotaProbability } from "./bootstrap.ts";
import { calibration } from "./calibration.ts";
import { compoundQuotaProbability } from "./compound.ts";
import { gammaPoissonPrior, quotaProbabilityCount, suggestedQuotaCount } from "./gammaPoisson.ts";
import { invalidInput } from "./invalid.ts";
import { largestRemainder } from "./largestRemainder.ts";
import { lognormalQuotaProbability } from "./lognormal.ts";
import { pace } from "./pace.ts";
import { pipelineDistribution } from "./pipelineDistribution.ts";
import { proration } from "./proration.ts";
import { quotaFlag } from "./quotaFlag.ts";
import { wilsonInterval } from "./wilson.ts";
import { winWithin } from "./winWithin.ts";
import { workingDays } from "./workingDays.ts";

/** Answers one kind of statistic as programs ask it: snake_case JSON in and out, `invalid_input` for what it can't be. */
export function answerCase(kind: string, input: unknown): unknown {
  const answer = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  return answer ? renamed(answer(renamed(input, camel)), snake) : invalidInput;
}

const number = z.number();
const numbers = z.array(number);
const decimal = z.union([z.string(), number]);
const gamma = z.object({ shape: number, rate: number });
/** Weights of sizes may be decimal strings, as money's are. */
const weights = z.array(z.union([number, z.string().trim().min(1).transform(Number).pipe(number)])).nullish();
const compound = z.object({ posterior: gamma, nextExposure: number, amounts: numbers, weights });
const calendar = z.object({
  workweek: z.array(number).default([1, 2, 3, 4, 5]),
  holidays: z.array(z.string()).default([]),
});
const span = calendar.extend({ start: z.string(), end: z.string() });
const workingSpan = span.extend({ today: z.string(), dayFraction: number.nullish() });
const outOf = { pOutOfReach: number, pNoStretch: number };

const kinds: Record<string, (input: unknown) => unknown> = {
  wilson_interval: kind(z.object({ successes: number, n: number, confidence: number }), wilsonInterval),
  gamma_poisson_prior: kind(
    z.object({
      team: z.array(z.object({ count: number, exposure: number })),
      minStrength: number,
      maxStrength: number,
    }),
    gammaPoissonPrior,
  ),
  quota_probability_count: kind(
    z.object({
      prior: gamma,
      count: number,
      exposure: number,
      nextExposure: number,
      quota: number,
      already: number.default(0),
    }),
    quotaProbabilityCount,
  ),
  suggested_quota_count: kind(
    z.object({ posterior: gamma, nextExposure: number, stretch: number, ...outOf }),
    suggestedQuotaCount,
  ),
  quota_flag: kind(z.object({ probability: number, quota: number, expected: number, ...outOf }), quotaFlag),
  compound_quota_probability: kind(compound.extend({ quota: number }), compoundQuotaProbability),
  bootstrap_quota_probability: kind(
    z.object({ history: numbers, periods: number, quota: number }),
    bootstrapQuotaProbability,
  ),
  lognormal_quota_probability: kind(
    z.object({
      history: numbers,
      quota: number,
      teamLogMean: number,
      betweenVariance: number,
      withinVariance: number,
    }),
    lognormalQuotaProbability,
  ),
  working_days: kind(workingSpan, workingDays),
  pace: kind(workingSpan.extend({ quota: number, actual: number }), pace),
  proration: kind(
    span.extend({
      quota: decimal,
      hire: z.string().nullish(),
      leave: z.string().nullish(),
      absences: z.array(z.object({ from: z.string(), to: z.string() })).nullish(),
      fte: z.array(z.object({ from: z.string(), to: z.string().nullish(), share: decimal })).nullish(),
      ramp: z.array(decimal).nullish(),
    }),
    proration,
  ),
  largest_remainder: kind(z.object({ total: number, weights: z.array(decimal) }), largestRemainder),
  pipeline_distribution: kind(
    z.object({
      actual: number,
      quota: number,
      deals: z.array(z.object({ value: number, probability: number })),
      runRate: compound.nullish(),
    }),
    pipelineDistribution,
  ),
  win_within: kind(
    z.object({
      records: z.array(z.object({ duration: number, outcome: z.enum(["won", "lost", "open"]) })),
      age: number,
      horizon: number,
    }),
    winWithin,
  ),
  calibration: kind(
    z.object({ predictions: numbers, outcomes: z.array(z.union([number, z.boolean().transform(Number)])) }),
    calibration,
  ),
};

function kind<Input>(shape: ZodType<Input>, answer: (input: Input) => unknown): (input: unknown) => unknown {
  return (input) => {
    const read = shape.safeParse(input);
    return read.success ? answer(read.data) : invalidInput;
  };
}

function renamed(value: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => renamed(item, rename));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [rename(name), renamed(inner, rename)]));
}

function camel(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
