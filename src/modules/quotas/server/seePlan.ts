import { type Period, periodKinds, periodOf, shiftPeriod, wholePeriods } from "#lib/period.ts";
import type { Actor } from "#lib/policy/can.ts";
import { Refusal } from "#lib/refusal.ts";
import { addDays, addMonths, type CivilDate } from "#lib/time.ts";
import { monthlyOf } from "#modules/metrics/server/public.ts";
import type { Person, Team } from "#modules/people/person.ts";
import { absenceRows } from "#modules/people/server/public.ts";
import type { Reads } from "#platform/db/db.ts";
import type { Ground } from "#platform/ground.ts";
import type { Workspace } from "#platform/workspace.ts";
import type { Curve, Plan, PlanRow, PlanTeam, QuotaShape } from "../api.ts";
import { type AwayProposal, awayProposal } from "../awayProposal.ts";
import { curveOf, type Outlook } from "../outlook.ts";
import { type PersonSuggestion, suggestTeam, type TeamHistory } from "../suggest.ts";
import { goalMetric, goalMetrics, goalPeriod } from "./goals.ts";
import { mayRead, maySet, membersOf, type Staff, staffOn, teamsIn } from "./quotaPeople.ts";
import { shapeOf } from "./seeQuotas.ts";
import { liveQuotas } from "./store.ts";
import { calendarIn, type Planning, suggestTeams, type TeamPlan, whole } from "./suggestFor.ts";

export type Looking = { db: Reads; ground: Ground; actor: Actor; workspace: Workspace; today: CivilDate };

const historyMonths = 12;

/** The people one may plan for, by team, each with what their history lets expect. */
export async function seePlan(
  looking: Looking,
  asked: { metric?: string | undefined; period?: string | undefined; team?: string | undefined },
): Promise<Plan> {
  const { db, ground, workspace, today } = looking;
  const metric = goalMetric(ground, asked.metric);
  const period = goalPeriod(workspace, today, asked.period);
  const staff = await staffOn(db, today);
  const shown = plannedTeams(looking, staff, undefined);
  const chosen = asked.team ? plannedTeams(looking, staff, asked.team) : shown;
  if (asked.team && chosen.length === 0) throw new Refusal("quotas.no_such_owner", 404);
  const planning: Planning = { db, workspace, today, metric, period };
  const plans = await suggestTeams(
    planning,
    chosen.map(({ people }) => people),
  );
  const quotas = await quotasOf(db, planning, chosen);
  const months = monthsBefore(today, plans[0]?.history.firstDay ?? null);
  const history = await historyOf(db, metric.name, months);
  const proposals = await awayOf(planning, chosen, quotas);
  const teams = chosen.map(({ team, people }, at) =>
    teamOf({ looking, staff, quotas, proposals, months, history }, team, people, plans[at]!),
  );
  const everybody = suggestTeam(plans.flatMap(({ suggestions }) => suggestions));
  return {
    metric: metric.name,
    unit: metric.unit,
    currency: metric.unit === "money" ? workspace.currency : null,
    period,
    metrics: goalMetrics(ground).map(({ name, unit }) => ({ name, unit })),
    periods: choicesOf(today, workspace.fiscalStart),
    teamChoices: teamChoices(staff.teams, shown),
    months,
    teams,
    together: everybody ? outlookShape(everybody) : null,
  };
}

type Planned = { team: Team; people: Person[] };

/** Teams with members of their own whose quotas the actor may set for at least one. */
function plannedTeams({ actor, workspace, today }: Looking, staff: Staff, top: string | undefined): Planned[] {
  const owner = (person: Person) => ({ kind: "person", person: person.id }) as const;
  return teamsIn(staff.teams, top)
    .map((team) => ({ team, people: membersOf(team, staff, today) }))
    .filter(({ people }) => people.some((person) => maySet(actor, workspace, owner(person), staff)))
    .toSorted((a, b) => a.team.name.localeCompare(b.team.name));
}

/** The teams shown and those over them. */
function teamChoices(teams: readonly Team[], shown: readonly Planned[]): { id: Team["id"]; name: string }[] {
  const ids = new Set(shown.map(({ team }) => team.id));
  const choices = teams.filter(
    (team) => ids.has(team.id) || teamsIn(teams, team.id).some((under) => ids.has(under.id)),
  );
  return choices.map(({ id, name }) => ({ id, name })).toSorted((a, b) => a.name.localeCompare(b.name));
}

async function quotasOf(db: Reads, { metric, period }: Planning, planned: readonly Planned[]) {
  const found = await liveQuotas(db, {
    metric: metric.name,
    period: period.id,
    people: planned.flatMap(({ people }) => people.map(({ id }) => id)),
    teams: planned.map(({ team }) => team.id),
  });
  return new Map(found.map((one) => [one.owner.kind === "person" ? one.owner.person : one.owner.team, shapeOf(one)]));
}

