import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { periodById, periodKinds, periodOf, shiftPeriod, wholePeriods } from "./period.ts";
import { addDays } from "./time.ts";

test("by a year from April, March 2027 lies in the second half of 2026", () => {
  assert.deepEqual(periodOf("half", "2027-03-31", 4), {
    kind: "half",
    id: "2026-H2",
    from: "2026-10-01",
    to: "2027-03-31",
    fiscalYear: 2026,
    index: 1,
  });
  assert.equal(periodOf("quarter", "2026-04-01", 4).id, "2026-Q1");
  assert.equal(periodOf("year", "2027-03-31", 4).id, "2026");
  assert.equal(periodOf("month", "2027-03-31", 4).id, "2027-03");
});

test("by a year from January, the last day of the year lies in its fourth quarter", () => {
  assert.deepEqual(periodOf("quarter", "2017-12-31", 1), {
    kind: "quarter",
    id: "2017-Q4",
    from: "2017-10-01",
    to: "2017-12-31",
    fiscalYear: 2017,
    index: 3,
  });
});

test("every day lies in the period that it names, and the next begins the day after its last", () => {
  const days = fc.integer({ min: 0, max: 40_000 }).map((count) => addDays("1990-01-01", count));
  fc.assert(
    fc.property(days, fc.constantFrom(...periodKinds), fc.integer({ min: 1, max: 12 }), (date, kind, fiscalStart) => {
      const period = periodOf(kind, date, fiscalStart);
      assert.ok(period.from <= date && date <= period.to);
      assert.deepEqual(periodById(period.id, fiscalStart), period);
      assert.equal(shiftPeriod(period, 1, fiscalStart).from, addDays(period.to, 1));
      assert.deepEqual(shiftPeriod(shiftPeriod(period, 1, fiscalStart), -1, fiscalStart), period);
    }),
  );
});

test("whole periods leave out those that are cut at either end", () => {
  assert.deepEqual(
    wholePeriods("quarter", "2017-03-01", "2017-12-31", 1).map((one) => one.id),
    ["2017-Q2", "2017-Q3", "2017-Q4"],
  );
  assert.deepEqual(wholePeriods("quarter", "2017-03-01", "2017-04-30", 1), []);
});

test("what names no period is none", () => {
  for (const id of ["2017-Q5", "2017-H3", "2017-00", "2017-13", "17-Q1", ""])
    assert.equal(periodById(id, 1), undefined, id);
});
