import assert from "node:assert/strict";
import { test } from "node:test";
import { figureRoute } from "#modules/metrics/api.ts";
import { auditOf } from "#platform/records/audit.ts";
import { freshCompany } from "#tests/company.ts";
import {
  boardRoute,
  changeDealRoute,
  dealRoute,
  dealsRoute,
  loseDealRoute,
  moveDealRoute,
  openDealRoute,
  pipelinesRoute,
  reopenDealRoute,
  winDealRoute,
} from "../api.ts";

const company = freshCompany();
const year = { from: "2018-01-01", to: "2018-12-31" };

async function opened(minor: number, who: "rep" | "otherRep" = "rep") {
  const answer = await company.ask(who, openDealRoute, { body: { name: "A deal", value: { minor, currency: "USD" } } });
  assert.equal(answer.status, 201, answer.code ?? "");
  return answer.body;
}
async function total(metric: string): Promise<number | null> {
  return (
    await company.ask("rep", figureRoute, {
      params: { name: metric },
      query: { ...year, person: company.person("rep") },
    })
  ).body.total;
}

test("a won deal moves the figures in the same breath, and reopening takes it back", async () => {
  const before = (await total("revenue_won"))!;
  const deal = await opened(125_000);
  const won = await company.ask("rep", winDealRoute, { params: { id: deal.id }, body: {} });
  assert.equal(won.status, 200);
  assert.equal(won.body.status, "won");
  assert.equal(await total("revenue_won"), before + 125_000);
  assert.equal(await total("win_rate"), 1);
  await company.ask("rep", reopenDealRoute, { params: { id: deal.id } });
  assert.equal(await total("revenue_won"), before);
  assert.equal(await total("win_rate"), null);
});

test("a deal won twice pays once: the second is told that it is closed", async () => {
  const deal = await opened(1000);
  const both = await Promise.all(
    [1, 2].map(() => company.ask("rep", winDealRoute, { params: { id: deal.id }, body: {} })),
  );
  assert.deepEqual(both.map((one) => one.status).toSorted(), [200, 409]);
  assert.equal(both.find((one) => one.status === 409)?.code, "pipeline.deal_is_closed");
  await company.ask("rep", reopenDealRoute, { params: { id: deal.id } });
});

test("a deal is not lost without a reason", async () => {
  const deal = await opened(1000);
  const refused = await company.ask("rep", loseDealRoute, { params: { id: deal.id }, body: {} });
  assert.equal(refused.status, 422);
  assert.equal(refused.problem?.errors?.[0]?.pointer, "/reason");
  const lost = await company.ask("rep", loseDealRoute, {
    params: { id: deal.id },
    body: { reasonText: "No budget this year" },
  });
  assert.equal(lost.body.status, "lost");
  assert.equal(await total("deals_lost"), 1);
});

test("of two people who move one card, the slower is told what the first made of it", async () => {
  const deal = await opened(1000);
  const stages = (await company.ask("rep", pipelinesRoute, {})).body.pipelines[0]!.stages;
  const move = (who: "rep" | "manager", stage: number) =>
    company.ask(
      who,
      moveDealRoute,
      { params: { id: deal.id }, body: { stageId: stages[stage]!.id } },
      { ifMatch: deal.version },
    );
  const [first, second] = [await move("rep", 1), await move("manager", 0)];
  assert.equal(first.status, 200);
  assert.equal(second.status, 412);
  const now = (await company.ask("manager", dealRoute, { params: { id: deal.id } })).body;
  assert.equal(now.stageId, stages[1]!.id);
});

test("the totals of the board are over all deals of the filter, weighted by stage", async () => {
  const board = (await company.ask("rep", boardRoute, { query: {} })).body;
  const sum = board.stages.reduce((all, stage) => all + stage.valueMinor, 0);
  assert.equal(board.valueMinor, sum);
  const engaging = board.stages.find((stage) => stage.name === "Engaging")!;
  assert.equal(
    engaging.weightedMinor,
    engaging.cards.reduce((all, card) => all + card.weightedMinor, 0),
  );
});

test("a colleague of another team finds no such deal, a teammate may read but not win it", async () => {
  const deal = await opened(5000);
  assert.equal((await company.ask("otherRep", winDealRoute, { params: { id: deal.id }, body: {} })).status, 404);
  assert.equal((await company.ask("teammate", winDealRoute, { params: { id: deal.id }, body: {} })).status, 403);
  assert.equal((await company.ask(null, winDealRoute, { params: { id: deal.id }, body: {} })).status, 401);
  const now = (await company.ask("rep", dealRoute, { params: { id: deal.id } })).body;
  assert.equal(now.status, "open");
});

test("the weighted total of a list counts what is open: a won deal has no chance left", async () => {
  const deal = await opened(90_000);
  const weighted = async () =>
    (await company.ask("rep", dealsRoute, { query: { q: "A deal" } })).body.totals!.weightedMinor;
  const before = await weighted();
  await company.ask("rep", winDealRoute, { params: { id: deal.id }, body: {} });
  assert.equal(await weighted(), before - 9000);
  await company.ask("rep", reopenDealRoute, { params: { id: deal.id } });
});

test("the audit says who changed which field from what to what", async () => {
  const deal = await opened(2000);
  await company.ask("manager", changeDealRoute, {
    params: { id: deal.id },
    body: { value: { minor: 3000, currency: "USD" } },
  });
  const [change] = await auditOf(company.ground.db, deal.id);
  const manager = await company.actor("manager");
  assert.deepEqual(
    { field: change?.field, was: change?.was, became: change?.became, by: change?.by },
    {
      field: "value",
      was: { minor: 2000, currency: "USD" },
      became: { minor: 3000, currency: "USD" },
      by: manager.userId,
    },
  );
});

test("delivered doubled and shuffled, events change nothing", async () => {
  const before = await total("revenue_won");
  await company.deliverAll(2);
  assert.equal(await total("revenue_won"), before);
});
