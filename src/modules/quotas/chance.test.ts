import assert from "node:assert/strict";
import { test } from "node:test";
import { chanceAt, endOf } from "./chance.ts";

const curve = { step: 10, chances: [1, 0.8, 0.4, 0] };

test("a chance is read off the curve, straight between its points, 1 for nothing and 0 beyond its end", () => {
  assert.deepEqual(
    [0, 10, 25, 30, 99].map((quota) => chanceAt(curve, quota)),
    [1, 0.8, 0.2, 0, 0],
  );
  assert.equal(endOf(curve), 30);
});
