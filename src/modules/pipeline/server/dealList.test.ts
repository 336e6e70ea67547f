import assert from "node:assert/strict";
import { test } from "node:test";
import { teamValue } from "#lib/filter.ts";
import { addContactRoute, addOrganizationRoute, deleteOrganizationRoute } from "#modules/contacts/api.ts";
import type { OrganizationId } from "#modules/contacts/organization.ts";
import { addFieldRoute, changeFieldRoute } from "#modules/fields/api.ts";
import {
  addViewRoute,
  bulkRoute,
  bulkStateRoute,
  listCountRoute,
  listFileRoute,
  listRowsRoute,
  undoBulkRoute,
  viewsRoute,
} from "#modules/lists/api.ts";
import { workspaceRoute } from "#modules/people/api.ts";
import { freshCompany, type Who } from "#tests/company.ts";
import { boardRoute, changeDealRoute, dealRoute, dealsRoute, openDealRoute, putDealContactRoute } from "../api.ts";
import { dealListAddress } from "../dealListAddress.ts";

const company = freshCompany();
const params = { list: "deals" };

async function opened(name: string, minor: number, more: object = {}, who: Who = "rep") {
  const body = { name, value: { minor, currency: "USD" }, ...more };
  const { status, body: deal, code } = await company.ask(who, openDealRoute, { body });
  assert.equal(status, 201, code ?? "");
  return deal;
}

async function names(filter: object, who: Who = "rep", more: object = {}): Promise<string[]> {
  const query = { filter: JSON.stringify(filter), sort: "name", columns: "name", ...more };
  const { status, body, code } = await company.ask(who, listRowsRoute, { params, query });
  assert.equal(status, 200, code ?? "");
  return body.rows.map((row) => row.title);
}

test("a filter with groups, on a relation, on a field of one's own, and on what is blank", async () => {
  const { body: swiss } = await company.ask("rep", addOrganizationRoute, {
    body: { name: "Alpen AG", country: "Switzerland" },
  });
  const field = await company.ask("admin", addFieldRoute, { body: { record: "deal", label: "Seats", type: "number" } });
  assert.equal(field.body.key, "seats");
  const small = await opened("Grp small", 10_000, { organizationId: swiss.id });
  const large = await opened("Grp large", 900_000);
  await company.ask("rep", bulkRoute, {
    params,
    body: { ids: [small.id], what: "change", fields: { "custom.seats": 12 } },
  });
  const grp = { field: "name", is: "startsWith", value: "Grp" };
  assert.deepEqual(await names({ all: [grp, { field: "organization.country", is: "is", value: "switzerland" }] }), [
    "Grp small",
  ]);
  assert.deepEqual(await names({ all: [grp, { field: "organization.country", is: "isNot", value: "Switzerland" }] }), [
    "Grp large",
  ]);
  assert.deepEqual(await names({ all: [grp, { field: "custom.seats", is: "atLeast", value: 12 }] }), ["Grp small"]);
  assert.deepEqual(await names({ all: [grp, { field: "custom.seats", is: "empty" }] }), ["Grp large"]);
  const either = {
    any: [
      { field: "value", is: "atLeast", value: 500_000 },
      { field: "custom.seats", is: "between", value: [10, 20] },
    ],
  };
  assert.deepEqual(await names({ all: [grp, either] }), ["Grp large", "Grp small"]);
  assert.deepEqual(await names({ all: [grp, { field: "ownerId", is: "noneOf", value: ["me"] }] }), []);
  const { body } = await company.ask("rep", listCountRoute, {
    params,
    query: { filter: JSON.stringify({ all: [grp] }) },
  });
  assert.deepEqual([body.count, body.isCapped, body.sums?.value], [2, false, 910_000]);
  assert.ok(large.id);
});

test("a filter names any team, and its deals are shown to whoever may read them", async () => {
  const others = [teamValue(company.team("otherManager"))];
  await opened("Team theirs", 100, {}, "otherRep");
  await opened("Team lead's", 100, {}, "otherManager");
  await opened("Team ours", 100);
  const filter = {
    all: [
      { field: "name", is: "startsWith", value: "Team" },
      { field: "ownerId", is: "anyOf", value: others },
    ],
  };
  assert.deepEqual(await names(filter, "admin"), ["Team lead's", "Team theirs"]);
  assert.deepEqual(await names(filter, "otherManager"), ["Team lead's", "Team theirs"]);
  assert.deepEqual(await names(filter, "rep"), []);
  await company.ask("admin", workspaceRoute, { body: { visibility: "all" } });
  assert.deepEqual(await names(filter, "rep"), ["Team lead's", "Team theirs"]);
  await company.ask("admin", workspaceRoute, { body: { visibility: "team" } });
  const nobody = { ...filter, all: [{ field: "ownerId", is: "anyOf", value: [teamValue(company.person("rep"))] }] };
  assert.deepEqual(await names(nobody, "admin"), []);
});

