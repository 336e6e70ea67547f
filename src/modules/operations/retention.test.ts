import assert from "node:assert/strict";
import { test } from "node:test";
import { addDays, addMonths, type CivilDate, noonOf } from "#lib/time.ts";
import { outlived } from "./retention.ts";

const of = (day: CivilDate, hour = "00:10") => ({ name: `${day} ${hour}`, at: `${day}T${hour}:00.000Z` });
const staying = (files: { name: string; at: string }[], keep: { daily: number; weekly: number; monthly: number }) => {
  const gone = new Set(outlived(files, keep, "UTC"));
  return files.filter((file) => !gone.has(file)).map(({ name }) => name.slice(0, 10));
};
const days = (from: CivilDate, count: number) => Array.from({ length: count }, (_, at) => of(addDays(from, at)));

test("of a year of nights the last seven days, four weeks and six months stay", () => {
  const stays = staying(days("2025-01-01", 365), { daily: 7, weekly: 4, monthly: 6 });
  assert.deepEqual(stays, [
    "2025-07-31",
    "2025-08-31",
    "2025-09-30",
    "2025-10-31",
    "2025-11-30",
    "2025-12-14",
    "2025-12-21",
    ...days("2025-12-25", 7).map(({ name }) => name.slice(0, 10)),
  ]);
});

test("of one day the newest backup stays", () => {
  const files = [of("2026-03-01", "00:10"), of("2026-03-01", "18:00")];
  assert.deepEqual(outlived(files, { daily: 7, weekly: 4, monthly: 6 }, "UTC"), [files[0]]);
});

test("after a month without backups the old ones are still there", () => {
  const files = [...days("2026-01-01", 7), of("2026-03-01")];
  assert.equal(staying(files, { daily: 7, weekly: 0, monthly: 0 }).length, 7);
});

test("keeping one day keeps the newest and nothing else", () => {
  assert.deepEqual(staying(days("2026-01-01", 20), { daily: 1, weekly: 0, monthly: 0 }), ["2026-01-20"]);
});

test("a day is the workspace's: of two backups of one UTC day both stay where midnight lies between them", () => {
  const files = [of("2026-03-01", "14:50"), of("2026-03-01", "15:10")];
  const keep = { daily: 7, weekly: 0, monthly: 0 };
  assert.equal(outlived(files, keep, "UTC").length, 1);
  assert.equal(outlived(files, keep, "Asia/Tokyo").length, 0);
});

test("whatever the nights, the newest backup stays", () => {
  for (let month = 0; month < 24; month++) {
    const newest = { name: "newest", at: noonOf(addMonths("2026-01-31", month), "UTC") };
    assert.ok(
      !outlived([...days("2025-01-01", 40), newest], { daily: 1, weekly: 0, monthly: 0 }, "UTC").includes(newest),
    );
  }
});
