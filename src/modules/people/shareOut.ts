import type { PersonId } from "./person.ts";

/** A record, what it hangs on (the nearest first), and what it may bring. */
type Work = { readonly record: string; readonly of: readonly string[]; readonly valueMinor: number };
type Share = { to: PersonId; value: number; customers: number };

/**
 * Who takes what, when several share somebody's work. What belongs to one customer stays in one hand: deals go with their
 * organization, contacts with theirs, activities with their deal. The customers with the largest open value are dealt first, each
 * to whoever has least so far, so that values come out near each other; those without value make the numbers even. The same
 * work and the same takers give the same shares. Answers the taker of each record.
 */
export function shareOut(all: readonly Work[], takers: readonly PersonId[]): Map<string, PersonId> {
  const byCustomer = Map.groupBy(all, customerOf(all));
  const customers = [...byCustomer].map(([id, records]) => ({
    id,
    records,
    value: records.reduce((sum, { valueMinor }) => sum + valueMinor, 0),
  }));
  const largestFirst = customers.toSorted((a, b) => b.value - a.value || (a.id < b.id ? -1 : 1));
  const shares: Share[] = takers.map((to) => ({ to, value: 0, customers: 0 }));
  const takerOf = new Map<string, PersonId>();
  for (const { records, value } of largestFirst) {
    const share = value > 0 ? least(shares, "value", "customers") : least(shares, "customers", "value");
    share.value += value;
    share.customers += 1;
    for (const { record } of records) takerOf.set(record, share.to);
  }
  return takerOf;
}

/** What a record hangs on in the end, also where that itself doesn't pass: an organization, or nothing but itself. */
function customerOf(all: readonly Work[]): (one: Work) => string {
  const known = new Map(all.map((one) => [one.record, one]));
  return function find({ record, of }: Work): string {
    const parent = of.map((id) => known.get(id)).find((one) => one !== undefined);
    return parent ? find(parent) : (of.at(-1) ?? record);
  };
}

type Measure = "value" | "customers";

/** Of equals the first that was named. */
function least(shares: readonly Share[], first: Measure, second: Measure): Share {
  return shares.reduce((best, one) => ((one[first] - best[first] || one[second] - best[second]) < 0 ? one : best));
}
