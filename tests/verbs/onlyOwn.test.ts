import assert from "node:assert/strict";
import { test } from "node:test";
import { timelineRoute } from "#modules/activities/api.ts";
import { addContactRoute, addOrganizationRoute, contactRoute, duplicateHintsRoute } from "#modules/contacts/api.ts";
import { changesRoute } from "#modules/integrations/api.ts";
import { endShareRoute, listCountRoute, listRowsRoute, shareRoute } from "#modules/lists/api.ts";
import { figureRecordsRoute } from "#modules/metrics/api.ts";
import { workspaceRoute } from "#modules/people/api.ts";
import {
  boardRoute,
  changeDealRoute,
  dealRoute,
  dealsRoute,
  openDealRoute,
  winDealRoute,
} from "#modules/pipeline/api.ts";
import { searchRoute } from "#modules/search/api.ts";
import { freshCompany } from "../company.ts";

const company = freshCompany();
const year = { from: "2018-01-01", to: "2018-12-31" };

/** Everything by which Ray could learn of Olga's records, as the names he finds. */
async function seenByRay(place: string): Promise<Record<string, unknown>> {
  const ask = company.ask;
  const filter = JSON.stringify({ all: [{ field: "name", is: "startsWith", value: "Harbour" }] });
  const search = (await ask("rep", searchRoute, { query: { q: "harbour" } })).body.groups;
  const rows = async (list: string) =>
    (await ask("rep", listRowsRoute, { params: { list }, query: { filter } })).body.rows.map(({ title }) => title);
  const file = await company.app.inject({
    url: `/api/lists/deals/file?${new URLSearchParams({ filter, columns: "name" })}`,
    headers: { cookie: company.cookie("rep"), host: "localhost" },
  });
  const records = await ask("rep", figureRecordsRoute, {
    params: { name: "deals_opened" },
    query: { ...year, person: company.person("rep") },
  });
  return {
    search: search
      .filter(({ kind }) => kind !== "person")
      .flatMap(({ hits }) => hits.map(({ title }) => title))
      .toSorted(),
    deals: await rows("deals"),
    contacts: await rows("contacts"),
    organizations: await rows("organizations"),
    count: (await ask("rep", listCountRoute, { params: { list: "deals" }, query: { filter } })).body.count,
    api: (await ask("rep", dealsRoute, { query: { q: "Harbour" } })).body.totals?.count,
    board: (await ask("rep", boardRoute, { query: { q: "Harbour" } })).body.count,
    file: file.body.trimEnd().split("\r\n").length - 1,
    figure: JSON.stringify(records.body).includes("Harbour"),
    duplicates: (
      await ask("rep", duplicateHintsRoute, {
        body: { kind: "contact", name: "Harbour Master", emails: ["hm@harbour.example"] },
      })
    ).body.hints.length,
    changes: (await ask("rep", changesRoute, { query: { after: place } })).body.changes.length,
  };
}

test("7. Rep sees only own deals: search, counts, goals, export, API, duplicate hints agree", async () => {
  await company.ask("admin", workspaceRoute, { body: { visibility: "owner" } });
  const place = (await company.ask("rep", changesRoute, { query: {} })).body.next;
  const { body: firm } = await company.ask("otherRep", addOrganizationRoute, { body: { name: "Harbour Ltd" } });
  const { body: person } = await company.ask("otherRep", addContactRoute, {
    body: { name: "Harbour Master", emails: [{ address: "hm@harbour.example" }] },
  });
  const { body: deal } = await company.ask("otherRep", openDealRoute, {
    body: { name: "Harbour cranes", organizationId: firm.id, value: { minor: 100, currency: "USD" } },
  });
  const nothing = {
    ...{ search: [], deals: [], contacts: [], organizations: [], count: 0, api: 0, board: 0, file: 0 },
    ...{ figure: false, duplicates: 0, changes: 0 },
  };
  assert.deepEqual(await seenByRay(place), nothing);
  assert.equal((await company.ask("rep", timelineRoute, { query: { record: "deal", id: deal.id } })).status, 404);

  const share = (kind: "deal" | "contact" | "organization", id: string, mayWrite: boolean) =>
    company.ask("otherRep", shareRoute, { params: { kind, id }, body: { personId: company.person("rep"), mayWrite } });
  assert.equal((await share("deal", deal.id, false)).status, 200);
  assert.equal((await share("contact", person.id, false)).status, 200);
  const seen = await seenByRay(place);
  assert.deepEqual(
    [seen.deals, seen.contacts, seen.count, seen.api, seen.board, seen.file],
    [["Harbour cranes"], ["Harbour Master"], 1, 1, 1, 1],
  );
  assert.deepEqual(
    seen.search,
    ["Harbour Ltd", "Harbour Master", "Harbour cranes"],
    "with the organization of a deal that one reads",
  );
  assert.equal(seen.duplicates, 1);
  const rename = () =>
    company.ask("rep", changeDealRoute, { params: { id: deal.id }, body: { name: "Harbour cranes 2" } });
  assert.equal((await rename()).status, 403, "read, not changed");
  assert.equal((await company.ask("rep", dealRoute, { params: { id: deal.id } })).body.mayWrite, false);
  await share("deal", deal.id, true);
  assert.equal((await rename()).status, 200);
  assert.equal((await company.ask("rep", winDealRoute, { params: { id: deal.id }, body: {} })).status, 200);
  assert.equal(
    (
      await company.ask("rep", shareRoute, {
        params: { kind: "deal", id: deal.id },
        body: { personId: company.person("loner") },
      })
    ).status,
    403,
  );

  for (const [kind, id] of [
    ["deal", deal.id],
    ["contact", person.id],
  ] as const)
    await company.ask("otherRep", endShareRoute, { params: { kind, id, person: company.person("rep") } });
  assert.deepEqual(await seenByRay(place), nothing);
  assert.equal((await company.ask("rep", contactRoute, { params: { id: person.id } })).status, 404);
});