test("a filter names a contact whom deals are with", async () => {
  const { body: contact } = await company.ask("rep", addContactRoute, { body: { name: "Con Tact" } });
  const { id } = await opened("With a contact", 100);
  await company.ask("rep", putDealContactRoute, { params: { id, contact: contact.id }, body: {} });
  assert.deepEqual(await names({ all: [{ field: "contactId", is: "anyOf", value: [contact.id] }] }), [
    "With a contact",
  ]);
});

test("a filter that can't be read is refused with its place, and asks nothing of the database", async () => {
  const refused = async (filter: string) =>
    (await company.ask("rep", listRowsRoute, { params, query: { filter } })).problem?.errors?.[0];
  assert.deepEqual((await refused("{"))?.pointer, "/filter");
  assert.deepEqual((await refused('{"all":[{"field":"nope","is":"is","value":"x"}]}'))?.code, "lists.no_such_field");
  assert.deepEqual(
    (await refused('{"all":[{"field":"value","is":"contains","value":"x"}]}'))?.pointer,
    "/filter/all/0/value",
  );
  assert.deepEqual(
    (await refused(`{"all":[${'{"any":['.repeat(6)}${"]}".repeat(6)}]}`))?.code,
    "lists.filter_too_deep",
  );
  const injected = await names({ all: [{ field: "name", is: "contains", value: "'; drop table deals; --" }] });
  assert.deepEqual(injected, []);
});

test("many are changed by one request, each by its own rules, and taken back but for what changed since", async () => {
  const mine = [await opened("Bulk 1", 100), await opened("Bulk 2", 200), await opened("Bulk 3", 300)];
  const others = await opened("Bulk other", 400, {}, "otherRep");
  const ids = [...mine.map((deal) => deal.id), others.id];
  const { body: bulk } = await company.ask("rep", bulkRoute, {
    params,
    body: { ids, what: "change", fields: { expectedCloseOn: "2018-06-30" } },
  });
  assert.deepEqual([bulk.state, bulk.done, bulk.refused.length], ["done", 3, 1]);
  assert.equal(bulk.refused[0]?.code, "pipeline.no_such_deal");
  await company.ask("rep", changeDealRoute, { params: { id: mine[0]!.id }, body: { name: "Bulk 1, renamed" } });
  const { body: undone } = await company.ask("rep", undoBulkRoute, { params: { id: bulk.id } });
  assert.deepEqual([undone.state, undone.undone, undone.kept], ["undone", 2, 1]);
  const closes = await Promise.all(
    mine.map(async ({ id }) => (await company.ask("rep", dealRoute, { params: { id } })).body.expectedCloseOn),
  );
  assert.deepEqual(closes, ["2018-06-30", null, null]);
  assert.equal((await company.ask("teammate", bulkStateRoute, { params: { id: bulk.id } })).status, 404);
});

test("many that a filter finds go to the trash and come back whole", async () => {
  for (const n of [1, 2, 3]) await opened(`Gone ${n}`, 100 * n);
  const filter = { all: [{ field: "name", is: "startsWith", value: "Gone" }] };
  const { body: bulk } = await company.ask("rep", bulkRoute, { params, body: { filter, what: "remove" } });
  assert.equal(bulk.done, 3);
  assert.deepEqual(await names(filter), []);
  await company.ask("rep", undoBulkRoute, { params: { id: bulk.id } });
  assert.deepEqual(await names(filter), ["Gone 1", "Gone 2", "Gone 3"]);
});

