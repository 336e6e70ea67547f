import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { guessMapping } from "./guessMapping.ts";
import { type Plan, planRows } from "./planRows.ts";
import { readCsv } from "./readCsv.ts";
import { type DealRecord, type Known, knownBeside } from "./record.ts";
import { writeProblems } from "./writeProblems.ts";

const sample = (name: string) => readCsv(readFileSync(join(import.meta.dirname, "sample", name)));
const encoder = new TextEncoder();

const products = planned("products.csv", known());
const empty: Known = {
  ...knownBeside,
  today: "2018-01-02",
  currency: "USD",
  persons: [],
  organizations: [],
  products: [],
  stages: [],
  existing: [],
};

/** A workspace with what the three smaller files bring. */
function known(more: Partial<Known> = {}): Known {
  const names = (file: string, column: number) => [
    ...new Set(sample(file).rows.map(({ cells }) => cells[column] ?? "")),
  ];
  const withIds = (kind: string, all: string[]) => all.map((name, at) => ({ id: `${kind}-${at}`, name }));
  const prices = new Map(sample("products.csv").rows.map(({ cells }) => [cells[0], Number(cells[2]) * 100]));
  return {
    ...knownBeside,
    today: "2018-01-02",
    currency: "USD",
    persons: withIds("person", names("sales_teams.csv", 0)),
    organizations: withIds("organization", names("accounts.csv", 0)),
    products: withIds("product", names("products.csv", 0)).map((product) => ({
      ...product,
      listPrice: { minor: prices.get(product.name) ?? 0, currency: "USD" },
    })),
    stages: withIds("stage", ["Prospecting", "Engaging"]),
    existing: [],
    ...more,
  };
}

function planned(fileName: string, at: Known): Plan {
  const file = sample(fileName);
  const { kind, columns } = guessMapping(file, { currency: at.currency, fileName });
  assert.ok(kind !== "unknown");
  return planRows(file, { kind, columns }, at);
}

function planText(text: string, at: Known = known(), settled = {}): Plan {
  const file = readCsv(encoder.encode(text));
  const { kind, columns } = guessMapping(file, { currency: at.currency });
  assert.ok(kind !== "unknown");
  return planRows(file, { kind, columns }, at, settled);
}

const head = "id,owner,product,account,stage,created,closed on,amount";
function planDealRow(cells: string, settled = {}) {
  const plan = planText(`${head}\nK1,${cells}\n`, known(), settled);
  const [row] = plan.rows;
  return { plan, row, record: row?.record as DealRecord | null, codes: row?.findings.map(({ code }) => code) ?? [] };
}

test("all 8,800 deals of the sample's file go in, and what was done with each is said", () => {
  const plan = planned("sales_pipeline.csv", known());
  assert.deepEqual(plan.counts, { create: 8800, update: 0, same: 0, problem: 0 });
  const causes = Object.fromEntries(
    plan.causes.map((cause) => [cause.id, [cause.rows, cause.firstLine, cause.chosen]]),
  );
  assert.deepEqual(causes, {
    "matched_loosely:product:GTXPro": [1480, 3, "use_closest"],
    "no_organization:organization": [1425, 11, "keep_without"],
    "lost_without_value:value": [2473, causes["lost_without_value:value"]?.[1], "keep"],
    "takes_list_price:value": [2089, causes["takes_list_price:value"]?.[1], "keep"],
    "no_opened_on:openedOn": [500, causes["no_opened_on:openedOn"]?.[1], "keep"],
  });
  assert.equal(plan.causes.find(({ code }) => code === "matched_loosely")?.closest, "GTX Pro");
});

test("the sums of the sample's deals are the published ones", () => {
  const deals = planned("sales_pipeline.csv", known()).rows.map(({ record }) => record as DealRecord);
  const sum = (state: string) =>
    deals.filter((deal) => deal.state === state).reduce((total, { value }) => total + value.minor, 0);
  assert.equal(sum("won"), 10_005_534_00);
  assert.equal(sum("lost"), 0);
  assert.equal(sum("open"), 4_966_215_00);
  assert.equal(deals.filter((deal) => deal.state === "won").length, 4238);
  assert.equal(deals.filter((deal) => deal.stage?.name === "Engaging").length, 1589);
  assert.equal(deals.filter((deal) => deal.openedOn === null).length, 500);
});

