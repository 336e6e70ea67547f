import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import pg from "pg";
import { newId } from "#lib/id.ts";
import { addActivityRoute, changeActivityRoute, timelineRoute } from "#modules/activities/api.ts";
import {
  changeContactRoute,
  contactHeldRoute,
  contactRoute,
  contactsRoute,
  eraseContactRoute,
} from "#modules/contacts/api.ts";
import type { ContactId } from "#modules/contacts/organization.ts";
import { keepUpload } from "#modules/imports/server/changeImport.ts";
import { changePersonRoute, inviteRoute, peopleRoute } from "#modules/people/api.ts";
import { addAbsenceRoute, erasePersonRoute, leaveRoute, personHeldRoute } from "#modules/people/comingAndGoing.ts";
import { actorOf } from "#modules/people/server/public.ts";
import { dealRoute, dealsRoute, openDealRoute, winDealRoute } from "#modules/pipeline/api.ts";
import { setQuotasRoute } from "#modules/quotas/api.ts";
import { searchRoute } from "#modules/search/api.ts";
import { takeTry } from "#platform/auth/attempts.ts";
import { issueToken } from "#platform/auth/auth.ts";
import { linkIdentity } from "#platform/auth/identities.ts";
import { queueMail } from "#platform/mail/mailer.ts";
import { allErasures, eraseAgain } from "#platform/records/erase.ts";
import { freshCompany } from "../company.ts";
import { emptyDatabase } from "../database.ts";
import { password, setUpApp, visitorOf } from "../door.ts";
import { dumpOf, linesWith } from "../dump.ts";
import { asking, backUpInto, restoreInto } from "../restoring.ts";
import { setUpBy, startServer } from "../serverProcess.ts";

const data = fs.mkdtempSync(path.join(os.tmpdir(), "clinch-erasure-"));
after(() => fs.rmSync(data, { recursive: true, force: true }));
const company = freshCompany({ data });
const usd = (minor: number) => ({ minor, currency: "USD" });

const contactWords = [
  "Quillfeather",
  "Zanzibara",
  "クイルフェザー",
  "Vexillologist",
  "zq-mail",
  "555-0142-77",
  "Xylophonist",
];
const personWords = ["Brackenwhistle", "Thistledown", "bw-mail", "Falconer", "Bw-Browser", "203.0.113.77", "Bw-Reason"];

async function uploaded(name: string, text: string): Promise<void> {
  const { ground } = company;
  const { rows } = await ground.pool.query<{ id: string }>(`select id from "user" where admin`);
  const actor = (await actorOf(ground.db, rows[0]!.id, ground.clock))!;
  const by = { actor, workspace: await company.workspace(), today: "2018-01-02", isConsole: false };
  await ground.transact((tx) =>
    keepUpload(tx, by, { name, bytes: new TextEncoder().encode(text) }, ground.clock.now()),
  );
}

/** One mail that was kept, with its file, and one that still waits among the jobs. */
async function mailed(to: string, words: string): Promise<void> {
  const { ground, started } = company;
  const mail = { to, subject: `About ${words}`, text: `Dear ${words}` };
  await started.jobs.find(({ name }) => name === "platform.send_mail")!.start(ground, mail);
  await ground.transact((tx) => queueMail(tx, mail));
}

const filesWith = (words: readonly string[]): string[] =>
  fs
    .globSync("**/*", { cwd: data, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => linesWith([fs.readFileSync(file, "utf8")], words).length > 0);

const wordsLeft = async (words: readonly string[]) => [
  ...linesWith(await dumpOf(company.ground.pool), words),
  ...filesWith(words),
];

/** All facts there are, which every figure is computed from, and how many events of each kind. */
async function figures(url = company.ground.url) {
  const facts = await asking(url, "select * from facts order by metric, record_id, day, at, value, product_id");
  const events = await asking(url, "select name, record_kind, count(*) from events group by 1, 2 order by 1, 2");
  const amounts = await asking(url, "select metric, period, amount from quotas order by id");
  return JSON.stringify([facts, events, amounts]);
}

const backups = fs.mkdtempSync(path.join(os.tmpdir(), "clinch-erasure-backups-"));
after(() => fs.rmSync(backups, { recursive: true, force: true }));

/** A backup as the command line makes it, and what stands in a Clinch after it is restored there. */
async function backup(name: string) {
  const file = path.join(backups, name);
  await backUpInto(file, company.ground.url);
  const lookInto = async (url: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return { lines: await dumpOf(client), figures: await figures(url) };
    } finally {
      await client.end();
    }
  };
  return {
    /** Into an empty one, where nobody knows of any erasure. */
    restoredAlone: () => inEmpty(async (url) => restoreInto(url, file).then(() => lookInto(url))),
    /** Over one that holds what `newer` held: it knows who was erased since. Twice, as who is unsure would do it. */
    restoredOver: (newer: string) =>
      inEmpty(async (url) => {
        await restoreInto(url, path.join(backups, newer));
        await restoreInto(url, file, { replace: true });
        const { erasedAgain } = await restoreInto(url, file, { replace: true });
        return { ...(await lookInto(url)), erasedAgain };
      }),
  };
}

