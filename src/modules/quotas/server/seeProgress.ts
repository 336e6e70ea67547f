import { type Period, type PeriodKind, periodOf, shiftPeriod } from "#lib/period.ts";
import { isWithin } from "#lib/policy/can.ts";
import { isInvalid } from "#lib/statistics/invalid.ts";
import { workingDays } from "#lib/statistics/workingDays.ts";
import type { CivilDate } from "#lib/time.ts";
import { answerFigure, firstDayOf, type LedgerRow, ledgerOf, whereOf } from "#modules/metrics/server/public.ts";
import { readCalendar } from "#modules/people/server/public.ts";
import { dealReach, reachesOf, readableDeals } from "#modules/pipeline/server/public.ts";
import type { OpenDealShape, ProgressShape } from "../api.ts";
import { type DealChance, progress } from "../progress.ts";
import { type Goals, goalOf, goalSize, quotaOf, type Sellers, sellersOf, standOf } from "./goalOf.ts";
import { type GoalMetric, goalMetric, goalMetrics, goalPeriod } from "./goals.ts";
import { type OpenBusiness, openBusinessOf } from "./openBusiness.ts";
import { ownerOf, type ProgressOwner, personOwner, readablePeople, teamOwner } from "./progressOwner.ts";
import { type Staff, staffOn } from "./quotaPeople.ts";
import type { Looking } from "./seePlan.ts";
import { shapeOf } from "./seeQuotas.ts";
import { liveQuotas, type StoredQuota } from "./store.ts";
import { whole } from "./suggestFor.ts";

type Asked = {
  person?: string | undefined;
  team?: string | undefined;
  metric?: string | undefined;
  period?: string | undefined;
  kind?: PeriodKind | undefined;
};

const pastPeriods = 4;
const shownDeals = 100;
const shownRecords = 200;

/** Everything the screens say about one goal, computed at once so that no two of its figures can disagree. */
export async function seeProgress(looking: Looking, asked: Asked): Promise<ProgressShape> {
  const { db, ground, workspace, today } = looking;
  const staff = await staffOn(db, today);
  const owner = ownerOf(looking, staff, asked);
  const { metric, period } = await chosenGoal(looking, owner, asked);
  const { workweek, holidays } = await readCalendar(db);
  const goals = { metric, period, calendar: { workweek, holidays: holidays.map(({ day }) => day) } };
  const quotas = await liveQuotas(db, { metric: metric.name, period: period.id });
  const first = shiftPeriod(period, -pastPeriods, workspace.fiscalStart);
  const history = await historyOf(looking, metric, owner, first.from, period.to);
  const records = history.filter(({ day }) => day >= period.from);
  const sellers = owner.scope.kind === "person" ? new Set<string>() : await sellersOf(looking, goals, owner);
  const stand = await standing(looking, goals, owner, goalSize(owner, quotas, sellers), quotas, history);
  return {
    ...stand,
    owner: { kind: owner.scope.kind, id: owner.scope.kind === "company" ? null : owner.scope.id, name: owner.name },
    metric: metric.name,
    unit: metric.unit,
    currency: metric.unit === "money" ? workspace.currency : null,
    period,
    today,
    metrics: goalMetrics(ground).map(({ name, unit }) => ({ name, unit })),
    course: courseOf(records),
    ledger: await ledger(looking, metric, records),
    past: await pastOf(looking, metric, owner, period, history, sellers),
    team: await teamBeside(looking, goals, staff, owner, quotas),
    people: await peopleOf(looking, goals, owner, quotas),
  };
}

/** The goal asked for, else the one that counts today: money first, then what was set last. */
async function chosenGoal(
  looking: Looking,
  owner: ProgressOwner,
  asked: Asked,
): Promise<{ metric: GoalMetric; period: Period }> {
  const { db, ground, workspace, today } = looking;
  const periodAsked = asked.period ?? (asked.kind && periodOf(asked.kind, today, workspace.fiscalStart).id);
  if (asked.metric && periodAsked)
    return { metric: goalMetric(ground, asked.metric), period: goalPeriod(workspace, today, periodAsked) };
  const live = await liveQuotas(db, {
    metric: asked.metric,
    period: periodAsked,
    during: periodAsked ? undefined : { from: today, to: today },
    people: owner.people.map(({ id }) => id),
    teams: owner.scope.kind === "team" ? [owner.scope.id] : [],
  });
  const order = goalMetrics(ground).map(({ name }) => name);
  const best = live.toSorted((a, b) => order.indexOf(a.metric) - order.indexOf(b.metric))[0];
  return {
    metric: goalMetric(ground, asked.metric ?? best?.metric),
    period: goalPeriod(workspace, today, periodAsked ?? best?.period),
  };
}

