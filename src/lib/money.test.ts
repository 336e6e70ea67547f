import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isCurrency, minorDigits } from "./currency.ts";
import { add, majorString, money, parseMajor } from "./money.ts";

test("two currencies have no sum", () => {
  assert.deepEqual(add(money(100, "USD"), money(250, "USD")), money(350, "USD"));
  assert.throws(() => add(money(100, "USD"), money(100, "JPY")), RangeError);
});

test("yen have no cents, dinars have a thousand fils", () => {
  assert.deepEqual([minorDigits("JPY"), minorDigits("USD"), minorDigits("KWD")], [0, 2, 3]);
  assert.equal(majorString(money(1234, "JPY")), "1234");
  assert.equal(majorString(money(5, "USD")), "0.05");
  assert.equal(majorString(money(-1005, "KWD")), "-1.005");
});

test("an amount with more decimals than its currency is none, rather than rounded", () => {
  assert.equal(parseMajor("0.005", "JPY"), null);
  assert.equal(parseMajor("0.005", "USD"), null);
  assert.deepEqual(parseMajor("0.50", "USD"), money(50, "USD"));
  assert.deepEqual(parseMajor("12.00", "JPY"), money(12, "JPY"));
  for (const text of ["", "1e400", "1,000", "--1", "99999999999999999999"])
    assert.equal(parseMajor(text, "USD"), null, text);
});

test("what is written is read back, in every currency", () => {
  const currencies = fc.constantFrom("USD", "JPY", "KWD", "EUR");
  fc.assert(
    fc.property(fc.maxSafeInteger(), currencies, (minor, currency) => {
      assert.deepEqual(parseMajor(majorString(money(minor, currency)), currency), money(minor || 0, currency));
    }),
  );
});

test("a currency is one of ISO 4217", () => {
  assert.ok(isCurrency("USD") && isCurrency("JPY"));
  assert.ok(!isCurrency("usd") && !isCurrency("US") && !isCurrency("ZZZ"));
});
