import assert from "node:assert/strict";
import { test } from "node:test";
import { guessColumns, guessMapping } from "./guessMapping.ts";
import { type CsvFile, readCsv } from "./readCsv.ts";

/** Under each head its own number, so that every column is unlike the others and each row unlike the next. */
function headed(heads: string): CsvFile {
  const columns = heads.split(",");
  const row = (by: number) => columns.map((_, at) => String(at + by)).join(",");
  return readCsv(new TextEncoder().encode(`${heads}\n${row(1)}\n${row(2)}\n`));
}

const files: [string, string, string, string][] = [
  [
    "Pipedrive's deals",
    "Deal - ID,Deal - Title,Deal - Owner,Deal - Value,Deal - Organization,Deal - Stage,Deal - Status,Deal - Won time,Deal - Contact person",
    "deal",
    "key name owner value organization stage status wonOn contact",
  ],
  [
    "Pipedrive's people",
    "Person - ID,Person - Name,Person - Organization,Person - Email - Work",
    "contact",
    "key name organization email",
  ],
  [
    "Pipedrive's organizations",
    "Organization - ID,Organization - Name,Organization - Address",
    "organization",
    "key name addresses",
  ],
  [
    "HubSpot's deals",
    "Record ID,Deal Name,Deal Stage,Pipeline,Close Date,Create Date,Amount,Deal owner,Associated Company",
    "deal",
    "key name stage pipeline closedOn openedOn value owner organization",
  ],
  [
    "HubSpot's contacts",
    "Record ID,First Name,Last Name,Email,Phone Number,Job Title",
    "contact",
    "key firstName lastName email phone title",
  ],
  [
    "HubSpot's companies",
    "Record ID,Company name,Phone Number,Country/Region,Industry,Annual Revenue,Number of Employees",
    "organization",
    "key name phone country industry annualRevenue employees",
  ],
  [
    "Japanese deals",
    "商談名,企業名,担当者,フェーズ,商談金額,開始日,受注予定日",
    "deal",
    "name organization owner stage value openedOn expectedOn",
  ],
  ["Japanese contacts", "氏名,フリガナ,会社名,役職,メールアドレス", "contact", "name reading organization title email"],
  ["a price list", "SKU,Name,Unit price", "product", "key name listPrice"],
];
for (const [what, heads, kind, fields] of files) {
  test(`${what} are guessed by their heads`, () => {
    const guessed = guessMapping(headed(heads), { currency: "USD" });
    const found = guessed.columns.map((column) => column?.field ?? "-").join(" ");
    assert.deepEqual([guessed.kind, found], [kind, fields]);
  });
}

test("names and descriptions alone are no kind of record", () => {
  for (const heads of ["Name,Description", "Table,Field,Description", "a,b,c"]) {
    assert.equal(guessMapping(headed(heads), { currency: "USD" }).kind, "unknown");
  }
});

test("a key that is there twice is none", () => {
  const file = readCsv(new TextEncoder().encode("id,stage,owner\n1,Engaging,A\n1,Engaging,B\n"));
  assert.equal(guessMapping(file, { currency: "USD" }).columns[0], null);
});

test("a sign beside the numbers tells the currency, unless the workspace has that sign", () => {
  const file = readCsv(new TextEncoder().encode("name;price\nA;€ 5,50\nB;1.000,00 €\n"));
  const priceIn = (currency: string) => guessMapping(file, { currency }).columns[1];
  assert.deepEqual(priceIn("USD"), { field: "listPrice", decimals: "comma", currency: "EUR" });
  assert.deepEqual(priceIn("EUR"), { field: "listPrice", decimals: "comma" });
});

test("days and numbers that could be meant otherwise are noted", () => {
  const file = readCsv(new TextEncoder().encode('owner,stage,created,amount\nA,Engaging,01/02/2017,"1,234"\n'));
  const codes = guessMapping(file, { currency: "USD" }).notes.map(({ code }) => code);
  assert.deepEqual(codes, ["dates_ambiguous", "decimals_ambiguous"]);
});

test("said to be another kind, the same heads go to that kind's fields", () => {
  const { columns } = guessColumns(headed("name,email,title"), "person", { currency: "USD" });
  assert.deepEqual(
    columns.map((column) => column?.field),
    ["name", "email", "title"],
  );
});

test("what other programs call labels goes to the labels that the workspace has", () => {
  const choices = ["Hot", "Warm"].map((label) => ({ id: label, label, archived: false }));
  const own = [{ record: "deal", key: "labels", label: "Labels", type: "choices", choices }] as const;
  const goesTo = (heads: string) =>
    guessMapping(headed(heads), { currency: "USD", own }).columns.map((column) => column?.field ?? null);
  const deal = ["name", "owner", "stage", "custom.labels"];
  assert.deepEqual(goesTo("Deal - Title,Deal - Owner,Deal - Stage,Deal - Label"), deal);
  assert.deepEqual(goesTo("取引 - タイトル,取引 - 所有者,取引 - ステージ,取引 - ラベル"), deal);
  assert.deepEqual(goesTo("Lead - Title,Lead - Owner,Lead - Source,Lead - Label"), [
    ...["name", "owner", "source", "custom.labels"],
  ]);
});
