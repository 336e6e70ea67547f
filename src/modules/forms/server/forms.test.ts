import assert from "node:assert/strict";
import { test } from "node:test";
import type { Asked } from "#lib/route.ts";
import { instant } from "#lib/time.ts";
import { addContactRoute, addOrganizationRoute, contactRoute, eraseContactRoute } from "#modules/contacts/api.ts";
import * as leads from "#modules/leads/api.ts";
import { addAbsenceRoute } from "#modules/people/comingAndGoing.ts";
import { type Company, freshCompany, type Who } from "../../../../tests/company.ts";
import * as api from "../api.ts";
import { newStamp } from "./stamp.ts";
import { dropOld } from "./store.ts";

// So few that a test reaches them: three an hour from one address, six by one form.
const company = freshCompany({ env: { FORM_PER_ADDRESS: "3", FORM_PER_HOUR: "6" } });
const ask: Company["ask"] = (...asked) => company.ask(...asked);

type Content = Asked<typeof api.addFormRoute>["body"];
type Form = { id: string; token: string };

async function aForm(more: Partial<Content> = {}): Promise<Form> {
  const made = await ask("admin", api.addFormRoute, {
    body: {
      ...{ name: "Contact", title: "Write to us", lead: null, language: "en", button: null, thanks: null },
      ...{
        redirectTo: null,
        receiver: { to: "queue" },
        sourceId: null,
        campaignId: null,
        sites: [],
        keepsFirst: false,
      },
      fields: ["name", "email", "company", "message"].map((key) => ({ key, label: null, required: key === "email" })),
      ...more,
    },
  });
  assert.equal(made.status, 201, made.code ?? "");
  const { forms } = (await ask("admin", api.formsRoute, {})).body;
  return forms.find(({ id }) => id === made.body.id)!;
}

type Sending = { from?: string; ageSeconds?: number; stamp?: string; cookie?: string };
let addresses = 0;
/** Each visitor has an address of their own. */
const fresh = () => `203.0.113.${++addresses}`;

/** As the page sends it, filled in for a minute. */
async function send(
  { id, token }: Form,
  fields: object,
  { from = fresh(), ageSeconds = 60, stamp, cookie }: Sending = {},
) {
  const shownAt = Temporal.Instant.from(company.ground.clock.now()).subtract({ seconds: ageSeconds });
  const stamped = stamp ?? (await newStamp(company.ground.db, id, instant(shownAt.toString())));
  return company.app.inject({
    ...{ method: "POST", url: `/f/${token}`, remoteAddress: from },
    headers: { "content-type": "application/x-www-form-urlencoded", ...(cookie ? { cookie } : {}) },
    payload: new URLSearchParams({ stamp: stamped, ...fields }).toString(),
  });
}

const held = async (form: Form) =>
  (await ask("admin", api.heldRoute, {})).body.held.filter(({ formId }) => formId === form.id);
async function leadsOf(who: Who, contact: string) {
  const queue = who === "admin" ? "untaken" : "new";
  const { rows } = (await ask(who, leads.leadsRoute, { query: { queue } })).body;
  return rows.filter((one) => one.contact === contact);
}
const visitor = (name: string, more: object = {}) => ({
  ...{ name, email: `${name.toLowerCase().replaceAll(" ", ".")}@vantemoor.example`, message: `Hello from ${name}` },
  ...more,
});

test("what is suspicious is held back with every reason, and the visitor reads the same thanks", async () => {
  const form = await aForm();
  const plain = await send(form, visitor("Plain One"));
  const links = "http://a.example http://b.example www.c.example";
  const spam = await send(form, visitor("Spam One", { website2: "me", message: links }), { ageSeconds: 1 });
  assert.deepEqual([spam.statusCode, spam.body], [200, plain.body]);
  assert.deepEqual(
    (await held(form)).map(({ reasons }) => reasons),
    [["trap", "too_fast", "links"]],
  );
  assert.equal((await leadsOf("admin", "Plain One")).length, 1);
  assert.equal((await leadsOf("admin", "Spam One")).length, 0);
});

