import assert from "node:assert/strict";
import { test } from "node:test";
import { type BusinessHours, businessMinutes, deadline } from "./clock.ts";

const hours: BusinessHours = {
  zone: "America/New_York",
  workweek: [1, 2, 3, 4, 5],
  holidays: new Set(["2018-01-15"]),
  fromMinute: 540,
  toMinute: 1080,
};

test("a lead of Friday evening has its hour on Tuesday morning, after a weekend and a holiday", () => {
  // Friday 17:40 in New York: 20 minutes are left of the day, Monday is a holiday.
  const friday = "2018-01-12T22:40:00.000Z";
  assert.equal(deadline(friday, 60, hours), "2018-01-16T14:40:00.000Z");
  assert.equal(businessMinutes(friday, "2018-01-16T14:40:00.000Z", hours), 60);
});

test("the clock keeps the hours of the day it is on where the clocks are changed between", () => {
  // Summer time begins on Sunday 2018-03-11: Monday opens an hour earlier by the sun.
  const friday = "2018-03-09T22:30:00.000Z";
  assert.equal(deadline(friday, 60, hours), "2018-03-12T13:30:00.000Z");
});

test("what comes in before opening, or at night, waits for the day; a company without a working day has no clock", () => {
  assert.equal(deadline("2018-01-16T05:00:00.000Z", 30, hours), "2018-01-16T14:30:00.000Z");
  assert.equal(businessMinutes("2018-01-13T05:00:00.000Z", "2018-01-14T22:00:00.000Z", hours), 0);
  assert.equal(deadline("2018-01-16T05:00:00.000Z", 30, { ...hours, workweek: [] }), null);
});
