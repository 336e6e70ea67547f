import assert from "node:assert/strict";
import { test } from "node:test";
import { addContactRoute, addOrganizationRoute, contactRoute } from "#modules/contacts/api.ts";
import { addFieldRoute } from "#modules/fields/api.ts";
import { notificationsRoute } from "#modules/inbox/api.ts";
import { leadRoute } from "#modules/leads/api.ts";
import { figureRoute } from "#modules/metrics/api.ts";
import { addProductRoute, dealRoute, openDealRoute } from "#modules/pipeline/api.ts";
import { freshCompany } from "#tests/company.ts";
import { importing } from "#tests/importing.ts";

const company = freshCompany();
const usd = (minor: number) => ({ minor, currency: "USD" });

const { upload, planOf, take, takeBack } = importing(company);
const deal = async (id: string) => (await company.ask("admin", dealRoute, { params: { id: id as never } })).body;
const figure = async (name: string, from = "2018-01-01", to = "2018-12-31") =>
  (await company.ask("admin", figureRoute, { params: { name }, query: { from, to } })).body.total;

async function made<Body>(asked: Promise<{ status: number; body: Body }>): Promise<Body> {
  const { status, body } = await asked;
  assert.ok(status < 300, JSON.stringify(body));
  return body;
}

test("a file of lines makes what deals sell, sums their value up, and its undo gives the plain value back", async () => {
  await made(company.ask("admin", addProductRoute, { body: { name: "GTX", price: usd(10_000) } }));
  const open = (name: string) =>
    made(company.ask("rep", openDealRoute, { body: { name, value: usd(77_700) } })).then(({ id }) => id);
  const [one, other] = [await open("Lines one"), await open("Lines two")];
  const weighted = await figure("pipeline_value");
  const { id, kind } = await upload(
    "deal_lines.csv",
    `Deal,Product,Quantity,Unit price,Discount percent,Tax rate,Recurring,Billing cycles
Lines one,GTX,2,100,25,10,,
Lines one,GTX,1,5,,,monthly,12
Lines two,gtx,3,,,,,
Nowhere,GTX,1,1,,,,
`,
  );
  assert.equal(kind, "line");
  const plan = await planOf(id);
  assert.deepEqual(plan.counts, { create: 3, update: 0, same: 0, problem: 1 }, JSON.stringify(plan.causes));
  assert.deepEqual(plan.causes.map(({ code, rows }) => [code, rows]).toSorted(), [
    ["lines_set_value", 3],
    ["matched_loosely", 1],
    ["no_such_deal", 1],
    ["takes_list_price", 1],
  ]);
  await take(id);
  const { lines, value } = await deal(one);
  assert.deepEqual(
    lines.map((line) => [line.quantity, line.priceMinor, line.discount, line.taxPercent, line.recurs, line.periods]),
    [
      [2, 10_000, { percent: 25 }, 10, null, 1],
      [1, 500, null, 0, "monthly", 12],
    ],
  );
  assert.deepEqual([value.minor, (await deal(other)).value.minor], [21_000, 30_000]);
  assert.equal(await figure("pipeline_value"), weighted! - 2 * 77_700 + 51_000);
  const again = await upload("deal_lines.csv", `Deal,Position,Product,Quantity,Price\nLines one,1,GTX,4,5\n`);
  assert.deepEqual(
    (await planOf(again.id)).rows[0]?.changes.map(({ field }) => field),
    ["quantity"],
  );
  await takeBack(id);
  assert.deepEqual([(await deal(one)).lines.length, (await deal(one)).value.minor], [0, 77_700]);
  assert.equal(await figure("pipeline_value"), weighted);
});

test("files say where people work and who is on a deal in which part; an undo leaves both as they were", async () => {
  const [first, second] = [
    await made(company.ask("rep", addOrganizationRoute, { body: { name: "First Ltd" } })),
    await made(company.ask("rep", addOrganizationRoute, { body: { name: "Second Ltd" } })),
  ];
  const ann = await made(company.ask("rep", addContactRoute, { body: { name: "Ann Role", organizationId: first.id } }));
  const { id: dealId } = await made(company.ask("rep", openDealRoute, { body: { name: "With people" } }));
  const contact = async () => (await company.ask("rep", contactRoute, { params: { id: ann.id } })).body;
  const roles = await upload(
    "roles.csv",
    "Contact,Organization,Job title,From,To,Primary\nAnn Role,Second Ltd,Head,2017-05-01,,yes\nAnn Role,Nowhere,,2010-01-01,2011-01-01,no\n",
  );
  assert.equal(roles.kind, "role");
  assert.deepEqual((await planOf(roles.id)).counts, { create: 1, update: 0, same: 0, problem: 1 });
  await take(roles.id);
  assert.deepEqual(
    [(await contact()).organizationId, (await contact()).title, (await contact()).roles.map((one) => one.isPrimary)],
    [second.id, "Head", [true, false]],
  );
  const parts = await upload("people.csv", "Deal,Contact,Role\nWith people,Ann Role,Decides\nWith people,Nobody,\n");
  assert.equal(parts.kind, "dealContact");
  await take(parts.id);
  const [on] = (await deal(dealId)).contacts;
  assert.deepEqual([on?.contactId, on?.part], [ann.id, "Decides"]);
  await takeBack(parts.id);
  await takeBack(roles.id);
  assert.deepEqual([(await deal(dealId)).contacts, (await contact()).organizationId], [[], first.id]);
  assert.equal((await contact()).roles.length, 1);
});

