import assert from "node:assert/strict";
import { test } from "node:test";
import { readAddresses, readEmails, readPhones } from "#modules/contacts/waysText.ts";
import { guessMapping } from "./guessMapping.ts";
import { planRows } from "./planRows.ts";
import { readCsv } from "./readCsv.ts";
import { type Known, knownBeside } from "./record.ts";

const cards = `会社名,部署名,役職,姓,名,姓カナ,名カナ,e-mail,郵便番号,住所,TEL会社,直通,携帯電話,FAX
株式会社アクメ,営業本部,部長,山田,太郎,ヤマダ,タロウ,yamada@acme.example,〒１５０－０００２,東京都渋谷区渋谷１－２－３ アクメビル5F,０３－１２３４－５６７８,03-1234-5679,090-1234-5678,03-1234-5670
`;
const known: Known = {
  ...knownBeside,
  ...{ today: "2026-11-25", currency: "JPY", persons: [], products: [], stages: [], existing: [] },
  organizations: [{ id: "o1", name: "株式会社アクメ" }],
};
const read = (text: string) => readCsv(Buffer.from(text), {});

test("business cards are guessed: names with readings, the department, four numbers, an address with its prefecture", () => {
  const file = read(cards);
  const guessed = guessMapping(file, { currency: "JPY", fileName: "名刺.csv" });
  assert.equal(guessed.kind, "contact");
  const plan = planRows(file, { kind: "contact", columns: guessed.columns }, known);
  const record = plan.rows[0]?.record;
  assert.ok(record?.kind === "contact", JSON.stringify(plan.rows[0]));
  assert.deepEqual(
    [record.name, record.reading, record.department, record.title, record.organization?.id],
    ["山田 太郎", "ヤマダ タロウ", "営業本部", "部長", "o1"],
  );
  assert.deepEqual(
    readPhones(record.phones)
      .map(({ label, number }) => [label, number])
      .slice(1),
    [
      ["direct", "03-1234-5679"],
      ["mobile", "090-1234-5678"],
      ["fax", "03-1234-5670"],
    ],
  );
  const [address] = readAddresses(record.addresses);
  assert.deepEqual([address?.postcode, address?.region, address?.city], ["150-0002", "東京都", "渋谷区"]);
});

test("several e-mails and numbers in one cell are each their own, with what they are called", () => {
  assert.deepEqual(readEmails("work: a@x.example; b@y.example"), [
    { label: "work", address: "a@x.example" },
    { label: null, address: "b@y.example" },
  ]);
  assert.deepEqual(
    readPhones("+81 3 1234 5678 / fax: 03-1234-5670").map(({ label }) => label),
    [null, "fax"],
  );
});
