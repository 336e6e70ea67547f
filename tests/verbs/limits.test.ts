import assert from "node:assert/strict";
import { test } from "node:test";
import { freshCompany, type Who } from "../company.ts";

const company = freshCompany({ env: { REQUESTS_PER_MINUTE: "30", SIGN_IN_TRIES: "3", UPLOAD_MAX_MB: "1" } });

const session = (who: Who) =>
  company.app.inject({ method: "GET", url: "/api/session", headers: { cookie: company.cookie(who) } });

test("as many wrong passwords as the settings say, then none, and it says how long to wait", async () => {
  const wrong = () =>
    company.app.inject({
      method: "POST",
      url: "/api/sign-in",
      payload: { email: "rep@clinch.test", password: "wrong one" },
    });
  for (let tries = 0; tries < 3; tries++) assert.equal((await wrong()).statusCode, 401);
  const over = await wrong();
  assert.equal(over.statusCode, 429);
  assert.equal(over.json().code, "people.too_many_tries");
  assert.ok(Number(over.headers["retry-after"]) > 0);
});

test("a file over the size that the settings allow is refused with 413, one below is taken", async () => {
  const upload = (bytes: number) =>
    company.app.inject({
      ...{ method: "POST", url: "/api/imports?name=deals.csv" },
      headers: { cookie: company.cookie("teammate"), "content-type": "application/octet-stream" },
      payload: Buffer.concat([Buffer.from("name,value\n"), Buffer.from("Acme,1\n".repeat(bytes / 7))]),
    });
  const over = await upload(1_200_000);
  assert.equal(over.statusCode, 413);
  assert.equal(over.json().code, "http.too_large");
  assert.equal((await upload(7000)).statusCode, 201);
});

test("over so many requests a minute one session is answered 429, and another's goes on", async () => {
  const answers: number[] = [];
  for (let asked = 0; asked < 40; asked++) answers.push((await session("manager")).statusCode);
  assert.equal(answers.filter((status) => status === 200).length, 30);
  const over = await session("manager");
  assert.equal(over.statusCode, 429);
  assert.equal(over.json().code, "http.too_many");
  assert.ok(Number(over.headers["retry-after"]) > 0);
  assert.equal((await session("otherRep")).statusCode, 200);
});
