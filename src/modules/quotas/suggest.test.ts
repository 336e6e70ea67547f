import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "#lib/id.ts";
import { periodById, shiftPeriod } from "#lib/period.ts";
import { addDays, type CivilDate } from "#lib/time.ts";
import { exposureOf, nextExposureOf } from "./exposure.ts";
import { curveOf, moneyOutlook } from "./outlook.ts";
import { type HistoryFact, type Member, suggestQuotas, suggestTeam, type TeamHistory } from "./suggest.ts";

const firstDay = "2017-01-01";
const today = "2018-01-02";

/** So many facts of one value each month of 2017. */
function monthly(perMonth: number, value = 1): HistoryFact[] {
  const first = periodById("2017-01", 1)!;
  return Array.from({ length: 12 }, (_, i) => shiftPeriod(first, i, 1).from).flatMap((day) =>
    Array.from({ length: perMonth }, (_, i) => ({ day: addDays(day, i % 28), value })),
  );
}

function aMember(facts: HistoryFact[], more: Partial<Member> = {}): Member {
  return { person: newId<"person">(), joinedOn: null, facts, nextExposure: 1, ...more };
}

function suggested(members: Member[], more: Partial<TeamHistory> = {}) {
  const history: TeamHistory = { unit: "count", kind: "month", fiscalStart: 1, firstDay, today, members, ...more };
  const all = suggestQuotas(history);
  return { all, first: only(all[0]) };
}

function only(one: ReturnType<typeof suggestQuotas>[number] | undefined) {
  assert.ok(one?.state === "suggested");
  return one;
}

test("a steady 100 over 12 months, alone or among equals, is asked for 110", () => {
  const steady = () => aMember(monthly(100));
  for (const members of [[steady()], [steady(), steady(), steady(), steady()]]) {
    const { first } = suggested(members);
    assert.equal(first.quota, 110);
    assert.equal(first.expected, 100);
    assert.equal(first.flag, "ok");
    assert.ok(first.probability > 0.15 && first.probability < 0.2);
  }
});

test("a steady 100 deals of one size is asked for ten percent more money", () => {
  const { first } = suggested([aMember(monthly(100, 1000_00))], { unit: "money" });
  assert.equal(first.quota, 110_000_00);
  assert.ok(Math.abs(first.expected - 100_000_00) < 1e-3);
  assert.ok(Math.abs(first.probability - 0.17373) < 1e-5);
  assert.equal(first.basis.sizes, "own");
});

test("days worked less ask for less", () => {
  const { first } = suggested([aMember(monthly(100), { nextExposure: 0.5 })]);
  assert.equal(first.expected, 50);
  assert.equal(first.quota, 55);
});

test("whoever joined this month leans on the team, and that is said", () => {
  const newcomer = aMember([{ day: "2018-01-01", value: 1 }], { joinedOn: "2018-01-01" });
  const { first } = suggested([newcomer, aMember(monthly(10)), aMember(monthly(20))]);
  assert.equal(first.basis.leansOnTeam, true);
  assert.equal(first.basis.teamMean, 15);
  assert.ok(first.basis.ownPeriods < 0.04);
  assert.ok(first.expected > 14 && first.expected < 17);
  assert.ok(first.quota > first.expected);
});

test("one's own history outweighs the team's the more it differs from person to person", () => {
  const { all } = suggested([aMember(monthly(5)), aMember(monthly(50))]);
  assert.ok(only(all[0]).expected < 7);
  assert.ok(only(all[1]).expected > 47);
  assert.ok(only(all[0]).basis.ownWeight > 0.9);
});

test("fewer than eight own deals borrow the team's sizes", () => {
  const few = aMember(Array.from({ length: 7 }, () => ({ day: "2017-05-05", value: 900_00 })));
  const { first } = suggested([few, aMember(monthly(10, 100_00))], { unit: "money" });
  assert.equal(first.basis.sizes, "team");
  const eight = aMember([...few.facts, { day: "2017-06-05", value: 900_00 }]);
  assert.equal(suggested([eight, aMember(monthly(10, 100_00))], { unit: "money" }).first.basis.sizes, "own");
});

test("a money quota is a round figure above what is expected, and its chance is on the curve", () => {
  const sizes = [5_50, 54_00, 1096_00, 3393_00, 4821_00, 5482_00];
  const facts = monthly(6).map((fact, i) => ({ ...fact, value: sizes[i % sizes.length]! }));
  const { first } = suggested([aMember(facts)], { unit: "money" });
  const mean = sizes.reduce((sum, size) => sum + size, 0);
  assert.ok(Math.abs(first.expected / mean - 1) < 1e-12);
  assert.equal(first.quota % first.step, 0);
  assert.ok(first.quota > first.expected && first.quota < 1.1 * first.expected + first.step);
  assert.equal(first.chanceOf(first.quota), first.probability);
  assert.ok(first.p10 < first.p50 && first.p50 < first.p90);
  const chances = curveOf(first).map(({ chance }) => chance);
  assert.ok(chances.length <= 110 && chances.every((chance, i) => i === 0 || chance <= chances[i - 1]!));
});

