import assert from "node:assert/strict";
import { test } from "node:test";
import { netOf, partsOf, type QuoteLine, quoteNumber, totalsOf } from "./quote.ts";

const line = (part: Partial<QuoteLine>): QuoteLine => ({
  ...{ product: "Seat", quantity: 1, priceMinor: 1000, discount: null, taxPercent: 10, recurs: null, periods: 1 },
  ...part,
});

test("tax is taken from the sum of each rate and rounded once, the highest rate first", () => {
  const lines = [line({ priceMinor: 105 }), line({ priceMinor: 104 }), line({ priceMinor: 100, taxPercent: 8 })];
  assert.deepEqual(totalsOf(lines), {
    netMinor: 309,
    taxes: [
      { percent: 10, netMinor: 209, taxMinor: 21 },
      { percent: 8, netMinor: 100, taxMinor: 8 },
    ],
    grossMinor: 338,
  });
});

test("what recurs stands apart, and is summed for one period", () => {
  const monthly = line({ priceMinor: 500, recurs: "monthly", periods: 12 });
  const parts = partsOf([monthly, line({})]);
  assert.deepEqual(
    parts.map(({ recurs, periods, totals }) => [recurs, periods, totals.netMinor]),
    [
      [null, 1, 1000],
      ["monthly", 12, 500],
    ],
  );
});

test("a discount in money on a recurring line is spread over its periods", () => {
  assert.equal(netOf(line({ priceMinor: 500, recurs: "monthly", periods: 12, discount: { minor: 1200 } })), 400);
  assert.equal(netOf(line({ discount: { percent: 12.5 } })), 875);
});

test("a number says its year and has four digits, or as many as it takes", () => {
  assert.equal(quoteNumber("Q-", "2026", 7), "Q-2026-0007");
  assert.equal(quoteNumber("見積", "2026", 12_345), "見積2026-12345");
});
