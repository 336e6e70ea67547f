import assert from "node:assert/strict";
import { test } from "node:test";
import { addContactRoute, mergeContactsRoute, undoMergeRoute } from "#modules/contacts/api.ts";
import { figureRoute } from "#modules/metrics/api.ts";
import { freshCompany } from "#tests/company.ts";
import {
  addPipelineRoute,
  addProductRoute,
  addStageRoute,
  addWordRoute,
  boardRoute,
  changeDealRoute,
  changePipelineRoute,
  changeStageRoute,
  changeWordRoute,
  contactDealsRoute,
  dealRoute,
  dealsRoute,
  moveDealRoute,
  openDealRoute,
  orderStagesRoute,
  pipelineFiguresRoute,
  pipelinesRoute,
  putDealContactRoute,
  removeDealContactRoute,
  removeStageRoute,
  reopenDealRoute,
  setCurrencyRatesRoute,
  setDecisionRoute,
  winDealRoute,
} from "../api.ts";
import type { DealId } from "../deal.ts";

const company = freshCompany();
const usd = (minor: number) => ({ minor, currency: "USD" });
const lists = async () => (await company.ask("admin", pipelinesRoute, {})).body;
const stagesOf = async (at = 0) => (await lists()).pipelines[at]!.stages;
const see = async (id: DealId) => (await company.ask("rep", dealRoute, { params: { id } })).body;

async function opened(body: Parameters<typeof company.ask<typeof openDealRoute>>[2]["body"] = {}) {
  const answer = await company.ask("rep", openDealRoute, { body: { name: "A deal", value: usd(1000), ...body } });
  assert.equal(answer.status, 201, JSON.stringify(answer.problem));
  return answer.body;
}
const total = async (metric: string) =>
  (
    await company.ask("admin", figureRoute, {
      params: { name: metric },
      query: { from: "2018-01-01", to: "2018-12-31" },
    })
  ).body.total!;

test("a pipeline is made, renamed, and archived only when no deal is open in it", async () => {
  const made = await company.ask("admin", addPipelineRoute, { body: { name: "Partners" } });
  assert.equal(made.status, 201);
  assert.equal((await company.ask("admin", addPipelineRoute, { body: { name: "partners" } })).status, 422);
  assert.equal((await company.ask("rep", addPipelineRoute, { body: { name: "Mine" } })).status, 403);
  const { id, stages } = made.body;
  const deal = await opened({ stageId: stages[0]!.id });
  const archive = () => company.ask("admin", changePipelineRoute, { params: { id }, body: { archived: true } });
  assert.equal((await archive()).code, "pipeline.pipeline_has_deals");
  const board = (await company.ask("rep", boardRoute, { query: { pipeline: id } })).body;
  assert.deepEqual([board.pipelineId, board.count], [id, 1]);
  assert.equal((await company.ask("rep", boardRoute, { query: {} })).body.count, 0);
  const home = (await stagesOf())[1]!;
  await company.ask("rep", moveDealRoute, { params: { id: deal.id }, body: { stageId: home.id } });
  const { moves } = (await see(deal.id)).history;
  assert.deepEqual(
    moves.map((move) => [move.pipelineId, move.stage, move.who]),
    [
      [id, stages[0]!.name, "Ray Rep"],
      [home.pipelineId, home.name, "Ray Rep"],
    ],
  );
  assert.equal((await archive()).status, 200);
  assert.deepEqual((await lists()).archived, [{ id, name: "Partners" }]);
  const gone = await company.ask("rep", moveDealRoute, { params: { id: deal.id }, body: { stageId: stages[0]!.id } });
  assert.equal(gone.code, "pipeline.no_such_stage");
  await company.ask("admin", changePipelineRoute, { params: { id }, body: { archived: false } });
});

test("stages change places, and one that is taken out gives its deals to the one named", async () => {
  const pipelineId = (await lists()).pipelines[0]!.id;
  const made = await company.ask("admin", addStageRoute, { body: { pipelineId, name: "Trial", probability: 90 } });
  const before = await stagesOf();
  const deal = await opened({ stageId: made.body.id, value: usd(2000) });
  const won = await opened({ stageId: made.body.id });
  await company.ask("rep", winDealRoute, { params: { id: won.id }, body: {} });
  const ids = before.map(({ id }) => id).toReversed();
  await company.ask("admin", orderStagesRoute, { params: { id: pipelineId }, body: { ids } });
  assert.deepEqual(
    (await stagesOf()).map(({ id }) => id),
    ids,
  );
  const short = await company.ask("admin", orderStagesRoute, {
    params: { id: pipelineId },
    body: { ids: ids.slice(1) },
  });
  assert.equal(short.code, "pipeline.order_incomplete");
  await company.ask("admin", orderStagesRoute, { params: { id: pipelineId }, body: { ids: ids.toReversed() } });
  const weighted = await total("pipeline_weighted");
  const into = before[0]!.id;
  await company.ask("admin", removeStageRoute, { params: { id: made.body.id }, body: { into } });
  assert.equal((await see(deal.id)).stageId, into);
  assert.equal(await total("pipeline_weighted"), weighted - 1800 + 200);
  assert.equal((await see(won.id)).stage, "Trial");
  const open = await company.ask("rep", reopenDealRoute, { params: { id: won.id } });
  assert.equal(open.body.stageId, into);
  assert.equal((await see(won.id)).history.closes[0]?.reopenedBy, "Ray Rep");
});

