import assert from "node:assert/strict";
import { test } from "node:test";
import { minorTyped, numberTyped } from "./figures.ts";
import { initials } from "./initials.ts";
import { selectRange } from "./selection.ts";

test("an amount is read as people type it", () => {
  assert.equal(minorTyped("$31,152", "USD"), 3_115_200);
  assert.equal(minorTyped("1 234.5", "EUR"), 123_450);
  assert.equal(minorTyped("1234,50", "EUR"), 123_450);
  assert.equal(minorTyped("￥１２３，０００", "JPY"), 123_000);
  assert.equal(minorTyped("12000円", "JPY"), 12_000);
});

test("what is no amount of the currency is not guessed", () => {
  assert.equal(minorTyped("12.5", "JPY"), null);
  assert.equal(minorTyped("1.234.567", "EUR"), null);
  assert.equal(minorTyped("twelve", "USD"), null);
  assert.equal(numberTyped("1,2,3"), null);
});

test("a comma before three digits groups, before two it is a decimal mark", () => {
  assert.equal(numberTyped("1,234"), 1234);
  assert.equal(numberTyped("12,5"), 12.5);
});

test("initials are first and last; a Japanese name shows its family name", () => {
  assert.equal(initials("Maureen Marcano"), "MM");
  assert.equal(initials("武田 淳"), "武");
  assert.equal(initials("Konex"), "K");
});

test("a range takes on what its last row becomes", () => {
  assert.deepEqual(selectRange(new Set(["a"]), ["a", "b", "c"], 0, 2), new Set(["a", "b", "c"]));
  assert.deepEqual(selectRange(new Set(["a", "b", "c"]), ["a", "b", "c"], 1, 2), new Set(["a"]));
});
