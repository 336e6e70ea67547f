import assert from "node:assert/strict";
import { test } from "node:test";
import { tidyGround } from "#platform/records/tidy.ts";
import { freshCompany, type Who } from "../company.ts";
import { everyRow } from "../everyRow.ts";

const company = freshCompany();

const open = (key: string, name: string, who: Who = "rep", url = "/api/deals") =>
  company.app.inject({
    method: "POST",
    url,
    headers: { cookie: company.cookie(who), "idempotency-key": key },
    payload: { name },
  });
const count = async (name: string) =>
  (await company.ground.pool.query("select 1 from deals where name = $1", [name])).rowCount;

test("a write sent twice with one key is done once, and answered alike", async () => {
  const first = await open("first", "Once");
  const second = await open("first", "Once");
  assert.equal(first.statusCode, 201);
  assert.equal(second.statusCode, 201);
  assert.deepEqual(second.json(), first.json());
  assert.equal(second.headers["idempotency-replayed"], "true");
  assert.equal(first.headers["idempotency-replayed"], undefined);
  assert.equal(await count("Once"), 1);
});

test("twenty at the same moment with one key make one deal", async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => open("storm", "Storm")));
  assert.deepEqual([...new Set(answers.map((answer) => answer.statusCode))], [201]);
  assert.equal(new Set(answers.map((answer) => answer.json<{ id: string }>().id)).size, 1);
  assert.equal(await count("Storm"), 1);
});

test("the same key with another body is refused and changes nothing", async () => {
  await open("reused", "Before");
  const was = await everyRow(company.ground.pool);
  const other = await open("reused", "Behind");
  assert.equal(other.statusCode, 422);
  assert.equal(other.json().code, "http.key_of_another");
  assert.equal(await everyRow(company.ground.pool), was);
});

test("a key is one person's own: another's same key is another write", async () => {
  await open("shared", "Mine");
  assert.equal((await open("shared", "Theirs", "otherRep")).statusCode, 201);
  assert.equal(await count("Theirs"), 1);
});

test("what was refused may be sent again with the same key, put right", async () => {
  assert.equal((await open("again", "")).statusCode, 422);
  assert.equal((await open("again", "Put right")).statusCode, 201);
});

test("a write that answers from what it has just written sees it inside its transaction", async () => {
  const { id } = (await open("seen", "Seen")).json<{ id: string }>();
  const won = await company.app.inject({
    method: "POST",
    url: `/api/deals/${id}/win`,
    headers: { cookie: company.cookie("rep"), "idempotency-key": "won" },
    payload: {},
  });
  assert.equal(won.json<{ status: string }>().status, "won");
});

test("after 24 hours a key is forgotten, and free", async () => {
  await open("old", "Old");
  await company.ground.pool.query("update once_keys set at = at - interval '25 hours' where key = 'old'");
  assert.equal((await open("old", "New")).statusCode, 201);
  await company.ground.pool.query("update once_keys set at = at - interval '25 hours' where key = 'old'");
  await tidyGround(company.ground.db);
  assert.equal((await company.ground.pool.query("select 1 from once_keys where key = 'old'")).rowCount, 0);
});

test("a key that can't be one is refused by name", async () => {
  assert.equal((await open("x".repeat(256), "Long")).json().code, "http.bad_idempotency_key");
});
