import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { addOrganizationRoute, changeOrganizationRoute } from "#modules/contacts/api.ts";
import { changesRoute } from "#modules/integrations/api.ts";
import { changeDealRoute, deleteDealRoute, openDealRoute } from "#modules/pipeline/api.ts";
import { freshCompany, type Who } from "../company.ts";

const company = freshCompany();

const read = async (who: Who, after?: string, limit = 500) =>
  (await company.ask(who, changesRoute, { query: { ...(after ? { after } : {}), limit } })).body;
const open = async (who: Who, name: string) =>
  (await company.ask(who, openDealRoute, { body: { name, value: { minor: 100, currency: "USD" } } })).body;

test("10. Sync by API for a day with restarts: no gap, no repeat", async () => {
  let place = (await read("admin")).next;
  const copy = new Map<string, string>();
  const numbers: number[] = [];
  let isOver = false;

  /** Reads as a program does that is stopped now and then: what it keeps is its place and its copy. */
  const reader = async () => {
    for (let turn = 0; !isOver || turn === 0; turn++) {
      const page = await read("admin", place, 7);
      if (turn % 5 === 4) continue; // it was killed before it kept anything: it asks again from its place
      for (const one of page.changes) {
        numbers.push(one.seq);
        if (one.what === "gone") copy.delete(one.id);
        else copy.set(one.id, one.kind);
      }
      place = page.next;
      if (!page.more) await wait(5);
    }
  };
  /** Transactions that begin early and commit late, among quick ones. */
  const writers = Array.from({ length: 6 }, async (_, writer) => {
    for (let n = 0; n < 12; n++) {
      const deal = await open("rep", `Sync ${writer} ${n}`);
      await company.ground.transact(async (tx) => {
        await sql`update deals set version = version + 1 where id = ${deal.id}`.execute(tx);
        await wait((writer * 7 + n * 3) % 40);
      });
      await company.ask("rep", changeDealRoute, { params: { id: deal.id }, body: { name: `Sync ${writer} ${n} b` } });
      if (n % 4 === 0) await company.ask("rep", deleteDealRoute, { params: { id: deal.id } });
    }
  });
  const reading = reader();
  await Promise.all(writers);
  isOver = true;
  await reading;
  for (let page = await read("admin", place); ; page = await read("admin", place)) {
    for (const one of page.changes) {
      numbers.push(one.seq);
      if (one.what === "gone") copy.delete(one.id);
      else copy.set(one.id, one.kind);
    }
    place = page.next;
    if (page.changes.length === 0) break;
  }
  assert.deepEqual(
    numbers,
    [...new Set(numbers)].toSorted((a, b) => a - b),
    "each number once, in order",
  );
  const there = await company.ground.pool.query("select id from deals where deleted_at is null and name like 'Sync%'");
  assert.deepEqual(
    [...copy]
      .filter(([, kind]) => kind === "deal")
      .map(([id]) => id)
      .toSorted(),
    there.rows.map(({ id }) => id).toSorted(),
  );
  const { rows } = await company.ground.pool.query("select count(*)::int as n from changes where seq is null");
  assert.equal(rows[0].n, 0, "nothing is left without a number");
});

test("one is told of what one may read, and an admin of what is gone", async () => {
  const [mine, theirs] = [(await read("rep")).next, (await read("admin")).next];
  const hidden = await open("otherRep", "Hidden from Ray");
  const own = await open("rep", "Ray's own");
  const { body: firm } = await company.ask("rep", addOrganizationRoute, { body: { name: "Told Ltd" } });
  await company.ask("rep", changeOrganizationRoute, { params: { id: firm.id }, body: { name: "Told plc" } });
  await company.ask("rep", deleteDealRoute, { params: { id: own.id } });
  const told = (await read("rep", mine)).changes.map(({ id, what }) => [id, what]);
  assert.deepEqual(told, [[firm.id, "changed"]]);
  const all = new Map((await read("admin", theirs)).changes.map(({ id, what }) => [id as string, what]));
  assert.deepEqual([all.get(hidden.id), all.get(own.id)], ["changed", "gone"]);
});

test("a place that is none, or of another life of the database, is refused with what to do", async () => {
  const refused = async (after: string) => await company.ask("rep", changesRoute, { query: { after } });
  assert.equal((await refused("7")).code, "integrations.cursor_wrong");
  const other = await refused("00000000-0000-4000-8000-000000000000.7");
  assert.deepEqual([other.status, other.code], [410, "integrations.begin_again"]);
});
