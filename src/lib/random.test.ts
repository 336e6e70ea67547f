import assert from "node:assert/strict";
import { test } from "node:test";
import { random } from "./random.ts";

const draws = (seed: string, count = 1000) => {
  const source = random(seed);
  return Array.from({ length: count }, () => source.unit());
};

test("one seed gives one row of draws, another another", () => {
  assert.deepEqual(draws("a"), draws("a"));
  assert.notDeepEqual(draws("a"), draws("b"));
});

test("draws lie evenly in each tenth", () => {
  const tenths = new Array<number>(10).fill(0);
  for (const unit of draws("even", 100_000)) tenths[Math.floor(unit * 10)]! += 1;
  for (const count of tenths) assert.ok(Math.abs(count - 10_000) < 400, String(tenths));
});

test("a fork is the same whatever was drawn before", () => {
  const source = random("seed");
  source.unit();
  assert.equal(source.fork("x").unit(), random("seed").fork("x").unit());
});

test("between reaches both ends; draw gives no item twice", () => {
  const source = random("ends");
  const seen = new Set(Array.from({ length: 200 }, () => source.between(1, 3)));
  assert.deepEqual([...seen].sort(), [1, 2, 3]);
  assert.deepEqual(source.draw([1, 2, 3], 5).sort(), [1, 2, 3]);
});
