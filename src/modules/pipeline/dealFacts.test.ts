import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { newId } from "#lib/id.ts";
import { money } from "#lib/money.ts";
import { noonOf } from "#lib/time.ts";
import { type DealMoment, dealFacts } from "./dealFacts.ts";
import type { DealEventName, DealState } from "./events.ts";

const ray = newId<"person">();
const rita = newId<"person">();
const [one, two] = [newId<"product">(), newId<"product">()];
const base: DealState = {
  dealId: newId<"deal">(),
  ownerId: ray,
  organizationId: null,
  stageId: newId<"stage">(),
  probability: 40,
  value: money(1000, "USD"),
  baseMinor: 1000,
  lines: [{ productId: one, quantity: 2, priceMinor: 500 }],
  openedOn: "2018-01-01",
  on: "2018-01-01",
};
const moment = (name: DealEventName, on: string, change: Partial<DealState> = {}): DealMoment => ({
  name,
  at: noonOf(on, "UTC"),
  state: { ...base, ...change, on },
});
const opened = moment("deal_opened", "2018-01-01");
const sumOf = (moments: DealMoment[], metric: string, until = "9999-12-31") =>
  dealFacts(moments)
    .filter((fact) => fact.metric === metric && fact.day <= until)
    .reduce((sum, fact) => sum + (fact.baseValue ?? fact.value), 0);

test("a win counts for its day: its count, its money, its units and its days", () => {
  const won = [opened, moment("deal_won", "2018-01-11")];
  assert.equal(sumOf(won, "deals_won", "2018-01-10"), 0);
  assert.deepEqual(
    ["deals_won", "revenue_won", "units_won", "cycle_days"].map((metric) => sumOf(won, metric)),
    [1, 1000, 2, 10],
  );
});

test("reopening withdraws the win, and a second win counts once", () => {
  const reopened = [opened, moment("deal_won", "2018-01-11"), moment("deal_reopened", "2018-01-12")];
  assert.equal(sumOf(reopened, "revenue_won"), 0);
  assert.equal(sumOf([...reopened, moment("deal_won", "2018-02-01")], "deals_won"), 1);
});

test("a value put right after the win flows to the day of the win, and a new owner takes the credit", () => {
  const corrected = [
    opened,
    moment("deal_won", "2018-01-11"),
    moment("deal_value_changed", "2018-01-11", { baseMinor: 800 }),
    moment("deal_owner_changed", "2018-01-11", { baseMinor: 800, ownerId: rita }),
  ];
  const revenue = dealFacts(corrected).filter((fact) => fact.metric === "revenue_won");
  assert.deepEqual(
    revenue.map(({ person, day, baseValue }) => ({ person, day, baseValue })),
    [{ person: rita, day: "2018-01-11", baseValue: 800 }],
  );
});

test("what stood open at the end of a day is the sum of all changes up to it", () => {
  const moved = [opened, moment("deal_moved", "2018-01-05", { probability: 85 }), moment("deal_lost", "2018-01-09")];
  const level = (metric: string) =>
    ["2017-12-31", "2018-01-01", "2018-01-05", "2018-01-09"].map((until) => sumOf(moved, metric, until));
  assert.deepEqual(level("pipeline_value"), [0, 1000, 1000, 0]);
  assert.deepEqual(level("pipeline_weighted"), [0, 400, 850, 0]);
});

test("a deal without an opening day stands open from the day it came, and was opened in no period", () => {
  const undated = [moment("deal_opened", "2018-01-02", { openedOn: null })];
  assert.equal(sumOf(undated, "deals_opened"), 0);
  assert.equal(sumOf(undated, "pipeline_value", "2018-01-01"), 0);
  assert.equal(sumOf(undated, "pipeline_value", "2018-01-02"), 1000);
});

test("a deleted deal stands for nothing, and restored for what it was", () => {
  const deleted = [opened, moment("deal_won", "2018-01-11"), moment("deal_deleted", "2018-01-12")];
  assert.deepEqual(dealFacts(deleted), []);
  assert.equal(sumOf([...deleted, moment("deal_restored", "2018-01-13")], "revenue_won"), 1000);
});

test("money is shared among the lines to the last cent, and the shares of a count add up to one", () => {
  fc.assert(
    fc.property(
      fc.nat(1_000_000),
      fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.nat(10_000)), { minLength: 1, maxLength: 6 }),
      (baseMinor, lines) => {
        const state = {
          baseMinor,
          lines: lines.map(([quantity, priceMinor], at) => ({ productId: at % 2 ? one : two, quantity, priceMinor })),
        };
        const won = [moment("deal_opened", "2018-01-01", state), moment("deal_won", "2018-01-11", state)];
        assert.equal(sumOf(won, "revenue_won"), baseMinor);
        assert.ok(Math.abs(sumOf(won, "deals_won") - 1) < 1e-9);
      },
    ),
  );
});
