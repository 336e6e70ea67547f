import type { MetricDefinition } from "#lib/metric.ts";
import { type Period, shiftPeriod } from "#lib/period.ts";
import { isInvalid } from "#lib/statistics/invalid.ts";
import { pace } from "#lib/statistics/pace.ts";
import type { WorkingCalendar } from "#lib/statistics/workingDays.ts";
import { answerFigure } from "#modules/metrics/server/public.ts";
import type { Goal } from "../api.ts";
import { sizeOf } from "../quota.ts";
import type { ProgressOwner } from "./progressOwner.ts";
import type { Looking } from "./seePlan.ts";
import type { StoredQuota } from "./store.ts";
import { whole } from "./suggestFor.ts";

export type Goals = { metric: MetricDefinition; period: Period; calendar: WorkingCalendar };

/** Those who have brought something to the metric lately: a team's goal is not known before each of them has a quota. */
export type Sellers = ReadonlySet<string>;

export async function sellersOf(looking: Looking, { metric, period }: Goals, owner: ProgressOwner): Promise<Sellers> {
  const from = shiftPeriod(period, -1, looking.workspace.fiscalStart).from;
  const { rows } = await answerFigure(looking, { metric, from, to: period.to, scope: owner.scope, by: "person" });
  return new Set(rows.flatMap(({ id }) => id ?? []));
}

/**
 * The quota that an owner's actual is held against: its own, else what its people's add up to once everybody has one
 * who sells. Null until then: a part of the quotas would flatter the whole.
 */
export function goalSize(owner: ProgressOwner, quotas: readonly StoredQuota[], sellers: Sellers): number | null {
  const own = quotaOf(owner, quotas);
  if (own) return sizeOf(own.amount);
  if (owner.scope.kind === "person") return null;
  const ids = new Set(owner.people.map(({ id }) => id));
  const theirs = quotas.filter((one) => one.owner.kind === "person" && ids.has(one.owner.person));
  const have = new Set(theirs.map((one) => (one.owner.kind === "person" ? one.owner.person : "")));
  const isWhole = theirs.length > 0 && owner.people.every(({ id }) => have.has(id) || !sellers.has(id));
  return isWhole ? theirs.reduce((sum, one) => sum + sizeOf(one.amount), 0) : null;
}

export function quotaOf({ scope }: ProgressOwner, quotas: readonly StoredQuota[]): StoredQuota | undefined {
  return quotas.find(({ owner }) =>
    owner.kind === "person"
      ? scope.kind === "person" && scope.id === owner.person
      : scope.kind === "team" && scope.id === owner.team,
  );
}

/** Where an owner stands, without what may come. */
export async function goalOf(
  looking: Looking,
  goals: Goals,
  owner: ProgressOwner,
  quotas: readonly StoredQuota[],
): Promise<Goal> {
  const { metric, period } = goals;
  const figure = await answerFigure(looking, { metric, from: period.from, to: period.to, scope: owner.scope });
  const quota = goalSize(owner, quotas, await sellersOf(looking, goals, owner));
  return standOf(looking, goals, whole(figure.total ?? 0), quota);
}

export function standOf(
  { today }: Pick<Looking, "today">,
  { period, calendar }: Pick<Goals, "period" | "calendar">,
  actual: number,
  quota: number | null,
): Goal {
  if (quota === null) return { quota, actual, attainment: null, pace: null, expectedToDate: null };
  const stand = pace({ ...calendar, start: period.from, end: period.to, today, quota, actual });
  if (isInvalid(stand)) throw new RangeError(`the pace of ${period.id} can't be read`);
  return { quota, actual, attainment: stand.attainment, pace: stand.pace, expectedToDate: stand.expectedToDate };
}
