import assert from "node:assert/strict";
import { test } from "node:test";
import { type Known, type RuleId, type ScoreRule, scoreOf } from "./score.ts";
import { effortsOf, revenuePerCost, type Touch } from "./touch.ts";

const nothing: Known = {
  ...{ employees: null, industry: null, country: null, sourceId: null, campaignId: null },
  ...{ touches: 0, email: null, returned: false, custom: {} },
};
let made = 0;
const rule = (part: Partial<ScoreRule>): ScoreRule => ({
  ...{ id: `r${++made}` as RuleId, label: null, subject: "employees", field: null, question: "atLeast", value: "500" },
  ...{ points: 60, ...part },
});

test("a score is the sum of the rules that hold, from 0 to 100, and every reason is told, negatives too", () => {
  const free = rule({ subject: "mail", question: "free", value: null, points: -3 });
  const known = { ...nothing, employees: 500, country: "italy", email: "e@GMAIL.com" };
  const rules = [free, rule({}), rule({ subject: "country", question: "is", value: "Italy" })];
  const { score, reasons } = scoreOf(rules, known);
  assert.equal(score, 100);
  assert.deepEqual(
    reasons.map(({ points, fact }) => [points, fact]),
    [
      [60, "500"],
      [60, "italy"],
      [-3, "gmail.com"],
    ],
  );
  assert.equal(scoreOf([free], known).score, 0);
});

test("what isn't known speaks neither for nor against; a field of the workspace's own is asked by its type", () => {
  assert.deepEqual(scoreOf([rule({}), rule({ question: "atMost" })], nothing), { score: 0, reasons: [] });
  const own = (question: ScoreRule["question"], value: string | null) =>
    rule({ subject: "field", field: "budget", question, value, points: 10 });
  const custom = { budget: { minor: 5000, currency: "USD" } };
  assert.equal(
    scoreOf([own("atLeast", "5000"), own("filled", null), own("atMost", "1")], { ...nothing, custom }).score,
    20,
  );
});

test("time costs by the rate of whoever spent it; without any cost there is none, and no division by it", () => {
  const touch = {
    ...({ id: "t", kind: "call", at: "2018-01-01T00:00:00.000Z", note: null } as const),
    campaignId: null,
  };
  const done = (part: Partial<Touch>): Touch => ({
    ...{ ...touch, personId: "a", minutes: 30, costMinor: null, dealId: null, activityId: null },
    ...part,
  });
  const rates = { usual: 6000, of: new Map([["b", 9000]]) };
  const efforts = effortsOf(
    [done({}), done({ personId: "b", minutes: 20 }), done({ personId: null, minutes: null })],
    rates,
  );
  assert.deepEqual(
    efforts.map(({ personId, costMinor }) => [personId, costMinor]),
    [
      ["a", 3000],
      ["b", 3000],
      [null, null],
    ],
  );
  assert.deepEqual([revenuePerCost(100, null), revenuePerCost(100, 0), revenuePerCost(100, 50)], [null, null, 2]);
});
