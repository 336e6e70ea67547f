import assert from "node:assert/strict";
import { test } from "node:test";
import { quietFor } from "./notification.ts";

const night = { from: 18 * 60, to: 8 * 60 };

test("quiet hours run over midnight, and their last minute is the first that is loud", () => {
  assert.equal(quietFor(night, 17 * 60 + 59), 0);
  assert.equal(quietFor(night, 18 * 60), 14 * 60);
  assert.equal(quietFor(night, 23 * 60 + 30), 8 * 60 + 30);
  assert.equal(quietFor(night, 7 * 60 + 59), 1);
  assert.equal(quietFor(night, 8 * 60), 0);
});

test("without quiet hours, or with none between them, nothing waits", () => {
  assert.equal(quietFor(null, 0), 0);
  assert.equal(quietFor({ from: 600, to: 600 }, 600), 0);
});
