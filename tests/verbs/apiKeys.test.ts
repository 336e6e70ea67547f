import assert from "node:assert/strict";
import { test } from "node:test";
import { freshCompany, type Who } from "../company.ts";
import { password, visitorOf } from "../door.ts";

const company = freshCompany();
const of = (who: Who) => visitorOf(company.app, new Map([company.cookie(who).split("=", 2) as [string, string]]));

async function makeKey(who: Who, scope: object = {}): Promise<{ key: string; id: string }> {
  const made = await of(who).ask("POST", "/api/api-keys", { name: "Reports", days: 30, password, ...scope });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return { key: String(made.body.key), id: (made.body.kept as { id: string }).id };
}

const by = (key: string) => {
  const visitor = visitorOf(company.app);
  return (method: string, url: string, body?: object) =>
    visitor.ask(method, url, body, { authorization: `Bearer ${key}` });
};

test("a key is shown once, kept by its hash, and begins with clinch_", async () => {
  const { key, id } = await makeKey("rep");
  assert.match(key, /^clinch_[\w-]{43}_[\w-]{8}$/);
  const listed = await of("rep").ask("GET", "/api/api-keys");
  assert.ok(JSON.stringify(listed.body).includes(id) && !JSON.stringify(listed.body).includes(key));
  const { rows } = await company.ground.pool.query(
    "select api_keys::text as kept from api_keys union all select audit::text from audit",
  );
  assert.ok(!JSON.stringify(rows).includes(key.slice(12)));
  const me = await by(key)("GET", "/api/session");
  assert.equal((me.body.person as { name: string }).name, "Ray Rep");
});

test("every route is asked by a key as by a session, within what the key was made for", async () => {
  const reads = by((await makeKey("rep")).key);
  const writes = by((await makeKey("rep", { writes: true })).key);
  const deals = by((await makeKey("rep", { writes: true, areas: ["deals"] })).key);
  assert.equal((await reads("GET", "/api/deals")).status, 200);
  assert.equal((await reads("POST", "/api/organizations", { name: "Acme" })).code, "people.key_may_not");
  assert.equal((await writes("POST", "/api/organizations", { name: "Acme" })).status, 201);
  assert.equal((await deals("GET", "/api/deals")).status, 200);
  assert.equal((await deals("GET", "/api/contacts")).code, "people.key_may_not");
  assert.equal((await deals("GET", "/api/session")).status, 200);
});

test("no key, whatever its scope, opens a route that is closed to keys", async () => {
  const ask = by((await makeKey("admin", { writes: true, admin: true })).key);
  const reached: string[] = [];
  for (const { route } of company.started.modules.flatMap((module) => module.answers ?? [])) {
    if (route.who === "anyone" || route.byKey !== "never") continue;
    const url = route.path.replace(/\{\w+\}/g, "01a20aa6-922f-7004-966b-83c7b2987316");
    const { code } = await ask(route.method, url, route.method === "GET" ? undefined : {});
    if (code !== "people.key_may_not") reached.push(route.name);
  }
  assert.deepEqual(reached, []);
});

test("what is an admin's is for an admin's key that was made for it; its maker's other rights are a member's", async () => {
  assert.equal(
    (await of("rep").ask("POST", "/api/api-keys", { name: "x", days: 1, admin: true, password })).status,
    422,
  );
  const plain = by((await makeKey("admin", { writes: true })).key);
  assert.equal((await plain("GET", "/api/health")).code, "people.key_may_not");
  assert.equal(((await plain("GET", "/api/session")).body.user as { admin: boolean }).admin, false);
  const whole = by((await makeKey("admin", { writes: true, admin: true })).key);
  assert.equal((await whole("GET", "/api/health")).status, 200);
});

test("L8: a key may do at most what its maker may now", async () => {
  const users = await company.ground.pool.query(`select id, email from "user"`);
  const idOf = (email: string) => users.rows.find((row) => row.email === email).id;
  const set = (email: string, body: object) => of("admin").ask("PATCH", `/api/logins/${idOf(email)}`, body);
  await set("teammate@clinch.test", { admin: true });
  const ask = by((await makeKey("teammate", { writes: true, admin: true })).key);
  assert.equal((await ask("GET", "/api/health")).status, 200);
  await set("teammate@clinch.test", { admin: false });
  assert.equal((await ask("GET", "/api/health")).code, "people.admins_only");
  await set("teammate@clinch.test", { disabled: true });
  assert.equal((await ask("GET", "/api/deals")).code, "people.key_unknown");
  await set("teammate@clinch.test", { disabled: false });
  assert.equal((await ask("GET", "/api/deals")).code, "people.key_unknown", "and it doesn't come back");
});