test("a move that lacks what the stage asks for is refused with each field, and goes through with them in one request", async () => {
  const [first, second] = await stagesOf();
  const requires = ["organization", "expectedCloseOn", "contact", "decisionStep"];
  const params = { id: second!.id };
  await company.ask("admin", changeStageRoute, { params, body: { requires: requires.slice(1) } });
  const unknown = await company.ask("admin", changeStageRoute, { params, body: { requires: ["colour"] } });
  assert.equal(unknown.code, "pipeline.no_such_field");
  const deal = await opened({ stageId: first!.id });
  const move = (fields?: object) =>
    company.ask("rep", moveDealRoute, { params: { id: deal.id }, body: { stageId: second!.id, fields } });
  const refused = await move();
  assert.equal(refused.status, 422);
  assert.deepEqual(
    refused.problem?.errors?.map(({ pointer, code }) => [pointer, code]),
    ["expectedCloseOn", "contacts", "decision"].map((field) => [`/fields/${field}`, "pipeline.field_required"]),
  );
  const { id: contactId } = (await company.ask("rep", addContactRoute, { body: { name: "Priya Raman" } })).body;
  const half = await move({ expectedCloseOn: "2018-02-01", contacts: [{ contactId, partId: null }] });
  assert.deepEqual(
    half.problem?.errors?.map(({ pointer }) => pointer),
    ["/fields/decision"],
  );
  assert.equal((await see(deal.id)).expectedCloseOn, null);
  const bad = await move({ value: { minor: -1, currency: "USD" } });
  assert.equal(bad.problem?.errors?.[0]?.pointer, "/fields/value/minor");
  const done = await move({
    ...{ expectedCloseOn: "2018-02-01", contacts: [{ contactId, partId: null }] },
    decision: [{ who: "Board", what: "Approves" }],
  });
  assert.equal(done.status, 200, JSON.stringify(done.problem));
  assert.equal(done.body.stageId, second!.id);
  const pipelineId = first!.pipelineId;
  const ask = (winRequires: string[]) =>
    company.ask("admin", changePipelineRoute, { params: { id: pipelineId }, body: { winRequires } });
  await ask(["rank"]);
  const win = await company.ask("rep", winDealRoute, { params: { id: deal.id }, body: {} });
  assert.deepEqual(
    win.problem?.errors?.map(({ pointer }) => pointer),
    ["/fields/rankId"],
  );
  const rankId = (await lists()).ranks[0]!.id;
  const won = await company.ask("rep", winDealRoute, {
    params: { id: deal.id },
    body: { fields: { rankId }, reasonText: "Quickest" },
  });
  assert.deepEqual([won.status, won.body.reason, won.body.rank], [200, "Quickest", "Committed"]);
  await ask([]);
  await company.ask("admin", changeStageRoute, { params, body: { requires: [] } });
});

test("lines take the place of a plain value and a plain value of lines, and the answer says which went", async () => {
  const product = (
    await company.ask("admin", addProductRoute, {
      body: { name: "Seats", price: usd(1000), taxPercent: 10, recurs: "monthly", periods: 12 },
    })
  ).body;
  const deal = await opened({ value: usd(777) });
  const change = (body: Parameters<typeof company.ask<typeof changeDealRoute>>[2]["body"]) =>
    company.ask("rep", changeDealRoute, { params: { id: deal.id }, body });
  const withLines = await change({
    lines: [{ productId: product.id, quantity: 2, priceMinor: 1000, discount: { percent: 25 } }],
  });
  assert.deepEqual([withLines.body.value.minor, withLines.body.cleared], [18_000, "value"]);
  assert.deepEqual(withLines.body.lines[0]?.discount, { percent: 25 });
  assert.deepEqual([withLines.body.lines[0]?.taxPercent, withLines.body.lines[0]?.periods], [10, 12]);
  const plain = await change({ value: usd(5000) });
  assert.deepEqual([plain.body.lines, plain.body.cleared], [[], "lines"]);
  const both = await change({
    value: usd(1),
    lines: [{ productId: product.id, quantity: 1, priceMinor: 1000, recurs: null }],
  });
  assert.equal(both.code, "pipeline.value_and_lines");
});

