import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { compoundCells, compoundQuotaProbability } from "./compound.ts";
import { quotaProbabilityCount, suggestedQuotaCount } from "./gammaPoisson.ts";
import { largestRemainder } from "./largestRemainder.ts";
import { atLeast, atMost, probabilityOf } from "./negativeBinomial.ts";
import { pipelineDistribution } from "./pipelineDistribution.ts";
import { lgamma, normalCdf, normalQuantile, regularisedBeta } from "./special.ts";

const runs = { numRuns: 60 };
const belief = fc.record({
  shape: fc.double({ min: 0.1, max: 400, noNaN: true }),
  rate: fc.double({ min: 0.5, max: 40, noNaN: true }),
});
const amounts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 });

test("a higher quota is never likelier, and quantiles are in order", () => {
  fc.assert(
    fc.property(belief, amounts, fc.integer({ min: 0, max: 400 }), (posterior, sizes, quota) => {
      const ask = (wanted: number) => {
        const answer = compoundQuotaProbability({ posterior, nextExposure: 1, amounts: sizes, quota: wanted });
        assert.ok(!("error" in answer));
        return answer;
      };
      const chance = ask(quota);
      assert.ok(ask(quota + 1).probability <= chance.probability + 1e-12);
      assert.ok(chance.p10 <= chance.p50 && chance.p50 <= chance.p90);
    }),
    runs,
  );
});

test("deals of one size are the negative binomial of their number", () => {
  fc.assert(
    fc.property(belief, fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 60 }), (prior, size, number) => {
      const money = compoundQuotaProbability({
        posterior: prior,
        nextExposure: 1,
        amounts: [size],
        quota: number * size,
      });
      const count = quotaProbabilityCount({
        prior,
        count: 0,
        exposure: 0,
        nextExposure: 1,
        quota: number,
        already: 0,
      });
      assert.ok(!("error" in money) && !("error" in count));
      assert.ok(Math.abs(money.probability - count.probability) < 1e-10);
      assert.deepEqual([money.p10, money.p50, money.p90], [count.p10 * size, count.p50 * size, count.p90 * size]);
    }),
    runs,
  );
});

test("a suggested quota is always above what is expected", () => {
  fc.assert(
    fc.property(belief, fc.double({ min: 0.01, max: 20, noNaN: true }), (posterior, nextExposure) => {
      const asked = { posterior, nextExposure, stretch: 1.1, pOutOfReach: 0.15, pNoStretch: 0.8 };
      const answer = suggestedQuotaCount(asked);
      assert.ok(!("error" in answer));
      assert.ok(answer.quota > answer.expected);
    }),
    runs,
  );
});

test("shares add up to the total, and nobody is more than one unit off", () => {
  const weights = fc.array(fc.integer({ min: 0, max: 9999 }).map(String), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(fc.integer(), weights, (total, shares) => {
      const answer = largestRemainder({ total, weights: shares });
      if ("error" in answer) return shares.every((weight) => weight === "0");
      assert.equal(
        answer.shares.reduce((sum, share) => sum + share, 0),
        total,
      );
      return true;
    }),
    runs,
  );
});

test("both ends of the negative binomial are one", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 1e6, noNaN: true }),
      fc.double({ min: 1e-4, max: 1e3, noNaN: true }),
      fc.integer({ min: 1, max: 5000 }),
      (size, odds, y) => {
        const counts = { size, odds };
        assert.ok(Math.abs(atMost(counts, y - 1) + atLeast(counts, y) - 1) < 1e-11);
        const step = atMost(counts, y) - atMost(counts, y - 1);
        assert.ok(Math.abs(step - probabilityOf(counts, y)) < 1e-11);
      },
    ),
    runs,
  );
});

test("five thousand deals don't sink below the smallest double", () => {
  const cells = compoundCells({ posterior: { shape: 50_000, rate: 10 }, nextExposure: 1, amounts: [1, 3, 4] });
  const sum = cells.mass.reduce((total, chance) => total + chance, 0);
  const mean = cells.mass.reduce((total, chance, i) => total + chance * i, 0);
  assert.ok(Math.abs(sum - 1) < 1e-11);
  assert.ok(Math.abs(mean / ((5000 * 8) / 3) - 1) < 1e-10);
});

test("a forecast over cells and one over single sums agree", () => {
  const deals = [3, 5, 8, 13, 21].map((value, i) => ({ value, probability: 0.1 + i / 10 }));
  const whole = pipelineDistribution({ actual: 0, quota: 20, deals });
  const halves = pipelineDistribution({
    actual: 0,
    quota: 2,
    deals: deals.map(({ value, probability }) => ({ value: value / 10, probability })),
  });
  assert.ok(!("error" in whole) && !("error" in halves));
  assert.ok(Math.abs(whole.probability - halves.probability) < 1e-12);
  assert.deepEqual([whole.p10 / 10, whole.p90 / 10], [halves.p10, halves.p90]);
});

test("special functions have their published values", () => {
  const near = (got: number, expected: number) => assert.ok(Math.abs(got / expected - 1) < 1e-12, `${got}`);
  near(lgamma(0.5), Math.log(Math.PI) / 2);
  near(lgamma(101), 363.7393755555635);
  near(normalQuantile(0.975), 1.959963984540054);
  near(normalQuantile(1e-10), -6.361340902404056);
  near(normalCdf(-10), 7.61985302416052e-24);
  near(regularisedBeta(2, 3, 0.4), 0.5248);
});
