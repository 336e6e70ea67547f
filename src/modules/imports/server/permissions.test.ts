import assert from "node:assert/strict";
import { test } from "node:test";
import { freshCompany, type Who } from "#tests/company.ts";
import { dryRunRoute, importRoute, setMappingRoute, startImportRoute, startRoute } from "../api.ts";
import type { ImportId } from "../importRun.ts";
import { runImport } from "./runImport.ts";

const company = freshCompany();

async function upload(who: Who, text: string, type = "application/octet-stream") {
  const response = await company.app.inject({
    method: "POST",
    url: "/api/imports?name=deals.csv",
    headers: { cookie: company.cookie(who), "content-type": type },
    payload: Buffer.from(text),
  });
  return { status: response.statusCode, body: response.json() as { id: ImportId; code?: string; kind: string } };
}

const deals = [
  "key,owner,stage,amount,created",
  "A1,Ray Rep,Engaging,100,2017-12-01",
  "A2,Olga Other,Engaging,200,2017-12-01",
  "A3,Nobody Known,Engaging,300,2017-12-01",
].join("\n");

test("a rep's import takes what the rep may do by hand; the rest are problems", async () => {
  const { body } = await upload("rep", deals);
  const params = { id: body.id };
  const { body: plan } = await company.ask("rep", dryRunRoute, { params });
  assert.deepEqual(plan.counts, { create: 1, update: 0, same: 0, problem: 2 });
  assert.deepEqual(
    plan.causes
      .map(({ code }) => code)
      .toSorted()
      .slice(-2),
    ["not_allowed", "unknown_person"],
  );
  await company.ask("rep", setMappingRoute, {
    params,
    body: { settled: { "unknown_person:owner:Nobody Known": "create" } },
  });
  const { body: settled } = await company.ask("rep", dryRunRoute, { params });
  assert.equal(settled.counts?.problem, 2, "nobody but an admin makes people");
  assert.equal((await company.ask("rep", startImportRoute, { params })).status, 202);
  await runImport(company.ground, body.id);
  const { rows } = await company.ground.pool.query("select key from deals");
  assert.deepEqual(rows, [{ key: "A1" }]);
});

test("an import is read by its author and the admin; for all others it is not there", async () => {
  const { body } = await upload("rep", deals);
  const params = { id: body.id };
  assert.equal((await company.ask("admin", importRoute, { params })).status, 200);
  assert.equal((await company.ask("manager", importRoute, { params })).code, "imports.no_such_import");
  assert.equal((await company.ask(null, importRoute, { params })).status, 401);
});

test("people and products are an admin's to import", async () => {
  const { body } = await upload("manager", "product,series,sales_price\nGTX,G,100\n");
  const { body: plan } = await company.ask("manager", dryRunRoute, { params: { id: body.id } });
  assert.deepEqual([plan.kind, plan.counts?.problem, plan.causes[0]?.code], ["product", 1, "not_allowed"]);
});

test("a file in another form than bytes, or without a letter, is refused", async () => {
  assert.deepEqual((await upload("rep", "{}", "application/json")).body.code, "http.not_bytes");
  assert.equal((await upload("rep", " ")).body.code, "imports.file_is_empty");
});

test("a column goes where a person says, and the one that went there is left out", async () => {
  const { body } = await upload("admin", deals);
  const params = { id: body.id };
  await company.ask("admin", setMappingRoute, { params, body: { columns: [{ column: 3, field: "quantity" }] } });
  await company.ask("admin", setMappingRoute, { params, body: { columns: [{ column: 0, field: "quantity" }] } });
  const { body: plan } = await company.ask("admin", dryRunRoute, { params });
  assert.deepEqual(
    plan.columns.map(({ field }) => field),
    ["quantity", "owner", "stage", null, "openedOn"],
  );
});

test("a workspace that holds deals is not started anew", async () => {
  assert.equal((await company.ask("admin", startRoute, { body: { with: "sample" } })).code, "imports.not_empty");
  assert.equal((await company.ask("rep", startRoute, { body: { with: "empty" } })).status, 403);
});