async function historyOf(looking: Looking, metric: GoalMetric, owner: ProgressOwner, from: CivilDate, to: CivilDate) {
  const where = await whereOf(looking, { metric, from, to, scope: owner.scope });
  return (await ledgerOf(looking.db, metric, where)).map((one) => ({ ...one, value: whole(one.value) }));
}

type Stand = Omit<
  ProgressShape,
  | "owner"
  | "metric"
  | "unit"
  | "currency"
  | "period"
  | "today"
  | "metrics"
  | "course"
  | "ledger"
  | "past"
  | "team"
  | "people"
>;

async function standing(
  looking: Looking,
  { metric, period, calendar }: Goals & { metric: GoalMetric },
  owner: ProgressOwner,
  quota: number | null,
  quotas: readonly StoredQuota[],
  history: readonly LedgerRow[],
): Promise<Stand> {
  const { db, today } = looking;
  const actual = whole(history.reduce((sum, { day, value }) => (day >= period.from ? sum + value : sum), 0));
  const business = await openBusinessOf(db, metric, owner.scope.kind === "company" ? null : owner.people, {
    today,
    history,
  });
  const joinedOn = owner.scope.kind === "person" ? (owner.people[0]?.joinedOn ?? null) : null;
  const firstDay = await firstDayOf(db, metric.name);
  const winsSince = joinedOn && firstDay && joinedOn > firstDay ? joinedOn : firstDay;
  // Without a quota the rest still stands: what hangs on one is left out below.
  const found = progress({ ...business, quota: quota ?? 1, actual, period, today, calendar, winsSince });
  const days = workingDays({ ...calendar, start: period.from, end: period.to, today });
  if (isInvalid(days)) throw new RangeError(`the working days of ${period.id} can't be read`);
  const shown = (deals: readonly DealChance[]) => dealsShown(looking, deals, business);
  const own = quotaOf(owner, quotas);
  return {
    ...standOf(looking, { period, calendar }, actual, quota),
    set: own ? shapeOf(own) : null,
    days: { total: days.total, elapsed: days.elapsed, left: days.remaining },
    gap: quota === null ? null : found.gap,
    ahead: quota === null ? null : found.ahead,
    neededPerDay: quota === null ? null : found.neededPerDay,
    perDaySoFar: days.elapsed > 0 ? actual / days.elapsed : null,
    forecast: { ...found.forecast, probability: quota === null ? null : found.forecast.probability },
    open: { count: found.openDeals.length, deals: shown(likeliest(found.openDeals)) },
    closing:
      quota === null
        ? { deals: [], count: 0, sum: 0, closes: false }
        : {
            deals: shown(found.closing.deals),
            count: found.closing.deals.length,
            sum: found.closing.sum,
            closes: found.closing.closes,
          },
  };
}

function readable({ db, actor, workspace }: Looking, ids: readonly string[]): Promise<Set<string>> {
  return readableDeals(db, reachesOf(actor, workspace), ids);
}

/** Only deals the actor may read, who may see the figure of more: the counts beside them tell of all. */
function dealsShown(
  { actor, workspace }: Looking,
  all: readonly DealChance[],
  { deals }: OpenBusiness,
): OpenDealShape[] {
  const reach = dealReach(actor, workspace);
  const found = all.flatMap(({ id, value, chance }) => {
    const deal = deals.get(id);
    if (!deal || !isWithin(reach, deal)) return [];
    const { name, organization, nextStep, nextStepAt } = deal;
    return [{ id, name, organization, value, chance, nextStep, nextStepAt }];
  });
  return found.slice(0, shownDeals);
}

function likeliest(deals: readonly DealChance[]): DealChance[] {
  return deals.toSorted((a, b) => (b.chance ?? -1) - (a.chance ?? -1) || b.value - a.value);
}

