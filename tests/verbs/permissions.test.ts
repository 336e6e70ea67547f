import assert from "node:assert/strict";
import { test } from "node:test";
import permissions from "#lib/policy/permissions.json" with { type: "json" };
import { timelineRoute } from "#modules/activities/api.ts";
import {
  addContactRoute,
  addOrganizationRoute,
  changeContactRoute,
  changeOrganizationRoute,
  contactRoute,
  contactsRoute,
  deleteContactRoute,
  organizationRoute,
  organizationsRoute,
} from "#modules/contacts/api.ts";
import { figureRecordsRoute, figureRoute } from "#modules/metrics/api.ts";
import { workspaceRoute } from "#modules/people/api.ts";
import { addAbsenceRoute } from "#modules/people/comingAndGoing.ts";
import {
  changeDealRoute,
  dealRoute,
  dealsRoute,
  deleteDealRoute,
  loseDealRoute,
  moveDealRoute,
  openDealRoute,
  pipelinesRoute,
  reopenDealRoute,
  restoreDealRoute,
  winDealRoute,
} from "#modules/pipeline/api.ts";
import { searchRoute } from "#modules/search/api.ts";
import { freshCompany, names, type Who } from "../company.ts";

const company = freshCompany();
const everyone = Object.keys(names) as Who[];
const visibilities = ["owner", "team", "all"] as const;
type Visibility = (typeof visibilities)[number];
type Line = { rel: string; can: string; when?: string };

/** Who leads whom and who sits with whom, written out by hand: the test's own truth. */
const leads: Partial<Record<Who, Who[]>> = { manager: ["rep", "teammate"], otherManager: ["otherRep"] };
const teams: Who[][] = [
  ["manager", "rep", "teammate"],
  ["otherManager", "otherRep"],
];

/** The answer that permissions.json gives, read here once more and differently. */
function allowed(
  entity: "deal" | "contact" | "organization",
  verb: string,
  who: Who,
  owner: Who,
  visibility: Visibility,
): boolean {
  const isOwn = who === owner;
  const rels: Record<string, boolean> = {
    own: isOwn,
    "leads-owner": leads[who]?.includes(owner) ?? false,
    "same-team": !isOwn && teams.some((team) => team.includes(who) && team.includes(owner)),
    coworker: true,
    admin: who === "admin",
  };
  const met = (when: string | undefined) =>
    !when ||
    (when === "visibility = all" && visibility === "all") ||
    (when === "visibility in (team, all)" && visibility !== "owner");
  return (permissions.entities[entity] as Line[]).some(
    (line) => rels[line.rel] && line.can.includes(verb) && met(line.when),
  );
}

async function setVisibility(visibility: Visibility): Promise<void> {
  assert.equal((await company.ask("admin", workspaceRoute, { body: { visibility } })).status, 200);
}

const expected = (
  entity: "deal" | "contact" | "organization",
  verb: string,
  who: Who,
  owner: Who,
  visibility: Visibility,
): number => {
  if (!allowed(entity, "r", who, owner, visibility)) return 404;
  return allowed(entity, verb, who, owner, visibility) ? 200 : 403;
};

test("a deal is read, changed, moved, won, lost, reopened and deleted by those whom permissions.json names, and by nobody else", async () => {
  const stages = (await company.ask("admin", pipelinesRoute, {})).body.pipelines[0]!.stages;
  const deals = new Map<Who, string>();
  for (const owner of everyone)
    deals.set(
      owner,
      (
        await company.ask("admin", openDealRoute, {
          body: { name: `Deal of ${owner}`, ownerId: company.person(owner), value: { minor: 1000, currency: "USD" } },
        })
      ).body.id,
    );
  for (const visibility of visibilities) {
    await setVisibility(visibility);
    for (const who of everyone) {
      const list = (await company.ask(who, dealsRoute, { query: { limit: 200 } })).body;
      const readable = everyone
        .filter((owner) => allowed("deal", "r", who, owner, visibility))
        .map((owner) => deals.get(owner)!);
      assert.deepEqual(
        list.rows.map((row) => row.id as string).toSorted(),
        readable.toSorted(),
        `${who} lists by ${visibility}`,
      );
      assert.equal(list.totals?.count, readable.length, `${who} counts by ${visibility}`);
      const found = (await company.ask(who, searchRoute, { query: { q: "Deal of" } })).body.groups
        .flatMap((group) => group.hits)
        .map((hit) => hit.id);
      assert.ok(
        found.every((id) => readable.includes(id)),
        `${who} finds only what they may read`,
      );
      for (const [owner, id] of deals) {
        const params = { id: id as never };
        const say = `${who} on the deal of ${owner} by ${visibility}`;
        const before = (await company.ask("admin", dealRoute, { params })).body;
        assert.equal(
          (await company.ask(who, dealRoute, { params })).status,
          expected("deal", "r", who, owner, visibility),
          say,
        );
        assert.equal(
          (await company.ask(who, timelineRoute, { query: { record: "deal", id } })).status,
          expected("deal", "r", who, owner, visibility),
          say,
        );
        const may = expected("deal", "w", who, owner, visibility);
        assert.equal(
          (await company.ask(who, changeDealRoute, { params, body: { name: before.name } })).status,
          may,
          say,
        );
        assert.equal(
          (await company.ask(who, moveDealRoute, { params, body: { stageId: stages[0]!.id } })).status,
          may,
          say,
        );
        assert.equal((await company.ask(who, winDealRoute, { params, body: {} })).status, may, say);
        assert.equal((await company.ask(who, reopenDealRoute, { params })).status, may === 200 ? 200 : may, say);
        assert.equal((await company.ask(who, loseDealRoute, { params, body: { reasonText: "x" } })).status, may, say);
        if (may === 200) await company.ask(who, reopenDealRoute, { params });
        const mayDelete = expected("deal", "d", who, owner, visibility);
        assert.equal((await company.ask(who, deleteDealRoute, { params })).status, mayDelete, say);
        if (mayDelete === 200) assert.equal((await company.ask(who, restoreDealRoute, { params })).status, 200, say);
        const after = (await company.ask("admin", dealRoute, { params })).body;
        if (may !== 200) assert.equal(after.version, before.version, `${say}: a refusal changes nothing`);
      }
    }
  }
});

