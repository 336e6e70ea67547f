import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { removeSecondFactors, resetLink } from "#modules/people/server/public.ts";
import { loginByPassword } from "#platform/auth/logins.ts";
import { isPassword } from "#platform/auth/password.ts";
import { freshCompany } from "../company.ts";
import { codeOf, password, setUpApp, signedIn, visitorOf } from "../door.ts";

const company = freshCompany();
const rep = { email: "rep@clinch.test", password };

/** Counts of before are forgotten, as after a quarter of an hour. */
const waitAQuarter = () => company.ground.pool.query("update sign_in_failures set at = at - interval '1 hour'");
const set = (body: object) => visitorOfAdmin().ask("PATCH", "/api/sign-in/settings", body);
const visitorOfAdmin = () =>
  visitorOf(company.app, new Map([company.cookie("admin").split("=", 2) as [string, string]]));

test("an app counts only once its first code has confirmed it, and the password is asked for again", async () => {
  const visitor = await signedIn(company.app, "teammate@clinch.test");
  assert.equal((await visitor.ask("POST", "/api/second-factor", {})).code, "people.wrong_password");
  assert.equal(
    (await visitor.ask("POST", "/api/second-factor", { password: "wrong password" })).code,
    "people.wrong_password",
  );
  const started = await visitor.ask("POST", "/api/second-factor", { password });
  assert.match(String(started.body.address), /^otpauth:\/\/totp\/Clinch:teammate%40clinch.test\?/);
  assert.equal((await (await signedIn(company.app, "teammate@clinch.test")).ask("GET", "/api/session")).status, 200);
  assert.equal((await visitor.ask("POST", "/api/second-factor/confirm", { code: "000000" })).code, "people.wrong_code");
  assert.equal((await visitor.ask("GET", "/api/security")).body.authenticator, null);
});

test("with an app, a password alone makes no session; the code does, and no code works twice", async () => {
  const { secret } = await setUpApp(company.ground, await signedIn(company.app, rep.email));
  const visitor = visitorOf(company.app);
  const first = await visitor.ask("POST", "/api/sign-in", rep);
  assert.deepEqual(first.body, { next: "code" });
  assert.equal(visitor.cookie("session_token"), undefined);
  assert.equal((await visitor.ask("GET", "/api/session")).status, 401);
  const code = codeOf(secret);
  assert.deepEqual((await visitor.ask("POST", "/api/sign-in/code", { code })).body, { next: "in" });
  assert.equal((await visitor.ask("GET", "/api/session")).status, 200);

  const thief = visitorOf(company.app);
  await thief.ask("POST", "/api/sign-in", rep);
  assert.equal((await thief.ask("POST", "/api/sign-in/code", { code })).code, "people.wrong_code");
  assert.equal(
    (await thief.ask("POST", "/api/sign-in/code", { code: codeOf(secret, -1) })).code,
    "people.wrong_code",
    "an older one neither",
  );
  assert.equal((await visitorOf(company.app).ask("POST", "/api/sign-in/code", { code })).code, "people.begin_again");
});

test("a pasted code with a space in it is taken, and each recovery code works once", async () => {
  const { secret, recoveryCodes } = await setUpApp(company.ground, await signedIn(company.app, "otherRep@clinch.test"));
  assert.equal(new Set(recoveryCodes).size, 10);
  const half = async () => {
    const visitor = visitorOf(company.app);
    await visitor.ask("POST", "/api/sign-in", { email: "otherrep@clinch.test", password });
    return visitor;
  };
  const spaced = codeOf(secret).replace(/(...)/, "$1 ");
  assert.equal((await (await half()).ask("POST", "/api/sign-in/code", { code: spaced })).status, 200);
  const lost = recoveryCodes[3]!.toUpperCase().replaceAll("-", " ");
  assert.equal((await (await half()).ask("POST", "/api/sign-in/code", { code: lost })).status, 200);
  assert.equal((await (await half()).ask("POST", "/api/sign-in/code", { code: lost })).code, "people.wrong_code");
});

test("secrets and recovery codes can't be read in the database", async () => {
  const { secret, recoveryCodes } = await setUpApp(company.ground, await signedIn(company.app, "loner@clinch.test"));
  const { rows } = await company.ground.pool.query(
    "select authenticators::text as kept from authenticators union all select recovery_codes::text from recovery_codes",
  );
  const kept = JSON.stringify(rows);
  assert.ok(rows.length > 10);
  assert.ok(!kept.includes(secret) && !recoveryCodes.some((code) => kept.includes(code)));
});