test("a deal in another currency keeps the rate of its day: a later rate moves nothing, none is refused", async () => {
  const none = await company.ask("rep", openDealRoute, {
    body: { name: "Euro", value: { minor: 100_00, currency: "EUR" } },
  });
  assert.deepEqual(
    [none.status, none.code, none.problem?.errors?.[0]?.pointer],
    [422, "pipeline.no_rate", "/value/currency"],
  );
  const rate = (on: string, rate: string) =>
    company.ask("admin", setCurrencyRatesRoute, { body: { rates: [{ from: "EUR", on, rate }] } });
  assert.equal((await rate("2018-01-03", "1.3")).code, "pipeline.rate_in_future");
  assert.equal((await rate("2018-01-01", "1.2005")).status, 200);
  assert.deepEqual((await lists()).currencies, ["USD", "EUR"]);
  const before = await total("pipeline_value");
  const deal = await opened({ value: { minor: 100_00, currency: "EUR" } });
  assert.deepEqual([deal.baseMinor, deal.countedBy], [120_05, { rate: "1.2005", on: "2018-01-01" }]);
  assert.equal(await total("pipeline_value"), before + 120_05);
  await rate("2018-01-01", "1.5");
  await company.ask("rep", changeDealRoute, { params: { id: deal.id }, body: { name: "Renamed" } });
  assert.equal((await see(deal.id)).baseMinor, 120_05);
  await company.ask("rep", winDealRoute, { params: { id: deal.id }, body: {} });
  assert.equal(await total("pipeline_value"), before);
  const facts = await company.ground.pool.query(
    "select value::int, currency, base_value::int from facts where record_id = $1 and metric = 'revenue_won'",
    [deal.id],
  );
  assert.deepEqual(facts.rows, [{ value: 100_00, currency: "EUR", base_value: 120_05 }]);
});

test("an expected close that is put off is a slip, counted and kept with who and from when", async () => {
  const deal = await opened({ expectedCloseOn: "2018-01-10" });
  for (const expectedCloseOn of ["2018-01-20", "2018-01-15", "2018-02-01"])
    await company.ask("rep", changeDealRoute, { params: { id: deal.id }, body: { expectedCloseOn } });
  const seen = await see(deal.id);
  assert.deepEqual([seen.slips, seen.firstCloseOn], [2, "2018-01-10"]);
  assert.deepEqual(seen.history.reschedules.map(({ was, became, who }) => [was, became, who])[1], [
    "2018-01-20",
    "2018-01-15",
    "Ray Rep",
  ]);
  const slipped = (await company.ask("rep", dealsRoute, { query: { slipped: "1" } })).body;
  assert.deepEqual(
    slipped.rows.map(({ id }) => id),
    [deal.id],
  );
});

test("rotting, overdue and late decisions are found by filters", async () => {
  const deal = await opened({ expectedCloseOn: "2018-01-01" });
  const found = async (filter: object) =>
    (await company.ask("rep", dealsRoute, { query: filter })).body.rows.map(({ id }) => id);
  assert.deepEqual(await found({ overdue: "1" }), [deal.id]);
  const steps = [
    { who: "Section head", what: "Drafts", plannedOn: "2017-12-20", doneOn: "2017-12-21" },
    { who: "Director", what: "Approves", plannedOn: "2018-01-01" },
  ];
  const set = (given: object[]) =>
    company.ask("rep", setDecisionRoute, { params: { id: deal.id }, body: { steps: given as typeof steps } });
  assert.equal((await set(steps)).status, 200);
  assert.equal((await set([{ what: "Nobody" }])).code, "pipeline.step_needs_who");
  assert.equal((await set([{ who: "A", what: "B", doneOn: "2018-02-01" }])).code, "pipeline.step_done_in_future");
  assert.deepEqual(await found({ decisionLate: "1" }), [deal.id]);
  const [first] = await stagesOf();
  await company.ask("admin", changeStageRoute, { params: { id: first!.id }, body: { rotDays: 5 } });
  assert.deepEqual(await found({ rotting: "1" }), []);
  await company.ground.pool.query("update deals set last_touch_at = '2017-12-27T23:59:00Z' where id = $1", [deal.id]);
  assert.deepEqual(await found({ rotting: "1" }), [deal.id]);
  assert.equal((await see(deal.id)).rotDays, 5);
});

