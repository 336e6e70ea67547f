import type { CurrencyCode } from "#lib/currency.ts";
import type { Id } from "#lib/id.ts";
import type { CivilDate, Instant } from "#lib/time.ts";

/** A row of a metric that a record stands for: who, which day, how much. */
export type Fact = {
  metric: string;
  person: Id<"person"> | null;
  organization: string | null;
  product: string | null;
  day: CivilDate;
  at: Instant;
  /** A share of a count (the shares of one record add up to 1), days, or minor units of `currency`. */
  value: number;
  currency?: CurrencyCode;
  /** Minor units of the workspace's currency. */
  baseValue?: number;
};

/** Which figures two sets of facts of one record disagree on: each metric and person, over the days touched. */
export type Moved = { metric: string; person: Id<"person"> | null; from: CivilDate; to: CivilDate };

export function movedBetween(was: readonly Fact[], became: readonly Fact[]): Moved[] {
  const before = new Map(was.map((fact) => [keyOf(fact), fact]));
  const after = new Map(became.map((fact) => [keyOf(fact), fact]));
  const changed = [
    ...was.filter((fact) => !after.has(keyOf(fact))),
    ...became.filter((fact) => !before.has(keyOf(fact))),
  ];
  return mergeMoved(changed.map(({ metric, person, day }) => ({ metric, person, from: day, to: day })));
}

/** One entry for each metric and person, over the span of all their days. */
export function mergeMoved(all: readonly Moved[]): Moved[] {
  const merged = new Map<string, Moved>();
  for (const one of all) {
    const key = `${one.metric} ${one.person}`;
    const had = merged.get(key);
    merged.set(key, had ? { ...had, from: min(had.from, one.from), to: max(had.to, one.to) } : one);
  }
  return [...merged.values()];
}

function keyOf({ metric, person, organization, product, day, value, currency, baseValue }: Fact): string {
  return [metric, person, organization, product, day, value, currency, baseValue].join("|");
}

const min = (a: CivilDate, b: CivilDate) => (a < b ? a : b);
const max = (a: CivilDate, b: CivilDate) => (a > b ? a : b);