test("ten wrong codes, then none until a quarter of an hour has passed, also when they come all at once", async () => {
  const { secret } = await setUpApp(company.ground, await signedIn(company.app, "manager@clinch.test"));
  const visitor = visitorOf(company.app);
  await visitor.ask("POST", "/api/sign-in", { email: "manager@clinch.test", password });
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, at) => visitor.ask("POST", "/api/sign-in/code", { code: String(100_000 + at) })),
  );
  assert.ok(answers.filter(({ code }) => code === "people.wrong_code").length <= 10);
  assert.ok(answers.filter(({ status }) => status === 429).length >= 20);
  const right = codeOf(secret);
  assert.equal((await visitor.ask("POST", "/api/sign-in/code", { code: right })).status, 429, "not even the right one");
  await waitAQuarter();
  assert.equal((await visitor.ask("POST", "/api/sign-in/code", { code: right })).status, 200);
});

test("an app is turned off by the password or by a code, and not by a session alone", async () => {
  const visitor = await signedIn(company.app, "otherManager@clinch.test");
  await setUpApp(company.ground, visitor);
  assert.equal((await visitor.ask("POST", "/api/second-factor", { password })).code, "people.second_factor_on");
  assert.equal((await visitor.ask("POST", "/api/second-factor/remove", {})).code, "people.wrong_password");
  assert.equal((await visitor.ask("POST", "/api/second-factor/remove", { code: "123456" })).code, "people.wrong_code");
  assert.equal((await visitor.ask("POST", "/api/second-factor/remove", { password })).status, 200);
  const { body } = await visitorOf(company.app).ask("POST", "/api/sign-in", {
    email: "othermanager@clinch.test",
    password,
  });
  assert.deepEqual(body, { next: "in" });
});

test("where the company asks for a second factor, who has none can do nothing but set one up", async () => {
  await waitAQuarter();
  assert.equal((await set({ secondFactor: "everybody" })).status, 200);
  const visitor = await signedIn(company.app, "teammate@clinch.test");
  const open = new Set<string>();
  for (const { route } of company.started.modules.flatMap((module) => module.answers ?? [])) {
    if (route.who === "anyone" || route.name === "signOut") continue;
    const url = route.path.replace(/\{\w+\}/g, "01a20aa6-922f-7004-966b-83c7b2987316");
    const { status, code } = await visitor.ask(route.method, url, route.method === "GET" ? undefined : {});
    if (status !== 403 || code !== "people.second_factor_first") open.add(route.name);
  }
  assert.deepEqual([...open].toSorted(), [
    "addPasskey",
    "askForNewPasskey",
    "confirmAuthenticator",
    "security",
    "startAuthenticator",
  ]);
  await setUpApp(company.ground, visitor);
  assert.equal((await visitor.ask("GET", "/api/session")).status, 200, "and is in with its first code");
  await visitor.ask("POST", "/api/second-factor/remove", { password });
  assert.equal((await visitor.ask("GET", "/api/session")).code, "people.second_factor_first");
  await visitorOfAdmin().ask("GET", "/api/session");
});

test("asked of admins only, members go on as they were", async () => {
  await company.ground.pool.query("update workspace set second_factor = 'admins'");
  assert.equal((await (await signedIn(company.app, "teammate@clinch.test")).ask("GET", "/api/session")).status, 200);
  assert.equal((await visitorOfAdmin().ask("GET", "/api/session")).code, "people.second_factor_first");
  await company.ground.pool.query("update workspace set second_factor = 'off'");
  assert.equal((await visitorOfAdmin().ask("GET", "/api/session")).status, 200);
});

test("a known, an unknown and a disabled address cost the same work: one hash", async () => {
  await company.ground.pool.query(`update "user" set disabled_at = now() where email = 'loner@clinch.test'`);
  for (const email of ["rep@clinch.test", "nobody@clinch.test", "loner@clinch.test"]) {
    let hashed = 0;
    const counting: typeof isPassword = (hash, given) => {
      hashed += 1;
      return isPassword(hash, given);
    };
    assert.equal(await loginByPassword(company.ground.db, email, "wrong password", counting), undefined);
    assert.equal(hashed, 1, email);
  }
});

test("asking for a reset is the same work for every address: one job", async () => {
  await waitAQuarter();
  const jobs = async () =>
    (await company.ground.pool.query("select count(*) as count from pgboss.job where name = 'people.mail_reset'"))
      .rows[0].count;
  const before = await jobs();
  for (const email of ["rep@clinch.test", "nobody@clinch.test"])
    assert.equal((await visitorOf(company.app).ask("POST", "/api/password-reset", { email })).status, 202);
  assert.equal((await jobs()) - before, 2);
});

test("GitLab CVE-2023-7028: a reset for a list of addresses is refused", async () => {
  const email = ["rep@clinch.test", "attacker@evil.test"];
  assert.equal((await visitorOf(company.app).ask("POST", "/api/password-reset", { email })).status, 422);
});

