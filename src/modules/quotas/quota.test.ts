import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "#lib/id.ts";
import { money } from "#lib/money.ts";
import { attainmentOf, changeQuota, flagOf, type Quota, type QuotaAmount, setQuota, versionsOf } from "./quota.ts";

const setAt = "2018-01-02T09:00:00.000Z";
const usd = (minor: number): QuotaAmount => ({ unit: "money", money: money(minor, "USD") });
const count = (amount: number): QuotaAmount => ({ unit: "count", count: amount });

function aQuota(amount: QuotaAmount = count(110)): Quota {
  const owner = { kind: "person", person: newId<"person">() } as const;
  return setQuota({
    id: newId(),
    metric: "deals_won",
    period: "2018-01",
    owner,
    amount,
    setBy: newId(),
    setAt,
  });
}

function changed(old: Quota, amount: QuotaAmount, reason = "two renewals are due"): Quota {
  return changeQuota(old, { id: newId(), amount, setBy: old.setBy, setAt, reason });
}

test("a quota of nothing or less is refused", () => {
  for (const amount of [count(0), count(-3), usd(0)]) {
    assert.throws(() => aQuota(amount), { code: "quotas.not_above_zero", status: 422 });
  }
});

test("a quota is a whole number", () => {
  assert.throws(() => aQuota(count(10.5)), { code: "quotas.not_whole" });
  assert.throws(() => aQuota(count(Number.NaN)), { code: "quotas.not_whole" });
});

test("a changed quota keeps the old one and the reason", () => {
  const first = aQuota();
  const second = changed(first, count(120), "  two renewals are due ");
  assert.deepEqual(second.replaces, { quota: first.id, reason: "two renewals are due" });
  assert.deepEqual([second.owner, second.metric, second.period], [first.owner, first.metric, first.period]);
  assert.deepEqual(versionsOf(second, [first, second]), [second, first]);
});

test("a change needs a reason, another amount and the same unit", () => {
  const quota = aQuota(usd(150_000_00));
  assert.throws(() => changed(quota, usd(160_000_00), " "), { code: "quotas.reason_missing" });
  assert.throws(() => changed(quota, usd(150_000_00)), { code: "quotas.no_change" });
  assert.throws(() => changed(quota, count(7)), { code: "quotas.other_unit" });
  assert.throws(() => changed(quota, { unit: "money", money: money(1, "EUR") }), { code: "quotas.other_unit" });
});

test("attainment is the share reached, and 1 has reached it", () => {
  assert.deepEqual(attainmentOf(count(110), 55), { actual: 55, quota: 110, share: 0.5, reached: false });
  assert.equal(attainmentOf(usd(100_00), 100_00).reached, true);
});

test("a quota not above what is expected is no stretch, an unlikely one out of reach", () => {
  assert.equal(flagOf(100, { probability: 0.5, expected: 100 }), "no_stretch");
  assert.equal(flagOf(101, { probability: 0.81, expected: 100 }), "no_stretch");
  assert.equal(flagOf(130, { probability: 0.149, expected: 100 }), "out_of_reach");
  assert.equal(flagOf(110, { probability: 0.17, expected: 100 }), "ok");
});
