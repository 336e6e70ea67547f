import assert from "node:assert/strict";
import { test } from "node:test";
import { addActivityRoute, dueRoute } from "#modules/activities/api.ts";
import { addContactRoute, addOrganizationRoute, contactRoute } from "#modules/contacts/api.ts";
import { figureRoute } from "#modules/metrics/api.ts";
import {
  changeDealRoute,
  dealRoute,
  dealsRoute,
  openDealRoute,
  reopenDealRoute,
  winDealRoute,
} from "#modules/pipeline/api.ts";
import { quotasRoute, setQuotasRoute } from "#modules/quotas/api.ts";
import { clockFrom } from "#platform/clock.ts";
import { freshCompany, type Who } from "../../../../tests/company.ts";
import { peopleRoute, workspaceRoute } from "../api.ts";
import * as api from "../comingAndGoing.ts";
import { endLogins } from "./leave.ts";

const company = freshCompany({ clock: "2018-01-10T12:00:00Z" });
const usd = (minor: number) => ({ minor, currency: "USD" });
const year = { from: "2017-01-01", to: "2018-12-31" };

const dealOf = async (owner: Who, name: string, minor: number) =>
  (await company.ask("admin", openDealRoute, { body: { name, ownerId: company.person(owner), value: usd(minor) } }))
    .body;
const statusOf = async (who: Who, id: string) =>
  (await company.ask(who, dealRoute, { params: { id: id as never } })).status;
const ownerOf = async (id: string) =>
  (await company.ask("admin", dealRoute, { params: { id: id as never } })).body.ownerId;
const setVisibility = (visibility: "owner" | "team") => company.ask("admin", workspaceRoute, { body: { visibility } });

/** Every figure that could move by mistake, of everybody. */
async function figures() {
  const names = ["revenue_won", "deals_won", "deals_opened", "deals_lost", "win_rate", "cycle_days"];
  return Promise.all(
    names.map(
      async (name) =>
        (await company.ask("admin", figureRoute, { params: { name }, query: { ...year, by: "person" } })).body,
    ),
  );
}

async function quotaOf(who: Who) {
  const { body } = await company.ask("admin", quotasRoute, { query: { metric: "deals_won", period: "2018-01" } });
  return body.find(({ owner }) => owner.kind === "person" && owner.person === company.person(who))?.amount;
}

test("a leaver's open work goes to whom it is given, in one step; what they won stays theirs, and no figure of the past moves", async () => {
  await setVisibility("owner");
  const won = await dealOf("rep", "Won by Ray", 5000);
  await company.ask("rep", winDealRoute, { params: { id: won.id }, body: {} });
  const open = await dealOf("rep", "Open", 700);
  const contact = (await company.ask("rep", addContactRoute, { body: { name: "Ray's contact" } })).body;
  await company.ask("rep", addOrganizationRoute, { body: { name: "Ray's organization" } });
  await company.ask("rep", addActivityRoute, {
    body: { kind: "task", subject: "Call back", dealId: open.id, dueAt: "2018-01-10T15:00:00Z" },
  });
  for (const [who, amount] of [
    ["rep", 23],
    ["otherRep", 10],
  ] as const)
    await company.ask("admin", setQuotasRoute, {
      body: {
        metric: "deals_won",
        period: "2018-01",
        quotas: [{ owner: { kind: "person", person: company.person(who) }, amount, reason: "test" }],
      },
    });
  const before = await figures();

  const preview = (await company.ask("admin", api.transferPreviewRoute, { params: { id: company.person("rep") } }))
    .body;
  assert.deepEqual(
    preview.kinds.map(({ kind, count }) => [kind, count]),
    [
      ["organization", 1],
      ["contact", 1],
      ["deal", 1],
      ["lead", 0],
      ["activity", 1],
      ["quota", 1],
    ],
  );
  const taker = company.person("otherRep");
  const left = await company.ask("admin", api.leaveRoute, {
    params: { id: company.person("rep") },
    body: {
      lastOn: "2018-01-12",
      takers: { deal: taker, organization: taker, contact: company.person("teammate"), activity: taker, quota: taker },
      reason: "Ray leaves",
    },
  });
  assert.equal(left.status, 200);
  assert.equal(await ownerOf(open.id), taker);
  assert.equal(await ownerOf(won.id), company.person("rep"), "what is won stays");
  assert.equal(
    (await company.ask("teammate", contactRoute, { params: { id: contact.id } })).body.ownerId,
    company.person("teammate"),
  );
  const due = (await company.ask("otherRep", dueRoute, { query: { until: "2018-01-10" } })).body;
  assert.deepEqual(
    due.map(({ subject }) => subject),
    ["Call back"],
  );
  // January 2018 has 23 working days; until the 12th there are 10.
  assert.equal(await quotaOf("rep"), 10);
  assert.equal(await quotaOf("otherRep"), 10 + 13);
  assert.deepEqual(await figures(), before);
  const again = await company.ask("admin", api.leaveRoute, {
    params: { id: company.person("rep") },
    body: { lastOn: "2018-01-12", takers: { deal: taker, quota: taker } },
  });
  assert.deepEqual(again.body, { id: null, moved: [] }, "the same once more changes nothing");
});

