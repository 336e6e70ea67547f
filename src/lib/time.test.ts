import assert from "node:assert/strict";
import { test } from "node:test";
import { addMonths, dayAt, daysBetween, instant, isCivilDate, isZone, noonOf, startOfDay, weekday } from "./time.ts";

test("one moment is two days on two sides of the date line", () => {
  const at = instant("2018-01-01T10:30:00Z");
  assert.equal(dayAt(at, "Pacific/Kiritimati"), "2018-01-02");
  assert.equal(dayAt(at, "America/St_Johns"), "2018-01-01");
  assert.equal(dayAt(at, "Pacific/Midway"), "2017-12-31");
});

test("a day that begins late, because clocks sprang over midnight, begins at its first moment", () => {
  assert.equal(dayAt(startOfDay("2018-11-04", "America/Sao_Paulo"), "America/Sao_Paulo"), "2018-11-04");
  assert.equal(startOfDay("2018-11-04", "America/Sao_Paulo"), "2018-11-04T03:00:00.000Z");
});

test("a record of a bare day lies inside its day in its own zone", () => {
  for (const zone of ["Pacific/Kiritimati", "America/St_Johns", "Asia/Tokyo", "UTC"])
    assert.equal(dayAt(noonOf("2017-12-31", zone), zone), "2017-12-31");
});

test("the 31st plus a month is the month's last day", () => {
  assert.equal(addMonths("2018-01-31", 1), "2018-02-28");
  assert.equal(daysBetween("2016-10-20", "2017-03-01"), 132);
  assert.equal(weekday("2018-01-01"), 1);
});

test("only days of the calendar are dates, only zones of the list are zones", () => {
  assert.ok(isCivilDate("2016-02-29"));
  for (const text of ["2017-02-29", "2018-1-1", "2018-13-01", "20180101", "2018-01-01T00:00"])
    assert.ok(!isCivilDate(text), text);
  assert.ok(isZone("Asia/Tokyo") && !isZone("Asia/Nowhere"));
});