test("contacts and organizations follow the same lines", async () => {
  const contacts = new Map<Who, string>();
  const organizations = new Map<Who, string>();
  for (const owner of everyone) {
    contacts.set(
      owner,
      (
        await company.ask("admin", addContactRoute, {
          body: { name: `Contact of ${owner}`, ownerId: company.person(owner) },
        })
      ).body.id,
    );
    organizations.set(
      owner,
      (
        await company.ask("admin", addOrganizationRoute, {
          body: { name: `Organization of ${owner}`, ownerId: company.person(owner) },
        })
      ).body.id,
    );
  }
  for (const visibility of visibilities) {
    await setVisibility(visibility);
    for (const who of everyone) {
      const readable = (entity: "contact" | "organization", all: Map<Who, string>) =>
        everyone
          .filter((owner) => allowed(entity, "r", who, owner, visibility))
          .map((owner) => all.get(owner)!)
          .toSorted();
      const listed = (await company.ask(who, contactsRoute, { query: {} })).body;
      assert.deepEqual(listed.rows.map((row) => row.id as string).toSorted(), readable("contact", contacts));
      assert.equal(listed.count, listed.rows.length);
      const companies = (await company.ask(who, organizationsRoute, { query: {} })).body;
      assert.deepEqual(
        companies.rows.map((row) => row.id as string).toSorted(),
        readable("organization", organizations),
      );
      for (const owner of everyone) {
        const say = `${who} on what is ${owner}'s by ${visibility}`;
        const contact = { id: contacts.get(owner) as never };
        const organization = { id: organizations.get(owner) as never };
        assert.equal(
          (await company.ask(who, contactRoute, { params: contact })).status,
          expected("contact", "r", who, owner, visibility),
          say,
        );
        assert.equal(
          (await company.ask(who, changeContactRoute, { params: contact, body: { title: "CFO" } })).status,
          expected("contact", "w", who, owner, visibility),
          say,
        );
        assert.equal(
          (await company.ask(who, organizationRoute, { params: organization })).status,
          expected("organization", "r", who, owner, visibility),
          say,
        );
        assert.equal(
          (await company.ask(who, changeOrganizationRoute, { params: organization, body: { industry: "retail" } }))
            .status,
          expected("organization", "w", who, owner, visibility),
          say,
        );
        if (expected("contact", "d", who, owner, visibility) !== 200)
          assert.equal(
            (await company.ask(who, deleteContactRoute, { params: contact })).status,
            expected("contact", "d", who, owner, visibility),
            say,
          );
      }
    }
  }
});

test("an organization is read by who reads a deal on it, and changed by who owns one where it has no owner", async () => {
  await setVisibility("owner");
  const { id } = (
    await company.ask("admin", addOrganizationRoute, {
      body: { name: "Owned by Olga", ownerId: company.person("otherRep") },
    })
  ).body;
  const free = (await company.ask("admin", addOrganizationRoute, { body: { name: "Nobody's", ownerId: null } })).body
    .id;
  const status = async (who: Who, organization: typeof id) =>
    (await company.ask(who, organizationRoute, { params: { id: organization } })).status;
  assert.equal(await status("rep", id), 404);
  assert.equal(await status("rep", free), 200);
  assert.equal(
    (await company.ask("rep", changeOrganizationRoute, { params: { id: free }, body: { industry: "x" } })).status,
    403,
  );
  await company.ask("admin", openDealRoute, {
    body: { name: "On Olga's", ownerId: company.person("rep"), organizationId: id },
  });
  await company.ask("admin", openDealRoute, {
    body: { name: "On nobody's", ownerId: company.person("rep"), organizationId: free },
  });
  assert.equal(await status("rep", id), 200, "who reads a deal on it reads it");
  assert.equal(
    (await company.ask("rep", changeOrganizationRoute, { params: { id }, body: { industry: "x" } })).status,
    403,
  );
  assert.equal(
    (await company.ask("rep", changeOrganizationRoute, { params: { id: free }, body: { industry: "x" } })).status,
    200,
  );
});