test("a page that was shown yesterday, one that another form showed, and one that nobody showed are held back", async () => {
  const form = await aForm();
  const other = await aForm();
  const { db, clock } = company.ground;
  const shownAt = instant(Temporal.Instant.from(clock.now()).subtract({ seconds: 60 }).toString());
  await send(form, visitor("Late One"), { ageSeconds: 25 * 3600 });
  await send(form, visitor("Moved One"), { stamp: await newStamp(db, other.id, shownAt) });
  await send(form, visitor("Made Up"), { stamp: "bm90IG91cnM.c2lnbmVk" });
  const reasons = new Map((await held(form)).map((one) => [one.written.name, one.reasons]));
  assert.deepEqual(Object.fromEntries(reasons), {
    ...{ "Late One": ["too_old"], "Moved One": ["no_stamp"], "Made Up": ["no_stamp"] },
  });
});

test("the same words again are held back, and sent twice from one page they are one", async () => {
  const form = await aForm();
  const { db, clock } = company.ground;
  const stamp = await newStamp(
    db,
    form.id,
    instant(Temporal.Instant.from(clock.now()).subtract({ seconds: 60 }).toString()),
  );
  await Promise.all([1, 2, 3].map(() => send(form, visitor("Twice One"), { stamp })));
  assert.deepEqual([(await leadsOf("admin", "Twice One")).length, (await held(form)).length], [1, 0]);
  await send(form, visitor("Twice One"));
  assert.deepEqual(
    (await held(form)).map(({ reasons }) => reasons),
    [["repeated"]],
  );
});

test("the fourth of an hour from one address is held back, by whatever form; another address is let in", async () => {
  const [first, second] = [await aForm(), await aForm()];
  const from = fresh();
  for (const name of ["Many A", "Many B", "Many C"]) await send(first, visitor(name), { from });
  await send(second, visitor("Many D"), { from });
  await send(second, visitor("Other E"));
  assert.deepEqual(
    (await held(second)).map(({ written, reasons }) => [written.name, reasons]),
    [["Many D", ["too_many"]]],
  );
  assert.equal((await leadsOf("admin", "Other E")).length, 1);
});

test("the seventh of an hour by one form is held back, and another form goes on", async () => {
  const [flooded, other] = [await aForm(), await aForm()];
  for (const name of ["F A", "F B", "F C", "F D", "F E", "F F", "F G"]) await send(flooded, visitor(name));
  await send(other, visitor("Calm One"));
  assert.deepEqual(
    (await held(flooded)).map(({ written, reasons }) => [written.name, reasons]),
    [["F G", ["form_flooded"]]],
  );
  assert.equal((await held(other)).length, 0);
});

test("let in, what was held back is a lead that came in when it was sent; its words stand nowhere else, and it is let in once", async () => {
  const form = await aForm();
  await send(form, visitor("Honest One", { website2: "autofilled" }));
  const [one] = await held(form);
  const params = { id: one!.id };
  for (const who of ["manager", "rep"] as const)
    assert.equal((await ask(who, api.letInRoute, { params })).status, 403, who);
  const letIn = await ask("admin", api.letInRoute, { params });
  assert.equal(letIn.status, 200, letIn.code ?? "");
  const [lead] = await leadsOf("admin", "Honest One");
  assert.deepEqual([lead?.id, lead?.cameInAt, lead?.message], [letIn.body.leadId, one!.at, "Hello from Honest One"]);
  assert.equal((await ask("admin", api.letInRoute, { params })).code, "forms.no_such_submission");
  assert.equal((await ask("admin", api.dropRoute, { params })).code, "forms.no_such_submission");
  assert.equal((await held(form)).length, 0);
  assert.deepEqual(await kept(one!.id), [null, null, null]);
});

const kept = async (id: string) => {
  const { rows } = await company.ground.pool.query(
    "select written, first_touch, last_touch from form_submissions where id = $1",
    [id],
  );
  return Object.values(rows[0]);
};