test("a leaver may sign in until the last day, then no more; their teams end with it, and they are offered for nothing", async () => {
  const { ground } = company;
  await endLogins(ground);
  assert.equal(await statusOf("rep", await anyDealOf("otherRep")), 404, "still signed in on a day before the last");
  const person = (await company.ask("admin", peopleRoute, {})).body.people.find(
    ({ id }) => id === company.person("rep"),
  )!;
  assert.equal(person.leftOn, "2018-01-12");
  const given = await company.ask("admin", changeDealRoute, {
    params: { id: (await anyDealOf("otherRep")) as never },
    body: { ownerId: company.person("loner") },
  });
  assert.equal(given.status, 200);
  const { rows } = await ground.pool.query<{ to_on: Date }>(
    "select to_char(to_on, 'YYYY-MM-DD') as to_on from memberships where person_id = $1",
    [company.person("rep")],
  );
  assert.deepEqual(rows, [{ to_on: "2018-01-12" }]);
  await endLogins({ ...ground, clock: clockFrom("2018-01-13T00:10:00Z") });
  assert.equal(await statusOf("rep", given.body.id), 401, "signed out in the night after the last day");
});

const anyDealOf = async (who: Who) =>
  (await company.ask("admin", dealsRoute, { query: { owner: company.person(who) } })).body.rows[0]!.id as string;

test("taken back, everything nobody has changed since is the former owner's again, and what was worked on stays", async () => {
  const [transfer] = (await company.ask("admin", api.transfersRoute, {})).body;
  const back = await company.ask("admin", api.takeBackRoute, { params: { id: transfer!.id }, body: {} });
  // The deal that went to Olga was given to Dora since: it stays there.
  assert.deepEqual(back.body, { back: 4, kept: 1 });
  const person = (await company.ask("admin", peopleRoute, {})).body.people.find(
    ({ id }) => id === company.person("rep"),
  )!;
  assert.equal(person.leftOn, null);
  assert.equal(person.teamId, company.team("manager"));
  assert.equal(person.disabledAt, null);
  assert.equal(await quotaOf("rep"), 23);
  assert.equal(await quotaOf("otherRep"), 10);
  const twice = await company.ask("admin", api.takeBackRoute, { params: { id: transfer!.id }, body: {} });
  assert.equal(twice.code, "people.taken_back_already");
});

test("a lead hands over within what they may change; others are refused, and nothing has moved", async () => {
  const deal = await dealOf("teammate", "Territory", 100);
  const asked = (who: Who, to: Who) =>
    company.ask(who, api.transferRoute, {
      params: { id: company.person("teammate") },
      body: { takers: { deal: company.person(to) } },
    });
  assert.equal((await asked("otherManager", "otherRep")).status, 403);
  assert.equal((await asked("otherRep", "rep")).status, 403);
  assert.equal(await ownerOf(deal.id), company.person("teammate"));
  const done = await asked("manager", "rep");
  assert.deepEqual(done.body.moved, [{ kind: "deal", count: 1 }]);
  assert.equal(await ownerOf(deal.id), company.person("rep"));
  assert.equal(
    (await company.ask("otherRep", api.takeBackRoute, { params: { id: done.body.id! }, body: {} })).status,
    403,
  );
  assert.equal(
    (await company.ask("manager", api.takeBackRoute, { params: { id: done.body.id! }, body: {} })).body.back,
    1,
  );
});