test("a file of the list has its rows, and no cell that starts a formula", async () => {
  await opened("=HYPERLINK(1)", 12_345);
  const query = {
    filter: JSON.stringify({ all: [{ field: "name", is: "startsWith", value: "=HYP" }] }),
    columns: "name,value,stageId",
  };
  const answer = await company.app.inject({
    url: `/api/lists/deals/file?${new URLSearchParams(query)}`,
    headers: { cookie: company.cookie("rep"), host: "localhost" },
  });
  assert.equal(answer.statusCode, 200, answer.body.slice(0, 200));
  assert.match(answer.body, /^\uFEFFName,Value,Value \(ISO 4217\),Stage,ID\r\n'=HYPERLINK\(1\),123\.45,USD,/);
  const book = await company.app.inject({
    url: `/api/lists/deals/file?${new URLSearchParams({ ...query, as: "xlsx" })}`,
    headers: { cookie: company.cookie("rep"), host: "localhost" },
  });
  assert.equal(book.rawPayload.subarray(0, 2).toString(), "PK");
  assert.equal(listFileRoute.name, "listFile");
});

test("a view is seen by those it is shared with, and shows each their own", async () => {
  const shown = {
    filter: { all: [{ field: "ownerId", is: "anyOf", value: ["me"] }] },
    columns: ["name", "value"],
    sort: "name",
    order: "asc" as const,
  };
  const { status } = await company.ask("rep", addViewRoute, {
    body: { list: "deals", name: "Ours", sharedWith: "team", shown },
  });
  assert.equal(status, 201);
  const seenBy = async (who: Who) =>
    (await company.ask(who, viewsRoute, { query: { list: "deals" } })).body.map((view) => view.name);
  assert.deepEqual(await seenBy("teammate"), ["Ours"]);
  assert.deepEqual(await seenBy("otherRep"), []);
  const wrong = { ...shown, columns: ["nope"] };
  assert.equal(
    (await company.ask("rep", addViewRoute, { body: { list: "deals", name: "Wrong", shown: wrong } })).code,
    "lists.no_such_field",
  );
});

test("a short field of one's own is shown on the cards of the board, two at most", async () => {
  const add = async (label: string, type: "text" | "person") =>
    (await company.ask("admin", addFieldRoute, { body: { record: "deal", label, type } })).body;
  const [one, two, three, who] = [
    await add("Rack", "text"),
    await add("Site", "text"),
    await add("Door", "text"),
    await add("Helper", "person"),
  ];
  const show = (id: typeof one.id) =>
    company.ask("admin", changeFieldRoute, { params: { id }, body: { onCard: true } });
  assert.equal((await show(one.id)).status, 200);
  assert.equal((await show(two.id)).status, 200);
  assert.equal((await show(three.id)).code, "fields.too_many_on_cards");
  assert.equal((await show(who.id)).code, "fields.not_on_cards");
  const deal = await opened("On a card", 100);
  await company.ask("rep", bulkRoute, {
    params,
    body: { ids: [deal.id], what: "change", fields: { "custom.rack": "R7" } },
  });
  const { body } = await company.ask("rep", boardRoute, { query: { q: "On a card" } });
  const card = body.stages.flatMap(({ cards }) => cards).find(({ id }) => id === deal.id);
  assert.deepEqual(card?.own, [{ label: "Rack", type: "text", value: "R7" }]);
});

test("a parent counts what is open at its subsidiaries at any depth, as far as one may see it, and its list finds the same", async () => {
  const organization = async (name: string, parentId: OrganizationId | null = null, owner: Who = "rep") =>
    (
      await company.ask("admin", addOrganizationRoute, {
        body: { name, parentId, ownerId: company.person(owner) },
      })
    ).body.id;
  const top = await organization("Group");
  const middle = await organization("Group Europe", top);
  const low = await organization("Group Portugal", middle);
  await opened("Und own", 1_00, { organizationId: top });
  await opened("Und middle", 20_00, { organizationId: middle });
  await opened("Und low", 300_00, { organizationId: low });
  const theirs = await organization("Group Spain", middle, "otherRep");
  await opened("Und other team", 4_000_00, { organizationId: theirs }, "otherRep");
  const below = async (who: Who, under: OrganizationId) => {
    const { totals } = (await company.ask(who, dealsRoute, { query: { under, status: "open" } })).body;
    return [totals?.count, totals?.valueMinor];
  };
  assert.deepEqual(await below("rep", top), [2, 320_00]);
  assert.deepEqual(await below("admin", top), [3, 4_320_00]);
  assert.deepEqual(await below("rep", middle), [1, 300_00]);
  assert.deepEqual(await below("rep", low), [0, 0]);
  const filter = JSON.parse(
    new URL(dealListAddress({ under: top, status: "open" }, { today: "2018-01-02" }), "http://x").searchParams.get(
      "filter",
    )!,
  );
  assert.deepEqual(await names(filter), ["Und low", "Und middle"]);
  await company.ask("admin", deleteOrganizationRoute, { params: { id: low } });
  assert.deepEqual(await below("rep", top), [1, 20_00], "what lies in the trash is not counted");
});

test("a circle of parents, as an import could write it, is counted once", async () => {
  const one = (await company.ask("rep", addOrganizationRoute, { body: { name: "Ring one" } })).body.id;
  const two = (await company.ask("rep", addOrganizationRoute, { body: { name: "Ring two", parentId: one } })).body.id;
  await company.ground.pool.query("update organizations set parent_id = $1 where id = $2", [two, one]);
  await opened("Ring deal", 5_00, { organizationId: two });
  const { totals } = (await company.ask("rep", dealsRoute, { query: { under: one, status: "open" } })).body;
  assert.equal(totals?.count, 1);
});
