import assert from "node:assert/strict";
import { test } from "node:test";
import type { Asked } from "#lib/route.ts";
import { addActivityRoute, timelineRoute } from "#modules/activities/api.ts";
import { bulkRoute, endShareRoute, listRowsRoute, shareRoute } from "#modules/lists/api.ts";
import { figureRoute } from "#modules/metrics/api.ts";
import {
  boardRoute,
  changeDealRoute,
  changeStageRoute,
  dealRoute,
  dealsRoute,
  pipelinesRoute,
  winDealRoute,
} from "#modules/pipeline/api.ts";
import { trashRoute } from "#modules/trash/api.ts";
import { type Company, freshCompany, type Who } from "../../../../tests/company.ts";
import * as api from "../api.ts";

// 2018-01-02 is a Tuesday; the clock stands at noon.
const company = freshCompany();
const ask: Company["ask"] = (...asked) => company.ask(...asked);

async function sourceNamed(name: string) {
  const { sources } = (await ask("admin", api.originsRoute, {})).body;
  return sources.find((one) => one.name === name)!.id;
}

async function aLead(who: Who, body: Asked<typeof api.addLeadRoute>["body"] = {}) {
  const made = await ask(who, api.addLeadRoute, { body: { name: "Genco", ...body } });
  assert.equal(made.status, 201, made.code ?? "");
  return made.body;
}
const on = (id: string) => ({ params: { id: id as never } });

async function figure(metric: string): Promise<number | null> {
  const query = { from: "2018-01-01", to: "2018-12-31" };
  const found = await ask("admin", figureRoute, { params: { name: metric }, query });
  assert.equal(found.status, 200, found.code ?? "");
  return found.body.total;
}

test("a lead counts in no deal figure, on no board and in no list of deals until it is qualified, and keeps its id", async () => {
  const lead = await aLead("rep", { value: { minor: 5000, currency: "USD" } });
  const dealsBefore = (await ask("rep", dealsRoute, {} as never)).body.totals!.count;
  assert.equal(await figure("deals_opened"), 0);
  assert.equal(await figure("leads_added"), 1);
  assert.equal((await ask("rep", boardRoute, { query: {} } as never)).body.count, dealsBefore);
  const deal = await ask("rep", api.qualifyLeadRoute, { ...on(lead.id), body: {} });
  assert.equal(deal.status, 200, deal.code ?? "");
  assert.equal(deal.body.id, lead.id);
  assert.equal(deal.body.openedOn, "2018-01-02");
  assert.equal(await figure("deals_opened"), 1);
  assert.equal(await figure("leads_qualified"), 1);
  assert.equal((await ask("rep", boardRoute, { query: {} } as never)).body.count, dealsBefore + 1);
});

test("given back with a reason, a deal is a lead of whose lead it was, and counts no more", async () => {
  const lead = await aLead("rep", { name: "Backward" });
  const qualified = await figure("leads_qualified");
  const opened = await figure("deals_opened");
  await ask("rep", api.qualifyLeadRoute, { ...on(lead.id), body: { fields: { ownerId: company.person("teammate") } } });
  const without = await ask("teammate", api.returnDealRoute, { ...on(lead.id), body: { reason: " " } });
  assert.equal(without.code, "pipeline.reason_missing");
  const back = await ask("teammate", api.returnDealRoute, { ...on(lead.id), body: { reason: "No budget yet" } });
  assert.equal(back.status, 200, back.code ?? "");
  assert.deepEqual(
    [back.body.state, back.body.reason, back.body.ownerId],
    ["returned", "No budget yet", company.person("rep")],
  );
  assert.equal(await figure("leads_qualified"), qualified);
  assert.equal(await figure("deals_opened"), opened);
  const query = { record: "deal" as const, id: lead.id };
  const events = (await ask("rep", timelineRoute, { query })).body.entries.map(({ event }) => event?.name);
  assert.deepEqual(
    events.filter((name) => name?.startsWith("lead_")),
    ["lead_returned", "lead_qualified", "lead_added"],
  );
  const again = await ask("rep", api.qualifyLeadRoute, { ...on(lead.id), body: {} });
  assert.equal(again.status, 200, again.code ?? "");
  assert.equal(await figure("deals_opened"), (opened ?? 0) + 1);
});