test("a leaver's work is shared among several: customers whole, values near equal, as was shown before; taken back it is as it was", async () => {
  const rows = async () =>
    (
      await company.ground.pool.query<{ id: string; owner: string }>(
        `select id, owner_id as owner from deals union all select id, owner_id from organizations
         union all select id, owner_id from contacts union all select id, owner_id from activities order by id`,
      )
    ).rows;
  const giver = company.person("otherManager");
  const asked = { body: { ownerId: giver } };
  const acme = (await company.ask("admin", addOrganizationRoute, { body: { name: "Share Acme", ...asked.body } })).body
    .id;
  const beta = (await company.ask("admin", addOrganizationRoute, { body: { name: "Share Beta", ...asked.body } })).body
    .id;
  const contact = (
    await company.ask("admin", addContactRoute, { body: { name: "Ann", organizationId: acme, ...asked.body } })
  ).body.id;
  const open = async (name: string, minor: number, organizationId: typeof acme | null) =>
    (await company.ask("admin", openDealRoute, { body: { name, organizationId, value: usd(minor), ...asked.body } }))
      .body.id;
  const deals = [
    await open("A1", 500, acme),
    await open("A2", 100, acme),
    await open("B", 400, beta),
    await open("C", 300, null),
  ];
  await company.ask("otherManager", addActivityRoute, {
    body: { kind: "task", subject: "Ring Beta", dealId: deals[2]!, dueAt: "2018-01-10T15:00:00Z" },
  });
  const [was, before] = [await rows(), await figures()];
  const among = [company.person("teammate"), company.person("otherRep")];
  const shown = await company.ask("admin", api.transferSharesRoute, {
    params: { id: giver },
    query: { among: among.join(",") },
  });
  assert.deepEqual(
    shown.body.map(({ value, kinds }) => [value.minor, kinds.map(({ count }) => count)]),
    [
      [600, [1, 1, 2, 0, 0]],
      [700, [1, 0, 2, 0, 1]],
    ],
  );
  const given = await company.ask("otherManager", api.transferRoute, {
    params: { id: giver },
    body: { takers: {}, among },
  });
  assert.deepEqual(
    given.body.moved.map(({ count }) => count),
    [2, 1, 4, 1],
  );
  const ownerNow = new Map((await rows()).map(({ id, owner }) => [id, owner]));
  for (const id of [acme, contact, deals[0]!, deals[1]!]) assert.equal(ownerNow.get(id), among[0]);
  for (const id of [beta, deals[2]!, deals[3]!]) assert.equal(ownerNow.get(id), among[1]);
  assert.deepEqual(await figures(), before);
  const [told] = (await company.ask("admin", api.transfersRoute, {})).body;
  assert.equal(told?.moved.filter(({ kind }) => kind === "deal").length, 2, "what each got stands in the list");
  const back = await company.ask("admin", api.takeBackRoute, { params: { id: given.body.id! }, body: {} });
  assert.deepEqual(back.body, { back: 8, kept: 0 });
  assert.deepEqual(await rows(), was);
  assert.deepEqual(await figures(), before);
});

test("of what is shared, a kind that is named goes to whom it is named for, or stays; nobody shares with themselves or twice", async () => {
  const giver = company.person("otherManager");
  const [to, other] = [company.person("teammate"), company.person("otherRep")];
  const share = (who: Who, takers: object, among: string[]) =>
    company.ask(who, api.transferRoute, { params: { id: giver }, body: { takers, among } as never });
  for (const [among, code, pointer] of [
    [[to, to], "people.taker_twice", "/among/1"],
    [[to, giver], "people.taker_is_giver", "/among/1"],
  ] as const) {
    const fault = (await share("admin", {}, [...among])).problem?.errors?.[0];
    assert.deepEqual([fault?.code, fault?.pointer], [code, pointer]);
  }
  assert.equal((await share("manager", {}, [to, other])).status, 403);
  const given = await share("admin", { deal: null, contact: other }, [to, other]);
  assert.deepEqual(
    given.body.moved.map(({ kind }) => kind),
    ["organization", "contact", "activity"],
  );
  const [told] = (await company.ask("admin", api.transfersRoute, {})).body;
  assert.deepEqual(
    told?.moved.filter(({ kind }) => kind === "contact").map((one) => one.to),
    ["Olga Other"],
  );
  await company.ask("admin", api.takeBackRoute, { params: { id: given.body.id! }, body: {} });
});

