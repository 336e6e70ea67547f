import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { freshCompany } from "../company.ts";
import { visitorOf } from "../door.ts";
import { openProvider, type RealProvider } from "../identityProvider.ts";

const company = freshCompany({ env: { OUTGOING_PRIVATE: "127.0.0.1" } });
let provider: RealProvider;

before(async () => {
  provider = await openProvider("http://localhost:3000/sign-in/identity");
  for (const account of [
    { sub: "ray", email: "Rep@clinch.test", email_verified: true },
    { sub: "mallory", email: "manager@clinch.test", email_verified: false },
    { sub: "said", email: "manager@clinch.test", email_verified: "true" },
    { sub: "stranger", email: "nobody@clinch.test", email_verified: true },
    { sub: "dora", email: "loner@clinch.test", email_verified: true },
    { sub: "newcomer", email: "nina@partner.test", email_verified: true },
  ])
    provider.accounts.set(account.sub, account);
});
after(() => provider?.stop());

const admin = () => visitorOf(company.app, new Map([company.cookie("admin").split("=", 2) as [string, string]]));
const settings = (more: object = {}) => ({
  issuer: provider.issuer,
  clientId: provider.clientId,
  label: "Okta",
  domains: [],
  ...more,
});
const userOf = async (email: string) =>
  (await company.ground.pool.query(`select id, admin from "user" where email = $1`, [email])).rows[0];

/** Signs in by the provider as this account; answers the visitor and what our side said. */
async function come(sub: string, visitor = visitorOf(company.app)) {
  const begun = await visitor.ask("POST", "/api/sign-in/identity", { to: "/deals" });
  if (begun.status !== 200) return { visitor, answer: "", ...begun };
  const answer = await provider.walk(String(begun.body.address), sub);
  return { visitor, answer, ...(await visitor.ask("POST", "/api/sign-in/identity/answer", { answer })) };
}

test("the secret goes in and is never read back; the page of the door shows the button's name", async () => {
  assert.equal((await admin().ask("PUT", "/api/sign-in/provider", settings())).code, "people.secret_missing");
  const plain = settings({ issuer: "http://id.example.com", clientSecret: "x" });
  assert.equal((await admin().ask("PUT", "/api/sign-in/provider", plain)).body.code, "people.issuer_wrong");
  const whole = settings({ clientSecret: provider.clientSecret });
  assert.equal((await admin().ask("PUT", "/api/sign-in/provider", whole)).status, 200);
  const seen = await admin().ask("GET", "/api/sign-in/settings");
  assert.ok(!JSON.stringify(seen.body).includes(provider.clientSecret));
  const { rows } = await company.ground.pool.query(
    "select identity_provider::text as kept from identity_provider union all select audit::text from audit",
  );
  assert.ok(!JSON.stringify(rows).includes(provider.clientSecret), "nor in the database or the audit");
  assert.equal((await visitorOf(company.app).ask("GET", "/api/sign-in")).body.identity, "Okta");
  const elsewhere = settings({ issuer: "https://evil.example" });
  assert.equal((await admin().ask("PUT", "/api/sign-in/provider", elsewhere)).body.code, "people.secret_missing");
  assert.equal((await admin().ask("GET", "/api/sign-in/provider/state")).body.state, "good");
});

test("who has a login is found by the verified address, then by the identity alone", async () => {
  const first = await come("ray");
  assert.deepEqual([first.status, first.body.to], [200, "/deals"]);
  const session = await first.visitor.ask("GET", "/api/session");
  assert.equal((session.body.person as { name: string }).name, "Ray Rep");
  provider.accounts.set("ray", { sub: "ray", email: "moved@elsewhere.test", email_verified: true });
  const second = await come("ray");
  assert.equal(
    ((await second.visitor.ask("GET", "/api/session")).body.user as { email: string }).email,
    "rep@clinch.test",
  );
});

test("Cal.com CVE-2026-23478: an address that the provider has not verified opens no login", async () => {
  for (const sub of ["mallory", "said"]) {
    const { visitor, code } = await come(sub);
    assert.equal(code, "people.identity_unverified", sub);
    assert.equal(visitor.cookie("session_token"), undefined);
  }
  const { rows } = await company.ground.pool.query(`select 1 from account where "accountId" = any($1)`, [
    ["mallory", "said"],
  ]);
  assert.equal(rows.length, 0, "nothing was linked");
});

test("Cal.com CVE-2026-23478: a second identity with somebody's address doesn't take over their login", async () => {
  provider.accounts.set("usurper", { sub: "usurper", email: "rep@clinch.test", email_verified: true });
  const { visitor, code } = await come("usurper");
  assert.equal(code, "people.identity_unknown");
  assert.equal(visitor.cookie("session_token"), undefined);
  const { rows } = await company.ground.pool.query(
    `select "accountId" as sub from account where "userId" = $1 and "providerId" like 'oidc:%'`,
    [(await userOf("rep@clinch.test")).id],
  );
  assert.deepEqual(rows, [{ sub: "ray" }]);
});

