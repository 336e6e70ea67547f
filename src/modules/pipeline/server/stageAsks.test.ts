import assert from "node:assert/strict";
import { test } from "node:test";
import type { Asked } from "#lib/route.ts";
import { addContactRoute } from "#modules/contacts/api.ts";
import { addFieldRoute } from "#modules/fields/api.ts";
import { bulkRoute } from "#modules/lists/api.ts";
import { freshCompany } from "#tests/company.ts";
import {
  addPipelineRoute,
  boardRoute,
  changeStageRoute,
  dealRoute,
  moveDealRoute,
  openDealRoute,
  pipelinesRoute,
} from "../api.ts";
import type { DealId } from "../deal.ts";

const company = freshCompany();
const requires = ["expectedCloseOn", "contact", "decisionStep", "custom:budget"];

/** Once, by the first test. */
async function strictStage() {
  await company.ask("admin", addFieldRoute, { body: { record: "deal", label: "Budget", type: "number" } });
  const stage = (await stages())[1]!;
  await company.ask("admin", changeStageRoute, { params: { id: stage.id }, body: { requires } });
  return stage;
}
const stages = async () => (await company.ask("rep", pipelinesRoute, {})).body.pipelines[0]!.stages;
const open = (body: Asked<typeof openDealRoute>["body"]) =>
  company.ask("rep", openDealRoute, { body: { name: "Straight", ...body } });
const faults = (problem: { errors?: { pointer: string; code: string }[] } | undefined) =>
  problem?.errors?.map(({ pointer }) => pointer);
const count = async () => (await company.ask("rep", boardRoute, { query: {} })).body.count;

test("a deal opened straight into a stage is asked for all that a drop there would ask, each with its place", async () => {
  const stage = await strictStage();
  const before = await count();
  const refused = await open({ stageId: stage.id });
  assert.deepEqual([refused.status, refused.code], [422, "pipeline.field_required"]);
  assert.deepEqual(faults(refused.problem), ["/expectedCloseOn", "/contacts", "/decision", "/custom/budget"]);
  assert.equal(await count(), before, "nothing of it stays");

  const contact = await company.ask("rep", addContactRoute, { body: { name: "Ann" } });
  const given = {
    expectedCloseOn: "2018-03-01",
    contacts: [{ contactId: contact.body.id, partId: null }],
    decision: [{ who: "The board", what: "Signs" }],
  };
  const short = await open({ stageId: stage.id, ...given });
  assert.deepEqual(faults(short.problem), ["/custom/budget"]);
  const wrong = await open({ stageId: stage.id, ...given, custom: { budget: "much" } });
  assert.deepEqual(faults(wrong.problem), ["/custom/budget"]);
  const made = await open({ stageId: stage.id, ...given, custom: { budget: 7 } });
  assert.equal(made.status, 201, JSON.stringify(made.problem));
  const { contacts, decision, custom, stageId, history } = (
    await company.ask("rep", dealRoute, { params: { id: made.body.id } })
  ).body;
  assert.deepEqual(
    [contacts[0]?.name, decision[0]?.what, custom.budget, stageId, history.moves.length],
    ["Ann", "Signs", 7, stage.id, 1],
  );
});

test("a change of many names for each row what its stage asks for, and takes what is changed along with the move", async () => {
  const strict = (await stages())[1]!;
  await company.ask("admin", changeStageRoute, {
    params: { id: strict.id },
    body: { requires: ["expectedCloseOn", "custom:budget"] },
  });
  const ids: DealId[] = [];
  for (const expectedCloseOn of ["2018-02-01", null]) ids.push((await open({ expectedCloseOn })).body.id);
  const change = (fields: object) =>
    company.ask("rep", bulkRoute, {
      params: { list: "deals" },
      body: { ids, what: "change", fields: fields as never },
    });
  const refused = await change({ stageId: strict.id });
  assert.deepEqual(
    refused.body.refused.map(({ id, code, errors }) => [id, code, errors?.map(({ pointer }) => pointer)]),
    [
      [ids[0], "pipeline.field_required", ["/fields/custom/budget"]],
      [ids[1], "pipeline.field_required", ["/fields/expectedCloseOn", "/fields/custom/budget"]],
    ],
  );
  const half = await change({ stageId: strict.id, "custom.budget": 5 });
  assert.deepEqual([half.body.done, half.body.refused.map(({ id }) => id)], [1, [ids[1]]]);
});

test("a move to another pipeline is asked by the stage there", async () => {
  const other = (await company.ask("admin", addPipelineRoute, { body: { name: "Partners" } })).body;
  const [stage] = other.stages;
  await company.ask("admin", changeStageRoute, { params: { id: stage!.id }, body: { requires: ["expectedCloseOn"] } });
  const { id } = (await open({})).body;
  const move = (fields?: object) =>
    company.ask("rep", moveDealRoute, { params: { id }, body: { stageId: stage!.id, ...(fields ? { fields } : {}) } });
  assert.deepEqual(faults((await move()).problem), ["/fields/expectedCloseOn"]);
  assert.equal((await move({ expectedCloseOn: "2018-04-01" })).body.pipelineId, other.id);
});