test("verbs of deals refuse a lead, and verbs of leads a deal, with a sentence", async () => {
  const lead = await aLead("rep", { name: "Refused" });
  assert.equal((await ask("rep", winDealRoute, { ...on(lead.id), body: {} })).code, "pipeline.is_a_lead");
  assert.equal((await ask("rep", changeDealRoute, { ...on(lead.id), body: { name: "x" } })).code, "pipeline.is_a_lead");
  assert.equal((await ask("rep", dealRoute, on(lead.id))).code, "pipeline.is_a_lead");
  await ask("rep", api.qualifyLeadRoute, { ...on(lead.id), body: {} });
  assert.equal((await ask("rep", api.leadRoute, on(lead.id))).code, "pipeline.is_a_deal");
  assert.equal((await ask("rep", api.takeLeadRoute, on(lead.id))).code, "pipeline.is_a_deal");
  assert.equal((await ask("rep", api.qualifyLeadRoute, { ...on(lead.id), body: {} })).code, "pipeline.is_a_deal");
});

test("converting asks for what the stage requires, each with its place, and leaves the lead as it was", async () => {
  const { pipelines } = (await ask("admin", pipelinesRoute, {})).body;
  const stage = pipelines[0]!.stages[1]!;
  await ask("admin", changeStageRoute, { params: { id: stage.id }, body: { requires: ["value", "expectedCloseOn"] } });
  const lead = await aLead("rep", { name: "Asked" });
  const refused = await ask("rep", api.qualifyLeadRoute, { ...on(lead.id), body: { stageId: stage.id } });
  assert.equal(refused.code, "pipeline.field_required");
  assert.deepEqual(
    refused.problem?.errors?.map(({ pointer }) => pointer),
    ["/fields/value", "/fields/expectedCloseOn"],
  );
  assert.equal((await ask("rep", api.leadRoute, on(lead.id))).body.state, "new");
  const fields = { value: { minor: 100, currency: "USD" }, expectedCloseOn: "2018-02-01" };
  const made = await ask("rep", api.qualifyLeadRoute, { ...on(lead.id), body: { stageId: stage.id, fields } });
  assert.equal(made.status, 200, made.code ?? "");
  await ask("admin", changeStageRoute, { params: { id: stage.id }, body: { requires: [] } });
});

test("what is nobody's is seen by all who work here and taken by one; the second is told", async () => {
  const lead = await aLead("rep", { name: "Free", ownerId: null });
  const queue = (await ask("loner", api.leadsRoute, { query: { queue: "untaken" } })).body;
  assert.ok(queue.rows.some(({ id }) => id === lead.id));
  assert.equal((await ask("otherRep", api.takeLeadRoute, on(lead.id))).body.ownerId, company.person("otherRep"));
  const late = await ask("rep", api.takeLeadRoute, on(lead.id));
  assert.equal(late.status, 404, "owned by another team now, it is seen by its own only");
  assert.equal((await ask("otherManager", api.takeLeadRoute, on(lead.id))).code, "pipeline.lead_taken");
});

test("a lead's clock runs by its source's target in business hours, and the first call stops it once", async () => {
  const lead = await aLead("rep", { name: "Clocked", sourceId: await sourceNamed("Demo request") });
  assert.deepEqual([lead.respondMinutes, lead.minutesLeft, lead.respondBy?.slice(0, 16)], [60, 60, "2018-01-02T13:00"]);
  const call = { kind: "call" as const, subject: "Hello", done: true, dealId: lead.id, direction: "out" as const };
  assert.equal((await ask("rep", addActivityRoute, { body: call })).status, 201);
  await company.deliverAll(2);
  const seen = (await ask("rep", api.leadRoute, on(lead.id))).body;
  assert.deepEqual([seen.state, seen.minutesLeft, seen.respondedAt !== null], ["working", null, true]);
  assert.equal(await figure("leads_worked"), 1);
  assert.equal(await figure("lead_response_minutes"), 0);
});

test("disqualifying asks why; taken up again, it is as before", async () => {
  const lead = await aLead("rep", { name: "Given up" });
  assert.equal(
    (await ask("rep", api.disqualifyLeadRoute, { ...on(lead.id), body: { reason: "" } })).code,
    "pipeline.reason_missing",
  );
  const gone = await ask("rep", api.disqualifyLeadRoute, { ...on(lead.id), body: { reason: "Not a fit" } });
  assert.equal(gone.body.state, "disqualified");
  assert.equal((await ask("rep", api.takeUpLeadRoute, on(lead.id))).body.state, "new");
  assert.equal((await ask("rep", api.takeUpLeadRoute, on(lead.id))).code, "pipeline.lead_is_open");
});