/** Quotas that an absence said since would lower, by the person; of periods that are over none. */
async function awayOf(
  { db, period, today }: Planning,
  planned: readonly Planned[],
  quotas: ReadonlyMap<string, QuotaShape>,
): Promise<Map<string, AwayProposal>> {
  const people = planned.flatMap((one) => one.people).filter(({ id }) => quotas.has(id));
  if (period.to < today || people.length === 0) return new Map();
  const calendar = await calendarIn(db);
  const found = await absenceRows(db, { people: people.map(({ id }) => id), from: period.from });
  const byPerson = Map.groupBy(found, ({ personId }) => personId);
  return new Map(
    people.flatMap(({ id, joinedOn, leftOn }) => {
      const absences = (byPerson.get(id) ?? []).map(({ fromOn, toOn, saidAt }) => ({ from: fromOn, to: toOn, saidAt }));
      const proposal = awayProposal(quotas.get(id)!, period, calendar, { hire: joinedOn, leave: leftOn, absences });
      return proposal ? [[id, proposal]] : [];
    }),
  );
}

type Drawing = {
  looking: Looking;
  staff: Staff;
  quotas: ReadonlyMap<string, QuotaShape>;
  proposals: ReadonlyMap<string, AwayProposal>;
  months: readonly CivilDate[];
  history: ReadonlyMap<string, number>;
};

function teamOf(drawing: Drawing, team: Team, people: readonly Person[], plan: TeamPlan): PlanTeam {
  const { looking, staff, quotas } = drawing;
  const isShown = (person: Person) =>
    mayRead(looking.actor, looking.workspace, { kind: "person", person: person.id }, staff);
  const rows = people.flatMap((person, at) =>
    isShown(person) ? [rowOf(drawing, person, plan.suggestions[at]!, plan.history)] : [],
  );
  const together = suggestTeam(plan.suggestions);
  return {
    id: team.id,
    name: team.name,
    rows,
    mayPlan: maySet(looking.actor, looking.workspace, { kind: "team", team: team.id }, staff),
    suggestion: together ? outlookShape(together) : null,
    quota: quotas.get(team.id) ?? null,
  };
}

function rowOf(
  { looking, staff, quotas, proposals, months, history }: Drawing,
  person: Person,
  found: PersonSuggestion,
  team: TeamHistory,
): PlanRow {
  const { id, name, title, joinedOn } = person;
  const isSuggested = found.state === "suggested";
  const mayPlan = maySet(looking.actor, looking.workspace, { kind: "person", person: id }, staff);
  return {
    person: { id, name, title, joinedOn },
    mayPlan,
    history: months.map((month) => whole(history.get(`${id} ${month}`) ?? 0)),
    state: found.state,
    suggestion: isSuggested ? { ...outlookShape(found), basis: basisOf(found.basis, team, id) } : null,
    quota: quotas.get(id) ?? null,
    away: mayPlan ? (proposals.get(id) ?? null) : null,
  };
}

type Suggestion = Extract<PersonSuggestion, { state: "suggested" }>;

function basisOf({ posterior: _posterior, ...basis }: Suggestion["basis"], team: TeamHistory, person: string) {
  const facts = team.members.find((member) => member.person === person)?.facts ?? [];
  const periods =
    basis.from && basis.to ? wholePeriods(team.kind, basis.from, basis.to, team.fiscalStart).slice(-6) : [];
  const sumOf = (period: Period) =>
    facts.reduce((sum, { day, value }) => (day >= period.from && day <= period.to ? sum + value : sum), 0);
  return { ...basis, past: periods.map((period) => ({ period, value: whole(sumOf(period)) })) };
}

function outlookShape(
  outlook: Outlook & { quota: number; probability: number; flag: "out_of_reach" | "no_stretch" | "ok" },
) {
  const { expected, p10, p90, step, quota, probability, flag } = outlook;
  return { expected, p10, p90, step, suggested: quota, probability, flag, curve: curveShapeOf(outlook) };
}

function curveShapeOf(outlook: Outlook): Curve {
  const points = curveOf(outlook);
  const [first, second] = points;
  const chances = points.map(({ chance }) => Math.round(chance * 1e5) / 1e5);
  return { step: first && second ? second.quota - first.quota : 1, chances };
}

/** The last twelve whole months that the metric has been counted in. */
function monthsBefore(today: CivilDate, firstDay: CivilDate | null): CivilDate[] {
  const first = `${today.slice(0, 7)}-01`;
  const months = Array.from({ length: historyMonths }, (_, i) => addMonths(first, i - historyMonths));
  return months.filter((month) => firstDay !== null && month >= `${firstDay.slice(0, 7)}-01`);
}

async function historyOf(db: Reads, metric: string, months: readonly CivilDate[]): Promise<Map<string, number>> {
  if (months.length === 0) return new Map();
  const found = await monthlyOf(db, [metric], months[0]!, addDays(addMonths(months.at(-1)!, 1), -1));
  return new Map(found.map(({ person, month, value }) => [`${person} ${month}`, value]));
}

/** The running period of each kind and those that come: half a year of months, a year of quarters, two of the others. */
function choicesOf(today: CivilDate, fiscalStart: number): Period[] {
  const ahead = { month: 6, quarter: 4, half: 2, year: 2 };
  return periodKinds.flatMap((kind) => {
    const first = periodOf(kind, today, fiscalStart);
    return Array.from({ length: ahead[kind] }, (_, i) => shiftPeriod(first, i, fiscalStart));
  });
}