test("people of the customer are on a deal with their part, and the deal on their page", async () => {
  const deal = await opened();
  const { id: contact } = (await company.ask("rep", addContactRoute, { body: { name: "Thomas Weller" } })).body;
  const { parts } = await lists();
  const put = (partId: string | null) =>
    company.ask("rep", putDealContactRoute, { params: { id: deal.id, contact }, body: { partId: partId as never } });
  await put(null);
  await put(parts[0]!.id);
  assert.deepEqual(
    (await see(deal.id)).contacts.map(({ name, part }) => [name, part]),
    [["Thomas Weller", "Decides"]],
  );
  const deals = (await company.ask("rep", contactDealsRoute, { params: { id: contact } })).body.deals;
  assert.deepEqual(
    deals.map(({ id, part }) => [id, part]),
    [[deal.id, "Decides"]],
  );
  assert.equal((await company.ask("otherRep", contactDealsRoute, { params: { id: contact } })).status, 404);
  await company.ask("rep", removeDealContactRoute, { params: { id: deal.id, contact } });
  assert.deepEqual((await see(deal.id)).contacts, []);
});

test("parts and decision steps follow two contacts that become one, and go back when that is undone", async () => {
  const [deal, other] = [await opened(), await opened()];
  const contact = async (name: string) => (await company.ask("rep", addContactRoute, { body: { name } })).body.id;
  const [kept, absorbed] = [await contact("Ines Okafor"), await contact("I. Okafor")];
  const { parts } = await lists();
  const put = (id: DealId, who: typeof kept, at: number) =>
    company.ask("rep", putDealContactRoute, { params: { id, contact: who }, body: { partId: parts[at]!.id } });
  await put(deal.id, absorbed, 0);
  await put(other.id, absorbed, 0);
  await put(other.id, kept, 1);
  const steps = [{ contactId: absorbed, what: "Signs" }];
  await company.ask("rep", setDecisionRoute, { params: { id: deal.id }, body: { steps } });
  const merged = await company.ask("rep", mergeContactsRoute, { params: { id: kept }, body: { absorbed, take: {} } });
  assert.equal(merged.status, 200, JSON.stringify(merged.problem));
  const seen = async (id: DealId) => (await see(id)).contacts.map(({ contactId, partId }) => [contactId, partId]);
  assert.deepEqual(await seen(deal.id), [[kept, parts[0]!.id]]);
  assert.deepEqual(await seen(other.id), [[kept, parts[1]!.id]]);
  assert.equal((await see(deal.id)).decision[0]?.contactId, kept);
  const undone = await company.ask("rep", undoMergeRoute, { params: { id: merged.body.mergeId } });
  assert.equal(undone.status, 200, JSON.stringify(undone.problem));
  assert.deepEqual(await seen(deal.id), [[absorbed, parts[0]!.id]]);
  assert.equal((await seen(other.id)).length, 2);
  assert.equal((await see(deal.id)).decision[0]?.contactId, absorbed);
});

test("the workspace's own words: a rank is added, taken out of the list, and stays on its deals", async () => {
  const params = { list: "ranks" } as const;
  const made = await company.ask("admin", addWordRoute, { params, body: { name: "Strong upside" } });
  assert.equal((await company.ask("admin", addWordRoute, { params, body: { name: "strong upside" } })).status, 422);
  const rankId = made.body.id as never;
  const deal = await opened({ rankId });
  await company.ask("admin", changeWordRoute, { params: { ...params, id: made.body.id }, body: { archived: true } });
  assert.equal((await see(deal.id)).rank, "Strong upside");
  const again = await company.ask("rep", openDealRoute, { body: { name: "Another", rankId } });
  assert.equal(again.code, "pipeline.no_such_rank");
});

test("conversion leaves out stages that were skipped, and moves back", async () => {
  const { id, stages } = (await company.ask("admin", addPipelineRoute, { body: { name: "Funnel" } })).body;
  const go = async (...path: number[]) => {
    const [from, ...to] = path;
    const deal = await opened({ stageId: stages[from!]!.id });
    for (const at of to)
      await company.ask("rep", moveDealRoute, { params: { id: deal.id }, body: { stageId: stages[at]!.id } });
    return deal;
  };
  await go(0, 1);
  await go(0, 2); // skips the second
  await go(2, 1); // comes back to it
  const won = await go(0, 1, 2, 3);
  await company.ask("rep", winDealRoute, { params: { id: won.id }, body: {} });
  const figures = (
    await company.ask("rep", pipelineFiguresRoute, { query: { from: "2018-01-01", to: "2018-12-31", pipeline: id } })
  ).body;
  assert.deepEqual(
    figures.stages.map(({ counts }) => [counts.reached, counts.onward, counts.won]),
    [
      [3, 2, 1],
      [2, 1, 1],
      [3, 1, 1],
      [1, 1, 1],
    ],
  );
  const reached = await company.ask("rep", dealsRoute, { query: { pipeline: id, reached: stages[2]!.id } });
  assert.equal(reached.body.totals?.count, 3);
});

test("delivered doubled and shuffled, events change no figure of several currencies", async () => {
  const before = await Promise.all(["pipeline_value", "revenue_won"].map(total));
  await company.deliverAll(2);
  assert.deepEqual(await Promise.all(["pipeline_value", "revenue_won"].map(total)), before);
});
