import assert from "node:assert/strict";
import { test } from "node:test";
import permissions from "#lib/policy/permissions.json" with { type: "json" };
import {
  addContactRoute,
  addOrganizationRoute,
  changeOrganizationRoute,
  deleteContactRoute,
  organizationRoute,
} from "#modules/contacts/api.ts";
import { figureRecordsRoute, figureRoute } from "#modules/metrics/api.ts";
import { workspaceRoute } from "#modules/people/api.ts";
import { addAbsenceRoute } from "#modules/people/comingAndGoing.ts";
import {
  changeDealRoute,
  dealRoute,
  dealsRoute,
  deleteDealRoute,
  openDealRoute,
  winDealRoute,
} from "#modules/pipeline/api.ts";
import { searchRoute } from "#modules/search/api.ts";
import { freshCompany, type Who } from "../company.ts";
import type { Visibility } from "../policyByHand.ts";

const company = freshCompany();
async function setVisibility(visibility: Visibility): Promise<void> {
  assert.equal((await company.ask("admin", workspaceRoute, { body: { visibility } })).status, 200);
}

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
    (permissions.entities[entity] as { rel: string; can: string }[])
      .filter(({ rel }) => rel === "covers-owner")
      .map(({ can }) => can);
  for (const entity of ["contact", "organization", "activity"] as const)
    assert.deepEqual(lines(entity), ["rw"], `${entity}: read and changed, never deleted`);
  assert.deepEqual(lines("deal"), ["r", "w"], "a deal is read; changed by a line of its own, never deleted");
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
