import assert from "node:assert/strict";
import { test } from "node:test";
import { zipSync } from "fflate";
import writeWorkbook from "write-excel-file/node";
import { addFieldRoute } from "#modules/fields/api.ts";
import { addStageRoute, pipelinesRoute } from "#modules/pipeline/api.ts";
import { freshCompany, type Who } from "#tests/company.ts";
import {
  addImportFieldRoute,
  dryRunRoute,
  forgetMappingRoute,
  importRoute,
  plannedRowsRoute,
  problemsRoute,
  setMappingRoute,
  startImportRoute,
} from "../api.ts";
import type { ImportId } from "../importRun.ts";
import { runImport } from "./runImport.ts";

const company = freshCompany();
const rows = async (text: string): Promise<Record<string, unknown>[]> => (await company.ground.pool.query(text)).rows;

async function send(name: string, payload: Uint8Array | string, who: Who = "admin") {
  return company.app.inject({
    method: "POST",
    url: `/api/imports?name=${encodeURIComponent(name)}`,
    headers: { cookie: company.cookie(who), "content-type": "application/octet-stream" },
    payload: Buffer.from(payload),
  });
}

async function upload(name: string, payload: Uint8Array | string, who: Who = "admin") {
  const response = await send(name, payload, who);
  assert.equal(response.statusCode, 201, response.body);
  return importRoute.answer.parse(response.json());
}

const planOf = async (id: ImportId, who: Who = "admin") =>
  (await company.ask(who, dryRunRoute, { params: { id } })).body;

async function take(id: ImportId, who: Who = "admin") {
  const started = await company.ask(who, startImportRoute, { params: { id } });
  assert.equal(started.status, 202, JSON.stringify(started.body));
  await runImport(company.ground, id);
  return (await company.ask(who, importRoute, { params: { id } })).body;
}

const head = ["Deal name", "Owner", "Stage", "Amount", "Created"].map((value) => ({ value }));
test("a workbook's sheet comes in as a CSV file does, days by their cells' form, and another sheet may be chosen", async () => {
  const serial = 43_070; // Excel's number of 2017-12-01
  const sheet = (name: string, owner: string) => [
    head,
    [
      { value: name },
      { value: owner },
      { value: "Engaging" },
      { value: 1234.5, type: Number },
      { value: serial, type: Number, format: "yyyy/mm/dd" },
    ],
  ];
  const bytes = await writeWorkbook([
    { sheet: "Q4", data: sheet("First", "Ray Rep") },
    { sheet: "Q3", data: sheet("Second", "Olga Other") },
  ] as never).toBuffer();
  const run = await upload("deals.xlsx", bytes);
  assert.deepEqual([run.kind, run.sheets, run.sheet], ["deal", ["Q4", "Q3"], "Q4"]);
  const [row] = (await planOf(run.id)).rows;
  assert.deepEqual([row?.name, row?.values.value, row?.values.openedOn], ["First", "1234.50 USD", "2017-12-01"]);
  await company.ask("admin", setMappingRoute, { params: { id: run.id }, body: { sheet: "Q3" } });
  assert.equal((await planOf(run.id)).rows[0]?.name, "Second");
  assert.equal(
    (await company.ask("admin", setMappingRoute, { params: { id: run.id }, body: { sheet: "Q9" } })).code,
    "imports.no_such_sheet",
  );
  assert.equal((await take(run.id)).state, "done");
  assert.deepEqual(await rows("select name from deals"), [{ name: "Second" }]);
});

test("a workbook that would unpack without end, or that spans billions of cells, is refused", async () => {
  const bomb = zipSync({ "xl/worksheets/sheet1.xml": new Uint8Array(300 * 1024 * 1024) }, { level: 1 });
  assert.ok(bomb.length < 4 * 1024 * 1024);
  assert.equal((await send("bomb.xlsx", bomb)).json().code, "imports.workbook_too_large");
  const far = new TextEncoder().encode(
    '<worksheet><sheetData><row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row></sheetData></worksheet>',
  );
  assert.equal(
    (await send("far.xlsx", zipSync({ "xl/worksheets/sheet1.xml": far }))).json().code,
    "imports.workbook_too_large",
  );
  assert.equal((await send("no.xlsx", zipSync({ "hello.txt": far }))).json().code, "imports.file_is_no_workbook");
});

const sheetHeads = "案件名,担当,ヨミ,金額,見込日,備考欄\n";