test("Cal.com CVE-2026-23478: an identity that signs in while another session is open changes nothing of that login", async () => {
  const visitor = visitorOf(company.app, new Map([company.cookie("teammate").split("=", 2) as [string, string]]));
  await come("ray", visitor);
  const { rows } = await company.ground.pool.query(
    `select count(*) as count from account where "userId" = $1 and "providerId" like 'oidc:%'`,
    [(await userOf("teammate@clinch.test")).id],
  );
  assert.equal(rows[0].count, 0);
});

test("a stranger with a verified address has no sign-in, unless their domain is listed and a person waits for it", async () => {
  const { code } = await come("stranger");
  assert.equal(code, "people.identity_unknown");
  const person = { name: "Nina New", email: "nina@partner.test" };
  assert.equal((await admin().ask("POST", "/api/people", person)).status, 201);
  assert.equal((await come("newcomer")).code, "people.identity_unknown", "the domain is not listed yet");
  await admin().ask("PUT", "/api/sign-in/provider", settings({ domains: ["Partner.test", "clinch.test"] }));
  assert.equal((await come("stranger")).code, "people.identity_unknown", "no person has this address");
  const { visitor, status } = await come("newcomer");
  assert.equal(status, 200);
  const session = (await visitor.ask("GET", "/api/session")).body;
  assert.deepEqual(
    [(session.person as { name: string }).name, (session.user as { admin: boolean }).admin],
    ["Nina New", false],
  );
});

test("an answer is taken once, by the browser that asked, and in the way it was asked", async () => {
  const { visitor, answer } = await come("ray");
  assert.equal((await visitor.ask("POST", "/api/sign-in/identity/answer", { answer })).code, "people.begin_again");
  const other = visitorOf(company.app);
  const begun = await visitorOf(company.app).ask("POST", "/api/sign-in/identity", {});
  const stolen = await provider.walk(String(begun.body.address), "ray");
  assert.equal(
    (await other.ask("POST", "/api/sign-in/identity/answer", { answer: stolen })).code,
    "people.begin_again",
    "planted into somebody else's browser",
  );
  const mixed = visitorOf(company.app);
  await mixed.ask("POST", "/api/sign-in/identity", {});
  assert.equal(
    (await mixed.ask("POST", "/api/sign-in/identity/answer", { answer: stolen })).code,
    "people.identity_wrong",
    "with the state of another way",
  );
});

test("an ID token that the provider's keys have not signed opens nothing", async () => {
  provider.forge(true);
  assert.equal((await come("ray")).code, "people.identity_wrong");
  provider.forge(false);
  assert.equal((await come("ray")).status, 200);
});

test("a login that was disabled while its way to the provider was under way stays outside", async () => {
  const visitor = visitorOf(company.app);
  const begun = await visitor.ask("POST", "/api/sign-in/identity", {});
  const answer = await provider.walk(String(begun.body.address), "dora");
  const { id } = await userOf("loner@clinch.test");
  assert.equal((await admin().ask("PATCH", `/api/logins/${id}`, { disabled: true })).status, 200);
  assert.equal((await visitor.ask("POST", "/api/sign-in/identity/answer", { answer })).code, "people.identity_unknown");
  assert.equal(visitor.cookie("session_token"), undefined);
});

test("a provider that can't be reached is said by the button, the admin's page and Health; the door stays open and it is tried again", async () => {
  await provider.stop();
  assert.equal((await admin().ask("GET", "/api/sign-in/provider/state")).body.state, "away");
  const health = (await admin().ask("GET", "/api/health")).body.findings as { check: string; code: string }[];
  assert.equal(health.find(({ check }) => check === "people.oidc")?.code, "people.oidc_away");
  assert.equal((await visitorOf(company.app).ask("GET", "/api/sign-in")).body.identity, "Okta");
  assert.equal(
    (
      await visitorOf(company.app).ask("POST", "/api/sign-in", {
        email: "rep@clinch.test",
        password: "correct horse battery",
      })
    ).status,
    200,
  );
  await admin().ask("PUT", "/api/sign-in/provider", settings({ clientSecret: `${provider.clientSecret} ` }));
  assert.equal((await visitorOf(company.app).ask("POST", "/api/sign-in/identity", {})).code, "people.identity_away");
  await provider.start();
  await admin().ask("PUT", "/api/sign-in/provider", settings({ clientSecret: provider.clientSecret }));
  assert.equal((await come("ray")).status, 200);
});

test("an identity counts as a second factor, and may be unlinked while a password is left", async () => {
  await admin().ask("PATCH", "/api/sign-in/settings", { secondFactor: "everybody" });
  await company.ground.pool.query("update workspace set second_factor = 'everybody'");
  const { visitor } = await come("ray");
  assert.equal((await visitor.ask("GET", "/api/session")).status, 200);
  assert.equal((await visitor.ask("DELETE", "/api/identity")).status, 200);
  await company.ground.pool.query("update workspace set second_factor = 'off'");
  const nina = await come("newcomer");
  assert.equal((await nina.visitor.ask("DELETE", "/api/identity")).code, "people.last_way_in");
});
