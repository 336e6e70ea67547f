import type { Period } from "#lib/period.ts";
import type { CivilDate } from "#lib/time.ts";
import { factsIn, firstDayOf } from "#modules/metrics/server/public.ts";
import type { Person } from "#modules/people/person.ts";
import { readCalendar } from "#modules/people/server/public.ts";
import type { Reads } from "#platform/db/db.ts";
import type { Workspace } from "#platform/workspace.ts";
import { nextExposureOf } from "../exposure.ts";
import { type HistoryFact, type PersonSuggestion, suggestQuotas, type TeamHistory } from "../suggest.ts";
import type { GoalMetric } from "./goals.ts";

export type Planning = { db: Reads; workspace: Workspace; today: CivilDate; metric: GoalMetric; period: Period };

export type TeamPlan = { history: TeamHistory; suggestions: PersonSuggestion[] };

/** Suggestions for teams, each by its own people's history. Of a period gone by, only what was known before it counts. */
export async function suggestTeams(planning: Planning, teams: readonly (readonly Person[])[]): Promise<TeamPlan[]> {
  const { db, metric, workspace, period } = planning;
  const today = planning.today > period.to ? period.from : planning.today;
  const { workweek, holidays } = await readCalendar(db);
  const calendar = { workweek, holidays: holidays.map(({ day }) => day) };
  const firstDay = await firstDayOf(db, metric.name);
  const ids = teams.flatMap((people) => people.map(({ id }) => id));
  const found = firstDay ? await factsIn(db, metric.name, ids, firstDay, today) : [];
  const byPerson = Map.groupBy(found, (fact) => fact.person);
  return teams.map((people) => {
    const members = people.map((person) => ({
      person: person.id,
      joinedOn: person.joinedOn,
      facts: (byPerson.get(person.id) ?? []).map(({ day, value }): HistoryFact => ({ day, value: whole(value) })),
      nextExposure: nextExposureOf(period, calendar, { hire: person.joinedOn, leave: person.leftOn }),
    }));
    const unit = metric.unit;
    const history: TeamHistory = {
      unit,
      kind: period.kind,
      fiscalStart: workspace.fiscalStart,
      firstDay,
      today,
      members,
    };
    return { history, suggestions: suggestQuotas(history) };
  });
}

/** Shares of a count add up to it but for the last bits. */
export function whole(value: number): number {
  const near = Math.round(value);
  return Math.abs(value - near) < 1e-6 ? near : value;
}
