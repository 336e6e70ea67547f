import type { Money } from "#lib/money.ts";
import type { CivilDate } from "#lib/time.ts";
import type { Deal } from "#modules/pipeline/deal.ts";
import { heldRates, type Rate, toBase } from "#modules/pipeline/rate.ts";
import type { Author } from "./author.ts";

/** What a value is in the workspace's currency on a day; without one, today. */
export type Counting = (value: Money, on: CivilDate | null) => Pick<Deal, "baseMinor" | "countedBy">;

/** By the rate of today, or of the day that is said (decision 15); the plan left out what has none. */
export function counting({ workspace, today }: Author, rates: readonly Rate[]): Counting {
  const rateOn = heldRates(rates);
  return (value, on) => {
    if (value.currency === workspace.currency) return { baseMinor: value.minor, countedBy: null };
    const countedBy = rateOn(value.currency, on ?? today);
    if (!countedBy) throw new Error(`No rate from ${value.currency} on ${on ?? today}`);
    return { baseMinor: toBase(value, workspace.currency, countedBy.rate), countedBy };
  };
}

export function isSameMoney(a: Money, b: Money): boolean {
  return a.minor === b.minor && a.currency === b.currency;
}
