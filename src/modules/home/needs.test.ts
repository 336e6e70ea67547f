import assert from "node:assert/strict";
import { test } from "node:test";
import { daysSince, inOrder, isAhead } from "./needs.ts";

test("what expires first is on top, and deals without a step follow, the longest idle first", () => {
  const due = (id: string, dueAt: string, late: boolean) => ({ kind: "due" as const, id, dueAt, late });
  const idle = (id: string, lastTouchAt: string) => ({ kind: "idle" as const, id, lastTouchAt });
  const sorted = inOrder(
    [due("noon", "2026-01-02T12:00:00.000Z", false), due("late", "2026-01-01T09:00:00.000Z", true)],
    [idle("fresh", "2025-12-30T00:00:00.000Z"), idle("old", "2025-11-01T00:00:00.000Z")],
  );
  assert.deepEqual(
    sorted.map(({ id }) => id),
    ["late", "noon", "old", "fresh"],
  );
});

test("days since go by the workspace's calendar", () => {
  assert.equal(daysSince("2026-01-01T23:30:00.000Z", "2026-01-03", "Asia/Tokyo"), 1);
  assert.equal(daysSince("2026-01-04T00:00:00.000Z", "2026-01-03", "UTC"), 0);
});

test("a meeting is next until it has ended", () => {
  const meeting = { dueAt: "2026-01-02T09:00:00.000Z", lengthMinutes: 30 };
  assert.equal(isAhead(meeting, "2026-01-02T09:29:00.000Z"), true);
  assert.equal(isAhead(meeting, "2026-01-02T09:30:00.000Z"), false);
  assert.equal(isAhead({ dueAt: null, lengthMinutes: null }, "2026-01-02T09:30:00.000Z"), false);
});