test("a figure is one's own, one's people's, or a total; its records show those one may read, and count the others", async () => {
  await setVisibility("owner");
  const year = { from: "2018-01-01", to: "2018-12-31" };
  const mine = (
    await company.ask("rep", openDealRoute, { body: { name: "Counted", value: { minor: 700, currency: "USD" } } })
  ).body;
  await company.ask("rep", winDealRoute, { params: { id: mine.id }, body: {} });
  const ask = async (who: Who, query: object) =>
    (await company.ask(who, figureRoute, { params: { name: "revenue_won" }, query: { ...year, ...query } })).status;
  assert.equal(await ask("rep", { person: company.person("rep") }), 200);
  assert.equal(await ask("manager", { person: company.person("rep") }), 200);
  assert.equal(await ask("admin", { person: company.person("rep") }), 200);
  assert.equal(await ask("teammate", { person: company.person("rep") }), 404);
  assert.equal(await ask("otherManager", { person: company.person("rep") }), 404);
  assert.equal(await ask("teammate", { team: company.team("manager") }), 200);
  assert.equal(await ask("otherRep", { team: company.team("manager") }), 404);
  assert.equal(await ask("otherRep", {}), 200);
  const rows = (
    await company.ask("teammate", figureRoute, { params: { name: "revenue_won" }, query: { ...year, by: "person" } })
  ).body;
  assert.deepEqual(
    rows.rows.filter((row) => row.id === company.person("rep")),
    [],
  );
  assert.ok(rows.hidden > 0);
  const records = (await company.ask("otherRep", figureRecordsRoute, { params: { name: "revenue_won" }, query: year }))
    .body;
  assert.equal(records.rows.length, 0);
  assert.equal(records.unreadable, records.total);
});

test("who covers an absent colleague reads and changes what is theirs as the lines say, lists, counts and search too", async () => {
  await setVisibility("owner");
  const cover = await company.ask("admin", addAbsenceRoute, {
    body: {
      personId: company.person("otherRep"),
      fromOn: "2018-01-01",
      toOn: "2018-01-05",
      kind: "vacation",
      coverId: company.person("loner"),
    },
  });
  assert.equal(cover.status, 201);
  const lines = (entity: "deal" | "contact" | "organization" | "activity") =>
    (permissions.entities[entity] as Line[]).filter(({ rel }) => rel === "covers-owner").map(({ can }) => can);
  for (const entity of ["deal", "contact", "organization", "activity"] as const)
    assert.deepEqual(lines(entity), ["rw"], `${entity}: read and changed, never deleted`);
  const ownerId = company.person("otherRep");
  const deal = (await company.ask("admin", openDealRoute, { body: { name: "Covered deal", ownerId } })).body;
  const contact = (await company.ask("admin", addContactRoute, { body: { name: "Covered contact", ownerId } })).body;
  const { rows, totals } = (await company.ask("loner", dealsRoute, { query: { owner: ownerId, limit: 200 } })).body;
  assert.ok(rows.some(({ id }) => id === deal.id));
  assert.equal(totals?.count, rows.length);
  const found = (await company.ask("loner", searchRoute, { query: { q: "Covered" } })).body.groups.flatMap(
    ({ hits }) => hits,
  );
  assert.deepEqual(found.map(({ id }) => id).toSorted(), [deal.id, contact.id].toSorted());
  const asked = { params: { id: deal.id } };
  assert.equal((await company.ask("loner", changeDealRoute, { ...asked, body: { name: "Covered" } })).status, 200);
  assert.equal((await company.ask("loner", deleteDealRoute, asked)).status, 403);
  assert.equal((await company.ask("loner", deleteContactRoute, { params: { id: contact.id } })).status, 403);
  assert.equal((await company.ask("teammate", dealRoute, asked)).status, 404);
  const figure = { params: { name: "revenue_won" }, query: { from: "2018-01-01", to: "2018-12-31", person: ownerId } };
  assert.equal((await company.ask("loner", figureRoute, figure)).status, 404, "figures stay the absent one's own");
});

test("without a session every route that asks for one answers 401, and an admin's answers 403 to all others", async () => {
  for (const { route } of company.started.modules.flatMap((module) => module.answers ?? [])) {
    if (route.who === "anyone") continue;
    const url = route.path.replace(/\{\w+\}/g, "01a20aa6-922f-7004-966b-83c7b2987316");
    const stranger = await company.app.inject({ method: route.method, url, ...(route.body ? { payload: {} } : {}) });
    assert.equal(stranger.statusCode, 401, `${route.method} ${route.path}`);
    if (route.who !== "admin") continue;
    const rep = await company.app.inject({
      method: route.method,
      url,
      headers: { cookie: company.cookie("rep") },
      ...(route.body ? { payload: {} } : {}),
    });
    assert.equal(rep.statusCode, 403, `${route.method} ${route.path}`);
  }
});
