import assert from "node:assert/strict";
import { test } from "node:test";
import type { Id } from "#lib/id.ts";
import { periodOf } from "#lib/period.ts";
import { nextExposureOf, shareThere } from "./exposure.ts";
import { suggestQuotas } from "./suggest.ts";

const calendar = { workweek: [1, 2, 3, 4, 5], holidays: [] };
const january = { from: "2018-01-01", to: "2018-01-31" };
const person = (name: string) => name as Id<"person">;

test("who was away half of a span's working days was there for half of it", () => {
  assert.equal(shareThere(january, calendar, []), 1);
  assert.equal(shareThere(january, calendar, [{ from: "2018-01-06", to: "2018-01-07" }]), 1, "a weekend is no absence");
  assert.equal(shareThere(january, calendar, [{ from: "2017-12-20", to: "2018-01-01" }]), 22 / 23);
  assert.equal(shareThere(january, calendar, [{ from: "2018-01-01", to: "2018-01-31" }]), 0);
});

test("an absence ahead shortens the period that a quota is suggested for", () => {
  const period = periodOf("month", "2018-01-15", 1);
  const absences = [{ from: "2018-01-08", to: "2018-01-12" }];
  assert.equal(nextExposureOf(period, calendar, { absences }), 18 / 23);
});

test("twelve wins in a year of which half was away count as twice the pace of twelve in a whole year", () => {
  const facts = Array.from({ length: 12 }, (_, at) => ({
    day: `2017-${String(at + 1).padStart(2, "0")}-15`,
    value: 1,
  }));
  const member = { joinedOn: null, facts, nextExposure: 1 };
  const [whole, half] = suggestQuotas({
    ...{ unit: "count", kind: "month", fiscalStart: 1, firstDay: "2017-01-01", today: "2018-01-02" },
    members: [
      { ...member, person: person("whole") },
      { ...member, person: person("half"), shareThere: () => 0.5 },
    ],
  });
  assert.ok(whole?.state === "suggested" && half?.state === "suggested");
  assert.equal(whole.basis.ownPeriods, 12);
  assert.equal(half.basis.ownPeriods, 6);
  assert.ok(half.expected > whole.expected);
});
