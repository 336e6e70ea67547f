import type { Id } from "#lib/id.ts";
import type { Money } from "#lib/money.ts";
import type { PeriodId } from "#lib/period.ts";
import { Refusal, refuseField } from "#lib/refusal.ts";
import { isInvalid } from "#lib/statistics/invalid.ts";
import { type Flag, quotaFlag } from "#lib/statistics/quotaFlag.ts";
import type { Instant } from "#lib/time.ts";

export type QuotaId = Id<"quota">;
export type QuotaOwner = { kind: "person"; person: Id<"person"> } | { kind: "team"; team: Id<"team"> };
export type QuotaAmount = { unit: "count"; count: number } | { unit: "money"; money: Money };

/** What a person or team is to reach on a metric in a period. A changed one is a new version that names the old and why. */
export type Quota = {
  id: QuotaId;
  metric: string;
  period: PeriodId;
  owner: QuotaOwner;
  amount: QuotaAmount;
  setBy: Id<"person">;
  setAt: Instant;
  replaces: { quota: QuotaId; reason: string } | null;
};

export type QuotaDraft = Omit<Quota, "replaces">;

/** How a quota is suggested and judged; exposures and strengths in periods. */
export type QuotaTerms = {
  stretch: number;
  pOutOfReach: number;
  pNoStretch: number;
  minStrength: number;
  maxStrength: number;
};

export const defaultTerms: QuotaTerms = {
  stretch: 1.1,
  pOutOfReach: 0.15,
  pNoStretch: 0.8,
  minStrength: 1,
  maxStrength: 24,
};

export const longestReason = 500;

/** The first quota of its owner, metric and period. Refuses an amount that is no whole number above 0. */
export function setQuota(draft: QuotaDraft): Quota {
  mustBeAnAmount(draft.amount);
  return { ...draft, replaces: null };
}

/** A new version of a quota, with its reason; refuses what is no change. */
export function changeQuota(
  old: Quota,
  change: Pick<Quota, "id" | "amount" | "setBy" | "setAt"> & { reason: string },
): Quota {
  const { reason, ...next } = change;
  mustBeAnAmount(next.amount);
  if (currencyOf(next.amount) !== currencyOf(old.amount)) throw refuseField("quotas.other_unit", "/amount");
  if (sizeOf(next.amount) === sizeOf(old.amount)) throw new Refusal("quotas.no_change", 409);
  const why = reason.trim();
  if (!why) throw refuseField("quotas.reason_missing", "/reason");
  if (why.length > longestReason) throw refuseField("quotas.reason_too_long", "/reason", { most: longestReason });
  return { ...old, ...next, replaces: { quota: old.id, reason: why } };
}

/** The versions that led to a quota, the newest first. */
export function versionsOf(quota: Quota, all: readonly Quota[]): Quota[] {
  const byId = new Map(all.map((one) => [one.id, one]));
  const chain: Quota[] = [];
  for (let one: Quota | undefined = quota; one && !chain.includes(one); ) {
    chain.push(one);
    one = one.replaces ? byId.get(one.replaces.quota) : undefined;
  }
  return chain;
}

export type Attainment = { actual: number; quota: number; share: number; reached: boolean };

/** Share of the quota reached, from 0 up: 1 is the quota. `actual` in the quota's own unit: a count, or minor units. */
export function attainmentOf(amount: QuotaAmount, actual: number): Attainment {
  const quota = sizeOf(amount);
  return { actual, quota, share: actual / quota, reached: actual >= quota };
}

/** The number behind an amount: a count, or minor units. */
export function sizeOf(amount: QuotaAmount): number {
  return amount.unit === "count" ? amount.count : amount.money.minor;
}

/** Out of reach, no stretch (too likely, or not above what is expected anyway), or fine. */
export function flagOf(
  quota: number,
  chance: { probability: number; expected: number },
  terms: QuotaTerms = defaultTerms,
): Flag {
  const answer = quotaFlag({ quota, ...chance, pOutOfReach: terms.pOutOfReach, pNoStretch: terms.pNoStretch });
  if (isInvalid(answer)) throw new RangeError(`a quota of ${quota} with a chance of ${chance.probability}`);
  return answer.flag;
}

function mustBeAnAmount(amount: QuotaAmount): void {
  const size = sizeOf(amount);
  if (!Number.isSafeInteger(size)) throw refuseField("quotas.not_whole", "/amount");
  if (size <= 0) throw refuseField("quotas.not_above_zero", "/amount");
}

function currencyOf(amount: QuotaAmount): string {
  return amount.unit === "money" ? amount.money.currency : "count";
}
