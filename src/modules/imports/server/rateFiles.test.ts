import assert from "node:assert/strict";
import { test } from "node:test";
import { currencyRatesRoute, setCurrencyRatesRoute } from "#modules/pipeline/api.ts";
import { freshCompany } from "#tests/company.ts";
import { importing } from "#tests/importing.ts";
import { keptRoute } from "../api.ts";

const company = freshCompany();

const { upload, planOf, take, takeBack } = importing(company);
const rates = async () =>
  (await company.ask("admin", currencyRatesRoute, {})).body.rates.map(({ from, on, rate }) => `${from} ${on} ${rate}`);
const enter = (from: string, on: string, rate: string) =>
  company.ask("admin", setCurrencyRatesRoute, { body: { rates: [{ from, on, rate }] } });

test("rates come in from a file exactly as it writes them; what is no rate stays out and says why", async () => {
  await enter("EUR", "2018-01-01", "1.2");
  const { id, kind } = await upload(
    "rates.csv",
    `Currency;Date;Exchange rate
EUR;01.01.2018;1,084300000012
eur;31.12.2017;1,1
JPY;01.01.2018;0,0067
USD;01.01.2018;1
XXQ;01.01.2018;2
GBP;01.01.2018;0
GBP;01.01.2099;1,3
GBP;;1,3
JPY;01.01.2018;0,0068
`,
  );
  assert.equal(kind, "rate");
  const plan = await planOf(id);
  assert.deepEqual(plan.counts, { create: 2, update: 1, same: 0, problem: 6 }, JSON.stringify(plan.rows));
  assert.deepEqual(plan.causes.map(({ code }) => code).toSorted(), [
    "key_twice",
    "no_rate_above_zero",
    "rate_in_future",
    "rate_of_base",
    "rate_without_day",
    "unknown_currency",
  ]);
  assert.deepEqual(plan.sums, [], "a sum of rates says nothing");
  await take(id);
  assert.deepEqual(await rates(), ["EUR 2018-01-01 1.084300000012", "EUR 2017-12-31 1.1", "JPY 2018-01-01 0.0067"]);
});

test("an undo gives the earlier rates back, and leaves one that was entered anew since", async () => {
  const { id } = await upload(
    "rates.csv",
    "Currency,Day,Rate\nCHF,2018-01-02,1.01\nEUR,2018-01-01,1.5\nSEK,2018-01-02,0.1\n",
  );
  await take(id);
  await enter("SEK", "2018-01-02", "0.11");
  await takeBack(id);
  const left = await rates();
  assert.ok(left.includes("EUR 2018-01-01 1.084300000012"), left.join());
  assert.ok(left.includes("SEK 2018-01-02 0.11"), left.join());
  assert.ok(!left.some((one) => one.startsWith("CHF")), left.join());
  const kept = (await company.ask("admin", keptRoute, { params: { id } })).body;
  assert.deepEqual(
    kept.map(({ kind, name, why }) => [kind, name, why]),
    [["rate", "SEK 2018-01-02", "changed"]],
  );
});

test("three digits after a rate's sign are its fraction, and said to be looked at", async () => {
  const { id } = await upload("rates.csv", "Currency,Valid from,FX rate\nKWD,2018-01-02,3.312\n");
  const plan = await planOf(id);
  assert.deepEqual([plan.rows[0]?.values.rate, plan.columns[2]?.notes], ["3.312", ["decimals_ambiguous"]]);
});

test("deals in another currency are planned by the rates of a file that waits beside theirs", async () => {
  const deals = await upload("deals.csv", "Deal ID,Title,Owner,Status,Value,Currency\nN1,Oslo,Ray Rep,Open,900,NOK\n");
  const plan = async () => {
    const { counts, causes } = await planOf(deals.id);
    return [counts?.create, counts?.problem, causes.some(({ code }) => code === "no_rate")];
  };
  assert.deepEqual(await plan(), [0, 1, true]);
  await upload("rates.csv", "Currency,Day,Rate\nNOK,2018-01-02,0.12\n");
  assert.deepEqual(await plan(), [1, 0, false]);
});

test("only an admin's file changes rates, as by hand", async () => {
  const { id } = await upload("rates.csv", "Currency,Day,Rate\nDKK,2018-01-02,0.16\n", "rep");
  const { counts, causes } = await planOf(id, "rep");
  assert.deepEqual([counts?.problem, causes.map(({ code }) => code)], [1, ["not_allowed"]]);
});
