import assert from "node:assert/strict";
import { test } from "node:test";
import type { DealSpan } from "#lib/statistics/winWithin.ts";
import { forecast, newBusiness } from "./forecast.ts";
import { dealsThatClose, type ProgressAsked, progress } from "./progress.ts";

const calendar = { workweek: [1, 2, 3, 4, 5], holidays: ["2026-01-01"] };
const period = { from: "2026-01-01", to: "2026-01-31" };
/** Half are won, on the tenth day; the others are lost on the fortieth. */
const records: DealSpan[] = Array.from({ length: 20 }, (_, i) =>
  i % 2 ? { duration: 10, outcome: "won" } : { duration: 40, outcome: "lost" },
);

function stands(more: Partial<ProgressAsked> = {}) {
  return progress({
    quota: 80_000,
    actual: 30_000,
    period,
    today: "2026-01-15",
    calendar,
    openDeals: [],
    records,
    wins: [],
    winsSince: "2025-01-01",
    ...more,
  });
}

const deal = (id: string, value: number, age: number) => ({ id, value, age });

test("pace, gap and what a working day must bring are those of the working days", () => {
  const now = stands();
  assert.equal(now.attainment, 0.375);
  assert.equal(now.pace, 0.875);
  assert.equal(now.gap, 50_000);
  assert.equal(now.workingDaysLeft, 12);
  assert.ok(Math.abs(now.neededPerDay! - 50_000 / 12) < 1e-9);
  assert.ok(Math.abs(now.ahead! + 30_000 / 7) < 1e-9);
});

test("an open deal's chance goes by its age, and is unknown where none grew older", () => {
  const now = stands({ openDeals: [deal("young", 1000, 2), deal("old", 900, 15), deal("oldest", 800, 40)] });
  assert.deepEqual(
    now.openDeals.map(({ chance }) => chance),
    [0.5, 0, null],
  );
  assert.equal(now.forecast.withoutChance, 1);
  assert.equal(now.forecast.expected, 30_500);
});

test("a deal that ripens only after the period's last day has no chance in it", () => {
  assert.equal(stands({ today: "2026-01-22", openDeals: [deal("a", 10, 0)] }).openDeals[0]?.chance, 0);
  assert.equal(stands({ today: "2026-01-21", openDeals: [deal("a", 10, 0)] }).openDeals[0]?.chance, 0.5);
});

test("a win before the period begins doesn't count in it", () => {
  const asked = { today: "2025-12-25", openDeals: [deal("ripe", 10, 9), deal("later", 10, 0)] };
  const chances = new Map(stands(asked).openDeals.map(({ id, chance }) => [id, chance]));
  assert.equal(chances.get("ripe"), 0);
  assert.equal(chances.get("later"), 0.5);
});

test("the fewest deals that close the gap are the largest; all together may be too little", () => {
  const deals = [3, 10, 6, 4].map((value, i) => ({ ...deal(String(i), value, 0), chance: 0.5 }));
  assert.deepEqual(
    dealsThatClose(deals, 15).deals.map(({ value }) => value),
    [10, 6],
  );
  assert.equal(dealsThatClose(deals, 16).closes, true);
  assert.deepEqual(dealsThatClose(deals, 17).deals.length, 3);
  const tooFew = dealsThatClose(deals, 24);
  assert.deepEqual([tooFew.deals.length, tooFew.sum, tooFew.closes], [4, 23, false]);
  assert.deepEqual(dealsThatClose(deals, 0), { deals: [], sum: 0, closes: true });
});

const win = (openedOn: string, wonOn: string, value: number) => ({ openedOn, wonOn, value });

test("before 15 % of the period nothing is run on from so little", () => {
  const wins = [win("2025-12-28", "2025-12-30", 500)];
  assert.equal(stands({ today: "2026-01-05", wins }).forecast.runRate, "too_early");
  const later = stands({ wins, today: "2026-01-20" }).forecast;
  assert.equal(later.runRate, "counted");
  assert.ok(later.expected > 30_000);
  assert.equal(stands({ wins: [] }).forecast.runRate, "none");
});

test("new business counts the deals both opened and won inside a window as long as the days left", () => {
  const asked = { since: "2025-12-01", today: "2026-01-01", daysLeft: 10 };
  const wins = [
    win("2025-12-23", "2025-12-30", 5),
    win("2025-12-20", "2025-12-30", 7), // over the edge of two windows
    win("2025-12-02", "2025-12-11", 9),
    win("2025-11-02", "2025-11-03", 11), // before anything is known
  ];
  assert.deepEqual(newBusiness(wins, asked), {
    posterior: { shape: 2, rate: 3 },
    nextExposure: 1,
    amounts: [5, 9],
  });
  assert.equal(newBusiness(wins, { ...asked, daysLeft: 0 }), null);
  assert.equal(newBusiness(wins, { ...asked, daysLeft: 40 }), null);
});

test("after the period the forecast is what is there", () => {
  const over = stands({ today: "2026-02-10", openDeals: [deal("a", 1000, 2)] });
  assert.equal(over.forecast.expected, 30_000);
  assert.deepEqual([over.forecast.p10, over.forecast.p90, over.forecast.probability], [30_000, 30_000, 0]);
  assert.equal(over.neededPerDay, null);
});

test("a quota reached needs nothing more", () => {
  const done = stands({ actual: 90_000 });
  assert.deepEqual([done.gap, done.neededPerDay, done.forecast.probability], [0, 0, 1]);
  assert.equal(done.closing.closes, true);
});

test("the one deal that just closes the gap gives the quota its own chance, on any lattice", () => {
  const deals = [{ value: 48_217_311, probability: 0.3 }];
  const ahead = forecast({ actual: 12_345_678, quota: 12_345_678 + 48_217_311, deals, coming: null });
  assert.ok(Math.abs(ahead.probability - 0.3) < 1e-12);
});

test("three hundred open deals keep expectation, spread and range together", () => {
  const deals = Array.from({ length: 300 }, (_, i) => ({ value: 55_00 + i * 1_731, probability: 0.2 }));
  const coming = { posterior: { shape: 20, rate: 4 }, nextExposure: 1, amounts: [9_999, 123_457] };
  const ahead = forecast({ actual: 1_000_000, quota: 20_000_000, deals, coming });
  assert.ok(Math.abs(ahead.p50 / ahead.expected - 1) < 0.01);
  assert.ok(Math.abs((ahead.p90 - ahead.p10) / (2 * 1.28155 * ahead.sd) - 1) < 0.02);
});
