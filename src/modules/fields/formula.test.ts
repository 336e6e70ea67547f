import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { FormulaFault, keysIn, readFormula, workOut } from "./formula.ts";

const numbers: Record<string, number | null> = { value: 1000, cost: 400, none: null, zero: 0 };
const worked = (text: string) => workOut(readFormula(text), (key) => numbers[key] ?? null);

test("what binds closer is counted first, and equals from the left", () => {
  assert.equal(worked("2 + 3 * 4"), 14);
  assert.equal(worked("(2 + 3) * 4"), 20);
  assert.equal(worked("10 - 4 - 3"), 3);
  assert.equal(worked("100 / 5 / 2"), 10);
  assert.equal(worked("-value + 1"), -999);
  assert.equal(worked("(value - cost) / value * 100"), 60);
});

test("a condition chooses, and asks nothing of what it doesn't choose", () => {
  assert.equal(worked("if(value > 500, value * 0.05, none)"), 50);
  assert.equal(worked("if(value <= 500, 1, 2)"), 2);
  assert.equal(worked("if(value = 1000, 1, 0) + if(value <> 1000, 10, 20)"), 21);
});

test("a blank, a division by zero and what is too large make the answer blank", () => {
  assert.equal(worked("value + none"), null);
  assert.equal(worked("value / zero"), null);
  assert.equal(worked("if(none > 1, 1, 2)"), null);
  assert.equal(worked(`${"9".repeat(200)} * ${"9".repeat(200)}`), null);
  assert.equal(worked("blank(none, 7)"), 7);
});

test("rounds half away from zero, to the decimals asked for", () => {
  assert.equal(worked("round(2.5)"), 3);
  assert.equal(worked("round(-2.5)"), -3);
  assert.equal(worked("round(10 / 3, 2)"), 3.33);
  assert.equal(worked("min(3, 1, 2) + max(3, 1, 2) + abs(-4)"), 8);
});

test("a formula that can't be read says where", () => {
  const at = (text: string) => {
    try {
      readFormula(text);
    } catch (error) {
      return error instanceof FormulaFault ? error.at : error;
    }
    return undefined;
  };
  assert.equal(at("1 + "), 4);
  assert.equal(at("1 $ 2"), 1);
  assert.equal(at("value value"), 6);
  assert.equal(at("eval(1)"), 0);
  assert.equal(at("if(1, 2)"), 0);
  assert.equal(at("("), 1);
  assert.equal(at("(".repeat(80)), 51);
});

test("whatever is typed either is a formula or is refused with its place", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      try {
        const formula = readFormula(text);
        assert.ok(Array.isArray(keysIn(formula)));
        const worth = workOut(formula, () => 3);
        assert.ok(worth === null || Number.isFinite(worth));
      } catch (error) {
        assert.ok(error instanceof FormulaFault);
      }
    }),
    { numRuns: 2000 },
  );
});