test("status words of a sheet are guessed into stages and standings, and may be changed", async () => {
  const [pipeline] = (await company.ask("admin", pipelinesRoute, {})).body.pipelines;
  await company.ask("admin", addStageRoute, {
    body: { pipelineId: pipeline!.id, name: "Negotiation", probability: 80 },
  });
  const text = `案件名,担当者,フェーズ,金額,開始日,クローズ日
甲,Ray Rep,Aヨミ,１２０万,平成29年12月1日,未定
乙,Ray Rep,Bヨミ,"１，２００，０００",H29.12.2,
丙,Ray Rep,C,1億2000万,2017/12/3,
丁,Ray Rep,済,500,2017/12/4,2017/12/20
戊,Ray Rep,失注,0,2017/12/5,2017/12/21
己,Ray Rep,70%,未定,2017/12/6,
庚,Ray Rep,Negotiating,7,2017/12/7,
`;
  const run = await upload("案件.csv", text);
  const plan = await planOf(run.id);
  assert.deepEqual(
    plan.rows.map(({ name, values, outcome }) => [
      name,
      values.stage ?? values.state,
      values.value,
      values.openedOn,
      outcome,
    ]),
    [
      ["甲", "Negotiation", "1200000.00 USD", "2017-12-01", "create"],
      ["乙", "Engaging", "1200000.00 USD", "2017-12-02", "create"],
      ["丙", "Prospecting", "120000000.00 USD", "2017-12-03", "create"],
      ["丁", "won", "500.00 USD", "2017-12-04", "create"],
      ["戊", "lost", "0.00 USD", "2017-12-05", "create"],
      ["己", "Negotiation", "0.00 USD", "2017-12-06", "create"],
      ["庚", "Negotiation", "7.00 USD", "2017-12-07", "create"],
    ],
    JSON.stringify(plan.causes),
  );
  const guess = plan.causes.find(({ code, value }) => code === "stage_guessed" && value === "Aヨミ");
  assert.deepEqual([guess?.closest, guess?.uses], ["Negotiation", "stages"]);
  await company.ask("admin", setMappingRoute, {
    params: { id: run.id },
    body: { settled: { [guess!.id]: "use:Engaging" } },
  });
  assert.equal((await planOf(run.id)).rows[0]?.values.stage, "Engaging");
});

test("the sheet's sums stand beside ours, by status too, and what differs opens to its rows", async () => {
  const text = `name,owner,status,amount,currency,closed on
A,Ray Rep,Won,100,USD,2017-12-20
B,Ray Rep,Open,50,USD,
C,Nobody Known,Open,30,USD,
D,Ray Rep,Open,20,EUR,
`;
  const { id } = await upload("sums.csv", text);
  const [sum, euros] = (await planOf(id)).sums;
  assert.deepEqual([sum?.field, sum?.currency, sum?.file, sum?.ours], ["value", "USD", 18_000, 15_000]);
  assert.deepEqual(sum?.why, [{ why: "stays_out", rows: 1, amount: -3000 }]);
  assert.deepEqual([euros?.currency, euros?.why], ["EUR", [{ why: "no_rate", rows: 1, amount: -2000 }]]);
  assert.deepEqual(
    sum?.parts.find(({ by }) => by === "state")?.lines.find(({ name }) => name === "won"),
    {
      ...{ name: "won", rows: 1, file: 10_000, ours: 10_000 },
    },
  );
  const opened = await company.ask("admin", plannedRowsRoute, {
    params: { id },
    query: { differs: sum!.column, after: 0 },
  });
  assert.deepEqual(
    opened.body.rows.map(({ line }) => line),
    [4, 5],
  );
});

test("the same heads again get the last mapping and what was settled, until that is forgotten", async () => {
  const text = (name: string) => `Label of it,Seller,Where it is,Sum\n${name},Ray,Engaging,5\n`;
  const first = await upload("a.csv", text("One"));
  assert.equal(first.kind, "unknown");
  const said = {
    kind: "deal" as const,
    columns: ["name", "owner", "stage", "value"].map((field, column) => ({ column, field })),
  };
  await company.ask("admin", setMappingRoute, { params: { id: first.id }, body: said });
  await company.ask("admin", setMappingRoute, {
    params: { id: first.id },
    body: { settled: { "unknown_person:owner:Ray": "use:Ray Rep" } },
  });
  assert.equal((await take(first.id)).state, "done");
  const second = await upload("b.csv", text("Two"));
  assert.deepEqual([second.kind, second.remembered], ["deal", true]);
  assert.deepEqual((await planOf(second.id)).counts, { create: 1, update: 0, same: 0, problem: 0 });
  const other = await upload("b.csv", text("Two"), "manager");
  assert.equal(other.remembered, false, "it is one's own");
  const forgotten = await company.ask("admin", forgetMappingRoute, { params: { id: second.id } });
  assert.deepEqual([forgotten.body.kind, forgotten.body.remembered], ["unknown", false]);
  assert.equal((await upload("c.csv", text("Three"))).remembered, false);
});

