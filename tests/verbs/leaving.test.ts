import assert from "node:assert/strict";
import { test } from "node:test";
import { WebSocket } from "ws";
import type { PersonId } from "#modules/people/person.ts";
import { endLogins } from "#modules/people/server/leave.ts";
import { clockFrom } from "#platform/clock.ts";
import { freshCompany, type Who } from "../company.ts";
import { password, visitorOf } from "../door.ts";
import { everyRow } from "../everyRow.ts";

const company = freshCompany();
const of = (who: Who) => visitorOf(company.app, new Map([company.cookie(who).split("=", 2) as [string, string]]));

/** A program of theirs: it asks by an API key alone. */
async function programOf(who: Who) {
  const made = await of(who).ask("POST", "/api/api-keys", {
    name: "Sync",
    days: 30,
    writes: true,
    admin: who === "admin",
    password,
  });
  const authorization = `Bearer ${String(made.body.key)}`;
  const visitor = visitorOf(company.app);
  return {
    authorization,
    ask: (method: string, url: string, body?: object) => visitor.ask(method, url, body, { authorization }),
  };
}

let address: string | undefined;
async function openSocket(authorization: string): Promise<{ closed: Promise<number> }> {
  address ??= (await company.app.listen({ port: 0, host: "127.0.0.1" })).replace("http", "ws");
  const socket = new WebSocket(`${address}/api/live`, { headers: { authorization } });
  const closed = new Promise<number>((resolve) => socket.on("close", resolve));
  await new Promise((resolve) => socket.on("open", resolve));
  return { closed };
}

/** Invites somebody new as this admin; answers the link's token out of the mail. */
async function invitedBy(who: Who, name: string, email: string): Promise<{ id: string; token: string }> {
  const person = await of(who).ask("POST", "/api/people", { name });
  const invited = await of(who).ask("POST", "/api/invitations", { personId: person.body.id, email });
  assert.equal(invited.status, 201, JSON.stringify(invited.body));
  const { rows } = await company.ground.pool.query<{ text: string }>(
    "select data ->> 'text' as text from pgboss.job where name = 'platform.send_mail' and data ->> 'to' = $1",
    [email],
  );
  return { id: String(person.body.id), token: /invitation\/(\S+)/.exec(rows[0]!.text)![1]! };
}
const accept = (token: string) =>
  visitorOf(company.app).ask("POST", `/api/invitations/${token}/accept`, { password: "a password of mine" });

const leave = (person: PersonId, body: object) =>
  of("admin").ask("POST", `/api/people/${person}/leave`, { takers: {}, ...body });

test("who leaves at once is out at once: session, API key, open socket, the invitations they sent", async () => {
  const login = (await company.actor("teammate")).userId;
  await of("admin").ask("PATCH", `/api/logins/${login}`, { admin: true });
  const { token } = await invitedBy("teammate", "Accomplice", "eve@evil.test");
  const program = await programOf("teammate");
  const socket = await openSocket(program.authorization);
  assert.equal((await program.ask("GET", "/api/deals")).status, 200);
  assert.equal((await leave(company.person("teammate"), { lastOn: "2018-01-31", login: "now" })).status, 200);
  assert.equal((await program.ask("GET", "/api/deals")).code, "people.key_unknown");
  assert.equal((await of("teammate").ask("GET", "/api/deals")).status, 401);
  assert.equal(await socket.closed, 4401);
  assert.equal((await accept(token)).code, "people.link_used_up");
});

test("who leaves with a last day works on until then; in the night after it key and socket end, and taken back the key stays ended", async () => {
  const { ground } = company;
  const program = await programOf("rep");
  const socket = await openSocket(program.authorization);
  const left = await leave(company.person("rep"), { lastOn: "2018-01-03" });
  for (const night of ["2018-01-03T00:10:00Z", "2018-01-03T23:50:00Z"]) {
    await endLogins({ ...ground, clock: clockFrom(night as never) });
    assert.equal((await program.ask("GET", "/api/deals")).status, 200, night);
  }
  await endLogins({ ...ground, clock: clockFrom("2018-01-04T00:10:00Z" as never) });
  assert.equal((await program.ask("GET", "/api/deals")).code, "people.key_unknown");
  assert.equal(await socket.closed, 4401);
  await of("admin").ask("POST", `/api/transfers/${left.body.id}/take-back`, {});
  assert.equal((await of("rep").ask("POST", "/api/sign-in", { email: "rep@clinch.test", password })).status, 200);
  assert.equal((await program.ask("GET", "/api/deals")).code, "people.key_unknown");
});