function courseOf(records: readonly LedgerRow[]): { day: CivilDate; total: number }[] {
  const course = new Map<CivilDate, number>();
  let total = 0;
  for (const { day, value } of records) {
    total = whole(total + value);
    course.set(day, total);
  }
  return [...course].map(([day, sum]) => ({ day, total: sum }));
}

/** The records behind the actual with their running total, the newest first. */
async function ledger(
  looking: Looking,
  metric: GoalMetric,
  records: readonly LedgerRow[],
): Promise<ProgressShape["ledger"]> {
  const { db, ground } = looking;
  let total = 0;
  const rows = records.map((one) => {
    total = whole(total + one.value);
    return { ...one, total };
  });
  const shown = rows.toReversed().slice(0, shownRecords);
  const ids = shown.map(({ record }) => record);
  const seen = await readable(looking, ids);
  const namesOf = async (kind: string, wanted: readonly (string | null)[]) =>
    (await ground.records.get(kind)?.names(db, [...new Set(wanted.filter((id) => id !== null))])) ??
    new Map<string, string>();
  const recordNames = await namesOf(metric.record, ids);
  const organizations = await namesOf(
    "organization",
    shown.map((one) => one.organization),
  );
  const products = await namesOf(
    "product",
    shown.map((one) => one.product),
  );
  return {
    count: records.length,
    rows: shown.flatMap(({ record, organization, product, day, value, total: sum }) => {
      if (!seen.has(record)) return [];
      return [
        {
          id: record,
          name: recordNames.get(record) ?? "",
          organization: organization ? (organizations.get(organization) ?? null) : null,
          product: product ? (products.get(product) ?? null) : null,
          day,
          value,
          total: sum,
        },
      ];
    }),
  };
}

async function pastOf(
  { db, workspace, today }: Looking,
  metric: GoalMetric,
  owner: ProgressOwner,
  period: Period,
  history: readonly LedgerRow[],
  sellers: Sellers,
): Promise<ProgressShape["past"]> {
  const first = await firstDayOf(db, metric.name);
  const periods = Array.from({ length: pastPeriods + 1 }, (_, i) =>
    shiftPeriod(period, i - pastPeriods, workspace.fiscalStart),
  );
  const known = periods.filter((one) => one.id === period.id || (first !== null && one.to >= first));
  const during = { from: periods[0]!.from, to: period.to };
  const quotas = await liveQuotas(db, { metric: metric.name, during });
  return known.map((one) => ({
    period: one,
    actual: whole(history.reduce((sum, { day, value }) => (day >= one.from && day <= one.to ? sum + value : sum), 0)),
    quota: goalSize(
      owner,
      quotas.filter((quota) => quota.period === one.id),
      sellers,
    ),
    running: one.from <= today && one.to >= today,
  }));
}

/** One's team's goal beside one's own: its total is everybody's in it. */
async function teamBeside(
  looking: Looking,
  goals: Goals,
  staff: Staff,
  owner: ProgressOwner,
  quotas: readonly StoredQuota[],
): Promise<ProgressShape["team"]> {
  if (owner.scope.kind !== "person") return null;
  const teamId = owner.people[0]?.teamId;
  const team = teamId && teamOwner(staff, teamId);
  if (!team || !teamId) return null;
  return { id: teamId, name: team.name, ...(await goalOf(looking, goals, team, quotas)) };
}

async function peopleOf(
  looking: Looking,
  goals: Goals,
  owner: ProgressOwner,
  quotas: readonly StoredQuota[],
): Promise<ProgressShape["people"]> {
  const people = readablePeople(looking, owner);
  if (people.length === 0) return [];
  const { from, to } = goals.period;
  const figure = await answerFigure(looking, { metric: goals.metric, from, to, scope: owner.scope, by: "person" });
  const actuals = new Map(figure.rows.map(({ id, value }) => [id, value ?? 0]));
  return people
    .map((person) => {
      const actual = whole(actuals.get(person.id) ?? 0);
      const quota = goalSize(personOwner(person), quotas, new Set());
      return { id: person.id, name: person.name, ...standOf(looking, goals, actual, quota) };
    })
    .filter(({ quota, actual }) => quota !== null || actual !== 0);
}