test("problem rows that are mended come in alone, with no double", async () => {
  const text =
    "deal name,sales agent,stage,amount,created\nGood,Ray Rep,Engaging,10,2017-12-01\nBad,Ray Rpe!,Engaging,20,2017-12-01\n=Sum,Ray Rep,Engaging,x,2017-12-01\n";
  const first = await upload("mixed.csv", text);
  assert.equal((await take(first.id)).counts?.problem, 2);
  const { body } = await company.ask("admin", problemsRoute, { params: { id: first.id } });
  const mended = body.text.replaceAll("Ray Rpe!", "Ray Rep").replace(",x,", ",30,");
  const again = await upload(body.fileName, `\ufeff${mended}`);
  const plan = await planOf(again.id);
  assert.equal(plan.isProblems, true);
  assert.deepEqual(
    plan.columns.slice(0, 2).map(({ field }) => field),
    [null, null],
  );
  assert.deepEqual(plan.counts, { create: 2, update: 0, same: 0, problem: 0 }, JSON.stringify(plan.rows));
  assert.equal((await take(again.id)).state, "done");
  const once = await upload(body.fileName, `\ufeff${mended}`);
  assert.deepEqual((await planOf(once.id)).counts, { create: 0, update: 0, same: 2, problem: 0 });
  assert.deepEqual(await rows("select name from deals where name in ('Good', 'Bad', '=Sum') order by name"), [
    { name: "=Sum" },
    { name: "Bad" },
    { name: "Good" },
  ]);
});

test("a column that nothing fits becomes a field of the type its values have, for an admin", async () => {
  const text = `${sheetHeads}甲,Ray Rep,A,1,2018/02/01,http://a.example\n`;
  const { id } = await upload(
    "f.csv",
    "deal name,owner,stage,Renewal day,Channel\nA,Ray Rep,Engaging,2018-02-01,Fair\nB,Ray Rep,Engaging,2018-03-01,Fair\nC,Ray Rep,Engaging,,Web\nD,Ray Rep,Engaging,,Web\n",
  );
  for (const column of [3, 4])
    assert.equal((await company.ask("admin", addImportFieldRoute, { params: { id }, body: { column } })).status, 201);
  assert.deepEqual(
    await rows("select label, type, jsonb_array_length(choices)::int as n from fields order by position"),
    [
      { label: "Renewal day", type: "date", n: 0 },
      { label: "Channel", type: "choice", n: 2 },
    ],
  );
  assert.equal((await take(id)).counts?.create, 4);
  assert.deepEqual(await rows("select count(*)::int as n from field_values"), [{ n: 6 }]);
  const own = await upload("g.csv", text, "rep");
  assert.equal(
    (await company.ask("rep", addImportFieldRoute, { params: { id: own.id }, body: { column: 5 } })).status,
    403,
  );
});

test("a choice that a rep's file says and the field lacks is left blank, and added for an admin", async () => {
  await company.ask("admin", addFieldRoute, {
    body: { record: "contact", label: "Mood", type: "choice", choices: ["Warm"] },
  });
  const text = "name,email,Mood\nAn,an@x.example,Warm\nBo,bo@x.example,Cool\n";
  const reps = await upload("people.csv", text, "rep");
  const plan = await planOf(reps.id, "rep");
  assert.deepEqual(
    plan.rows.map(({ values }) => values["custom.mood"] ?? null),
    ["Warm", null],
  );
  const admins = await upload("people2.csv", text);
  assert.equal((await take(admins.id)).counts?.create, 2);
  assert.deepEqual(
    await rows(
      "select choice->>'label' as label from fields, jsonb_array_elements(choices) as choice where key = 'mood'",
    ),
    [{ label: "Warm" }, { label: "Cool" }],
  );
});
