import assert from "node:assert/strict";
import { test } from "node:test";
import { figureRecordsRoute, figureRoute } from "#modules/metrics/api.ts";
import { deleteDealRoute, openDealRoute } from "#modules/pipeline/api.ts";
import { freshCompany, type Who } from "#tests/company.ts";
import type { ActivityShape } from "../api.ts";
import { activityKindsRoute, addActivityRoute, changeActivityRoute, timelineRoute } from "../api.ts";
import { remind } from "./remind.ts";

const company = freshCompany();
const monday = "2018-01-01T10:00:00.000Z";
const soon = "2018-01-02T12:10:00.000Z";

async function opened() {
  const body = { name: "A deal", value: { minor: 1000, currency: "USD" } };
  return (await company.ask("rep", openDealRoute, { body })).body.id;
}
async function meetingOn(dealId: Awaited<ReturnType<typeof opened>>, more: object = {}) {
  const body = { kind: "meeting", subject: "Demo", dueAt: monday, lengthMinutes: 30, dealId, ...more } as const;
  return (await company.ask("rep", addActivityRoute, { body })).body;
}
const say = (one: ActivityShape, meetingOutcome: ActivityShape["meetingOutcome"]) =>
  company.ask("manager", changeActivityRoute, { params: { id: one.id }, body: { meetingOutcome } });
async function figure(name: string, who: Who): Promise<number | null> {
  const query = { from: "2018-01-01", to: "2018-01-31", person: company.person(who) };
  return (await company.ask("admin", figureRoute, { params: { name }, query })).body.total;
}

test("a meeting is credited to who set it and to who held it, and a figure follows when it is corrected", async () => {
  const one = await meetingOn(await opened(), { ownerId: company.person("manager") });
  assert.deepEqual([await figure("meetings_booked", "rep"), await figure("meetings_held", "manager")], [1, 0]);
  await say(one, "held");
  assert.deepEqual([await figure("meetings_held", "manager"), await figure("set_meetings_held", "rep")], [1, 1]);
  await say(one, "guest_missed");
  assert.deepEqual([await figure("meetings_held", "manager"), await figure("no_shows", "manager")], [0, 1]);
  assert.equal(await figure("show_rate", "rep"), 0);
  await say(one, "held");
  assert.equal(await figure("show_rate", "rep"), 1);
  const query = { from: "2018-01-01", to: "2018-01-31", person: company.person("manager") };
  const behind = await company.ask("admin", figureRecordsRoute, { params: { name: "meetings_held" }, query });
  assert.deepEqual(
    behind.body.rows.map(({ id, name }) => [id, name]),
    [[one.id, "Demo"]],
  );
  const { rows } = await company.ground.pool.query<{ name: string; facts: { knownBy: string } }>(
    "select name, facts from events where record_id = $1 and name like '%me%' order by recorded_at, id",
    [one.id],
  );
  assert.ok(rows.some(({ name }) => name === "meeting_corrected"));
  assert.ok(rows.filter(({ name }) => name === "meeting_held").every(({ facts }) => facts.knownBy === "person"));
});

test("a meeting that was cancelled stands for its booking alone, and one on a deleted deal for nothing", async () => {
  const deal = await opened();
  const before = await figure("meetings_booked", "rep");
  const held = await figure("meetings_held", "rep");
  const one = await meetingOn(deal);
  await say(one, "cancelled");
  assert.deepEqual([await figure("meetings_booked", "rep"), await figure("meetings_held", "rep")], [before! + 1, held]);
  await company.ask("rep", deleteDealRoute, { params: { id: deal } });
  await company.deliverAll(2);
  assert.equal(await figure("meetings_booked", "rep"), before);
});

test("closing an activity plans the next in the same request, or changes nothing", async () => {
  const deal = await opened();
  const call = (
    await company.ask("rep", addActivityRoute, { body: { kind: "call", subject: "Call", dueAt: soon, dealId: deal } })
  ).body;
  const { outcomes } = (await company.ask("rep", activityKindsRoute, {})).body;
  const undated = await company.ask("rep", changeActivityRoute, {
    params: { id: call.id },
    body: { done: true, next: { kind: "task", subject: "Quote" } },
  });
  assert.equal(undated.status, 422);
  const done = await company.ask("rep", changeActivityRoute, {
    params: { id: call.id },
    body: { done: true, outcomeId: outcomes[0]!.id, next: { kind: "task", subject: "Quote", dueAt: soon } },
  });
  assert.deepEqual(
    [done.body.outcomeId, done.body.next?.subject, done.body.next?.dealId],
    [outcomes[0]!.id, "Quote", deal],
  );
  const { todo } = (await company.ask("rep", timelineRoute, { query: { record: "deal", id: deal } })).body;
  assert.deepEqual(
    todo.map(({ subject }) => subject),
    ["Quote"],
  );
  assert.equal(await figure("calls_made", "rep"), 1);
});

test("a reminder is told once, and once more when the activity was moved", async () => {
  const deal = await opened();
  const body = { kind: "task", subject: "Ring", dueAt: soon, remindMinutes: 15, dealId: deal } as const;
  const task = (await company.ask("rep", addActivityRoute, { body })).body;
  const told = async () =>
    (
      await company.ground.pool.query("select 1 from events where name = 'activity_reminded' and record_id = $1", [
        task.id,
      ])
    ).rowCount;
  await Promise.all([remind(company.ground), remind(company.ground)]);
  await remind(company.ground);
  assert.equal(await told(), 1);
  await company.ask("rep", changeActivityRoute, {
    params: { id: task.id },
    body: { dueAt: "2018-01-02T12:05:00.000Z" },
  });
  await remind(company.ground);
  assert.equal(await told(), 2);
  await company.ask("rep", changeActivityRoute, {
    params: { id: task.id },
    body: { dueAt: "2018-01-09T12:05:00.000Z" },
  });
  await remind(company.ground);
  assert.equal(await told(), 2);
});

test("a long timeline comes in pages that miss nothing and repeat nothing", async () => {
  const deal = await opened();
  for (let at = 0; at < 7; at++)
    await company.ask("rep", addActivityRoute, { body: { kind: "note", subject: `Note ${at}`, dealId: deal } });
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const query = { record: "deal" as const, id: deal, limit: 3, ...(after ? { after } : {}) };
    const { entries, next, counts } = (await company.ask("rep", timelineRoute, { query })).body;
    seen.push(...entries.map(({ id }) => id));
    assert.equal(counts.note, 7);
    after = next ?? undefined;
  } while (after);
  assert.deepEqual([seen.length, new Set(seen).size], [8, 8]);
});
