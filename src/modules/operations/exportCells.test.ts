import assert from "node:assert/strict";
import { test } from "node:test";
import { amountText, cellsOf } from "./exportCells.ts";

test("an amount leaves in major units of its currency, a count as it is", () => {
  assert.equal(amountText(123450, "USD"), "1234.50");
  assert.equal(amountText(1234, "JPY"), "1234");
  assert.equal(amountText("-5", "KWD"), "-0.005");
  assert.equal(amountText("0.3333", null), "0.3333");
  assert.equal(amountText(null, "USD"), null);
});

test("no cell can start a formula, and a negative number stays one", () => {
  const columns = ["a", "b", "c", "d", "e", "f"];
  const record = { a: "=1+1", b: "+81 3 1234", c: "@sum", d: "-5.20", e: -5, f: "\tx" };
  assert.deepEqual(cellsOf(columns, record), ["'=1+1", "'+81 3 1234", "'@sum", "-5.20", "-5", "'\tx"]);
});

test("what is missing is an empty cell, a tree is JSON, yes and no are words", () => {
  assert.deepEqual(cellsOf(["a", "b", "c", "d"], { a: null, b: { x: [1] }, c: true }), ["", '{"x":[1]}', "true", ""]);
});
