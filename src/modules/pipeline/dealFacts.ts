import type { CurrencyCode } from "#lib/currency.ts";
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
/** Minor units of the deal's currency, and of the workspace's. */
type Amount = { value: number; base: number };
type Standing = { owner: PersonId | null; currency: CurrencyCode | null; whole: Amount; weighted: Amount };

const none: Amount = { value: 0, base: 0 };
const nothing: Standing = { owner: null, currency: null, whole: none, weighted: none };

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
    ...moneyFacts("revenue_won", state, {
      owner: state.ownerId,
      currency: state.value.currency,
      amount: amountOf(state),
      day: on,
      at,
    }),
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

type Booked = { owner: PersonId | null; currency: CurrencyCode; amount: Amount; day: CivilDate; at: Instant };

const amountOf = ({ value, baseMinor }: DealState): Amount => ({ value: value.minor, base: baseMinor });

/** An amount, shared among the product lines by their amounts, to the last minor unit, in its own currency and the workspace's. */
function moneyFacts(metric: string, state: DealState, { owner, currency, amount, day, at }: Booked): Fact[] {
  const values = sharesOf(amount.value, state);
  const bases = sharesOf(amount.base, state);
  const products = state.lines.length > 0 ? state.lines.map((line) => line.productId) : [null];
  return products.map((product, index) => ({
    metric,
    ...dimensions(state, owner),
    product,
    day,
    at,
    value: values[index]!,
    currency,
    baseValue: bases[index]!,
  }));
}

function sharesOf(amount: number, { lines }: DealState): number[] {
  if (lines.length <= 1) return [amount];
  const amounts = lines.map((line) => line.amountMinor ?? line.priceMinor * line.quantity);
  const sum = amounts.reduce((total, one) => total + one, 0);
  const weights = sum > 0 ? amounts : lines.map(() => 1);
  return partsOf(Math.abs(amount), weights).map((part) => Math.sign(amount) * part);
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
    const next = isOpen ? standingIn(state) : nothing;
    // A deal without an opening day stands from the day it was brought in, which its opening event carries.
    facts.push(...levelChange(standing, next, now, state.on, at));
    standing = next;
  }
  return facts;
}

function standingIn(state: DealState): Standing {
  const { ownerId: owner, probability, value, baseMinor } = state;
  const chance = { value: weighted(value.minor, probability), base: weighted(baseMinor, probability) };
  return { owner, currency: value.currency, whole: amountOf(state), weighted: chance };
}

/** Another owner, or another currency: what stood is taken away whole, and what stands now is added. */
function levelChange(was: Standing, became: Standing, state: DealState, day: CivilDate, at: Instant): Fact[] {
  const isOneCurrency = was.currency === null || became.currency === null || was.currency === became.currency;
  if (was.owner !== became.owner || !isOneCurrency)
    return [
      ...levelChange(was, { ...nothing, owner: was.owner }, state, day, at),
      ...levelChange({ ...nothing, owner: became.owner }, became, state, day, at),
    ];
  const booked = { owner: became.owner, currency: became.currency ?? was.currency ?? state.value.currency, day, at };
  return [
    ...leveled("pipeline_value", state, { ...booked, amount: difference(was.whole, became.whole) }),
    ...leveled("pipeline_weighted", state, { ...booked, amount: difference(was.weighted, became.weighted) }),
  ];
}

const difference = (was: Amount, became: Amount): Amount => ({
  value: became.value - was.value,
  base: became.base - was.base,
});

function leveled(metric: string, state: DealState, booked: Booked): Fact[] {
  if (booked.amount.value === 0 && booked.amount.base === 0) return [];
  return moneyFacts(metric, state, booked);
}

function dimensions(state: DealState, owner: PersonId | null) {
  return { person: owner, organization: state.organizationId };
}
