import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readDecimal, recogniseDecimals } from "./recogniseDecimals.ts";
import { timesPowerOfTen } from "./rowReader.ts";

const written: [string, string | null, string | null][] = [
  ["1234.56", "1234.56", null],
  ["1,234.56", "1234.56", null],
  ["1.234,56", null, "1234.56"],
  ["1 234,56", null, "1234.56"],
  ["1\u00a0234,56", null, "1234.56"],
  ["1'234.56", "1234.56", null],
  ["1,234", "1234", "1.234"],
  ["0.123", "0.123", null],
  ["１，２３４", "1234", "1.234"],
  ["1,000,000円", "1000000", null],
  ["$ -5.25", "-5.25", null],
  ["(1,234.50)", "-1234.50", null],
  ["▲500", "-500", "-500"],
  ["5-", "-5", "-5"],
  ["−5", "-5", "-5"],
  ["-0.00", "0.00", null],
  ["1,23,4", null, null],
  ["1.2.3", null, null],
  ["1e5", null, null],
  ["=1+1", null, null],
  ["", null, null],
];
for (const [text, byPoint, byComma] of written) {
  test(`${text || "a blank"} is ${byPoint} with a point and ${byComma} with a comma`, () => {
    assert.equal(readDecimal(text, "point"), byPoint);
    assert.equal(readDecimal(text, "comma"), byComma);
  });
}

test("the whole column settles point or comma", () => {
  assert.equal(recogniseDecimals(["1.234", "1.234,5"])?.form, "comma");
  assert.equal(recogniseDecimals(["1.234", "1.5"])?.form, "point");
  assert.equal(recogniseDecimals(["1.234", "1.5"])?.isAmbiguous, false);
});

test("thousands are guessed where nothing settles it, and that is said", () => {
  assert.deepEqual(pick(["1,234", "5"]), ["point", true]);
  assert.deepEqual(pick(["1.234", "5"]), ["comma", true]);
  assert.deepEqual(pick(["1234", "5"]), ["point", false]);
});

test("currency signs beside the numbers are named; a column of words is none of numbers", () => {
  assert.deepEqual(recogniseDecimals(["€ 5", "6 €"])?.signs, ["€"]);
  assert.deepEqual(recogniseDecimals(["￥5", "6円", "USD 7"])?.signs, ["¥", "円", "USD"]);
  assert.equal(recogniseDecimals(["GTX Pro", "GTK 500"]), null);
});

test("millions move the point and lose nothing", () => {
  assert.equal(timesPowerOfTen("1100.04", 6), "1100040000");
  assert.equal(timesPowerOfTen("-0.0000005", 6), "-0.5");
  assert.equal(timesPowerOfTen("4.54", 0), "4.54");
});

test("a number formatted as German, American or French is read back", () => {
  const minor = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
  const locales: [string, "point" | "comma"][] = [
    ["en-US", "point"],
    ["de-DE", "comma"],
    ["fr-FR", "comma"],
    ["en-IN", "point"],
  ];
  fc.assert(
    fc.property(minor, fc.constantFrom(...locales), (cents, [locale, form]) => {
      const text = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(cents / 100);
      assert.equal(Number(readDecimal(text, form)), cents / 100);
    }),
  );
});

function pick(cells: string[]) {
  const found = recogniseDecimals(cells);
  return [found?.form, found?.isAmbiguous];
}
