import assert from "node:assert/strict";
import { test } from "node:test";
import { addFieldRoute } from "#modules/fields/api.ts";
import { changePipelineRoute, changeStageRoute, pipelinesRoute, setCurrencyRatesRoute } from "#modules/pipeline/api.ts";
import { freshCompany } from "#tests/company.ts";
import { dryRunRoute, importRoute, plannedRowsRoute, setMappingRoute, startImportRoute } from "../api.ts";
import type { ImportId } from "../importRun.ts";
import { runImport } from "./runImport.ts";

const company = freshCompany();

async function upload(text: string) {
  const response = await company.app.inject({
    method: "POST",
    url: "/api/imports?name=deals.csv",
    headers: { cookie: company.cookie("admin"), "content-type": "application/octet-stream" },
    payload: Buffer.from(text),
  });
  assert.equal(response.statusCode, 201, response.body);
  return importRoute.answer.parse(response.json()).id;
}
const planOf = async (id: ImportId) => (await company.ask("admin", dryRunRoute, { params: { id } })).body;
async function take(id: ImportId) {
  assert.equal((await company.ask("admin", startImportRoute, { params: { id } })).status, 202);
  await runImport(company.ground, id);
}
const found = async (id: ImportId) =>
  (await planOf(id)).causes
    .filter(({ code }) => ["stage_asks", "move_asks", "closed_without", "no_rate"].includes(code))
    .map(({ code, field, value, rows, chosen }) => [code, field, value, rows, chosen]);
const held = async () =>
  (
    await company.ground.pool.query(
      "select key, status, value_minor::int, currency, base_minor::int, rate::float, rate_on::text from deals where key is not null order by key",
    )
  ).rows;

const head = "id,name,owner,stage,status,amount,currency,created,closed on,expected close";

test("an import says for each row what its stage asks for: new deals as somebody decides, closed ones as they were, moved ones not", async () => {
  await company.ask("admin", addFieldRoute, { body: { record: "deal", label: "Budget", type: "number" } });
  const pipeline = (await company.ask("admin", pipelinesRoute, {})).body.pipelines[0]!;
  const stage = pipeline.stages[1]!;
  const requires = ["expectedCloseOn", "rank", "custom:budget"];
  await company.ask("admin", changeStageRoute, { params: { id: stage.id }, body: { requires } });
  await company.ask("admin", changePipelineRoute, { params: { id: pipeline.id }, body: { winRequires: ["contact"] } });
  const text = `${head}
N1,New,Ray Rep,${stage.name},Open,100,USD,2017-12-01,,
N2,Elsewhere,Ray Rep,${pipeline.stages[0]!.name},Open,100,USD,2017-12-01,,
N3,Won before,Ray Rep,${stage.name},Won,100,USD,2017-12-01,2017-12-20,
`;
  const id = await upload(text);
  assert.deepEqual(await found(id), [
    ["stage_asks", "expectedOn", stage.name, 1, "skip_rows"],
    ["stage_asks", "rank", stage.name, 1, "skip_rows"],
    ["stage_asks", "custom.budget", stage.name, 1, "skip_rows"],
    ["closed_without", "expectedOn", stage.name, 1, "keep"],
    ["closed_without", "rank", stage.name, 1, "keep"],
    ["closed_without", "custom.budget", stage.name, 1, "keep"],
    ["closed_without", "contact", stage.name, 1, "keep"],
  ]);
  assert.deepEqual((await planOf(id)).counts, { create: 2, update: 0, same: 0, problem: 1 });
  const stands = ["expectedOn", "rank", "custom.budget"].map((field) => [`stage_asks:${field}:${stage.name}`, "keep"]);
  await company.ask("admin", setMappingRoute, { params: { id }, body: { settled: Object.fromEntries(stands) } });
  await take(id);
  assert.deepEqual(
    (await held()).map(({ key, status }) => [key, status]),
    [
      ["N1", "open"],
      ["N2", "open"],
      ["N3", "won"],
    ],
  );

  assert.equal((await planOf(await upload(text))).counts?.same, 3, "what is here as it stands is asked for nothing");
  const moved = await upload(text.replace(`Ray Rep,${pipeline.stages[0]!.name}`, `Ray Rep,${stage.name}`));
  assert.deepEqual(
    (await found(moved)).map(([code, field, , , chosen]) => [code, field, chosen]),
    [
      ["move_asks", "expectedOn", "skip_rows"],
      ["move_asks", "rank", "skip_rows"],
      ["move_asks", "custom.budget", "skip_rows"],
    ],
  );
  assert.equal((await planOf(moved)).counts?.problem, 1);
});

test("amounts in another currency are counted by the rate of their day, and stay out where none is known", async () => {
  const text = `${head}
R1,Open one,Ray Rep,,Open,1000,EUR,2017-12-01,,2018-02-01
R2,Won one,Ray Rep,,Won,1000,EUR,2017-12-01,2017-12-20,
R3,No rate,Ray Rep,,Open,500,CHF,2017-12-01,,2018-02-01
R4,Ours,Ray Rep,,Open,70,USD,2017-12-01,,2018-02-01
`;
  const rates = [
    { from: "EUR", on: "2017-12-01", rate: "1.1" },
    { from: "EUR", on: "2018-01-01", rate: "1.25" },
  ];
  const set = await company.ask("admin", setCurrencyRatesRoute, { body: { rates } as never });
  assert.equal(set.status, 200, JSON.stringify(set.problem));
  const id = await upload(text);
  assert.deepEqual(
    (await found(id)).filter(([code]) => code === "no_rate"),
    [["no_rate", "currency", "CHF", 1, "skip_rows"]],
  );
  const { sums } = await planOf(id);
  assert.deepEqual(
    sums.map(({ currency, file, ours, why }) => [currency, file, ours, why.map((one) => one.why)]),
    [
      ["EUR", 200_000, 200_000, []],
      ["CHF", 50_000, 0, ["no_rate"]],
      ["USD", 7_000, 7_000, []],
    ],
  );
  const query = { differs: sums[1]!.column, currency: "CHF" as never, after: 0 };
  const opened = await company.ask("admin", plannedRowsRoute, { params: { id }, query });
  assert.deepEqual(
    opened.body.rows.map(({ line }) => line),
    [4],
  );
  await take(id);
  const brought = (await held()).filter(({ key }) => key.startsWith("R"));
  assert.deepEqual(
    brought.map((one) => [one.key, one.value_minor, one.currency, one.base_minor, one.rate, one.rate_on]),
    [
      ["R1", 100_000, "EUR", 125_000, 1.25, "2018-01-01"],
      ["R2", 100_000, "EUR", 110_000, 1.1, "2017-12-01"],
      ["R4", 7_000, "USD", 7_000, null, null],
    ],
  );
  await company.ask("admin", setCurrencyRatesRoute, {
    body: { rates: [{ from: "EUR", on: "2018-01-02", rate: "2" }] } as never,
  });
  const again = await upload(text.replace("Open one", "Renamed"));
  assert.deepEqual((await planOf(again)).counts, { create: 0, update: 1, same: 2, problem: 1 });
  await take(again);
  assert.equal(
    (await held()).find(({ key }) => key === "R1")?.base_minor,
    125_000,
    "a later rate moves no value that is the same",
  );
});