test("rules score a lead with their reasons, negatives too, and again when they change", async () => {
  const lead = await aLead("rep", { name: "Scored", sourceId: await sourceNamed("Referral") });
  const rule = { label: null, field: null, question: "is" as const };
  const rules = [
    { ...rule, subject: "source" as const, value: await sourceNamed("Referral"), points: 35 },
    { ...rule, subject: "touches" as const, question: "atLeast" as const, value: "1", points: -10 },
  ];
  assert.equal((await ask("admin", api.setScoreRulesRoute, { body: { rules } })).status, 200);
  const scored = (await ask("rep", api.leadRoute, on(lead.id))).body;
  assert.deepEqual([scored.score, scored.scoreReasons.map(({ fact }) => fact)], [35, ["Referral"]]);
  const touch = { dealId: lead.id, kind: "ad" as const, costMinor: 380 };
  assert.equal((await ask("rep", api.addTouchRoute, { body: touch })).status, 201);
  const after = (await ask("rep", api.leadRoute, on(lead.id))).body;
  assert.deepEqual([after.score, after.scoreReasons.map(({ points }) => points)], [25, [35, -10]]);
  const wrong = [{ ...rule, subject: "employees" as const, value: "many", points: 1 }];
  assert.equal((await ask("admin", api.setScoreRulesRoute, { body: { rules: wrong } })).code, "leads.rule_wrong");
});

test("what it took is summed by who, its cost told to those who lead and to admins alone", async () => {
  await ask("admin", api.setLeadSettingsRoute, {
    body: { fromMinute: 540, toMinute: 1080, hourMinor: 6000, minutes: {}, rates: [] },
  });
  const lead = await aLead("rep", { name: "Dear" });
  await ask("rep", api.addTouchRoute, { body: { dealId: lead.id, kind: "ad", costMinor: 500 } });
  await ask("rep", api.addTouchRoute, { body: { dealId: lead.id, kind: "research", minutes: 30 } });
  const call = { kind: "call" as const, subject: "Hello", done: true, dealId: lead.id, lengthMinutes: 12 };
  await ask("rep", addActivityRoute, { body: call });
  const query = { record: "deal" as const, id: lead.id };
  const seen = (await ask("manager", api.effortRoute, { query })).body;
  assert.deepEqual(seen.total, { touches: 3, minutes: 42, costMinor: 500 + 3000 + 1200 });
  assert.deepEqual(
    seen.by.map(({ person, costMinor }) => [person, costMinor]),
    [
      ["Ray Rep", 4200],
      [null, 500],
    ],
  );
  const own = (await ask("rep", api.effortRoute, { query })).body;
  assert.deepEqual([own.seesCost, own.total.costMinor, own.total.minutes], [false, null, 42]);
  assert.ok(own.touches.every(({ costMinor }) => costMinor === null));
  assert.equal((await ask("otherRep", api.effortRoute, { query })).status, 404);
});

test("a source says what it brought and cost; without a cost it says so and divides nothing", async () => {
  const sourceId = await sourceNamed("Trade fair");
  const lead = await aLead("rep", { name: "Fair", sourceId, value: { minor: 10_000, currency: "USD" } });
  await ask("rep", api.addTouchRoute, { body: { dealId: lead.id, kind: "event", costMinor: 2500, minutes: 0 } });
  await ask("rep", api.qualifyLeadRoute, { ...on(lead.id), body: {} });
  await ask("rep", winDealRoute, { ...on(lead.id), body: {} });
  const query = { from: "2018-01-01", to: "2018-12-31" };
  const { rows } = (await ask("manager", api.sourceFiguresRoute, { query })).body;
  const fair = rows.find(({ id }) => id === sourceId)!;
  assert.deepEqual(
    [fair.leads, fair.qualified, fair.won, fair.revenueMinor, fair.costMinor, fair.revenuePerCost],
    [1, 1, 1, 10_000, 2500, 4],
  );
  const hidden = (await ask("rep", api.sourceFiguresRoute, { query })).body.rows.find(({ id }) => id === sourceId)!;
  assert.deepEqual([hidden.costMinor, hidden.revenuePerCost, hidden.touches], [null, null, 1]);
});

