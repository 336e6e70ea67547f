import assert from "node:assert/strict";
import { test } from "node:test";
import { addFieldRoute } from "#modules/fields/api.ts";
import { listRowsRoute } from "#modules/lists/api.ts";
import { freshCompany } from "../../../../tests/company.ts";
import {
  changeDealRoute,
  changePipelineRoute,
  changeStageRoute,
  dealRoute,
  moveDealRoute,
  openDealRoute,
  pipelinesRoute,
  winDealRoute,
} from "../api.ts";
import type { DealId } from "../deal.ts";
import type { StageId } from "../stage.ts";

const company = freshCompany();
let stages: StageId[] = [];

/** Once, by the first test: hooks of two files do not wait for each other. */
async function prepare(): Promise<void> {
  const field = (body: object) =>
    company.ask("admin", addFieldRoute, { body: { record: "deal", choices: [], formula: null, ...body } as never });
  for (const body of [
    { label: "Budget", type: "number" },
    { label: "Double", type: "formula", formula: "value * 2" },
    { label: "Went", type: "formula", formula: "days_open" },
  ]) {
    const made = await field(body);
    assert.equal(made.status, 201, JSON.stringify(made.body));
  }
  const pipeline = (await company.ask("admin", pipelinesRoute, {})).body.pipelines[0]!;
  stages = pipeline.stages.map(({ id }) => id);
  const body = { requires: ["custom:budget"] };
  await company.ask("admin", changeStageRoute, { params: { id: stages[1]! }, body });
  await company.ask("admin", changePipelineRoute, {
    params: { id: pipeline.id },
    body: { winRequires: ["custom:budget"] },
  });
}

const open = async (custom: object = {}): Promise<DealId> => {
  const body = {
    name: "Deal",
    value: { minor: 100_00, currency: "USD" },
    openedOn: "2017-12-23",
    custom: custom as never,
  };
  return (await company.ask("rep", openDealRoute, { body })).body.id;
};
const faults = (problem: { errors?: { pointer: string; code: string }[] } | undefined) =>
  problem?.errors?.map(({ pointer, code }) => [pointer, code]);
const custom = async (id: DealId) => (await company.ask("rep", dealRoute, { params: { id } })).body.custom;

test("a stage that asks for a field of the workspace's own names it with its place, and takes it with the move", async () => {
  await prepare();
  const id = await open();
  const move = (fields?: object) =>
    company.ask("rep", moveDealRoute, { params: { id }, body: { stageId: stages[1]!, ...(fields ? { fields } : {}) } });
  const refused = await move();
  assert.deepEqual(faults(refused.problem), [["/fields/custom/budget", "pipeline.field_required"]]);
  const wrong = await move({ custom: { budget: "much" } });
  assert.deepEqual(faults(wrong.problem), [["/fields/custom/budget", "fields.value_wrong"]]);
  assert.equal((await move({ custom: { budget: 500 } })).status, 200);
  assert.equal((await custom(id)).budget, 500);
});

test("winning asks for it in the same way, and a deal that has it is asked for nothing", async () => {
  const without = await open();
  const win = (id: DealId, body: object = {}) => company.ask("rep", winDealRoute, { params: { id }, body });
  assert.equal((await win(without)).code, "pipeline.field_required");
  assert.equal((await win(without, { fields: { custom: { budget: 1 } } })).status, 200);
  assert.equal((await win(await open({ budget: 3 }))).status, 200);
});

test("a refused move keeps nothing of what came along", async () => {
  const id = await open();
  const fields = { custom: { budget: 9 }, expectedCloseOn: null, ownerId: company.person("rep"), rankId: id as never };
  const refused = await company.ask("rep", moveDealRoute, { params: { id }, body: { stageId: stages[1]!, fields } });
  assert.equal(refused.status, 422);
  assert.equal((await custom(id)).budget, null);
});

test("a formula over a deal's own numbers follows them", async () => {
  const id = await open();
  assert.equal((await custom(id)).double, 200);
  const params = { id };
  const changed = await company.ask("rep", changeDealRoute, {
    params,
    body: { value: { minor: 150_00, currency: "USD" }, custom: { budget: 7 } },
  });
  assert.deepEqual([changed.body.custom.double, changed.body.custom.budget], [300, 7]);
  await company.ask("rep", winDealRoute, { params, body: { wonOn: "2018-01-02" } });
  assert.equal((await custom(id)).went, 10, "days open, once it is closed");
});

test("the list has rank, slips, rotting, decision late, pipeline, currency and reason, each filtered and shown", async () => {
  const columns = ["rankId", "slips", "rotting", "decisionLate", "pipelineId", "currency", "reason"];
  for (const [field, is, value] of [
    ["currency", "anyOf", ["USD"]],
    ["decisionLate", "no", undefined],
    ["rotting", "no", undefined],
    ["slips", "atMost", 0],
    ["reason", "empty", undefined],
  ] as const) {
    const filter = JSON.stringify({ all: [{ field, is, value }] });
    const answer = await company.ask("rep", listRowsRoute, {
      params: { list: "deals" },
      query: { filter, columns: columns.join(","), limit: 5 },
    });
    assert.equal(answer.status, 200, field);
    assert.ok(answer.body.rows.length > 0, field);
    assert.deepEqual(Object.keys(answer.body.rows[0]!.cells).toSorted(), columns.toSorted());
  }
});