test("whoever was invited and left before ever coming in is let in by no link, and invited no more", async () => {
  const { id, token } = await invitedBy("admin", "Never Came", "never@clinch.test");
  assert.equal((await leave(id as PersonId, { lastOn: "2018-01-31", login: "now" })).status, 200);
  assert.equal((await accept(token)).code, "people.link_used_up");
  const past = await invitedBy("admin", "Gone Before", "gone@clinch.test");
  const dated = await of("admin").ask("PATCH", `/api/people/${past.id}`, { joinedOn: null, leftOn: "2018-01-01" });
  assert.equal(dated.status, 200);
  assert.equal((await accept(past.token)).code, "people.link_used_up", "also where only the last day was entered");
  const again = await of("admin").ask("POST", "/api/invitations", { personId: past.id, email: "gone@clinch.test" });
  assert.equal(again.code, "people.has_left");
});

test("an admin signs a colleague out everywhere, at once, and what was done to a login stands in the audit", async () => {
  const { userId } = await company.actor("otherRep");
  const program = await programOf("otherRep");
  const end = (who: Who, id: string) => of(who).ask("POST", `/api/logins/${id}/end-sessions`);
  assert.equal((await end("otherManager", userId)).status, 403);
  assert.equal((await end("admin", (await company.actor("admin")).userId)).code, "people.not_yourself");
  assert.equal((await end("admin", "nobody")).status, 404);
  assert.deepEqual((await end("admin", userId)).body, { ended: 1 });
  assert.equal((await of("otherRep").ask("GET", "/api/session")).status, 401);
  assert.equal((await program.ask("GET", "/api/session")).status, 200, "a key is no session: it is revoked by itself");
  await of("admin").ask("PATCH", `/api/logins/${userId}`, { admin: true });
  await of("admin").ask("PATCH", `/api/logins/${userId}`, { admin: false, disabled: true });
  const { rows } = await company.ground.pool.query(
    "select field, was, became, by_user from audit where record_id = $1 and field <> 'api_key' order by at, field",
    [userId],
  );
  const { userId: admin } = await company.actor("admin");
  assert.deepEqual(
    rows.map((one) => [one.field, one.was, one.became, one.by_user === admin]),
    [
      ["sessions", 1, 0, true],
      ["admin", false, true, true],
      ["admin", true, false, true],
      ["disabled", false, true, true],
    ],
  );
});

test("a leave sent twice with one Idempotency-Key is one leave, and both answers are the same", async () => {
  const deal = await of("loner").ask("POST", "/api/deals", { name: "Dora's" });
  const body = { lastOn: "2018-01-31", takers: { deal: company.person("manager") } };
  const send = () =>
    of("admin").ask("POST", `/api/people/${company.person("loner")}/leave`, body, { "idempotency-key": "leave-1" });
  const first = await send();
  assert.deepEqual(first.body.moved, [{ kind: "deal", count: 1 }]);
  const was = await everyRow(company.ground.pool);
  const second = await send();
  assert.equal(second.headers["idempotency-replayed"], "true");
  assert.deepEqual(second.body, first.body);
  assert.equal(await everyRow(company.ground.pool), was, "nothing moved a second time");
  assert.equal((await of("manager").ask("GET", `/api/deals/${deal.body.id}`)).body.ownerId, company.person("manager"));
  const handed = { takers: { deal: company.person("otherRep") } };
  const handOver = () =>
    of("manager").ask("POST", `/api/people/${company.person("manager")}/transfer`, handed, {
      "idempotency-key": "over-1",
    });
  const [one, two] = await Promise.all([handOver(), handOver()]);
  assert.deepEqual(one.body, two.body, "also at the same moment");
  const { rows } = await company.ground.pool.query("select 1 from transfers where from_id = $1", [
    company.person("manager"),
  ]);
  assert.equal(rows.length, 1);
});
