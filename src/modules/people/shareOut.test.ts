import assert from "node:assert/strict";
import { test } from "node:test";
import { random } from "#lib/random.ts";
import type { PersonId } from "./person.ts";
import { shareOut } from "./shareOut.ts";

const [rita, otto, olga] = ["rita", "otto", "olga"] as PersonId[];
const one = (record: string, of: string[] = [], valueMinor = 0) => ({ record, of, valueMinor });

/** What each takes in value, and of how many records. */
function sums(all: ReturnType<typeof one>[], takers: PersonId[]) {
  const takerOf = shareOut(all, takers);
  return takers.map((to) => {
    const theirs = all.filter(({ record }) => takerOf.get(record) === to);
    return [theirs.length, theirs.reduce((sum, { valueMinor }) => sum + valueMinor, 0)];
  });
}

test("the largest are dealt first, each to whoever has least, so that the values come out near each other", () => {
  const deals = [9, 7, 6, 5, 3, 2].map((value, at) => one(`deal ${at}`, [], value));
  assert.deepEqual(sums(deals, [rita!, otto!]), [
    [3, 9 + 5 + 2],
    [3, 7 + 6 + 3],
  ]);
});

test("shares of many deals differ by no more than the largest of them, whoever shares", () => {
  const draw = random("shares");
  for (let round = 0; round < 200; round++) {
    const deals = Array.from({ length: draw.between(1, 60) }, (_, at) => one(`deal ${at}`, [], draw.between(1, 1e6)));
    const values = sums(deals, [rita!, otto!, olga!]).map(([, value]) => value!);
    const largest = Math.max(...deals.map(({ valueMinor }) => valueMinor));
    assert.ok(Math.max(...values) - Math.min(...values) <= largest, JSON.stringify(values));
  }
});

test("a customer stays in one hand: its deals, its contacts, what is to do on them, and itself", () => {
  const acme = [
    one("acme"),
    one("acme deal", ["acme"], 50),
    one("acme other deal", ["acme"], 40),
    one("acme contact", ["acme"]),
    one("acme call", ["acme deal", "acme contact"]),
    one("acme mail", ["acme contact"]),
  ];
  const beta = [one("beta deal", ["beta"], 60), one("beta contact", ["beta"]), one("beta task", ["beta deal"])];
  const takerOf = shareOut([...beta, ...acme], [rita!, otto!]);
  assert.deepEqual(new Set(acme.map(({ record }) => takerOf.get(record))), new Set([rita]));
  assert.deepEqual(new Set(beta.map(({ record }) => takerOf.get(record))), new Set([otto]), "though beta itself stays");
});

test("what has no value is dealt by number, also where one has all the value", () => {
  const all = [one("big", [], 1000), ...Array.from({ length: 5 }, (_, at) => one(`organization ${at}`))];
  assert.deepEqual(
    sums(all, [rita!, otto!]).map(([count]) => count),
    [3, 3],
  );
});

test("the same work and takers give the same shares, in whatever order it is read", () => {
  const all = [one("c", [], 5), one("a", [], 5), one("b", [], 5), one("e"), one("d")];
  const sorted = (takerOf: Map<string, PersonId>) => [...takerOf].toSorted(([a], [b]) => (a < b ? -1 : 1));
  assert.deepEqual(sorted(shareOut(all, [rita!, otto!])), sorted(shareOut(all.toReversed(), [rita!, otto!])));
});