test("each number of a source opens to what it is made of: what came in, its touches with their cost, and the campaign's price once", async () => {
  const sourceId = await sourceNamed("Outbound research");
  const campaign = { name: "Calls", sourceId, fromOn: "2018-02-01", costMinor: 700 };
  const campaignId = (await ask("admin", api.addCampaignRoute, { body: campaign })).body.id;
  const lead = await aLead("rep", { name: "Called", sourceId, campaignId });
  await aLead("otherRep", { name: "Others'", sourceId, campaignId });
  await ask("rep", api.addTouchRoute, { body: { dealId: lead.id, kind: "research", minutes: 30, costMinor: 250 } });
  const span = { from: "2018-01-01", to: "2018-12-31" };
  const asked = { ...span, by: "source" as const, id: sourceId };
  const row = async (who: Who) =>
    (await ask(who, api.sourceFiguresRoute, { query: span })).body.rows.find(({ id }) => id === sourceId)!;
  const seen = (await ask("manager", api.sourceRecordsRoute, { query: asked })).body;
  assert.deepEqual(
    [seen.came.map(({ name }) => name), seen.touches.map(({ kind }) => kind), seen.prices.map(({ name }) => name)],
    [["Called"], ["research"], ["Calls"]],
  );
  // Half an hour at 60.00, what was paid, and the campaign.
  assert.deepEqual(seen.total, { leads: 1, touches: 1, minutes: 30, costMinor: 3000 + 250 + 700 });
  const { leads, touches, minutes, costMinor } = await row("manager");
  assert.deepEqual({ leads, touches, minutes, costMinor }, seen.total);
  assert.deepEqual((await ask("admin", api.sourceRecordsRoute, { query: asked })).body.total.leads, 2);
  const own = (await ask("rep", api.sourceRecordsRoute, { query: asked })).body;
  assert.deepEqual(
    [own.prices, own.touches[0]!.costMinor, own.total.costMinor, own.total.minutes],
    [[], null, null, 30],
  );
  const spring = { from: "2018-02-01", to: "2018-02-28" };
  const idle = (await ask("manager", api.sourceFiguresRoute, { query: spring })).body.rows;
  assert.deepEqual(
    idle.map(({ id, leads: count, costMinor: cost, revenuePerCost }) => [id, count, cost, revenuePerCost]),
    [[sourceId, 0, 700, 0]],
    "what cost and brought nothing is told too",
  );
});

test("a lead shared for writing is changed by whom it was shared with, one for reading is read; neither is deleted", async () => {
  const lead = await aLead("rep", { name: "Shared" });
  const share = (mayWrite: boolean) =>
    ask("rep", shareRoute, {
      params: { kind: "deal", id: lead.id },
      body: { personId: company.person("otherRep"), mayWrite },
    });
  const seen = async () => (await ask("otherRep", api.leadRoute, on(lead.id))).body;
  const change = () => ask("otherRep", api.changeLeadRoute, { ...on(lead.id), body: { message: "Theirs too" } });
  const touch = () => ask("otherRep", api.addTouchRoute, { body: { dealId: lead.id, kind: "ad" } });
  assert.equal((await change()).status, 404);
  await share(false);
  assert.deepEqual([(await seen()).mayWrite, (await change()).status, (await touch()).status], [false, 403, 403]);
  await share(true);
  const { mayWrite, mayDelete } = await seen();
  assert.deepEqual([mayWrite, mayDelete], [true, false]);
  assert.deepEqual([(await change()).status, (await touch()).status], [200, 201]);
  assert.equal((await ask("otherRep", api.deleteLeadRoute, on(lead.id))).status, 403);
  const params = { kind: "deal" as const, id: lead.id, person: company.person("otherRep") };
  await ask("rep", endShareRoute, { params });
  assert.equal((await touch()).status, 404);
});

test("leads are a list of their own: filtered, assigned in bulk, deleted and restored", async () => {
  const lead = await aLead("rep", { name: "Listed" });
  const query = { columns: "name,score,ownerId", q: "Listed" };
  const { rows } = (await ask("rep", listRowsRoute, { params: { list: "leads" }, query } as never)).body;
  assert.deepEqual(
    rows.map(({ id }) => id),
    [lead.id],
  );
  const body = { ids: [lead.id], what: "change", fields: { ownerId: company.person("teammate") } };
  const bulk = await ask("manager", bulkRoute, { params: { list: "leads" }, body } as never);
  assert.ok(bulk.status < 300);
  const added = await figure("leads_added");
  assert.equal((await ask("manager", api.deleteLeadRoute, on(lead.id))).status, 200);
  assert.equal(await figure("leads_added"), (added ?? 0) - 1);
  const trash = (await ask("manager", trashRoute, {} as never)).body;
  assert.ok(JSON.stringify(trash).includes("Listed"));
});
