import assert from "node:assert/strict";
import { test } from "node:test";
import { addActivityRoute, timelineRoute } from "#modules/activities/api.ts";
import { endShareRoute, shareRoute, sharesRoute } from "#modules/lists/api.ts";
import { dealRoute, openDealRoute, winDealRoute } from "#modules/pipeline/api.ts";
import { freshCompany, type Who } from "../../../../tests/company.ts";
import {
  addContactRoute,
  addOrganizationRoute,
  changeContactRoute,
  contactMergePreviewRoute,
  contactRoute,
  mergeContactsRoute,
  mergeOrganizationsRoute,
  moveContactRoute,
  organizationPeopleRoute,
  organizationRoute,
  undoMergeRoute,
} from "../api.ts";
import { mergeRecords } from "./mergeRecords.ts";

const company = freshCompany();
const contact = async (who: Who, body: object) =>
  (await company.ask(who, addContactRoute, { body: { name: "Anna", ...body } })).body;
const organization = async (who: Who, name: string, more: object = {}) =>
  (await company.ask(who, addOrganizationRoute, { body: { name, ...more } })).body;
const seen = async (who: Who, id: string) =>
  (await company.ask(who, contactRoute, { params: { id: id as never } })).body;
const merge = (who: Who, id: string, absorbed: string, take = {}) =>
  company.ask(who, mergeContactsRoute, { params: { id: id as never }, body: { absorbed: absorbed as never, take } });
const undo = (who: Who, id: string) => company.ask(who, undoMergeRoute, { params: { id: id as never } });
const table = async (name: string) =>
  (
    await company.ground.pool.query(
      `select to_jsonb(t) - 'version' - 'paired_version' - 'is_primary' as row from ${name} as t`,
    )
  ).rows
    .map(({ row }) => JSON.stringify(row))
    .toSorted();
const told = async (who: Who, record: "contact" | "organization", id: string) =>
  (await company.ask(who, timelineRoute, { query: { record, id } })).body.entries.flatMap(
    ({ activity }) => activity?.subject ?? [],
  );

const kept = [
  "contacts",
  "organizations",
  "emails",
  "phones",
  "addresses",
  "links",
  "contact_roles",
  "activities",
  "deals",
  "facts",
];
const everything = async () =>
  Object.fromEntries(await Promise.all(kept.map(async (name) => [name, await table(name)] as const)));

test("6. Merge two persons with tasks and deals; undo: nothing lost; hidden records not revealed", async () => {
  const acme = await organization("rep", "Acme");
  const acmeInc = await organization("rep", "Acme, Inc.");
  const anna = await contact("rep", { name: "Anna Maier", email: "anna@acme.example", organizationId: acme.id });
  const twin = await contact("rep", {
    name: "Anna Mayer",
    title: "Buyer",
    emails: [{ address: "a.mayer@acme.example" }, { address: "ANNA@acme.example" }],
    phones: [{ number: "+1 212 555 0187" }],
    organizationId: acmeInc.id,
  });
  const note = (who: Who, on: object, subject: string) =>
    company.ask(who, addActivityRoute, { body: { kind: "task", subject, dueAt: "2018-01-05T10:00:00Z", ...on } });
  await note("rep", { contactId: anna.id }, "Call Anna");
  await note("rep", { contactId: twin.id }, "Send the offer");
  await note("admin", { contactId: twin.id, organizationId: acmeInc.id }, "Hidden from the rep");
  const open = { name: "Big one", value: { minor: 500, currency: "USD" }, organizationId: acmeInc.id };
  const deal = (await company.ask("rep", openDealRoute, { body: open })).body.id;
  await company.ask("rep", winDealRoute, { params: { id: deal }, body: {} });
  const hidden = (await company.ask("admin", openDealRoute, { body: { ...open, name: "Hidden deal" } })).body.id;
  const before = await everything();

  const preview = await company.ask("rep", contactMergePreviewRoute, { params: { id: anna.id, absorbed: twin.id } });
  assert.deepEqual(preview.body.emails, ["anna@acme.example", "a.mayer@acme.example"]);
  assert.doesNotMatch(JSON.stringify(preview.body), /Hidden/);

  const merged = await merge("rep", anna.id, twin.id, { name: "absorbed", organizationId: "absorbed" });
  assert.deepEqual([merged.status, merged.code], [200, undefined]);
  const companies = await company.ask("rep", mergeOrganizationsRoute, {
    params: { id: acme.id },
    body: { absorbed: acmeInc.id, take: {} },
  });
  assert.deepEqual([companies.status, companies.code], [200, undefined]);
  const now = await seen("rep", anna.id);
  assert.deepEqual([now.name, now.title, now.organizationId], ["Anna Mayer", "Buyer", acme.id]);
  assert.deepEqual(
    now.emails.map(({ address }) => address),
    ["anna@acme.example", "a.mayer@acme.example"],
  );
  assert.deepEqual((await told("rep", "contact", anna.id)).toSorted(), [
    "Call Anna",
    "Hidden from the rep",
    "Send the offer",
  ]);
  for (const id of [deal, hidden])
    assert.equal((await company.ask("admin", dealRoute, { params: { id } })).body.organizationId, acme.id);
  assert.ok(
    (await company.ask("rep", organizationRoute, { params: { id: acme.id } })).body.boughtOn,
    "the win counts for it",
  );

  assert.equal((await undo("rep", companies.body.mergeId)).status, 200);
  const undone = await undo("rep", merged.body.mergeId);
  assert.deepEqual([undone.status, undone.body.kept, undone.body.stayed], [200, [], 0]);
  assert.deepEqual(await everything(), before);
  assert.deepEqual((await told("rep", "contact", twin.id)).toSorted(), ["Hidden from the rep", "Send the offer"]);
  assert.equal((await undo("rep", merged.body.mergeId)).code, "contacts.merge_undone_already");
});