test("columns say how many of their names were found", () => {
  const { columns } = planned("sales_pipeline.csv", known());
  const of = (field: string) => columns.find((column) => column.field === field);
  assert.deepEqual(of("owner"), { column: 1, field: "owner", blank: 0, names: 30, found: 30 });
  assert.deepEqual(of("stage"), { column: 4, field: "stage", blank: 0, names: 4, found: 4 });
  assert.equal(of("closedOn")?.blank, 2089);
});

test("35 agents bring 6 managers, their 6 teams and 3 offices", () => {
  const plan = planned("sales_teams.csv", empty);
  assert.equal(plan.counts.create, 35);
  assert.equal(plan.counts.create + plan.implied.persons.length, 41);
  assert.deepEqual(plan.implied.offices, ["Central", "East", "West"]);
  assert.equal(plan.implied.teams.length, 6);
  assert.deepEqual(plan.implied.teams[0], { manager: "Dustin Brinkmann", office: "Central" });
});

test("85 organizations go in as they are spelled, turnover in millions, parents found wherever they stand", () => {
  const plan = planned("accounts.csv", empty);
  assert.equal(plan.counts.create, 85);
  assert.deepEqual(plan.causes, []);
  assert.deepEqual(plan.implied.organizations, []);
  const acme = plan.rows[0]?.record;
  assert.ok(acme?.kind === "organization");
  assert.equal(acme.industry, "technolgy");
  assert.deepEqual(acme.annualRevenue, { minor: 1_100_040_000_00, currency: "USD" });
  const parents = plan.rows.flatMap(({ record }) =>
    record?.kind === "organization" && record.parent ? record.parent : [],
  );
  assert.equal(parents.length, 15);
});

test("7 products go in with their list prices", () => {
  assert.equal(products.counts.create, 7);
  const gtk = products.rows.find(({ record }) => record?.name === "GTK 500")?.record;
  assert.deepEqual(gtk?.kind === "product" && gtk.listPrice, { minor: 26_768_00, currency: "USD" });
});

test("the data dictionary is no kind of record", () => {
  assert.equal(guessMapping(sample("data_dictionary.csv"), { currency: "USD" }).kind, "unknown");
});

const refused: [string, string][] = [
  ["unknown_person", "Nobody Known,GTX Pro,Isdom,Won,2017-01-01,2017-02-01,5"],
  ["no_owner", ",GTX Pro,Isdom,Won,2017-01-01,2017-02-01,5"],
  ["unknown_product", "Moses Frase,Anvil,Isdom,Won,2017-01-01,2017-02-01,5"],
  ["unknown_stage", "Moses Frase,GTX Pro,Isdom,Dreaming,2017-01-01,,5"],
  ["closed_before_opened", "Moses Frase,GTX Pro,Isdom,Won,2017-02-02,2017-02-01,5"],
  ["closed_without_date", "Moses Frase,GTX Pro,Isdom,Won,2017-01-01,,5"],
  ["closed_without_date", "Moses Frase,GTX Pro,Isdom,Lost,2017-01-01,,7"],
  ["closed_in_future", "Moses Frase,GTX Pro,Isdom,Won,2017-01-01,2018-01-03,5"],
  ["opened_in_future", "Moses Frase,GTX Pro,Isdom,Engaging,2018-01-03,,5"],
  ["unreadable_date", "Moses Frase,GTX Pro,Isdom,Won,2017-01-01,2017-02-30,5"],
  ["unreadable_number", "Moses Frase,GTX Pro,Isdom,Won,2017-01-01,2017-02-01,five"],
  ["negative_value", "Moses Frase,GTX Pro,Isdom,Won,2017-01-01,2017-02-01,-5"],
  ["too_many_decimals", "Moses Frase,GTX Pro,Isdom,Won,2017-01-01,2017-02-01,5.0015"],
  ["won_without_value", "Moses Frase,GTX Pro,Isdom,Won,2017-01-01,2017-02-01,"],
  ["too_few_cells", "Moses Frase,GTX Pro"],
];
for (const [code, cells] of refused) {
  test(`a row with ${code} stays out: ${cells}`, () => {
    const { row, codes, plan } = planDealRow(cells);
    assert.equal(row?.outcome, "problem");
    assert.deepEqual(codes, [code]);
    assert.deepEqual([plan.causes[0]?.code, plan.causes[0]?.chosen], [code, "skip_rows"]);
  });
}

