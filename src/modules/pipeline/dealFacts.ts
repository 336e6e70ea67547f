import { isInvalid } from "#lib/statistics/invalid.ts";
import { largestRemainder } from "#lib/statistics/largestRemainder.ts";
import { type CivilDate, daysBetween, type Instant } from "#lib/time.ts";
import type { Fact } from "#modules/metrics/fact.ts";
import type { PersonId } from "#modules/people/person.ts";
import type { DealEventName, DealState } from "./events.ts";
import { weighted } from "./stage.ts";

/** One thing that happened to a deal, in the order it was recorded. */
export type DealMoment = { name: DealEventName; at: Instant; state: DealState };

type Close = { kind: "won" | "lost"; on: CivilDate; at: Instant };
type Standing = { owner: PersonId | null; base: number; weighted: number };

const nothing: Standing = { owner: null, base: 0, weighted: 0 };

/**
 * All facts that a deal stands for, counted from its events alone. Reopening withdraws the close; what is put right later
 * (value, owner, organization, products) flows to the day the close counts for. A deleted deal stands for nothing.
 * Levels are changes: they add up to what stood open at the end of any day.
 */
export function dealFacts(moments: readonly DealMoment[]): Fact[] {
  const last = moments.at(-1);
  if (!last || isDeleted(moments)) return [];
  const opening = moments.find((moment) => moment.name === "deal_opened");
  const close = closeOf(moments);
  return [
    ...(opening ? openedFacts(opening, last.state) : []),
    ...levelFacts(moments, last.state),
    ...(close ? closeFacts(close, last.state) : []),
  ];
}

function isDeleted(moments: readonly DealMoment[]): boolean {
  const last = moments.findLast((moment) => moment.name === "deal_deleted" || moment.name === "deal_restored");
  return last?.name === "deal_deleted";
}

function closeOf(moments: readonly DealMoment[]): Close | undefined {
  const last = moments.findLast((moment) => ["deal_won", "deal_lost", "deal_reopened"].includes(moment.name));
  if (!last || last.name === "deal_reopened") return undefined;
  return { kind: last.name === "deal_won" ? "won" : "lost", on: last.state.on, at: last.at };
}

/** Credited to whoever owned it when it was opened. */
function openedFacts({ at, state }: DealMoment, now: DealState): Fact[] {
  if (!now.openedOn) return [];
  return counted("deals_opened", now, state.ownerId, now.openedOn, at);
}

function closeFacts({ kind, on, at }: Close, state: DealState): Fact[] {
  const count = counted(kind === "won" ? "deals_won" : "deals_lost", state, state.ownerId, on, at);
  const days = state.openedOn ? [daysFact(kind, state, state.openedOn, on, at)] : [];
  if (kind === "lost") return [...count, ...days];
  return [
    ...count,
    ...days,
    ...moneyFacts("revenue_won", state, state.ownerId, state.baseMinor, on, at),
    ...unitFacts(state, on, at),
  ];
}

function daysFact(kind: "won" | "lost", state: DealState, openedOn: CivilDate, on: CivilDate, at: Instant): Fact {
  const product = state.lines.length === 1 ? state.lines[0]!.productId : null;
  return {
    metric: kind === "won" ? "cycle_days" : "cycle_days_lost",
    ...dimensions(state, state.ownerId),
    product,
    day: on,
    at,
    value: daysBetween(openedOn, on),
  };
}

function unitFacts(state: DealState, on: CivilDate, at: Instant): Fact[] {
  return state.lines.map((line) => ({
    metric: "units_won",
    ...dimensions(state, state.ownerId),
    product: line.productId,
    day: on,
    at,
    value: line.quantity,
  }));
}

/** A count of one, shared among the product lines: the shares add up to 1. */
function counted(metric: string, state: DealState, owner: PersonId | null, day: CivilDate, at: Instant): Fact[] {
  const lines = state.lines.length > 0 ? state.lines.map((line) => line.productId) : [null];
  return lines.map((product) => ({ metric, ...dimensions(state, owner), product, day, at, value: 1 / lines.length }));
}

/** An amount, shared among the product lines by their amounts, to the last minor unit. */
function moneyFacts(
  metric: string,
  state: DealState,
  owner: PersonId | null,
  amount: number,
  day: CivilDate,
  at: Instant,
): Fact[] {
  const parts = sharesOf(amount, state);
  return parts.map(({ product, minor }) => ({
    metric,
    ...dimensions(state, owner),
    product,
    day,
    at,
    value: minor,
    currency: state.value.currency,
    baseValue: minor,
  }));
}

function sharesOf(amount: number, { lines }: DealState): { product: string | null; minor: number }[] {
  if (lines.length === 0) return [{ product: null, minor: amount }];
  if (lines.length === 1) return [{ product: lines[0]!.productId, minor: amount }];
  const amounts = lines.map((line) => line.priceMinor * line.quantity);
  const sum = amounts.reduce((total, one) => total + one, 0);
  const weights = sum > 0 ? amounts : lines.map(() => 1);
  const parts = partsOf(amount, weights);
  return lines.map((line, at) => ({ product: line.productId, minor: parts[at]! }));
}

function partsOf(total: number, weights: readonly number[]): readonly number[] {
  const split = largestRemainder({ total, weights });
  if (isInvalid(split)) throw new RangeError(`${total} can't be shared by ${weights.join(", ")}`);
  return split.shares;
}

function levelFacts(moments: readonly DealMoment[], now: DealState): Fact[] {
  const facts: Fact[] = [];
  let standing = nothing;
  let isOpen = false;
  for (const { name, at, state } of moments) {
    if (name === "deal_opened" || name === "deal_reopened") isOpen = true;
    if (name === "deal_won" || name === "deal_lost") isOpen = false;
    const next = isOpen
      ? { owner: state.ownerId, base: state.baseMinor, weighted: weighted(state.baseMinor, state.probability) }
      : nothing;
    // A deal without an opening day stands from the day it was brought in, which its opening event carries.
    facts.push(...levelChange(standing, next, now, state.on, at));
    standing = next;
  }
  return facts;
}

function levelChange(was: Standing, became: Standing, state: DealState, day: CivilDate, at: Instant): Fact[] {
  if (was.owner === became.owner)
    return [
      ...leveled("pipeline_value", state, became.owner, became.base - was.base, day, at),
      ...leveled("pipeline_weighted", state, became.owner, became.weighted - was.weighted, day, at),
    ];
  return [
    ...levelChange(was, { ...nothing, owner: was.owner }, state, day, at),
    ...levelChange({ ...nothing, owner: became.owner }, became, state, day, at),
  ];
}

function leveled(
  metric: string,
  state: DealState,
  owner: PersonId | null,
  change: number,
  day: CivilDate,
  at: Instant,
): Fact[] {
  if (change === 0) return [];
  const sign = Math.sign(change);
  return moneyFacts(metric, state, owner, Math.abs(change), day, at).map((fact) => ({
    ...fact,
    value: sign * fact.value,
    baseValue: sign * fact.value,
  }));
}

function dimensions(state: DealState, owner: PersonId | null) {
  return { person: owner, organization: state.organizationId };
}
