import assert from "node:assert/strict";
import { test } from "node:test";
import { periodOf } from "#lib/period.ts";
import { type CivilDate, type Instant, instant } from "#lib/time.ts";
import { awayProposal, type KnownAbsence } from "./awayProposal.ts";

// February 2018: twenty working days from Monday to Friday, none of them a holiday.
const february = periodOf("month", "2018-02-01" as CivilDate, 1);
const calendar = { workweek: [1, 2, 3, 4, 5], holidays: [] };
const set = instant("2018-01-15T09:00:00Z");
const away = (from: string, to: string, saidAt: string): KnownAbsence => ({
  from: from as CivilDate,
  to: to as CivilDate,
  saidAt: saidAt as Instant,
});
const propose = (amount: number, ...absences: KnownAbsence[]) =>
  awayProposal({ amount, setAt: set }, february, calendar, { hire: null, leave: null, absences });

test("an absence said after the quota proposes the share of the working days that are left", () => {
  const sick = away("2018-02-05", "2018-02-09", "2018-01-20T09:00:00Z");
  assert.deepEqual(propose(100, sick), { daysAway: 5, workingDays: 20, amount: 75 });
});

test("what was known when the quota was set proposes nothing, and doesn't count twice", () => {
  const known = away("2018-02-05", "2018-02-09", "2018-01-10T09:00:00Z");
  assert.equal(propose(90, known), null);
  const later = away("2018-02-12", "2018-02-14", "2018-01-20T09:00:00Z");
  assert.deepEqual(propose(90, known, later), { daysAway: 3, workingDays: 15, amount: 72 });
});

test("an absence beside the period, or on days that nobody works, proposes nothing", () => {
  assert.equal(propose(100, away("2018-03-01", "2018-03-09", "2018-01-20T09:00:00Z")), null);
  assert.equal(propose(100, away("2018-02-03", "2018-02-04", "2018-01-20T09:00:00Z")), null);
  assert.equal(propose(100), null);
});

test("away for all of the period, no figure is proposed: a quota of nothing is none", () => {
  const parental = away("2018-01-29", "2018-03-30", "2018-01-20T09:00:00Z");
  assert.deepEqual(propose(100, parental), { daysAway: 20, workingDays: 20, amount: null });
});
