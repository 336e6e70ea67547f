import assert from "node:assert/strict";
import { test } from "node:test";
import { addContactRoute, addOrganizationRoute } from "#modules/contacts/api.ts";
import { freshCompany } from "../../../../tests/company.ts";
import {
  addProductRoute,
  changeQuoteSettingsRoute,
  issueQuoteRoute,
  openDealRoute,
  quoteSettingsRoute,
  quotesOfDealRoute,
} from "../api.ts";
import type { DealId } from "../deal.ts";
import type { QuoteContent } from "../quote.ts";
import { drawQuote } from "./drawQuote.ts";

const company = freshCompany();
let productId: string | undefined;

async function dealWithLines(name = "Seats"): Promise<DealId> {
  const price = { minor: 100_00, currency: "USD" };
  productId ??= (await company.ask("admin", addProductRoute, { body: { name: "Seat", series: null, price } })).body.id;
  const organization = await company.ask("rep", addOrganizationRoute, { body: { name: `Konex ${name}` } });
  const lines = [{ productId: productId as never, quantity: 3, priceMinor: 100_00, taxPercent: 10 }];
  const body = { name, lines, organizationId: organization.body.id };
  return (await company.ask("rep", openDealRoute, { body })).body.id;
}

const issue = (id: DealId, who: "rep" | "otherRep" | "admin" = "rep", part: object = {}) =>
  company.ask(who, issueQuoteRoute, { params: { id }, body: { language: "en", validUntil: "2018-02-01", ...part } });

const download = async (id: string, who: "rep" | "otherRep") =>
  company.app.inject({ method: "GET", url: `/api/quotes/${id}/pdf`, headers: { cookie: company.cookie(who) } });

test("quotes issued at the same time are numbered without a gap and without a double", async () => {
  const deals: DealId[] = [];
  for (const name of ["a", "b", "c", "d"]) deals.push(await dealWithLines(name));
  const empty = (await company.ask("rep", openDealRoute, { body: { name: "Without lines" } })).body.id;
  const answers = await Promise.all([...deals, empty, ...deals].map((id) => issue(id)));
  const numbers = answers.filter(({ status }) => status === 201).map(({ body }) => body.number);
  assert.deepEqual(
    numbers.toSorted(),
    [1, 2, 3, 4, 5, 6, 7, 8].map((count) => `Q-2018-000${count}`),
  );
  assert.equal(answers.find(({ status }) => status !== 201)?.code, "pipeline.quote_needs_lines");
  const versions = (await company.ask("rep", quotesOfDealRoute, { params: { id: deals[0]! } })).body;
  assert.deepEqual(
    versions.map(({ version, total }) => [version, total.minor]),
    [
      [2, 330_00],
      [1, 330_00],
    ],
  );
});

test("what was issued stays byte for byte, and nobody changes it", async () => {
  const id = await dealWithLines("Stays");
  const { body: quote } = await issue(id);
  const first = (await download(quote.id, "rep")).rawPayload;
  assert.equal(first.subarray(0, 5).toString(), "%PDF-");
  await company.ask("admin", changeQuoteSettingsRoute, {
    body: { prefix: "MT", seller: "Maven Tech\n1 Main St", terms: "Net 30", validDays: 14 },
  });
  assert.deepEqual((await download(quote.id, "rep")).rawPayload, first);
  assert.equal((await issue(id)).body.number.slice(0, 7), "MT2018-");
  await assert.rejects(company.ground.pool.query("update quotes set number = 'x' where id = $1", [quote.id]));
  assert.equal((await company.ask("rep", quoteSettingsRoute, {})).body.terms, "Net 30");
});

test("a quote is read by whoever reads its deal, and issued by whoever may change it", async () => {
  const id = await dealWithLines("Whose");
  assert.equal((await issue(id, "otherRep")).status, 404);
  const { body: quote } = await issue(id);
  assert.equal((await download(quote.id, "rep")).statusCode, 200);
  assert.equal((await download(quote.id, "otherRep")).statusCode, 404);
  assert.equal((await company.ask("otherRep", quotesOfDealRoute, { params: { id } })).status, 404);
});

test("it names only a contact that one reads, and has not run out before it is issued", async () => {
  const id = await dealWithLines("Named");
  const hidden = (await company.ask("otherRep", addContactRoute, { body: { name: "Hidden" } })).body.id;
  const named = await issue(id, "rep", { contactId: hidden });
  assert.equal(named.problem?.errors?.[0]?.code, "pipeline.no_such_contact");
  const late = await issue(id, "rep", { validUntil: "2018-01-01" });
  assert.equal(late.problem?.errors?.[0]?.pointer, "/validUntil");
  assert.equal((await issue(id, "rep", { validUntil: "2018-01-02" })).status, 201, "the day itself will do");
});

test("a long quote in Japanese goes over several pages, each with its number", async () => {
  const line = { product: "年間サポート", quantity: 1, priceMinor: 1000, discount: null, taxPercent: 10 };
  const content: QuoteContent = {
    ...{ language: "ja", number: "Q-2018-0001", version: 1, issuedOn: "2018-01-02", validUntil: "2018-02-01" },
    ...{ subject: "髙橋様向け", seller: ["株式会社メイヴン"], issuer: "武田 淳", currency: "JPY", terms: "" },
    buyer: { organization: "株式会社コネックス", address: ["〒100-0001", "東京都千代田区1-1"], person: "西村 花" },
    lines: Array.from({ length: 60 }, () => ({ ...line, recurs: null, periods: 1 })),
  };
  const text = (await drawQuote(content)).toString("latin1");
  assert.ok([...text.matchAll(/\/Type \/Page\b/g)].length >= 3);
});