test("undo after the survivor was changed keeps the later change and says so", async () => {
  const anna = await contact("rep", { name: "Ben", title: null });
  const twin = await contact("rep", { name: "Benjamin", title: "Buyer", reading: "ベン" });
  const { body } = await merge("rep", anna.id, twin.id, { name: "absorbed" });
  await company.ask("rep", changeContactRoute, { params: { id: anna.id }, body: { title: "Head of buying" } });
  const back = await undo("rep", body.mergeId);
  assert.deepEqual(back.body.kept, ["title"]);
  const now = await seen("rep", anna.id);
  assert.deepEqual([now.name, now.reading, now.title], ["Ben", null, "Head of buying"]);
  assert.equal((await seen("rep", twin.id)).title, "Buyer");
});

test("an absorbed record's id leads to the survivor, for whoever may read that one; nobody else learns of it", async () => {
  const anna = await contact("rep", { name: "Carl" });
  const twin = await contact("rep", { name: "Karl" });
  await merge("rep", anna.id, twin.id);
  const led = await company.ask("rep", contactRoute, { params: { id: twin.id } });
  assert.deepEqual([led.status, led.code, led.problem?.facts], [404, "contacts.merged", { mergedInto: anna.id }]);
  assert.equal(
    (await company.ask("otherRep", contactRoute, { params: { id: twin.id } })).code,
    "contacts.no_such_contact",
  );
  const change = await company.ask("rep", changeContactRoute, { params: { id: twin.id }, body: { title: "Late" } });
  assert.equal(change.code, "contacts.merged");
});

test("shares follow who becomes one: whoever had either has the one, may write if either let them, and undo gives each its own back", async () => {
  const anna = await contact("rep", { name: "Greta" });
  const twin = await contact("rep", { name: "Gretchen" });
  const on = (id: string) => ({ kind: "contact" as const, id });
  const share = (id: string, to: Who, mayWrite: boolean) =>
    company.ask("rep", shareRoute, { params: on(id), body: { personId: company.person(to), mayWrite } });
  const shares = async (id: string) =>
    Object.fromEntries(
      (await company.ask("rep", sharesRoute, { params: on(id) })).body.shares.map((one) => [one.person, one.mayWrite]),
    );
  await share(anna.id, "otherRep", false);
  await share(twin.id, "otherRep", true);
  await share(twin.id, "loner", false);
  await share(twin.id, "otherManager", false);
  const { mergeId } = (await merge("rep", anna.id, twin.id)).body;
  assert.deepEqual(await shares(anna.id), { "Olga Other": true, "Dora Desk": false, "Otto Other": false });
  assert.equal((await company.ask("loner", contactRoute, { params: { id: anna.id } })).status, 200);
  const ended = { ...on(anna.id), person: company.person("otherManager") };
  assert.equal((await company.ask("rep", endShareRoute, { params: ended })).status, 200);
  assert.equal((await undo("rep", mergeId)).body.stayed, 1, "a share that was ended since is not given back");
  assert.deepEqual(await shares(anna.id), { "Olga Other": false });
  assert.deepEqual(await shares(twin.id), { "Olga Other": true, "Dora Desk": false });
});