test("a coarse lattice keeps the mean and hardly moves the chance", () => {
  const belief = { shape: 60, rate: 12 };
  const sizes = Array.from({ length: 40 }, (_, i) => 1_000 + 977 * i);
  const fine = moneyOutlook(belief, 1, sizes);
  const coarse = moneyOutlook(
    belief,
    1,
    sizes.map((size) => size * 1_000_003),
  );
  const mean = coarse.cells.mass.reduce((sum, chance, i) => sum + chance * i * coarse.cells.unit, 0);
  assert.ok(Math.abs(mean / coarse.expected - 1) < 1e-9);
  assert.ok(coarse.cells.mass.length < 4000);
  assert.ok(Math.abs(fine.chanceOf(120_000) - coarse.chanceOf(120_000 * 1_000_003)) < 0.01);
});

test("no history, and not being there, give no suggestion rather than a made-up one", () => {
  const idle = aMember([]);
  const nobody: TeamHistory = { unit: "count", kind: "month", fiscalStart: 1, firstDay, today, members: [idle] };
  assert.equal(suggestQuotas(nobody)[0]?.state, "no_history");
  assert.equal(suggestQuotas({ ...nobody, firstDay: null })[0]?.state, "no_history");
  const away = aMember(monthly(3), { nextExposure: 0 });
  assert.equal(suggestQuotas({ ...nobody, members: [away] })[0]?.state, "not_there");
  assert.equal(suggestTeam(suggestQuotas(nobody)), undefined);
});

test("whoever never brought anything and is not new counts as whole periods of nothing, and is asked for nothing", () => {
  const [seller, idle] = [aMember(monthly(30)), aMember([])];
  const { all, first } = suggested([seller, idle], { kind: "quarter" });
  assert.equal(all[1]?.state, "no_history");
  assert.equal(first.basis.teamMean, 45);
  assert.equal(suggestTeam(all)?.people, 1);
  const since = (joinedOn: CivilDate) => suggested([seller, aMember([], { joinedOn })], { kind: "quarter" }).all[1];
  assert.equal(since("2017-09-30")?.state, "no_history");
  assert.equal(only(since("2017-10-02")).basis.leansOnTeam, true);
  const once = suggested([seller, aMember([{ day: "2017-05-05", value: 1 }])], { kind: "quarter" }).all[1];
  assert.deepEqual([only(once).basis.ownPeriods, only(once).basis.leansOnTeam], [4, false]);
});

test("a team's line adds up quotas and chances, and follows what the manager chooses", () => {
  const { all } = suggested([aMember(monthly(100)), aMember(monthly(100))]);
  const team = suggestTeam(all);
  assert.ok(team);
  assert.equal(team.quotaSum, 220);
  assert.ok(Math.abs(team.expectedToReach - 2 * only(all[0]).probability) < 1e-12);
  assert.equal(team.expected, 200);
  assert.ok(team.quota > 200 && team.quota <= 220);
  assert.ok(team.chanceOf(200) > 0.45 && team.chanceOf(200) < 0.55);
  const easier = suggestTeam(all, new Map([[only(all[0]).person, 90]]));
  assert.ok(easier && easier.expectedToReach > team.expectedToReach);
  assert.equal(easier.quotaSum, 200);
});

test("history runs from the first fact or from joining, in whole periods while there are any", () => {
  const asked = { kind: "quarter", fiscalStart: 1, firstDay: "2017-03-01", joinedOn: null, today } as const;
  const exposure = (more: { joinedOn?: CivilDate; today?: CivilDate }) => exposureOf({ ...asked, ...more });
  assert.deepEqual(exposure({}), { from: "2017-04-01", to: "2017-12-31", periods: 3, whole: true });
  assert.equal(exposure({ joinedOn: "2017-07-02" })?.periods, 1);
  assert.deepEqual(exposure({ today: "2017-03-12" }), {
    from: "2017-03-01",
    to: "2017-03-11",
    periods: 11 / 90,
    whole: false,
  });
  assert.equal(exposure({ joinedOn: "2018-01-02" }), null);
});

test("the next exposure is the part of the working days someone is there", () => {
  const period = periodById("2026-01", 1)!;
  const calendar = { workweek: [1, 2, 3, 4, 5], holidays: ["2026-01-01"] };
  assert.equal(nextExposureOf(period, calendar, {}), 1);
  assert.ok(Math.abs(nextExposureOf(period, calendar, { hire: "2026-01-12" }) - 15 / 21) < 1e-12);
  assert.equal(nextExposureOf(period, calendar, { leave: "2025-12-31" }), 0);
});
