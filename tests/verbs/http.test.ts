import assert from "node:assert/strict";
import { test } from "node:test";
import { freshCompany } from "../company.ts";

// Every route is asked in many ways within one minute.
const company = freshCompany({ env: { REQUESTS_PER_MINUTE: "100000" } });
const id = "01a20aa6-922f-7004-966b-83c7b2987316";
const headers = () => ({ cookie: company.cookie("admin") });

const badBodies: [string, string][] = [
  ["nothing", "{}"],
  ["broken JSON", '{"name":'],
  ["a list", "[]"],
  ["null", "null"],
  ["an unknown field", '{"surprise":1}'],
  ["a number beyond all numbers", '{"value":{"minor":1e400,"currency":"USD"}}'],
  ["a part of a yen", '{"value":{"minor":0.005,"currency":"JPY"}}'],
  ["a prototype", '{"__proto__":{"admin":true},"constructor":1}'],
  ["a NUL in a name", '{"name":"a\\u0000b"}'],
  ["a very long name", JSON.stringify({ name: "x".repeat(100_000) })],
];
const badQueries = [
  "?limit=-1",
  "?after=nonsense",
  "?from=2018-02-30&to=x",
  "?q=%00",
  "?sort=1;drop table deals",
  "?limit=1e400",
  "?surprise=1",
];

test("malformed input is answered with 4xx by every route, in problem+json with a code, never with 5xx", async () => {
  const faults: string[] = [];
  for (const { route } of company.started.modules.flatMap((module) => module.answers ?? [])) {
    if (route.name === "signOut") continue; // it takes any body, and would end the session that the others need
    const paths = [
      route.path.replace(/\{\w+\}/g, id),
      route.path.replace(/\{\w+\}/g, "nonsense"),
      route.path.replace(/\{\w+\}/g, "%00"),
    ];
    const asked: { url: string; payload?: string }[] =
      route.method === "GET"
        ? paths.flatMap((url) => ["", ...badQueries].map((query) => ({ url: url + query })))
        : paths.slice(0, 2).flatMap((url) => badBodies.map(([, payload]) => ({ url, payload })));
    for (const one of asked) {
      const response = await company.app.inject({
        method: route.method,
        url: one.url,
        headers: { ...headers(), ...(one.payload ? { "content-type": "application/json" } : {}) },
        ...(one.payload ? { payload: one.payload } : {}),
      });
      const say = `${route.method} ${one.url} ${one.payload?.slice(0, 60) ?? ""}`;
      if (response.statusCode >= 500) faults.push(`${say}: ${response.statusCode}`);
      if (
        response.statusCode >= 400 &&
        !(response.json().code && response.headers["content-type"]?.startsWith("application/problem+json"))
      )
        faults.push(`${say}: no problem+json`);
    }
  }
  assert.deepEqual(faults, []);
});

test("each refusal says which field is wrong by its JSON pointer", async () => {
  const wrong = await company.app.inject({
    method: "POST",
    url: "/api/deals",
    headers: headers(),
    payload: { value: { minor: 1.5, currency: "XXX" }, surprise: 1 },
  });
  assert.equal(wrong.statusCode, 422);
  const pointers = wrong.json<{ errors: { pointer: string; code: string }[] }>().errors.map((fault) => fault.pointer);
  assert.ok(pointers.includes("/value/minor") && pointers.includes("/surprise"), pointers.join());
});

test("broken JSON is 400, a body over 1 MB 413, another form 415, an unknown path 404", async () => {
  const post = (payload: string, type: string) =>
    company.app.inject({ method: "POST", url: "/api/deals", headers: { ...headers(), "content-type": type }, payload });
  assert.equal((await post("{", "application/json")).json().code, "http.broken_json");
  assert.equal((await post(JSON.stringify({ name: "x".repeat(1_100_000) }), "application/json")).statusCode, 413);
  assert.equal((await post("name=x", "application/x-www-form-urlencoded")).statusCode, 415);
  assert.equal((await company.app.inject({ method: "GET", url: "/api/nothing", headers: headers() })).statusCode, 404);
});

test("a page of another origin can't write with a visitor's cookie", async () => {
  const foreign = { ...headers(), origin: "https://evil.example" };
  assert.equal(
    (await company.app.inject({ method: "POST", url: "/api/deals", headers: foreign, payload: { name: "x" } }))
      .statusCode,
    403,
  );
  const site = { ...headers(), "sec-fetch-site": "cross-site" };
  assert.equal(
    (await company.app.inject({ method: "POST", url: "/api/deals", headers: site, payload: { name: "x" } })).statusCode,
    403,
  );
});

test("OpenAPI 3.1 describes every route, and the page of the API names each", async () => {
  const described = (await company.app.inject("/api/openapi.json")).json<{
    openapi: string;
    paths: Record<string, Record<string, { operationId: string }>>;
  }>();
  assert.match(described.openapi, /^3\.1/);
  const page = (await company.app.inject("/api/docs")).body;
  for (const { route } of company.started.modules.flatMap((module) => module.answers ?? [])) {
    assert.equal(described.paths[route.path]?.[route.method.toLowerCase()]?.operationId, route.name, route.path);
    assert.ok(page.includes(route.path), route.path);
  }
  assert.deepEqual((await company.app.inject("/healthz")).json(), { status: "ok" });
});

test("ten wrong passwords, then no more tries; the answer is the same for an address nobody has", async () => {
  const tryPassword = (email: string) =>
    company.app.inject({ method: "POST", url: "/api/sign-in", payload: { email, password: "wrong password" } });
  const known = await tryPassword("rep@clinch.test");
  const unknown = await tryPassword("nobody@clinch.test");
  const { instance: _known, ...first } = known.json();
  const { instance: _unknown, ...second } = unknown.json();
  assert.deepEqual(first, second);
  for (let tries = 0; tries < 9; tries++) assert.equal((await tryPassword("rep@clinch.test")).statusCode, 401);
  const over = await tryPassword("rep@clinch.test");
  assert.equal(over.statusCode, 429);
  assert.ok(Number(over.headers["retry-after"]) > 0);
});

test("a login that was disabled is out at once, and the last admin stays", async () => {
  const { rows } = await company.ground.pool.query(`select "user".id, "user".email from "user"`);
  const userOf = (who: string) => rows.find((row) => row.email === `${who}@clinch.test`).id;
  const set = (who: "admin", login: string, body: object) =>
    company.app.inject({
      method: "PATCH",
      url: `/api/logins/${login}`,
      headers: { cookie: company.cookie(who) },
      payload: body,
    });
  assert.equal((await set("admin", userOf("loner"), { disabled: true })).statusCode, 200);
  assert.equal(
    (await company.app.inject({ method: "GET", url: "/api/session", headers: { cookie: company.cookie("loner") } }))
      .statusCode,
    401,
  );
  assert.equal((await set("admin", userOf("admin"), { admin: false })).statusCode, 409);
});