test("both must be one's own to change: what one may only read, or not even read, stays", async () => {
  const mine = await contact("rep", { name: "Dana" });
  const hidden = await contact("otherRep", { name: "Dana" });
  const read = await contact("teammate", { name: "Dana" });
  assert.equal((await merge("rep", mine.id, hidden.id)).code, "contacts.no_such_contact");
  assert.equal((await merge("rep", mine.id, read.id)).code, "contacts.may_not_change_contact");
  assert.equal((await merge("rep", mine.id, mine.id)).code, "contacts.merge_with_itself");
});

test("an organization that becomes one with its parent, or with one below, is never its own ancestor", async () => {
  const top = await organization("rep", "Top");
  const middle = await organization("rep", "Middle", { parentId: top.id });
  const below = await organization("rep", "Below", { parentId: middle.id });
  const join = (id: string, absorbed: string) =>
    company.ask("rep", mergeOrganizationsRoute, {
      params: { id: id as never },
      body: { absorbed: absorbed as never, take: {} },
    });
  const one = (await join(below.id, top.id)).body;
  const parent = async (id: string) =>
    (await company.ask("rep", organizationRoute, { params: { id: id as never } })).body.parentId;
  assert.deepEqual([await parent(below.id), await parent(middle.id)], [null, below.id]);
  await undo("rep", one.mergeId);
  assert.deepEqual([await parent(below.id), await parent(middle.id)], [middle.id, top.id]);
});

test("a merge can be undone for 30 days and not on the 31st", async () => {
  const [first, second] = [await contact("rep", { name: "Emil" }), await contact("rep", { name: "Emile" })];
  const workspace = await company.workspace();
  const actor = await company.actor("rep");
  const at = (now: string) => ({ actor, choices: workspace, now: now as never, today: now.slice(0, 10) as never });
  const pair = { survivor: first.id, absorbed: second.id, taking: {} };
  const old = await company.transact("rep", (tx) => mergeRecords(tx, "contact", at("2017-12-02T23:00:00Z"), pair));
  assert.equal((await undo("rep", old)).code, "contacts.merge_too_old");
  await company.ground.pool.query("update merges set at = '2017-12-03T01:00:00Z' where id = $1", [old]);
  assert.equal((await undo("rep", old)).status, 200);
});

test("a new employer in one step keeps the old one with its last day; the organization shows who is there and who was", async () => {
  const [old, next] = [await organization("rep", "Old place"), await organization("rep", "New place")];
  const one = await contact("rep", { name: "Fred", organizationId: old.id, title: "Clerk" });
  const moved = await company.ask("rep", moveContactRoute, {
    params: { id: one.id },
    body: { organizationId: next.id, title: "Head", on: "2018-01-01" },
  });
  assert.deepEqual(
    moved.body.roles.map(({ organization: name, title, fromOn, toOn, isPrimary }) => [
      name,
      title,
      fromOn,
      toOn,
      isPrimary,
    ]),
    [
      ["New place", "Head", "2018-01-01", null, true],
      ["Old place", "Clerk", null, "2017-12-31", false],
    ],
  );
  const now = await seen("rep", one.id);
  assert.deepEqual([now.organizationId, now.title], [next.id, "Head"]);
  const people = async (id: string) =>
    (await company.ask("rep", organizationPeopleRoute, { params: { id: id as never } })).body.people.map(
      ({ name, toOn }) => [name, toOn],
    );
  assert.deepEqual(await people(old.id), [["Fred", "2017-12-31"]]);
  assert.deepEqual(await people(next.id), [["Fred", null]]);
});