test("dropped by hand or after 30 days, what was held back is gone with its words, and is no lead", async () => {
  const form = await aForm();
  await send(form, visitor("Bad One", { website2: "x" }));
  await send(form, visitor("Old One", { website2: "x" }));
  const all = await held(form);
  const idOf = (name: string) => all.find(({ written }) => written.name === name)!.id;
  assert.equal((await ask("rep", api.dropRoute, { params: { id: idOf("Bad One") } })).status, 403);
  assert.equal((await ask("admin", api.dropRoute, { params: { id: idOf("Bad One") } })).status, 200);
  assert.equal((await ask("admin", api.letInRoute, { params: { id: idOf("Bad One") } })).status, 404);
  assert.deepEqual(
    (await held(form)).map(({ written }) => written.name),
    ["Old One"],
  );
  await company.ground.transact((tx) => dropOld(tx, instant("2018-01-02T00:00:00Z"), company.ground.clock.now()));
  assert.equal((await held(form)).length, 1, "younger than that stays");
  await company.ground.transact((tx) => dropOld(tx, instant("2018-01-03T00:00:00Z"), company.ground.clock.now()));
  for (const name of ["Bad One", "Old One"]) assert.deepEqual(await kept(idOf(name)), [null, null, null], name);
});

test("a round goes by turns to those who are there: whoever is away or left is passed over, and when nobody is there it waits", async () => {
  const people = (["rep", "teammate", "otherRep"] as const).map((who) => company.person(who));
  const form = await aForm({ receiver: { to: "round", people } });
  const away = { kind: "vacation", coverId: null, fromOn: "2018-01-01", toOn: "2018-01-05" } as const;
  const gone = await ask("teammate", addAbsenceRoute, { body: { ...away, personId: company.person("teammate") } });
  assert.equal(gone.status, 201, gone.code ?? "");
  const later = { ...away, fromOn: "2018-01-03", personId: company.person("rep") };
  assert.equal((await ask("rep", addAbsenceRoute, { body: later })).status, 201);
  const owners: (string | null)[] = [];
  for (const name of ["Turn A", "Turn B", "Turn C", "Turn D"]) {
    await send(form, visitor(name));
    const { rows } = await company.ground.pool.query("select owner_id from deals where name like $1", [`${name}%`]);
    owners.push(rows[0].owner_id);
  }
  const [rep, , otherRep] = people;
  assert.deepEqual(owners, [rep, otherRep, rep, otherRep]);
  const empty = await aForm({ receiver: { to: "round", people: [company.person("teammate")] } });
  await send(empty, visitor("Turn Z"));
  assert.equal((await leadsOf("admin", "Turn Z")).length, 1, "nobody's until it is taken");
});