test("a key always ends: by days, by a day, at most after a year; revoked it is over at once", async () => {
  const ask = (body: object) => of("rep").ask("POST", "/api/api-keys", { name: "x", password, ...body });
  assert.equal((await ask({})).code, "people.key_end_missing");
  assert.equal((await ask({ days: 400 })).status, 422);
  assert.equal((await ask({ until: "2020-01-01" })).code, "people.key_end_wrong");
  assert.equal((await ask({ until: "2999-01-01" })).code, "people.key_end_wrong");
  assert.equal((await ask({ days: 30, areas: ["nonsense"] })).code, "people.no_such_area");
  assert.equal((await of("rep").ask("POST", "/api/api-keys", { name: "x", days: 1 })).code, "people.wrong_password");
  const { key, id } = await makeKey("rep");
  assert.equal((await of("teammate").ask("DELETE", `/api/api-keys/${id}`)).status, 401, "her login's sessions ended");
  assert.equal((await of("otherRep").ask("DELETE", `/api/api-keys/${id}`)).status, 404);
  assert.equal((await of("admin").ask("DELETE", `/api/api-keys/${id}`)).status, 200);
  assert.equal((await by(key)("GET", "/api/deals")).code, "people.key_unknown");
  const old = await makeKey("rep");
  await company.ground.pool.query("update api_keys set expires_at = now() where id = $1", [old.id]);
  assert.equal((await by(old.key)("GET", "/api/deals")).status, 401);
});

test("a request that names a key has no authority of its cookies", async () => {
  const visitor = of("rep");
  for (const authorization of ["Bearer nonsense", `Bearer clinch_${"x".repeat(43)}_12345678`, "Basic cmVwOnJlcA==", ""])
    assert.equal((await visitor.ask("GET", "/api/session", undefined, { authorization })).code, "people.key_unknown");
  assert.equal((await visitor.ask("GET", "/api/session")).status, 200);
});

test("requests are counted for each key by itself, and a made-up key counts for its address", async () => {
  const left = async (authorization: string) => {
    const { headers } = await visitorOf(company.app).ask("GET", "/api/session", undefined, { authorization });
    return Number(headers["x-ratelimit-remaining"]);
  };
  const [one, other] = [(await makeKey("rep")).key, (await makeKey("rep")).key];
  assert.equal((await left(`Bearer ${one}`)) - (await left(`Bearer ${one}`)), 1);
  assert.equal((await left(`Bearer ${one}`)) + 2, await left(`Bearer ${other}`));
  const made = `clinch_${"y".repeat(43)}_`;
  assert.equal((await left(`Bearer ${made}aaaaaaaa`)) - (await left(`Bearer ${made}bbbbbbbb`)), 1);
});

test("a key that was shown is kept nowhere, also where the write was sent with an Idempotency-Key", async () => {
  const made = await of("rep").ask(
    "POST",
    "/api/api-keys",
    { name: "Once", days: 30, password },
    { "idempotency-key": "once" },
  );
  assert.equal(made.status, 201);
  const { rows } = await company.ground.pool.query("select once_keys::text as kept from once_keys");
  assert.ok(!JSON.stringify(rows).includes(String(made.body.key)));
});

test("a key's last use is noted by the day", async () => {
  const { key, id } = await makeKey("rep");
  await by(key)("GET", "/api/deals");
  const { rows } = await company.ground.pool.query(
    "select used_on = current_date as today from api_keys where id = $1",
    [id],
  );
  assert.equal(rows[0].today, true);
});

test("where a second factor is asked for, the key of who has none is held back too", async () => {
  const { key } = await makeKey("rep");
  await company.ground.pool.query("update workspace set second_factor = 'everybody'");
  assert.equal((await by(key)("GET", "/api/deals")).code, "people.second_factor_first");
  await company.ground.pool.query("update workspace set second_factor = 'off'");
});
