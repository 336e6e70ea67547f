import type { Id } from "#lib/id.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import { dayAt, type Zone } from "#lib/time.ts";
import type { ActivityKind } from "#modules/activities/activity.ts";

export type TouchId = Id<"touch">;

/** What is written down by hand, brought by a form, or imported. Calls, mails and meetings count by themselves. */
export const touchKinds = ["ad", "event", "research", "form", "web", "other"] as const;
export type TouchKind = (typeof touchKinds)[number];

/** Kinds of activity that count as touches; a note and a comment bring nobody together. */
export const countedKinds = ["call", "mail", "meeting", "task", "other"] as const satisfies readonly ActivityKind[];
export type CountedKind = (typeof countedKinds)[number];

/** Minutes of an activity that says no length, until an admin says otherwise. */
export const usualMinutes: Record<CountedKind | "research", number> = {
  ...{ call: 10, mail: 5, meeting: 45, task: 15, other: 15, research: 20 },
};

export type Touch = {
  id: string;
  kind: TouchKind | CountedKind;
  at: Instant;
  personId: string | null;
  minutes: number | null;
  /** What it cost by itself: a click, a stand. In minor units of the workspace's currency. */
  costMinor: number | null;
  note: string | null;
  campaignId: string | null;
  dealId: string | null;
  /** One that is an activity opens there. */
  activityId: string | null;
};

/** What an hour of a person costs, in minor units; `usual` where a person has no rate of their own. */
export type Rates = { usual: number | null; of: ReadonlyMap<string, number> };

/** A touch's cost: what was paid for it, and its minutes by the rate of whoever spent them. Null where neither is known. */
export function costOf(
  { personId, minutes, costMinor }: Pick<Touch, "personId" | "minutes" | "costMinor">,
  rates: Rates,
): number | null {
  const rate = personId === null ? null : (rates.of.get(personId) ?? rates.usual);
  const time = rate === null || minutes === null ? null : Math.round((rate * minutes) / 60);
  if (time === null && costMinor === null) return null;
  return (time ?? 0) + (costMinor ?? 0);
}

export type Effort = {
  /** A person's id; null for what no person did: an ad, a form. */
  personId: string | null;
  kinds: { kind: Touch["kind"]; count: number }[];
  touches: number;
  minutes: number;
  costMinor: number | null;
};

/** Who spent how much on it: one line a person, the costliest first. */
export function effortsOf(touches: readonly Touch[], rates: Rates): Effort[] {
  const groups = Map.groupBy(touches, ({ personId }) => personId);
  return [...groups]
    .map(([personId, own]) => ({ personId, kinds: kindsOf(own), ...sumOf(own, rates) }))
    .toSorted((a, b) => (b.costMinor ?? 0) - (a.costMinor ?? 0) || b.touches - a.touches);
}

export function sumOf(touches: readonly Touch[], rates: Rates) {
  const costs = touches.map((one) => costOf(one, rates)).filter((cost) => cost !== null);
  return {
    touches: touches.length,
    minutes: touches.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0),
    costMinor: costs.length === 0 ? null : costs.reduce((sum, cost) => sum + cost, 0),
  };
}

function kindsOf(touches: readonly Touch[]): Effort["kinds"] {
  return [...Map.groupBy(touches, ({ kind }) => kind)].map(([kind, own]) => ({ kind, count: own.length }));
}

/** How many days it took from the first touch to the last. */
export function daysOf(touches: readonly Touch[], zone: Zone): { from: CivilDate; to: CivilDate } | null {
  const all = touches.map(({ at }) => at).toSorted();
  const [first] = all;
  const last = all.at(-1);
  return first && last ? { from: dayAt(first, zone), to: dayAt(last, zone) } : null;
}

/** What came back for what was spent. Null, never a division, where no cost is recorded. */
export function revenuePerCost(revenueMinor: number, costMinor: number | null): number | null {
  return costMinor === null || costMinor === 0 ? null : revenueMinor / costMinor;
}