async function inEmpty<Result>(work: (url: string) => Promise<Result>): Promise<Result> {
  const database = await emptyDatabase(company.ground.url);
  try {
    return await work(database.url);
  } finally {
    await database.drop();
  }
}

test("an erased contact leaves no word in the database, its jobs, or the data folder, and every figure stays", async () => {
  const added = await company.app.inject({
    ...{ method: "POST", url: "/api/contacts" },
    headers: { cookie: company.cookie("rep"), "idempotency-key": "kept-for-a-day" },
    payload: { name: "Zanzibara Oldname", email: "old-zq-mail@example.com", title: "Vexillologist" },
  });
  const { id } = added.json<{ id: ContactId }>();
  await company.ask("rep", changeContactRoute, {
    params: { id },
    body: {
      name: "Zanzibara Quillfeather",
      reading: "クイルフェザー",
      email: "zq-mail@example.com",
      phone: "555-0142-77",
    },
  });
  const deal = (await company.ask("rep", openDealRoute, { body: { name: "A deal", value: usd(900) } })).body;
  const lost = (await company.ask("rep", openDealRoute, { body: { name: "Another", value: usd(100) } })).body;
  await company.ask("rep", winDealRoute, { params: { id: lost.id }, body: {} });
  const step = await company.ask("rep", addActivityRoute, {
    body: { kind: "call", subject: "Ring Zanzibara", contactId: id, dealId: deal.id, dueAt: "2018-01-03T10:00:00Z" },
  });
  await company.ask("rep", changeActivityRoute, {
    params: { id: step.body.id },
    body: { subject: "Ring Quillfeather", body: "the Xylophonist" },
  });
  await company.ask("rep", addActivityRoute, { body: { kind: "note", subject: "Xylophonist", contactId: id } });
  const file =
    "Name,Email,Note\nSomebody Else,else@example.com,stays\nZanzibara Quillfeather,zq-mail@example.com,Xylophonist\n";
  await uploaded("people.csv", file);
  await uploaded("deals.csv", "Deal,Owner,Stage,Value\nBig,Zanzibara Quillfeather,Prospecting,5\n");
  await mailed("ZQ-mail@example.com", "Quillfeather");

  const held = await company.ask("admin", contactHeldRoute, { params: { id } });
  for (const word of contactWords)
    assert.ok(JSON.stringify(held.body).includes(word), `${word} is told to whom it is about`);
  assert.equal((await company.ask("manager", contactHeldRoute, { params: { id } })).status, 403);
  for (const word of contactWords)
    assert.notDeepEqual(await wordsLeft([word]), [], `${word} was planted, or nothing would be shown`);

  const before = await figures();
  const older = await backup("contact-before.backup");
  const refused = await company.ask("admin", eraseContactRoute, { params: { id }, body: { name: "Somebody" } });
  assert.equal(refused.problem?.errors?.[0]?.code, "contacts.name_not_typed");
  assert.equal(
    (await company.ask("rep", eraseContactRoute, { params: { id }, body: { name: "Zanzibara Quillfeather" } })).status,
    403,
  );
  assert.notDeepEqual(await wordsLeft(["Quillfeather"]), []);
  const done = await company.ask("admin", eraseContactRoute, {
    params: { id },
    body: { name: "zanzibara quillfeather" },
  });
  assert.equal(done.status, 200);

  assert.deepEqual(await wordsLeft(contactWords), []);
  assert.deepEqual(
    linesWith(await dumpOf(company.ground.pool), ["else@example.com"]).length,
    1,
    "others stay in the file",
  );
  assert.equal(await figures(), before);
  const shown = await company.ask("rep", contactRoute, { params: { id } });
  assert.equal(shown.body.name, "[erased contact]");
  assert.equal(shown.body.mayWrite, false);
  assert.equal((await company.ask("rep", contactsRoute, { query: {} })).body.count, 0);
  assert.equal((await company.ask("rep", dealRoute, { params: { id: deal.id } })).body.nextStep?.subject, "[erased]");
  assert.equal((await company.ask("rep", timelineRoute, { query: { record: "contact", id } })).status, 200);
  assert.equal(
    (await company.ask("rep", changeContactRoute, { params: { id }, body: { phone: "1" } })).code,
    "contacts.contact_erased",
  );
  const erased = await company.ground.pool.query(
    "select field, became is not null as said from audit where record_id = $1",
    [id],
  );
  assert.deepEqual(
    erased.rows.filter(({ field }) => field === "erased"),
    [{ field: "erased", said: true }],
    "that it was erased stands in the audit",
  );

  await eraseAgain(company.ground, await allErasures(company.ground.db));
  assert.equal(await figures(), before, "erased twice is erased once");
  await backup("contact-erased.backup");
  const alone = await older.restoredAlone();
  for (const word of contactWords) assert.notDeepEqual(linesWith(alone.lines, [word]), [], `${word} is in the backup`);
  const over = await older.restoredOver("contact-erased.backup");
  assert.equal(over.erasedAgain, 1);
  assert.deepEqual(linesWith(over.lines, contactWords), []);
  assert.equal(over.figures, before);
});

