import assert from "node:assert/strict";
import { test } from "node:test";
import { money } from "#lib/money.ts";
import { readRates, toBase } from "./rate.ts";

test("a value is counted in the workspace's currency exactly, rounded half up once", () => {
  assert.equal(toBase(money(10_050, "EUR"), "USD", "1.0843"), 10_897);
  assert.equal(toBase(money(50, "EUR"), "USD", "1.01"), 51);
  assert.equal(toBase(money(9_007_199_254_740_991, "USD"), "EUR", "0.5"), 4_503_599_627_370_496);
});

test("yen have no cents and dinars have a thousand fils, and the rate knows neither", () => {
  assert.equal(toBase(money(1_000_000, "JPY"), "USD", "0.0065"), 650_000);
  assert.equal(toBase(money(100_00, "USD"), "JPY", "152.5"), 15_250);
  assert.equal(toBase(money(1_000, "KWD"), "JPY", "500"), 500);
});

test("pasted rates are read by line; what can't be read is said with its line and why", () => {
  const read = readRates(
    "currency,day,rate\neur, 2026-11-01, 1.08\nJPY;2026-11-01;0.0065\nEUR,1 Nov,1.1\nXXQ,2026-11-01,1\nEUR,2026-11-02,0\n",
  );
  assert.deepEqual(read.rates, [
    { from: "EUR", on: "2026-11-01", rate: "1.08" },
    { from: "JPY", on: "2026-11-01", rate: "0.0065" },
  ]);
  assert.deepEqual(read.bad, [
    { line: 4, why: "day" },
    { line: 5, why: "currency" },
    { line: 6, why: "rate" },
  ]);
});
