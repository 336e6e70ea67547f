import assert from "node:assert/strict";
import { test } from "node:test";
import { answerCase } from "./answerCase.ts";

const invalid = { error: "invalid_input" };
const january = { start: "2026-01-01", end: "2026-01-31", workweek: [1, 2, 3, 4, 5], holidays: [] };
const posterior = { shape: 12, rate: 4 };

const refused: [kind: string, input: unknown][] = [
  ["wilson_interval", { successes: 5, n: 4, confidence: 0.95 }],
  ["wilson_interval", { successes: 1, n: 4, confidence: 1 }],
  ["wilson_interval", { successes: Number.NaN, n: 4, confidence: 0.95 }],
  ["gamma_poisson_prior", { team: [{ count: -1, exposure: 2 }], min_strength: 1, max_strength: 24 }],
  ["quota_probability_count", { prior: posterior, count: 1, exposure: -1, next_exposure: 1, quota: 3, already: 0 }],
  ["suggested_quota_count", { posterior, next_exposure: 0, stretch: 1.1, p_out_of_reach: 0.2, p_no_stretch: 0.8 }],
  ["quota_flag", { probability: 1.2, quota: 9, expected: 6, p_out_of_reach: 0.2, p_no_stretch: 0.8 }],
  ["compound_quota_probability", { posterior, next_exposure: 1, amounts: [], quota: 3 }],
  ["compound_quota_probability", { posterior, next_exposure: 1, amounts: [1.5], quota: 3 }],
  ["compound_quota_probability", { posterior, next_exposure: 1, amounts: [1, 2], weights: [1], quota: 3 }],
  ["bootstrap_quota_probability", { history: [], periods: 1, quota: 3 }],
  [
    "lognormal_quota_probability",
    { history: [0], quota: 3, team_log_mean: 1, between_variance: 1, within_variance: 1 },
  ],
  ["working_days", { ...january, end: "2025-12-31", today: "2026-01-01" }],
  ["working_days", { ...january, end: "2026-02-30", today: "2026-01-01" }],
  ["pace", { ...january, today: "2026-01-05", quota: Number.NaN, actual: 1 }],
  ["proration", { ...january, quota: 100, hire: "2026-01-12", leave: "2026-01-11" }],
  ["proration", { ...january, quota: 100, absences: [{ from: "2026-01-12", to: "2026-01-11" }] }],
  ["proration", { ...january, quota: 100, hire: "2026-01-01", ramp: ["half"] }],
  ["largest_remainder", { total: 10, weights: [] }],
  ["largest_remainder", { total: 10, weights: ["1", "-1"] }],
  ["pipeline_distribution", { actual: 0, quota: 1, deals: [{ value: 1, probability: -0.1 }] }],
  ["win_within", { records: [{ duration: -1, outcome: "won" }], age: 0, horizon: 1 }],
  ["calibration", { predictions: [0.5], outcomes: [0, 1] }],
];

for (const [kind, input] of refused) {
  test(`${kind} refuses ${JSON.stringify(input)}`, () => {
    assert.deepEqual(answerCase(kind, input), invalid);
  });
}

const answered: [rule: string, kind: string, input: unknown, expected: unknown][] = [
  [
    "nobody with exposure gives no belief",
    "gamma_poisson_prior",
    { team: [{ count: 3, exposure: 0 }], min_strength: 1, max_strength: 24 },
    { mean: null, variance: null, shape: null, rate: null },
  ],
  [
    "no events give a mean of 0 and no belief",
    "gamma_poisson_prior",
    { team: [{ count: 0, exposure: 3 }], min_strength: 1, max_strength: 24 },
    { mean: 0, variance: null, shape: null, rate: null },
  ],
  [
    "one person weighs the most periods",
    "gamma_poisson_prior",
    { team: [{ count: 30, exposure: 3 }], min_strength: 1, max_strength: 24 },
    { mean: 10, variance: null, shape: 240, rate: 24 },
  ],
  [
    "a steady 100 over 12 periods asks for exactly 110",
    "suggested_quota_count",
    {
      posterior: { shape: 3600, rate: 36 },
      next_exposure: 1,
      stretch: 1.1,
      p_out_of_reach: 0.15,
      p_no_stretch: 0.8,
    },
    { expected: 100, quota: 110, probability: 0.17373, flag: "ok" },
  ],
  [
    "no exposure left counts only what is there",
    "compound_quota_probability",
    { posterior, next_exposure: 0, amounts: [5], quota: 1 },
    { expected: 0, variance: 0, probability: 0, p10: 0, p50: 0, p90: 0 },
  ],
  [
    "a period without working days has no share",
    "working_days",
    { ...january, workweek: [], today: "2026-01-05" },
    { total: 0, elapsed: 0, remaining: 0, share: null },
  ],
  [
    "after the period nothing remains",
    "pace",
    { ...january, today: "2026-03-01", quota: 100, actual: 80 },
    {
      attainment: 0.8,
      share: 1,
      pace: 0.8,
      expected_to_date: 100,
      run_rate_projection: 80,
      gap: 20,
      needed_per_day: null,
    },
  ],
  [
    "no quota has no attainment",
    "pace",
    { ...january, today: "2026-03-01", quota: 0, actual: 80 },
    {
      attainment: null,
      share: 1,
      pace: null,
      expected_to_date: 0,
      run_rate_projection: 80,
      gap: 0,
      needed_per_day: 0,
    },
  ],
  ["no working day has no quota", "proration", { ...january, workweek: [], quota: 100 }, { factor: null, quota: null }],
  [
    "halves of halves go up, once, at the end",
    "proration",
    { ...january, quota: 5, fte: [{ from: "2026-01-01", to: null, share: "0.1" }] },
    { factor: 0.1, quota: 1 },
  ],
  [
    "weights are decimals, not doubles",
    "largest_remainder",
    { total: 3, weights: ["0.1", "0.2", "0.3"] },
    { shares: [1, 1, 1] },
  ],
  [
    "nobody older gives no chance",
    "win_within",
    { records: [{ duration: 4, outcome: "won" }], age: 4, horizon: 10 },
    { at_risk: 0, win_within: null, win_ever: null },
  ],
  [
    "chances of one half say nothing about calibration",
    "calibration",
    { predictions: [0.5, 0.5], outcomes: [0, 1] },
    { brier: 0.25, expected_wins: 1, wins: 1, z: null, p_value: null },
  ],
];

for (const [rule, kind, input, expected] of answered) {
  test(`${kind}: ${rule}`, () => {
    assert.deepEqual(rounded(answerCase(kind, input)), expected);
  });
}

function rounded(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer), (_, value) =>
    typeof value === "number" ? Math.round(value * 1e5) / 1e5 : value,
  );
}