test("a deal that nothing names is called by whose it is, never by nothing", () => {
  const [row] = planText("owner,stage,amount\nMoses Frase,Engaging,5\n").rows;
  const record = row?.record as DealRecord | null;
  assert.equal(record?.name, "Moses Frase");
});

test("a name with a slip offers the closest, and takes it only when a person says so", () => {
  const cells = "Moses Frasse,GTX Pro,Isdom,Won,2017-01-01,2017-02-01,5";
  const { plan, row } = planDealRow(cells);
  assert.equal(row?.outcome, "problem");
  assert.equal(plan.causes[0]?.closest, "Moses Frase");
  const id = plan.causes[0]?.id ?? "";
  assert.equal(planDealRow(cells, { [id]: "use_closest" }).record?.owner.name, "Moses Frase");
  const created = planDealRow(cells, { [id]: "create" });
  assert.deepEqual(created.record?.owner, { id: null, name: "Moses Frasse" });
  assert.deepEqual(
    created.plan.implied.persons.map(({ name }) => name),
    ["Moses Frasse"],
  );
});

test("an organization not here yet is made, once for all its spellings, or left out as chosen", () => {
  const row = (key: string, name: string) => `${key},Moses Frase,GTX Pro,${name},Engaging,2017-01-01,,`;
  const text = `${head}\n${row("K1", "New Co")}\n${row("K2", "NEWCO")}\n`;
  const plan = planText(text);
  assert.deepEqual(
    plan.implied.organizations.map(({ name }) => name),
    ["New Co"],
  );
  const without = planText(text, known(), { "unknown_organization:organization:New Co": "keep_without" });
  assert.equal((without.rows[0]?.record as DealRecord | undefined)?.organization, null);
});

test("the later of two rows with one key stays out", () => {
  const row = "K1,Moses Frase,GTX Pro,Isdom,Engaging,2017-01-01,,5";
  const file = readCsv(encoder.encode(`${head}\n${row}\n${row}\n`));
  const names = ["key", "owner", "product", "organization", "stage", "openedOn", "closedOn", "value"];
  const plan = planRows(file, { kind: "deal", columns: names.map((field) => ({ field })) }, known());
  assert.deepEqual(
    plan.rows.map(({ outcome }) => outcome),
    ["create", "problem"],
  );
  assert.equal(plan.causes[0]?.code, "key_twice");
});

test("the same file again changes nothing; a changed cell is shown from what to what", () => {
  const first = planned("sales_pipeline.csv", known());
  const existing = first.rows.flatMap(({ record }, at) => (record ? [{ id: `deal-${at}`, record }] : []));
  assert.equal(planned("sales_pipeline.csv", known({ existing })).counts.same, 8800);
  const changed = existing.map((there, at) =>
    at === 0 ? { ...there, record: { ...there.record, value: { minor: 1_00, currency: "USD" } } as DealRecord } : there,
  );
  const again = planned("sales_pipeline.csv", known({ existing: changed }));
  assert.deepEqual([again.counts.update, again.counts.same], [1, 8799]);
  assert.deepEqual(again.rows[0]?.changes, [
    { field: "value", from: { minor: 1_00, currency: "USD" }, to: { minor: 1054_00, currency: "USD" } },
  ]);
});

test("organizations, products and people without keys are known again by name", () => {
  for (const file of ["accounts.csv", "products.csv", "sales_teams.csv"]) {
    const first = planned(file, empty);
    const existing = first.rows.flatMap(({ record }, at) => (record ? [{ id: `x-${at}`, record }] : []));
    assert.equal(planned(file, { ...empty, existing }).counts.same, first.rows.length, file);
  }
});

test("deals of a file without keys are known again by their whole row, two equal rows each as its own", () => {
  const text = `owner,stage,amount\nMoses Frase,Engaging,5\nMoses Frase,Engaging,5\n`;
  const first = planText(text);
  assert.equal(first.counts.create, 2);
  const existing = first.rows.flatMap(({ record }, at) => (record ? [{ id: `deal-${at}`, record }] : []));
  assert.equal(planText(text, known({ existing })).counts.same, 2);
});

