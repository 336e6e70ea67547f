import assert from "node:assert/strict";
import { test } from "node:test";
import { addActivityRoute, deleteActivityRoute, dueRoute, timelineRoute } from "#modules/activities/api.ts";
import {
  addContactRoute,
  addOrganizationRoute,
  deleteContactRoute,
  deleteOrganizationRoute,
  organizationRoute,
} from "#modules/contacts/api.ts";
import { dealRoute, deleteDealRoute, openDealRoute, winDealRoute } from "#modules/pipeline/api.ts";
import { clockFrom } from "#platform/clock.ts";
import { freshCompany, type Who } from "../../../../tests/company.ts";
import { purgeRoute, restoreRoute, trashRoute } from "../api.ts";
import { emptyTrash } from "./emptyTrash.ts";

const company = freshCompany({ clock: "2018-01-10T12:00:00Z" });
const usd = (minor: number) => ({ minor, currency: "USD" });
const opened = async (who: Who, name: string, organizationId: string | null = null) =>
  (await company.ask(who, openDealRoute, { body: { name, value: usd(500), organizationId: organizationId as never } }))
    .body.id;
const lying = async (who: Who) =>
  (await company.ask(who, trashRoute, {})).body.rows.map(({ title }) => title).toSorted();
const figures = async () =>
  JSON.stringify(
    (await company.ground.pool.query("select * from facts order by metric, record_id, day, at, value")).rows,
  );
const at = (clock: string) => ({ ...company.ground, clock: clockFrom(clock) });

test("who deleted a record, who may restore it, and nobody else finds it in the trash, with the days left", async () => {
  const id = await opened("rep", "Dropped by mistake");
  await company.ask("manager", deleteDealRoute, { params: { id } });
  assert.deepEqual(await lying("manager"), ["Dropped by mistake"]);
  assert.deepEqual(await lying("rep"), ["Dropped by mistake"]);
  assert.deepEqual(await lying("admin"), ["Dropped by mistake"]);
  assert.deepEqual(await lying("teammate"), []);
  assert.deepEqual(await lying("otherManager"), []);
  const [row] = (await company.ask("rep", trashRoute, {})).body.rows;
  assert.equal(row?.daysLeft, 30);
  assert.equal(row?.deletedBy, "Mia Manager");
  const params = { kind: "deal", id };
  assert.equal((await company.ask("teammate", restoreRoute, { params })).status, 403, "a teammate reads it, no more");
  assert.equal((await company.ask("otherManager", restoreRoute, { params })).status, 404);
  assert.equal((await company.ask("rep", restoreRoute, { params })).status, 200);
  assert.equal((await company.ask("rep", dealRoute, { params: { id } })).status, 200);
  assert.deepEqual(await lying("rep"), []);
});

test("a note is restored by its author; what is on a deal in the trash says that the deal comes first, and is due for nobody", async () => {
  const id = await opened("rep", "With notes");
  const note = (await company.ask("rep", addActivityRoute, { body: { kind: "note", subject: "Mine", dealId: id } }))
    .body;
  await company.ask("rep", addActivityRoute, {
    body: { kind: "task", subject: "Still to do", dealId: id, dueAt: "2018-01-10T15:00:00Z" },
  });
  await company.ask("rep", deleteActivityRoute, { params: { id: note.id } });
  assert.deepEqual(await lying("admin"), [], "a note is its author's alone");
  await company.ask("rep", deleteDealRoute, { params: { id } });
  assert.deepEqual((await company.ask("rep", dueRoute, { query: { until: "2018-01-10" } })).body, []);
  const restore = (kind: string, which: string) => company.ask("rep", restoreRoute, { params: { kind, id: which } });
  assert.equal((await restore("activity", note.id)).code, "activities.deal_in_trash");
  assert.equal((await restore("deal", id)).status, 200);
  assert.equal((await restore("activity", note.id)).status, 200);
  assert.equal((await company.ask("rep", dueRoute, { query: { until: "2018-01-10" } })).body.length, 1);
  assert.equal((await restore("house", id)).code, "trash.no_such_record");
});

test("after thirty days the night removes what was deleted, with all that hangs on it; figures and what is younger stay", async () => {
  const won = await opened("rep", "Won and kept");
  await company.ask("rep", winDealRoute, { params: { id: won }, body: {} });
  const id = await opened("rep", "Gone in February");
  await company.ask("rep", addActivityRoute, { body: { kind: "note", subject: "Its secret note", dealId: id } });
  await company.ask("rep", deleteDealRoute, { params: { id } });
  const before = await figures();
  await emptyTrash(at("2018-02-09T00:10:00Z"));
  assert.deepEqual(await lying("rep"), ["Gone in February"], "thirty days are not over yet");
  await emptyTrash(at("2018-02-10T00:10:00Z"));
  assert.deepEqual(await lying("rep"), []);
  assert.equal(await figures(), before);
  const { rows } = await company.ground.pool.query(
    `select 'deal' from deals where id = $1
     union all select 'activity' from activities where deal_id = $1
     union all select 'event' from events where record_id = $1
     union all select 'audit' from audit where record_id = $1 and field <> 'purged' and (was is not null or became is not null)`,
    [id],
  );
  assert.deepEqual(rows, []);
  assert.equal((await company.ask("rep", restoreRoute, { params: { kind: "deal", id } })).status, 404);
  assert.equal((await company.ask("rep", dealRoute, { params: { id: won } })).status, 200);
});

test("an organization stays while a deal or a contact names it, in the trash too; then it goes for good by an admin's hand", async () => {
  const organization = (await company.ask("rep", addOrganizationRoute, { body: { name: "Held" } })).body;
  const child = (await company.ask("rep", addOrganizationRoute, { body: { name: "Child", parentId: organization.id } }))
    .body;
  const deal = await opened("rep", "On it", organization.id);
  const contact = (
    await company.ask("rep", addContactRoute, { body: { name: "In it", organizationId: organization.id } })
  ).body;
  await company.ask("rep", addActivityRoute, {
    body: { kind: "call", subject: "About both", contactId: contact.id, organizationId: organization.id, done: true },
  });
  await company.ask("rep", deleteOrganizationRoute, { params: { id: organization.id } });
  const purge = (who: Who, kind: string, id: string) => company.ask(who, purgeRoute, { params: { kind, id } });
  assert.equal((await purge("rep", "organization", organization.id)).status, 403);
  assert.equal((await purge("admin", "organization", organization.id)).code, "trash.held");
  assert.equal((await purge("admin", "deal", deal)).code, "trash.no_such_record", "what is not deleted is not removed");
  await emptyTrash(at("2018-03-20T00:10:00Z"));
  assert.deepEqual(await lying("admin"), ["Held"]);
  await company.ask("rep", deleteDealRoute, { params: { id: deal } });
  await company.ask("rep", deleteContactRoute, { params: { id: contact.id } });
  assert.equal((await purge("admin", "deal", deal)).status, 200);
  assert.equal((await purge("admin", "contact", contact.id)).status, 200);
  const told = (await company.ground.pool.query("select contact_id from activities where subject = 'About both'")).rows;
  assert.deepEqual(told, [{ contact_id: null }], "what is about the organization too stays with it");
  assert.equal((await purge("admin", "organization", organization.id)).status, 200);
  assert.equal((await company.ask("rep", organizationRoute, { params: { id: child.id } })).body.parentId, null);
  assert.deepEqual(await lying("admin"), []);
  assert.equal(
    (await company.ask("rep", timelineRoute, { query: { record: "organization", id: organization.id } })).status,
    404,
  );
});