test("a session from before signing in is never the one from after it", async () => {
  await company.ground.pool.query("delete from authenticators");
  const visitor = visitorOf(company.app, new Map([["clinch.session_token", "planted.c2lnbmF0dXJl"]]));
  await visitor.ask("POST", "/api/sign-in", rep);
  const first = visitor.cookie("session_token");
  assert.notEqual(first, "planted.c2lnbmF0dXJl");
  await visitor.ask("POST", "/api/sign-in", rep);
  assert.notEqual(visitor.cookie("session_token"), first);
});

test("changing the password keeps this session and ends the others; ten wrong ones end in 429", async () => {
  await waitAQuarter();
  const [visitor, other] = [await signedIn(company.app, rep.email), await signedIn(company.app, rep.email)];
  const next = "another horse battery";
  assert.equal((await visitor.ask("POST", "/api/password", { current: password, next })).status, 200);
  assert.equal((await visitor.ask("GET", "/api/session")).status, 200);
  assert.equal((await other.ask("GET", "/api/session")).status, 401);
  for (let tries = 0; tries < 10; tries++)
    assert.equal(
      (await visitor.ask("POST", "/api/password", { current: "wrong", next })).code,
      "people.wrong_password",
    );
  assert.equal((await visitor.ask("POST", "/api/password", { current: next, next: password })).status, 429);
});

test("the console's link lets its owner in where passwords are switched off, once, and asks for the code of their app", async () => {
  await company.ground.pool.query("update workspace set passwords = false");
  const { rows } = await company.ground.pool.query(`select id from "user" where email = 'teammate@clinch.test'`);
  const linkOf = () => company.transact("admin", (tx) => resetLink(tx, rows[0].id, "http://localhost"));
  const use = async (link: string) => {
    const visitor = visitorOf(company.app);
    const token = new URL(link).searchParams.get("token");
    return { visitor, ...(await visitor.ask("POST", "/api/password-reset/use", { token, password })) };
  };
  const link = await linkOf();
  const { visitor, body } = await use(link);
  assert.deepEqual(body, { next: "in" });
  assert.equal((await use(link)).code, "people.link_used_up");
  await setUpApp(company.ground, visitor);
  assert.deepEqual((await use(await linkOf())).body, { next: "code" });
  await company.transact("admin", (tx) => removeSecondFactors(tx, rows[0].id));
  assert.deepEqual((await use(await linkOf())).body, { next: "in" }, "and not where the console has removed it");
  await company.ground.pool.query("update workspace set passwords = true");
});

test("an identity provider in one's own network is not asked unless OUTGOING_PRIVATE names it", async () => {
  let asked = 0;
  const inner = createServer((_request, response) => {
    asked += 1;
    response.end("{}");
  });
  await new Promise<void>((resolve) => inner.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(inner.address() as AddressInfo).port}`;
  const provider = { issuer, clientId: "a", clientSecret: "b", label: "Inner" };
  assert.equal((await visitorOfAdmin().ask("PUT", "/api/sign-in/provider", provider)).status, 200);
  assert.deepEqual((await visitorOfAdmin().ask("GET", "/api/sign-in/provider/state")).body, { state: "away" });
  assert.equal(asked, 0);
  assert.equal((await visitorOfAdmin().ask("DELETE", "/api/sign-in/provider")).status, 200);
  inner.close();
});

test("passwords are switched off only by who has another way in", async () => {
  assert.equal((await set({ passwords: false })).code, "people.other_way_first");
  const { rows } = await company.ground.pool.query(`select id from "user" where email = 'admin@clinch.test'`);
  await company.ground.pool.query(
    "insert into passkeys (id, user_id, name, public_key, counter, transports) values ('k', $1, 'Key', 'x', 0, '{}')",
    [rows[0].id],
  );
  assert.equal((await set({ passwords: false })).status, 200);
  assert.equal((await visitorOf(company.app).ask("POST", "/api/sign-in", rep)).code, "people.passwords_off");
  assert.equal((await visitorOf(company.app).ask("GET", "/api/sign-in")).body.passwords, false);
  assert.equal((await visitorOfAdmin().ask("DELETE", "/api/passkeys/k")).code, "people.last_way_in");
  const other = visitorOf(company.app, new Map([company.cookie("manager").split("=", 2) as [string, string]]));
  assert.equal((await other.ask("DELETE", "/api/passkeys/k")).code, "people.no_such_passkey", "somebody else's");
  assert.equal((await other.ask("PATCH", "/api/passkeys/k", { name: "x" })).code, "people.no_such_passkey");
  assert.equal((await set({ passwords: true })).status, 200);
  assert.equal((await visitorOfAdmin().ask("DELETE", "/api/passkeys/k")).status, 200);
});