test("nobody passes work to whom has left, to whom it came from, or a quota to themselves", async () => {
  const leave = (takers: Record<string, string>) =>
    company.ask("admin", api.leaveRoute, {
      params: { id: company.person("rep") },
      body: { lastOn: "2018-01-31", takers: takers as never },
    });
  assert.equal((await leave({ deal: company.person("rep") })).problem?.errors?.[0]?.code, "people.taker_is_giver");
  assert.equal(
    (await leave({ quota: company.person("admin") })).problem?.errors?.[0]?.code,
    "people.quota_taker_is_you",
  );
  assert.equal((await leave({ house: company.person("manager") })).problem?.errors?.[0]?.pointer, "/takers/house");
  const person = (await company.ask("admin", peopleRoute, {})).body.people.find(
    ({ id }) => id === company.person("rep"),
  )!;
  assert.equal(person.leftOn, null, "a refusal leaves nothing half done");
});

test("the last admin can't leave at once, and nobody says of themselves that they leave", async () => {
  const leave = (who: Who, of: Who) =>
    company.ask(who, api.leaveRoute, {
      params: { id: company.person(of) },
      body: { lastOn: "2018-01-10", takers: {}, login: "now" },
    });
  assert.equal((await leave("admin", "admin")).code, "people.not_yourself");
  assert.equal((await leave("manager", "rep")).status, 403);
});

test("who covers reads and changes what is the absent one's, from the first day to the last, and no longer", async () => {
  const deal = await dealOf("otherRep", "Olga's own", 900);
  assert.equal(await statusOf("loner", deal.id), 404);
  const add = (from: string, to: string, cover: Who | null) =>
    company.ask("otherRep", api.addAbsenceRoute, {
      body: {
        personId: company.person("otherRep"),
        fromOn: from,
        toOn: to,
        kind: "sick",
        coverId: cover && company.person(cover),
      },
    });
  const past = await add("2018-01-01", "2018-01-09", "loner");
  assert.equal(past.status, 201);
  assert.equal(await statusOf("loner", deal.id), 404, "it ended yesterday");
  const now = await add("2018-01-10", "2018-01-11", "loner");
  assert.equal(await statusOf("loner", deal.id), 200);
  const listed = (await company.ask("loner", dealsRoute, { query: { owner: company.person("otherRep") } })).body.rows;
  assert.ok(listed.some(({ id }) => id === deal.id));
  const changed = await company.ask("loner", changeDealRoute, { params: { id: deal.id }, body: { name: "Kept warm" } });
  assert.equal(changed.status, 200);
  await company.ask("otherRep", addActivityRoute, {
    body: { kind: "call", subject: "Ring Olga's customer", dealId: deal.id, dueAt: "2018-01-10T16:00:00Z" },
  });
  const due = (await company.ask("loner", dueRoute, { query: { until: "2018-01-10" } })).body;
  assert.deepEqual(
    due.map(({ subject, coveringFor }) => [subject, coveringFor]),
    [["Ring Olga's customer", "Olga Other"]],
  );
  const [seen] = (await company.ask("loner", api.absencesRoute, { query: {} })).body;
  assert.equal(seen?.kind, null, "why is not told to who covers");
  assert.equal((await add("2018-01-11", "2018-01-15", null)).problem?.errors?.[0]?.code, "people.away_already");
  assert.equal(
    (await company.ask("loner", api.deleteAbsenceRoute, { params: { id: now.body.id } })).status,
    403,
    "covering is not deciding",
  );
  await company.ask("otherRep", api.deleteAbsenceRoute, { params: { id: now.body.id } });
  assert.equal(await statusOf("loner", deal.id), 404);
});

