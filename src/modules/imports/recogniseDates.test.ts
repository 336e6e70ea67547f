import assert from "node:assert/strict";
import { test } from "node:test";
import { readDate, recogniseDates } from "./recogniseDates.ts";

const written: [string, string | null][] = [
  ["2026-11-24", "2026-11-24"],
  ["2026/1/4", "2026-01-04"],
  ["20261124", "2026-11-24"],
  ["24/11/2026", "2026-11-24"],
  ["24.11.2026", "2026-11-24"],
  ["24-11-26", "2026-11-24"],
  ["2026年11月24日", "2026-11-24"],
  ["２０２６年１１月２４日（火）", "2026-11-24"],
  ["令和8年11月24日", "2026-11-24"],
  ["㋿8年11月24日", "2026-11-24"],
  ["R8.11.24", "2026-11-24"],
  ["平成元年1月8日", "1989-01-08"],
  ["昭和64年1月7日", "1989-01-07"],
  ["令和1年4月30日", null],
  ["24 Nov 2026", "2026-11-24"],
  ["November 24, 2026", "2026-11-24"],
  ["2026-11-24T23:30:00+09:00", "2026-11-24"],
  ["24/11/2026 3:04 PM", "2026-11-24"],
  ["31/02/2026", null],
  ["2026-13-01", null],
  ["soon", null],
  ["", null],
];
for (const [text, day] of written) {
  test(`${text || "a blank"} is ${day ?? "no day"}`, () => assert.equal(readDate(text, "dmy"), day));
}

test("the whole column settles which of two numbers is the month", () => {
  assert.deepEqual(pick(["01/02/2026", "13/02/2026"]), ["dmy", false]);
  assert.deepEqual(pick(["01/02/2026", "02/13/2026"]), ["mdy", false]);
  assert.equal(readDate("01/02/2026", "mdy"), "2026-01-02");
});

test("a column whose every day could be a month is said to be ambiguous", () => {
  assert.deepEqual(pick(["01/02/2026", "03/04/2026", ""]), ["dmy", true]);
  assert.equal(recogniseDates(["01/02/2026"], "mdy")?.form, "mdy");
  assert.deepEqual(pick(["01.02.2026"]), ["dmy", false]);
});

test("blanks and unreadable cells are counted; a column of words is none of days", () => {
  assert.deepEqual(recogniseDates(["2026-01-01", "", "2026-01-02", "2026-01-03", "2026-01-04", "x"]), {
    form: "iso",
    isAmbiguous: false,
    blank: 1,
    read: 4,
    unread: 1,
  });
  assert.equal(recogniseDates(["Isdom", "Cancity"]), null);
  assert.equal(recogniseDates(["", ""]), null);
});

function pick(cells: string[]) {
  const found = recogniseDates(cells);
  return [found?.form, found?.isAmbiguous];
}