test("leads come in at their own day with source and state, nobody is told, and an undo leaves none", async () => {
  const { id, kind } = await upload(
    "leads.csv",
    `Lead ID,Lead name,Owner,Organization,Lead source,Message,Created,Status,Reason
L1,Fair visitor,Ray Rep,Fair AG,Trade fair,Call me,2017-11-03,,
L2,Student,Ray Rep,,Referral,,2017-11-04,Disqualified,No budget
L3,Nobody's,,,Unheard of,,2017-11-05,Junk,
`,
  );
  assert.equal(kind, "lead");
  assert.deepEqual((await planOf(id)).counts, { create: 2, update: 0, same: 0, problem: 1 });
  await take(id);
  const rows = (
    await company.ground.pool.query(
      "select id, key, lead_state, respond_by from deals where key like 'L%' order by key",
    )
  ).rows;
  assert.deepEqual(
    rows.map((row) => [row.key, row.lead_state, row.respond_by]),
    [
      ["L1", "new", null],
      ["L2", "disqualified", null],
    ],
  );
  const lead = (await company.ask("rep", leadRoute, { params: { id: rows[0].id } })).body;
  assert.deepEqual([lead.source, lead.message, lead.organization], ["Trade fair", "Call me", "Fair AG"]);
  assert.deepEqual([await figure("leads_added"), await figure("leads_added", "2017-11-01", "2017-11-30")], [0, 2]);
  await company.deliverAll(3);
  assert.deepEqual(
    (await company.ask("rep", notificationsRoute, { query: {} })).body.rows.filter(
      ({ kind: what }) => what === "assigned",
    ),
    [],
  );
  await takeBack(id);
  assert.equal((await company.ask("rep", leadRoute, { params: { id: rows[0].id } })).status, 404);
  assert.equal((await company.ask("rep", leadRoute, { params: { id: rows[1].id } })).status, 404);
  assert.equal(await figure("leads_added", "2017-11-01", "2017-11-30"), 0);
});

test("a lead's file changes what it says, labels too, and its undo puts both back", async () => {
  const labels = { record: "deal", label: "Labels", type: "choices", choices: ["Hot", "Warm", "Cold"] } as const;
  await made(company.ask("admin", addFieldRoute, { body: { ...labels, choices: [...labels.choices] } }));
  const first = await upload(
    "leads.csv",
    "Lead ID,Lead name,Lead source,Message,Labels\nM1,Caller,Referral,Hello,Warm; Hot\n",
  );
  await take(first.id);
  const file = "Lead ID,Lead name,Message,Status,Lead source,Labels\nM1,Caller,Again,Working,Referral,Cold\n";
  const { id } = await upload("leads.csv", file);
  const [planned] = (await planOf(id)).rows;
  assert.deepEqual(
    planned?.changes.map(({ field, from, to }) => [field, from, to]),
    [
      ["state", "new", "working"],
      ["message", "Hello", "Again"],
      ["custom.labels", "Warm; Hot", "Cold"],
    ],
  );
  await take(id);
  const again = await upload("leads.csv", file);
  assert.deepEqual((await planOf(again.id)).counts, { create: 0, update: 0, same: 1, problem: 0 });
  await takeBack(id);
  const { rows } = await company.ground.pool.query("select id, lead_state from deals where key = 'M1'");
  const lead = (await company.ask("admin", leadRoute, { params: { id: rows[0].id } })).body;
  assert.deepEqual([rows[0].lead_state, lead.message], ["new", "Hello"]);
  const back = await upload("leads.csv", "Lead ID,Lead name,Lead source,Labels\nM1,Caller,Referral,Warm; Hot\n");
  assert.deepEqual((await planOf(back.id)).counts, { create: 0, update: 0, same: 1, problem: 0 });
});

test("lines, parts and workplaces of somebody else's records stay out, as by hand", async () => {
  await made(company.ask("otherRep", openDealRoute, { body: { name: "Not mine", value: usd(100) } }));
  const lines = await upload("lines.csv", "Deal,Product,Quantity,Price\nNot mine,GTX,1,1\n", "rep");
  const { counts, causes } = await planOf(lines.id, "rep");
  assert.deepEqual(
    [counts?.problem, causes.some(({ code }) => code === "not_allowed" || code === "no_such_deal")],
    [1, true],
  );
});