test("a known contact is found by the address, nothing known of them is written over, and their open lead takes the next form in without a turn", async () => {
  const people = (["rep", "otherRep"] as const).map((who) => company.person(who));
  const form = await aForm({ receiver: { to: "round", people } });
  const acme = (await ask("rep", addOrganizationRoute, { body: { name: "Pellwick Clinics" } })).body;
  const known = (
    await ask("rep", addContactRoute, {
      body: { name: "Elena Rossi", title: "Head of IT", email: "elena@pellwick.example", organizationId: acme.id },
    })
  ).body;
  const written = { name: "E. R.", email: "ELENA@pellwick.example", company: "Something else" };
  await send(form, { ...written, message: "First question", utm_source: "search", utm_campaign: "spring" });
  await send(form, { ...written, message: "Second question", utm_source: "letter", ref: "https://news.example/a" });
  const found = await leadsOf("rep", "Elena Rossi");
  assert.equal(found.length, 1);
  const [lead] = found;
  assert.deepEqual(
    [lead!.contactId, lead!.organizationId, lead!.message, lead!.ownerId],
    [known.id, acme.id, "First question", company.person("rep")],
  );
  assert.deepEqual(
    [lead!.firstTouch?.utm, lead!.lastTouch?.utm, lead!.lastTouch?.referrer],
    [{ source: "search", campaign: "spring" }, { source: "letter" }, "https://news.example/a"],
  );
  const query = { record: "deal" as const, id: lead!.id };
  const { touches } = (await ask("rep", leads.effortRoute, { query })).body;
  assert.deepEqual(
    touches.map(({ kind, note }) => [kind, note]),
    [
      ["form", "Contact"],
      ["form", "Contact: Second question"],
    ],
  );
  const contact = (await ask("rep", contactRoute, { params: { id: known.id } })).body;
  assert.deepEqual(
    [contact.name, contact.title, contact.email],
    ["Elena Rossi", "Head of IT", "elena@pellwick.example"],
  );
  await ask("rep", leads.qualifyLeadRoute, { params: { id: lead!.id }, body: {} });
  await send(form, { ...written, message: "Third, after the first became a deal" });
  const [next] = await leadsOf("otherRep", "Elena Rossi");
  assert.notEqual(next?.id, lead!.id);
  assert.equal(next?.ownerId, company.person("otherRep"), "the second form took no turn");
});

test("where a visitor first came from is remembered only where the form says so, and what a cookie claims is checked", async () => {
  const [remembers, forgets] = [await aForm({ keepsFirst: true }), await aForm()];
  const show = (form: Form, query: string, headers: Record<string, string> = {}) =>
    company.app.inject({ method: "GET", url: `/f/${form.token}${query}`, headers });
  const first = await show(remembers, "?utm_source=search&utm_term=racks", {
    referer: "https://search.example/?q=racks",
  });
  const cookie = String(first.headers["set-cookie"]).split(";")[0]!;
  assert.match(String(first.headers["set-cookie"]), /Path=\/f\/; Max-Age=\d+; HttpOnly; SameSite=Lax/);
  assert.match(first.body, /name="ref" value="https:\/\/search.example\/\?q=racks"/);
  assert.equal((await show(remembers, "?utm_source=letter", { cookie })).headers["set-cookie"], undefined);
  assert.equal((await show(remembers, "?in=1&utm_source=x")).headers["set-cookie"], undefined, "not within a page");
  assert.equal((await show(forgets, "?utm_source=search")).headers["set-cookie"], undefined);
  await send(remembers, visitor("Kept One", { utm_source: "letter" }), { cookie });
  const [lead] = await leadsOf("admin", "Kept One");
  assert.deepEqual(lead!.firstTouch?.utm, { source: "search", term: "racks" });
  assert.equal(lead!.firstTouch?.referrer, "https://search.example/?q=racks");
  assert.deepEqual(lead!.lastTouch?.utm, { source: "letter" });
  const forged = Buffer.from(JSON.stringify({ at: "2018-01-01T00:00:00Z", url: "javascript:alert(1)" }));
  const name = cookie.slice(0, cookie.indexOf("="));
  await send(remembers, visitor("Forged One"), { cookie: `${name}=${forged.toString("base64url")}` });
  const [plain] = await leadsOf("admin", "Forged One");
  assert.doesNotMatch(JSON.stringify([plain!.firstTouch, plain!.lastTouch]), /javascript/);
});

test("a contact who is erased leaves nothing among what is held back", async () => {
  const form = await aForm();
  const email = "zoe@pellwick.example";
  const contact = (await ask("admin", addContactRoute, { body: { name: "Zoe Lind", email } })).body;
  await send(form, { name: "Zoe", email: "Zoe@pellwick.example", message: "Ring me", website2: "x" });
  const [one] = await held(form);
  const body = { name: "Zoe Lind" };
  const erased = await ask("admin", eraseContactRoute, { params: { id: contact.id }, body });
  assert.ok(erased.status < 300, erased.code ?? "");
  assert.equal((await held(form)).length, 0);
  assert.deepEqual(await kept(one!.id), [null, null, null]);
});
