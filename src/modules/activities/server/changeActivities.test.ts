import assert from "node:assert/strict";
import { test } from "node:test";
import { dealRoute, openDealRoute } from "#modules/pipeline/api.ts";
import { freshCompany, type Who } from "#tests/company.ts";
import {
  addActivityRoute,
  changeActivityRoute,
  deleteActivityRoute,
  dueRoute,
  restoreActivityRoute,
  timelineRoute,
} from "../api.ts";

const company = freshCompany();
const tomorrow = "2018-01-03T09:00:00.000Z";
const later = "2018-01-05T09:00:00.000Z";

async function opened() {
  return (
    await company.ask("rep", openDealRoute, { body: { name: "A deal", value: { minor: 1000, currency: "USD" } } })
  ).body.id;
}
const plan = async (dealId: Awaited<ReturnType<typeof opened>>, subject: string, dueAt: string, who: Who = "rep") =>
  (await company.ask(who, addActivityRoute, { body: { kind: "task", subject, dueAt, dealId } })).body;
const nextStep = async (id: Awaited<ReturnType<typeof opened>>) =>
  (await company.ask("rep", dealRoute, { params: { id } })).body.nextStep?.subject;

test("a deal's next step is the earliest that is not done, whatever is planned, done, deleted or restored", async () => {
  const deal = await opened();
  assert.equal(await nextStep(deal), undefined);
  await plan(deal, "Send the quote", later);
  const call = await plan(deal, "Call back", tomorrow);
  assert.equal(await nextStep(deal), "Call back");
  await company.ask("rep", changeActivityRoute, { params: { id: call.id }, body: { done: true } });
  assert.equal(await nextStep(deal), "Send the quote");
  await company.ask("rep", changeActivityRoute, { params: { id: call.id }, body: { done: false } });
  await company.ask("rep", deleteActivityRoute, { params: { id: call.id } });
  assert.equal(await nextStep(deal), "Send the quote");
  await company.ask("rep", restoreActivityRoute, { params: { id: call.id } });
  assert.equal(await nextStep(deal), "Call back");
});

test("what is to be done has a date, and is about something", async () => {
  const deal = await opened();
  const undated = await company.ask("rep", addActivityRoute, {
    body: { kind: "task", subject: "Some day", dealId: deal },
  });
  assert.deepEqual([undated.status, undated.problem?.errors?.[0]?.pointer], [422, "/dueAt"]);
  const about = await company.ask("rep", addActivityRoute, { body: { kind: "note", subject: "About nothing" } });
  assert.deepEqual([about.status, about.code], [422, "activities.record_missing"]);
});

test("the timeline tells activities, events and changes, to whoever reads the deal", async () => {
  const deal = await opened();
  await company.ask("rep", addActivityRoute, { body: { kind: "note", subject: "Net 30 is too short", dealId: deal } });
  const seen = await company.ask("teammate", timelineRoute, { query: { record: "deal", id: deal } });
  assert.deepEqual(seen.body.entries.map((entry) => entry.event?.name ?? entry.activity?.subject).toSorted(), [
    "Net 30 is too short",
    "deal_opened",
  ]);
  assert.equal((await company.ask("otherRep", timelineRoute, { query: { record: "deal", id: deal } })).status, 404);
});

test("a note is changed by its author alone; a task by its owner and who leads them", async () => {
  const deal = await opened();
  const note = (await company.ask("rep", addActivityRoute, { body: { kind: "note", subject: "Mine", dealId: deal } }))
    .body;
  const task = await plan(deal, "Follow up", tomorrow);
  const change = async (who: Who, id: typeof note.id) =>
    (await company.ask(who, changeActivityRoute, { params: { id }, body: { subject: "Changed" } })).status;
  assert.equal(await change("manager", note.id), 403);
  assert.equal(await change("otherRep", note.id), 404);
  assert.equal(await change("teammate", task.id), 403);
  assert.equal(await change("manager", task.id), 200);
  assert.equal(await change("rep", note.id), 200);
});

test("what is due is mine, until the day asked for, with its deal", async () => {
  const deal = await opened();
  await plan(deal, "Only tomorrow", tomorrow, "manager");
  const due = async (who: Who, until: string) =>
    (await company.ask(who, dueRoute, { query: { until } })).body.map((one) => one.subject);
  assert.deepEqual(await due("manager", "2018-01-02"), []);
  assert.deepEqual(await due("manager", "2018-01-03"), ["Only tomorrow"]);
  assert.ok(!(await due("otherRep", "2018-01-31")).includes("Only tomorrow"));
});
