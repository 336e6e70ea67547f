import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { periodById } from "#lib/period.ts";
import { type Random, random } from "#lib/random.ts";
import { addDays } from "#lib/time.ts";
import { forecastOf, type Move, movesBetween, type Side } from "./moves.ts";
import { type Measure, measures, type Outlook, type Stand, worthOf } from "./stand.ts";
import { slotOf, sumsOf } from "./sums.ts";

const quarter = periodById("2018-Q1", 1)!;
const outlook: Outlook = { owners: null, period: quarter, day: "2018-02-10", chanceAt: () => 0.5 };

const stand = (part: Partial<Stand>): Stand => ({
  ...{ dealId: "a", ownerId: "ray", status: "open", baseMinor: 1000, stageId: "first", probability: 40, rankId: null },
  ...{ openedOn: "2018-01-05", expectedCloseOn: "2018-03-10", closedOn: null },
  ...part,
});
const side = (stands: readonly Stand[], seen: Outlook = outlook): Side => ({
  stands: new Map(stands.map((one) => [one.dealId, one])),
  outlook: seen,
});
const only = (before: Side, after: Side, measure: Measure = "value"): [string, number][] =>
  movesBetween(before, after, measure).map(({ kind, delta }) => [kind, delta]);

describe("what a deal counts for", () => {
  test("an open deal counts by its chance, by its stage, or whole; a won one always whole", () => {
    const of = (one: Stand) => measures.map((measure) => worthOf(one, measure, outlook));
    assert.deepEqual(of(stand({})), [500, 400, 1000]);
    assert.deepEqual(of(stand({ status: "won", closedOn: "2018-02-01" })), [1000, 1000, 1000]);
  });

  test("a deal whose chance nobody knows brings nothing by chance, and is counted as such", () => {
    const blank = stand({ openedOn: null });
    const { open } = sumsOf([blank], quarter, outlook);
    assert.deepEqual([open.chance, open.withoutChance, open.value], [0, 1, 1000]);
  });

  test("each open deal stands in one row: overdue, a month, earlier, later, or without a day", () => {
    const at = (expectedCloseOn: string | null, seen = outlook) => slotOf(stand({ expectedCloseOn }), seen);
    assert.equal(at("2018-02-09"), "overdue");
    assert.equal(at("2018-02-10"), "2018-02", "the day itself is not overdue");
    assert.equal(at("2017-12-31"), "overdue", "what was expected last quarter and is open still");
    assert.equal(at("2018-03-31"), "2018-03", "the last day of the quarter");
    assert.equal(at("2018-04-01"), "later");
    assert.equal(at(null), "undated");
    const next = { ...outlook, period: periodById("2018-Q2", 1)! };
    assert.equal(at("2018-03-10", next), "sooner", "this quarter's deal is not in the next quarter's forecast");
    assert.equal(at("2018-02-09", next), "sooner");
  });

  test("the rows add up to the forecast, and the ranks do too", () => {
    const stands = ["2018-02-01", "2018-02-20", "2018-03-01", "2018-05-01", null].map((expectedCloseOn, at) =>
      stand({ dealId: String(at), expectedCloseOn, baseMinor: 10 ** at, rankId: at % 2 ? "a" : null }),
    );
    const { open, slots, ranks } = sumsOf(stands, quarter, outlook);
    assert.equal(open.value, 111);
    const inside = slots.filter(({ id }) => id === "overdue" || id.startsWith("2018"));
    assert.equal(
      inside.reduce((sum, slot) => sum + slot.sum.value, 0),
      111,
    );
    assert.equal(
      ranks.reduce((sum, rank) => sum + rank.sum.value, 0),
      111,
    );
  });
});

describe("what moved a forecast", () => {
  test("each move is named after what happened to the deal", () => {
    const was = stand({});
    assert.deepEqual(only(side([]), side([was])), [["new", 1000]]);
    assert.deepEqual(only(side([was]), side([])), [["gone", -1000]]);
    assert.deepEqual(only(side([was]), side([stand({ status: "lost", closedOn: "2018-02-09" })])), [["lost", -1000]]);
    assert.deepEqual(
      only(side([was]), side([stand({ status: "won", closedOn: "2018-02-09" })]), "chance"),
      [["won", 500]],
      "won brings what was uncertain",
    );
    assert.deepEqual(only(side([was]), side([stand({ expectedCloseOn: "2018-04-02" })])), [["slipped", -1000]]);
    assert.deepEqual(only(side([stand({ expectedCloseOn: null })]), side([was])), [["pulled_in", 1000]]);
    assert.deepEqual(only(side([was]), side([stand({ baseMinor: 1200 })])), [["raised", 200]]);
    assert.deepEqual(only(side([was]), side([stand({ baseMinor: 900 })])), [["lowered", -100]]);
    assert.deepEqual(only(side([was]), side([stand({ rankId: "b" })])), [["ranked", 0]]);
    assert.deepEqual(only(side([was]), side([stand({ probability: 60 })]), "weighted"), [["staged", 200]]);
  });

  test("a deal passed on to somebody else leaves one forecast and comes into the other", () => {
    const [was, is] = [stand({ ownerId: "ray" }), stand({ ownerId: "rita" })];
    const of = (owner: string) => ({ ...outlook, owners: new Set([owner]) });
    assert.deepEqual(only(side([was], of("ray")), side([is], of("ray"))), [["left", -1000]]);
    assert.deepEqual(only(side([was], of("rita")), side([is], of("rita"))), [["came", 1000]]);
    assert.deepEqual(only(side([was]), side([is])), [], "the company's does not move");
  });

  test("whatever happens, the sum of the moves is exactly the difference of the two forecasts", () => {
    const draws = random("moves");
    for (let round = 0; round < 300; round++) {
      const before = side(randomStands(draws), randomOutlook(draws, "2018-02-01"));
      const after = side(randomStands(draws), { ...randomOutlook(draws, "2018-02-20"), owners: before.outlook.owners });
      for (const measure of measures) {
        const moves = movesBetween(before, after, measure);
        assert.equal(
          sum(moves),
          forecastOf(after, measure) - forecastOf(before, measure),
          `round ${round}, ${measure}`,
        );
        assert.equal(new Set(moves.map(({ dealId }) => dealId)).size, moves.length, "a deal moves once");
      }
    }
  });
});

const sum = (moves: readonly Move[]) => moves.reduce((all, { delta }) => all + delta, 0);

function randomOutlook(draws: Random, day: string): Outlook {
  const share = draws.unit();
  return {
    owners: draws.chance(0.5) ? new Set(["ray"]) : null,
    period: quarter,
    day,
    chanceAt: (age) => (age > 200 ? null : share),
  };
}

function randomStands(draws: Random): Stand[] {
  return draws.draw(["a", "b", "c", "d", "e", "f"], draws.between(0, 6)).map((dealId) => {
    const status = draws.pick(["open", "open", "won", "lost"] as const);
    const expected = draws.chance(0.8) ? addDays("2017-12-01", draws.between(0, 200)) : null;
    return stand({
      ...{ dealId, status, baseMinor: draws.between(0, 99_999), probability: draws.between(0, 100) },
      ...{ ownerId: draws.pick(["ray", "rita", null]), rankId: draws.pick(["a", "b", null]) },
      ...{ openedOn: draws.chance(0.8) ? addDays("2017-06-01", draws.between(0, 240)) : null },
      ...{
        expectedCloseOn: expected,
        closedOn: status === "open" ? null : addDays("2017-12-20", draws.between(0, 60)),
      },
    });
  });
}
