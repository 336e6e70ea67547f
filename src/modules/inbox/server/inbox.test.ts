import assert from "node:assert/strict";
import { test } from "node:test";
import { addActivityRoute, followRoute, mentionCheckRoute } from "#modules/activities/api.ts";
import { mentionOf } from "#modules/activities/mention.ts";
import { listRowsRoute } from "#modules/lists/api.ts";
import {
  changeDealRoute,
  changeStageRoute,
  openDealRoute,
  pipelinesRoute,
  winDealRoute,
} from "#modules/pipeline/api.ts";
import { freshCompany, type Who } from "#tests/company.ts";
import { chooseNotificationsRoute, notificationsRoute, readNotificationsRoute } from "../api.ts";
import { addressOf } from "../notification.ts";
import { nightInbox, sendDigests } from "./digest.ts";

const company = freshCompany();

async function opened(who: Who = "rep") {
  const body = { name: "A deal", value: { minor: 1000, currency: "USD" } };
  return (await company.ask(who, openDealRoute, { body })).body.id;
}
const comment = async (who: Who, dealId: Awaited<ReturnType<typeof opened>>, body: string) =>
  (await company.ask(who, addActivityRoute, { body: { kind: "comment", body, dealId } })).body;
async function told(who: Who, about: string) {
  const { rows } = (await company.ask(who, notificationsRoute, { query: {} })).body;
  return rows.filter(({ record }) => record?.id === about).map(({ kind }) => kind);
}

test("a mention reaches whoever may read the record, once, however often it is delivered", async () => {
  const deal = await opened();
  await comment(
    "rep",
    deal,
    `Look, ${mentionOf(company.person("manager"))} and ${mentionOf(company.person("otherRep"))}`,
  );
  await company.deliverAll(3);
  assert.deepEqual(await told("manager", deal), ["mention"]);
  assert.deepEqual(await told("otherRep", deal), []);
});

test("it is said beforehand whom a mention would not reach", async () => {
  const deal = await opened();
  const people = [company.person("manager"), company.person("otherRep")].join(",");
  const { body } = await company.ask("rep", mentionCheckRoute, { query: { record: "deal", id: deal, people } });
  assert.deepEqual(
    body.unable.map(({ name }) => name),
    ["Olga Other"],
  );
});

test("a comment reaches the owner and whoever follows, but for its author and for who left", async () => {
  const deal = await opened();
  await comment("manager", deal, "Ask for the order form.");
  await company.deliverAll(2);
  assert.deepEqual(await told("rep", deal), ["comment"]);
  await comment("rep", deal, "Done.");
  await company.deliverAll(2);
  assert.deepEqual(await told("manager", deal), ["comment"]);
  await company.ask("manager", followRoute, { body: { record: "deal", id: deal, following: false } });
  await comment("rep", deal, "Signed.");
  await company.deliverAll(2);
  assert.deepEqual(await told("manager", deal), ["comment"]);
});

test("who is given a deal hears of it, and a team hears of its wins", async () => {
  const deal = await opened();
  await company.ask("manager", changeDealRoute, {
    params: { id: deal },
    body: { ownerId: company.person("teammate") },
  });
  await company.deliverAll(2);
  assert.deepEqual(await told("teammate", deal), ["assigned"]);
  await company.ask("teammate", winDealRoute, { params: { id: deal }, body: {} });
  await company.deliverAll(2);
  assert.deepEqual(await told("manager", deal), ["won"]);
  assert.deepEqual(await told("teammate", deal), ["assigned"]);
});

test("what is off isn't told, what was read is counted no more, and the daily mail comes once", async () => {
  const deal = await opened();
  await company.ask("manager", chooseNotificationsRoute, { body: { ways: { comment: "off" } } });
  await company.ask("manager", followRoute, { body: { record: "deal", id: deal, following: true } });
  await comment("rep", deal, "Nothing to tell.");
  await comment("rep", deal, `For ${mentionOf(company.person("manager"))}`);
  await company.deliverAll(2);
  assert.deepEqual(await told("manager", deal), ["mention"]);
  const mails = async () =>
    (
      await company.ground.pool.query(
        "select 1 from pgboss.job where name = 'platform.send_mail' and data->>'to' = 'manager@clinch.test'",
      )
    ).rowCount;
  await Promise.all([sendDigests(company.ground, () => ""), sendDigests(company.ground, () => "")]);
  assert.equal(await mails(), 1);
  await company.ask("manager", readNotificationsRoute, { body: {} });
  const { unread } = (await company.ask("manager", notificationsRoute, { query: {} })).body;
  assert.deepEqual(unread, { all: 0, mentions: 0, wins: 0, system: 0 });
});

test("by night one hears of one's deals that rot by their stage's own limit, and the notice opens just those", async () => {
  const [limited, free] = (await company.ask("admin", pipelinesRoute, {})).body.pipelines[0]?.stages ?? [];
  await company.ask("admin", changeStageRoute, { params: { id: limited!.id }, body: { rotDays: 20 } });
  const dealIn = async (stageId: (typeof limited & {})["id"], days: number) => {
    const body = { name: `Untouched for ${days} days`, stageId };
    const { id } = (await company.ask("otherRep", openDealRoute, { body })).body;
    await company.ground.pool.query("update deals set last_touch_at = $2::date - $3::int where id = $1", [
      ...[id, "2018-01-02T12:00:00Z", days],
    ]);
  };
  await dealIn(limited!.id, 20);
  await dealIn(limited!.id, 21);
  await dealIn(free!.id, 90);
  await nightInbox(company.ground, () => "");
  await nightInbox(company.ground, () => "");
  const { rows } = (await company.ask("otherRep", notificationsRoute, { query: {} })).body;
  const notices = rows.filter(({ kind }) => kind === "idle");
  assert.deepEqual(
    notices.map(({ facts }) => facts),
    [{ count: 1 }],
  );
  const filter = new URL(addressOf(notices[0]!), "http://localhost").searchParams.get("filter") ?? "";
  const query = { filter, columns: "name", sort: "name" };
  const list = (await company.ask("otherRep", listRowsRoute, { params: { list: "deals" }, query })).body;
  assert.deepEqual(
    list.rows.map(({ title }) => title),
    ["Untouched for 21 days"],
  );
});
