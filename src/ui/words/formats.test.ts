import assert from "node:assert/strict";
import { test } from "node:test";
import en from "./en.json" with { type: "json" };
import { formatsOf } from "./formats.ts";
import ja from "./ja.json" with { type: "json" };
import { relative } from "./relative.ts";
import { wordsOf } from "./words.ts";

const english = formatsOf("en", "Europe/Berlin");
const japanese = formatsOf("ja", "Asia/Tokyo");

test("money shows its currency, and cents only when there are some", () => {
  assert.equal(english.formatMoney(3_115_200, "USD"), "$31,152");
  assert.equal(english.formatMoney(5920, "USD"), "$59.20");
  assert.equal(english.formatMoney(3_115_200, "USD", { cents: true }), "$31,152.00");
  assert.equal(english.formatMoney(6_841_200, "USD", { short: true }), "$68.4K");
  assert.equal(english.formatMoney(-150, "EUR"), "-€1.50");
});

test("yen have no cents and a half-width sign, and are counted in 万 on axes", () => {
  assert.equal(japanese.formatMoney(1_234_000, "JPY"), "¥1,234,000");
  assert.equal(japanese.formatMoney(1_230_000, "JPY", { short: true }), "123万円");
});

test("dates are written as the language does", () => {
  assert.equal(english.formatDate("2026-11-24", "full"), "Tue 24 Nov 2026");
  assert.equal(english.formatDate("2026-12-04", "short"), "4 Dec");
  assert.equal(japanese.formatDate("2026-11-24", "full"), "2026年11月24日（火）");
  assert.equal(japanese.formatDate("2026-11-24", "short"), "11/24（火）");
});

test("a stretch of days says its year once", () => {
  assert.equal(english.formatDays("2018-01-01", "2018-01-07"), "1 Jan – 7 Jan 2018");
  assert.equal(english.formatDays("2017-12-29", "2018-01-04"), "29 Dec 2017 – 4 Jan 2018");
  assert.equal(japanese.formatDays("2018-01-01", "2018-01-07"), "2018年1月1日〜1月7日");
  assert.equal(japanese.formatDays("2017-12-29", "2018-01-04"), "2017年12月29日〜2018年1月4日");
});

test("a moment is told in the reader's zone", () => {
  assert.equal(english.formatTime("2026-11-24T08:05:00.000Z"), "09:05");
  assert.equal(english.formatMoment("2026-11-24T23:30:00.000Z"), "25 Nov, 00:30");
  assert.equal(japanese.formatTime("2026-11-24T00:30:00.000Z"), "9:30");
});

test("a share is a percentage with one decimal at most", () => {
  assert.equal(english.formatPercent(0.57), "57%");
  assert.equal(english.formatPercent(0.5701, 1), "57.0%");
  assert.equal(japanese.formatPercent(0.8), "80%");
});

test("near now a time is told by its distance, further away by its date", () => {
  const present = { now: "2026-11-24T08:55:00.000Z", today: "2026-11-24", zone: "UTC" };
  const words = wordsOf("en", { ui: en }, { ui: en });
  const say = (when: string) => relative(words, english, when, present);
  assert.equal(say("2026-11-24T09:30:00.000Z"), "in 35 min");
  assert.equal(say("2026-11-23T17:52:00.000Z"), "15 h ago");
  assert.equal(say("2026-11-23"), "yesterday");
  assert.equal(say("2026-11-27"), "in 3 d");
  assert.equal(say("2026-12-22"), "22 Dec");
  assert.equal(say("2027-01-05"), "5 Jan 2027");
  const inJapanese = wordsOf("ja", { ui: ja }, { ui: en });
  assert.equal(relative(inJapanese, japanese, "2026-11-24T09:30:00.000Z", present), "35分後");
});
