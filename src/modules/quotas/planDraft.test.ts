import assert from "node:assert/strict";
import { test } from "node:test";
import type { PlanRow } from "./api.ts";
import { emptyDraft, planned, sumOf } from "./planDraft.ts";

const suggestion = {
  expected: 20,
  p10: 10,
  p90: 30,
  step: 1,
  suggested: 22,
  probability: 0.35,
  flag: "ok",
  curve: { step: 10, chances: [1, 0.9, 0.5, 0.1, 0] },
};
const row = (more: Partial<PlanRow> = {}) =>
  ({
    person: { id: "p", name: "P" },
    mayPlan: true,
    suggestion,
    quota: null,
    away: null,
    state: "suggested",
    ...more,
  }) as PlanRow;
const drafted = (amount: number, more: Partial<PlanRow> = {}) =>
  planned(row(more), { amounts: { p: amount }, reasons: {} });

test("a row begins at its suggestion, as a draft that needs no reason", () => {
  const { amount, chance, state, needsReason } = planned(row(), emptyDraft);
  assert.deepEqual([amount, chance, state, needsReason], [22, 0.35, "draft", false]);
});

test("a row without a history is not set until a quota is typed", () => {
  const idle = { suggestion: null, state: "no_history" } as const;
  assert.deepEqual([planned(row(idle), emptyDraft).amount, planned(row(idle), emptyDraft).state], [null, "none"]);
  assert.equal(drafted(5, idle).state, "draft");
});

test("above the suggestion, and for a change of what is set, a reason is asked", () => {
  assert.equal(drafted(25).needsReason, true);
  assert.equal(drafted(15).needsReason, false);
  const quota = { amount: 22 } as PlanRow["quota"];
  assert.deepEqual([drafted(22, { quota }).state, drafted(21, { quota }).needsReason], ["set", true]);
});

test("a row says what is out of reach and what is no stretch", () => {
  assert.deepEqual([drafted(35).flag, drafted(19).flag, drafted(24).flag], ["out_of_reach", "no_stretch", "ok"]);
});

test("a team's line adds up its rows, with the chance of the sum", () => {
  const together = { ...suggestion, curve: { step: 20, chances: [1, 0.9, 0.6, 0.2] } } as never;
  const sum = sumOf([drafted(20), drafted(20)], together);
  assert.deepEqual([sum.quotas, sum.people, sum.expectedToReach, sum.chance], [40, 2, 1, 0.6]);
});