test("who covers works on what is open and takes back a slip of today; what was won or lost before they only read", async () => {
  const [open, past] = [await dealOf("otherRep", "Open one", 900), await dealOf("otherRep", "Won before", 900)];
  await company.ask("otherRep", changeDealRoute, { params: { id: past.id }, body: { openedOn: "2018-01-02" } });
  const won = await company.ask("otherRep", winDealRoute, { params: { id: past.id }, body: { wonOn: "2018-01-09" } });
  assert.equal(won.status, 200);
  const absence = await company.ask("otherRep", api.addAbsenceRoute, {
    body: {
      personId: company.person("otherRep"),
      ...{ fromOn: "2018-01-10", toOn: "2018-01-12", kind: "other", coverId: company.person("loner") },
    },
  });
  assert.equal(absence.status, 201);
  const seen = async (id: typeof open.id) => (await company.ask("loner", dealRoute, { params: { id } })).body;
  assert.equal((await seen(past.id)).mayWrite, false);
  assert.equal(
    (await company.ask("loner", changeDealRoute, { params: { id: past.id }, body: { name: "Mine now" } })).status,
    403,
  );
  assert.equal((await company.ask("loner", reopenDealRoute, { params: { id: past.id } })).status, 403);
  assert.equal((await company.ask("loner", winDealRoute, { params: { id: open.id }, body: {} })).status, 200);
  assert.equal((await seen(open.id)).mayWrite, true);
  assert.equal((await company.ask("loner", reopenDealRoute, { params: { id: open.id } })).status, 200);
  assert.equal((await company.ask("otherRep", reopenDealRoute, { params: { id: past.id } })).status, 200);
  await company.ask("otherRep", api.deleteAbsenceRoute, { params: { id: absence.body.id } });
});

test("an absence is entered by oneself, by one's lead, or by an admin; the cover is there and is somebody else", async () => {
  const add = (who: Who, of: Who, cover: Who | null, span: readonly [string, string] = ["2018-02-01", "2018-02-05"]) =>
    company.ask(who, api.addAbsenceRoute, {
      body: {
        personId: company.person(of),
        fromOn: span[0],
        toOn: span[1],
        kind: "vacation",
        coverId: cover && company.person(cover),
      },
    });
  assert.equal((await add("teammate", "rep", null)).status, 403);
  assert.equal((await add("otherManager", "rep", null)).status, 403);
  assert.equal((await add("manager", "rep", "teammate")).status, 201);
  assert.equal((await add("admin", "teammate", "rep")).problem?.errors?.[0]?.code, "people.cover_is_away");
  assert.equal((await add("teammate", "teammate", "teammate")).problem?.errors?.[0]?.code, "people.covers_oneself");
  assert.equal(
    (await add("teammate", "teammate", null, ["2018-02-05", "2018-02-01"])).problem?.errors?.[0]?.pointer,
    "/toOn",
  );
});

test("whoever takes a team over reads it from that day on, and whoever led it no longer does", async () => {
  await setVisibility("owner");
  const deal = await dealOf("teammate", "Rita's", 10);
  assert.equal(await statusOf("manager", deal.id), 200);
  assert.equal(await statusOf("otherManager", deal.id), 404);
  const left = await company.ask("admin", api.leaveRoute, {
    params: { id: company.person("manager") },
    body: {
      lastOn: "2018-01-09",
      takers: {},
      login: "now",
      leads: [{ teamId: company.team("manager"), leadId: company.person("otherManager") }],
    },
  });
  assert.equal(left.status, 200);
  assert.equal(await statusOf("otherManager", deal.id), 200);
  assert.equal(await statusOf("manager", deal.id), 401, "signed out at once");
  const back = await company.ask("admin", api.takeBackRoute, { params: { id: left.body.id! }, body: {} });
  assert.equal(back.status, 200);
  assert.equal(await statusOf("otherManager", deal.id), 404);
  const people = (await company.ask("admin", peopleRoute, {})).body;
  assert.equal(people.teams.find(({ id }) => id === company.team("manager"))?.leadId, company.person("manager"));
  assert.equal(people.people.find(({ id }) => id === company.person("manager"))?.disabledAt, null);
});