test("an erased person leaves no word, a former colleague stands in their place, and every figure stays", async () => {
  const { ground } = company;
  const id = company.person("loner");
  await company.ask("admin", changePersonRoute, {
    params: { id },
    body: { name: "Thistledown Oldname", email: "old-bw-mail@clinch.test" },
  });
  await company.ask("admin", changePersonRoute, {
    params: { id },
    body: { name: "Thistledown Brackenwhistle", email: "bw-mail@clinch.test", title: "Falconer" },
  });
  const { rows } = await ground.pool.query<{ user_id: string }>("select user_id from persons where id = $1", [id]);
  const login = rows[0]!.user_id;
  await ground.pool.query(
    `update "user" set name = 'Thistledown Brackenwhistle', email = 'bw-mail@clinch.test' where id = $1`,
    [login],
  );
  await ground.pool.query(
    `update session set "ipAddress" = '203.0.113.77', "userAgent" = 'Bw-Browser 9' where "userId" = $1`,
    [login],
  );
  for (const what of ["address:bw-mail@clinch.test", "reset:bw-mail@clinch.test"])
    await takeTry(ground.db, { what, host: "host" }, 10);
  const deal = (await company.ask("loner", openDealRoute, { body: { name: "Theirs", value: usd(4200) } })).body;
  await company.ask("loner", winDealRoute, { params: { id: deal.id }, body: {} });
  await company.ask("loner", addAbsenceRoute, {
    body: { personId: id, fromOn: "2018-02-01", toOn: "2018-02-03", kind: "sick", coverId: null },
  });
  await company.ask("admin", setQuotasRoute, {
    body: {
      metric: "deals_won",
      period: "2018-03",
      quotas: [{ owner: { kind: "person", person: id }, amount: 4, reason: "Bw-Reason" }],
    },
  });
  await uploaded(
    "team.csv",
    "Name,Email,Role\nThistledown Brackenwhistle,bw-mail@clinch.test,Falconer\nAnn Other,ann@clinch.test,AE\n",
  );
  await uploaded("more.csv", "Deal,Owner,Stage,Value\nBig,Thistledown Brackenwhistle,Prospecting,5\n");
  await mailed("bw-mail@clinch.test", "Brackenwhistle");
  const invited = (await company.ask("admin", peopleRoute, {})).body.people.find((one) => one.id === id)!;
  assert.equal(
    (await company.ask("admin", inviteRoute, { body: { personId: id, email: invited.email! } })).status,
    409,
  );

  assert.equal((await company.ask("teammate", personHeldRoute, { params: { id } })).status, 403);
  const held = await company.ask("loner", personHeldRoute, { params: { id } });
  for (const word of personWords)
    assert.ok(JSON.stringify(held.body).includes(word), `${word} is told to whom it is about`);
  for (const word of personWords)
    assert.notDeepEqual(await wordsLeft([word]), [], `${word} was planted, or nothing would be shown`);

  const typed = { params: { id }, body: { name: "Thistledown Brackenwhistle" } };
  assert.equal((await company.ask("admin", erasePersonRoute, typed)).code, "people.still_works_here");
  await company.ask("admin", leaveRoute, { params: { id }, body: { lastOn: "2018-01-01", takers: {} } });
  const before = await figures();
  const older = await backup("person-before.backup");
  assert.equal((await company.ask("admin", erasePersonRoute, typed)).status, 200);

  assert.deepEqual(await wordsLeft(personWords), []);
  assert.equal(await figures(), before);
  const listed = (await company.ask("admin", dealsRoute, { query: { owner: id } })).body.rows;
  assert.equal(listed[0]?.owner, "[former colleague]");
  const told = (await company.ask("admin", timelineRoute, { query: { record: "deal", id: deal.id } })).body.entries;
  assert.ok(
    told.some(({ who }) => who === "[former colleague]"),
    "what they did is still somebody's",
  );
  assert.deepEqual((await company.ask("admin", searchRoute, { query: { q: "former colleague" } })).body.groups, []);
  assert.equal((await company.ask("loner", dealRoute, { params: { id: deal.id } })).status, 401);

  await backup("person-erased.backup");
  // Sessions are in no backup: what only they knew is not there to be forgotten.
  const kept = personWords.filter((word) => word !== "Bw-Browser" && word !== "203.0.113.77");
  const alone = await older.restoredAlone();
  for (const word of kept) assert.notDeepEqual(linesWith(alone.lines, [word]), [], `${word} is in the backup`);
  const over = await older.restoredOver("person-erased.backup");
  assert.equal(over.erasedAgain, 2, "the contact of before, and the person");
  assert.deepEqual(linesWith(over.lines, [...personWords, ...contactWords]), []);
  assert.equal(over.figures, before);
});

