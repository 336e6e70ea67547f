import assert from "node:assert/strict";
import { test } from "node:test";
import { answerCase } from "./answerCase.ts";
import cases from "./cases.json" with { type: "json" };

for (const { name, kind, input, expected, tolerance } of cases) {
  test(`${name} comes out as published`, () => {
    assertWithin(answerCase(kind, input), expected, tolerance, kind);
  });
}

test("an unknown kind is invalid input", () => {
  assert.deepEqual(answerCase("constructor", {}), { error: "invalid_input" });
});

function assertWithin(got: unknown, expected: unknown, tolerance: number, at: string): void {
  if (typeof expected === "number") {
    assert.ok(typeof got === "number", `${at}: ${got} is no number`);
    const allowed = tolerance * Math.max(1, Math.abs(expected));
    assert.ok(Math.abs(got - expected) <= allowed, `${at}: ${got} is not ${expected}`);
  } else if (Array.isArray(expected)) {
    assert.ok(Array.isArray(got), `${at}: no list`);
    assert.equal(got.length, expected.length, `${at}: length`);
    expected.forEach((item, i) => {
      assertWithin(got[i], item, tolerance, `${at}[${i}]`);
    });
  } else if (typeof expected === "object" && expected !== null) {
    const answers = new Map(Object.entries(got ?? {}));
    assert.deepEqual([...answers.keys()].sort(), Object.keys(expected).sort(), `${at}: fields`);
    for (const [name, value] of Object.entries(expected)) {
      assertWithin(answers.get(name), value, tolerance, `${at}.${name}`);
    }
  } else assert.equal(got, expected, at);
}