test("a deal closed meanwhile is an update that says its state and day", () => {
  const open = planDealRow("Moses Frase,GTX Pro,Isdom,Engaging,2017-01-01,,").record;
  assert.ok(open);
  const at = known({ existing: [{ id: "deal-1", record: open }] });
  const won = planText(`${head}\nK1,Moses Frase,GTX Pro,Isdom,Won,2017-01-01,2017-02-01,4000\n`, at);
  assert.deepEqual(won.rows[0]?.changes.map(({ field }) => field).sort(), ["closedOn", "state", "value"]);
});

test("an export of Pipedrive brings won and lost days and quantities; an amount without a rate stays out", () => {
  const text = [
    "Deal - ID,Deal - Title,Deal - Owner,Deal - Value,Deal - Currency of Value,Deal - Organization,Deal - Stage,Deal - Status,Deal - Deal created,Deal - Won time,Deal - Lost time,Deal - Lost reason,Deal - Expected close date",
    "1,Big one,Moses Frase,1000,JPY,Isdom,Engaging,Won,2017-01-01 10:00:00,2017-02-01 09:00:00,,,",
    "2,Small one,Moses Frase,10.5,EUR,Isdom,Engaging,Lost,2017-01-01 10:00:00,,2017-03-01 09:00:00,Price,",
    "3,Next one,Moses Frase,10,EUR,Isdom,Engaging,Open,2017-01-01 10:00:00,,,,2018-03-01",
  ].join("\n");
  const plan = planText(text, known({ currency: "EUR" }));
  const [won, lost, open] = plan.rows.map(({ record }) => record as DealRecord);
  assert.deepEqual([plan.counts.create, plan.rows[0]?.findings[0]?.code], [2, "no_rate"]);
  assert.deepEqual(
    [won?.value, won?.state === "won" && won.closedOn],
    [{ minor: 1000, currency: "JPY" }, "2017-02-01"],
  );
  assert.deepEqual([lost?.state === "lost" && lost.reason, lost?.value.minor], ["Price", 1050]);
  assert.equal(open?.expectedOn, "2018-03-01");
});

test("Japanese heads, imperial years and full-width digits become deals", () => {
  const at = known({
    currency: "JPY",
    persons: [{ id: "p", name: "佐藤 花子" }],
    stages: [{ id: "s", name: "提案" }],
    today: "2026-11-24",
  });
  const text =
    "商談名,企業名,担当者,フェーズ,商談金額,開始日,完了日\n新規,松風,佐藤　花子,提案,￥１，２００，０００,令和8年10月1日,\n";
  const plan = planText(text, at);
  const deal = plan.rows[0]?.record as DealRecord;
  assert.deepEqual(deal.value, { minor: 1_200_000, currency: "JPY" });
  assert.equal(deal.openedOn, "2026-10-01");
  assert.equal(deal.owner.id, "p");
});

test("contacts get their name from two columns, family name first where it is Japanese", () => {
  const text =
    "First Name,Last Name,Email,Primary Company\nAda,Byron,ada@isdom.example,Isdom\n花子,佐藤,hanako@isdom.example,Isdom\n";
  assert.deepEqual(
    planText(text).rows.map(({ record }) => record?.name),
    ["Ada Byron", "佐藤 花子"],
  );
});

test("a mapping without what a deal needs is refused, field by field", () => {
  const file = readCsv(encoder.encode("a,b\n1,2\n"));
  const columns = [{ field: "value" }, { field: "value" }];
  assert.throws(() => planRows(file, { kind: "deal", columns }, known()), {
    code: "imports.mapping_incomplete",
    errors: [
      { pointer: "/columns/1/field", code: "imports.field_twice" },
      { pointer: "/columns", code: "imports.field_missing", detail: "owner" },
      { pointer: "/columns", code: "imports.field_missing", detail: "stage" },
    ],
  });
});

test("problems leave as a file that can be mended and read again, and in which no cell is a formula", () => {
  const text = `${head}\nK1,Nobody,GTX Pro,=Isdom,Won,2017-01-01,2017-02-01,5\nK2,Moses Frase\n`;
  const file = readCsv(encoder.encode(text));
  const out = writeProblems(file, planText(text));
  assert.equal(
    out,
    `line,problems,${head}\r\n2,unknown_person: Nobody; unknown_organization: =Isdom,K1,Nobody,GTX Pro,'=Isdom,Won,2017-01-01,2017-02-01,5\r\n3,too_few_cells,,,,,,,,\r\n`,
  );
});