test("with an erased person goes every way in: keys, passkeys, authenticator, codes, the identity, what was mailed", async () => {
  const { ground } = company;
  const id = company.person("otherRep");
  const [person] = await asking<{ login: string }>(
    ground.url,
    `select user_id as login from persons where id = '${id}'`,
  );
  const { login } = person!;
  const visitor = visitorOf(company.app, new Map([company.cookie("otherRep").split("=", 2) as [string, string]]));
  await setUpApp(ground, visitor);
  const made = await visitor.ask("POST", "/api/api-keys", { name: "Reports", days: 30, password });
  const byKey = { authorization: `Bearer ${String(made.body.key)}` };
  assert.equal((await visitorOf(company.app).ask("GET", "/api/deals", undefined, byKey)).status, 200);
  await ground.pool.query(
    "insert into passkeys (id, user_id, name, public_key, counter, transports) values ('a', $1, 'Phone', 'k', 0, '{}')",
    [login],
  );
  await ground.transact(async (tx) => {
    await linkIdentity(tx, { issuer: "https://id.example", subject: "olga", email: undefined }, login, newId());
    await issueToken(tx, "reset", login, 1);
  });
  await visitor.ask("POST", "/api/organizations", { name: "Acme" }, { "idempotency-key": "acme" });
  const ways = [
    ...["account", "api_keys", "authenticators", "once_keys", "passkeys", "recovery_codes", "session", "tokens"],
    "user",
  ];
  const heldIn = async () => {
    const lines = linesWith(await dumpOf(ground.pool), [login]);
    return [...new Set(lines.map((line) => line.slice(line.indexOf(".") + 1, line.indexOf(":"))))].toSorted();
  };
  const before = await heldIn();
  for (const way of ways) assert.ok(before.includes(way), `${way} is there to be taken away`);
  await company.ask("admin", leaveRoute, { params: { id }, body: { lastOn: "2018-01-01", takers: {} } });
  const erased = { params: { id }, body: { name: "Olga Other" } };
  assert.equal((await company.ask("admin", erasePersonRoute, erased)).status, 200);
  assert.deepEqual(await heldIn(), ["audit", "persons"], "only whose doing the past was");
  assert.equal((await visitorOf(company.app).ask("GET", "/api/deals", undefined, byKey)).code, "people.key_unknown");
});

test("the audit takes no other change than the blanking of words, and that only while erasing", async () => {
  const client = await company.ground.pool.connect();
  const refused = async (text: string) => {
    await client.query("begin");
    await assert.rejects(client.query(text), /append-only/, text);
    await client.query("rollback");
  };
  await refused("update audit set was = null, became = null");
  for (const change of ["update audit set field = 'x'", `update audit set became = '"y"'`, "delete from audit"])
    await refused(`set local clinch.erasing = 'on'; ${change}`);
  client.release();
});

test("no word of a person comes into the log, however much it says", async () => {
  const folder = path.join(os.tmpdir(), `clinch-log-${process.pid}`);
  const server = await startServer({ CLINCH_DATA: folder, LOG_LEVEL: "trace", DATABASE_URL: "" });
  try {
    const cookie = await setUpBy(server);
    const headers = { "content-type": "application/json", cookie };
    const post = (address: string, body: object) =>
      fetch(`${server.origin}${address}`, { method: "POST", headers, body: JSON.stringify(body) });
    const made = await post("/api/contacts", { name: "Quillfeather", email: "zq-mail@example.com" });
    const { id } = (await made.json()) as { id: string };
    await post("/api/contacts", { name: "Quillfeather", email: "zq-mail is none" });
    await post("/api/sign-in", { email: "zq-mail@example.com", password: "Quillfeather1" });
    await fetch(`${server.origin}/api/search?q=Quillfeather`, { headers });
    await fetch(`${server.origin}/api/Quillfeather`, { headers });
    assert.equal((await post(`/api/contacts/${id}/erase`, { name: "Quillfeather" })).status, 200);
    assert.deepEqual(linesWith(server.errors().split("\n"), contactWords), []);
  } finally {
    await server.kill("SIGTERM");
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
