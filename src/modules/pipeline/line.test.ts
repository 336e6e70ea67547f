import assert from "node:assert/strict";
import { test } from "node:test";
import { type Line, lineAmounts, taxOfLines, valueOfLines } from "./line.ts";

const line = (part: Partial<Line>): Omit<Line, "productId"> => ({
  ...{ quantity: 1, priceMinor: 1000, discount: null, taxPercent: 0, recurs: null, periods: 1 },
  ...part,
});

test("a line is quantity × price × periods, less its discount, and its tax is counted on what is left", () => {
  const amounts = lineAmounts(
    line({ quantity: 3, recurs: "monthly", periods: 12, discount: { percent: 10 }, taxPercent: 10 }),
  );
  assert.deepEqual(amounts, { grossMinor: 36_000, discountMinor: 3600, netMinor: 32_400, taxMinor: 3240 });
});

test("each line is rounded half up by itself, so that the sum is what the lines show", () => {
  const third = line({ priceMinor: 333, discount: { percent: 50 } });
  assert.equal(lineAmounts(third).discountMinor, 167);
  assert.equal(valueOfLines([third, third], "USD").minor, 332);
});

test("a percentage of two decimals is exact: 8.25 % of 19.99 is 1.65", () => {
  assert.equal(taxOfLines([line({ priceMinor: 1999, taxPercent: 8.25 })], "USD").minor, 165);
  assert.equal(lineAmounts(line({ priceMinor: 1_000_000_000_001, taxPercent: 0.29 })).taxMinor, 2_900_000_000);
});

test("yen have no decimals: 10 % of ¥1,985 is ¥199", () => {
  assert.deepEqual(taxOfLines([line({ priceMinor: 1985, taxPercent: 10 })], "JPY"), { minor: 199, currency: "JPY" });
});

test("a discount is never more than the line", () => {
  assert.equal(lineAmounts(line({ discount: { minor: 5000 } })).netMinor, 0);
});
