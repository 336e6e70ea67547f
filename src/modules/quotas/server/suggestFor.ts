import type { Period } from "#lib/period.ts";
import type { WorkingCalendar } from "#lib/statistics/workingDays.ts";
import type { CivilDate } from "#lib/time.ts";
import { factsIn, firstDayOf } from "#modules/metrics/server/public.ts";
import type { Absence } from "#modules/people/absence.ts";
import type { Person } from "#modules/people/person.ts";
import { absenceRows, readCalendar } from "#modules/people/server/public.ts";
import type { Reads } from "#platform/db/db.ts";
import type { Workspace } from "#platform/workspace.ts";
import { nextExposureOf, shareThere } from "../exposure.ts";
import { type HistoryFact, type PersonSuggestion, suggestQuotas, type TeamHistory } from "../suggest.ts";
import type { GoalMetric } from "./goals.ts";

export type Planning = { db: Reads; workspace: Workspace; today: CivilDate; metric: GoalMetric; period: Period };

export type TeamPlan = { history: TeamHistory; suggestions: PersonSuggestion[] };

/** Suggestions for teams, each by its own people's history. Of a period gone by, only what was known before it counts. */
export async function suggestTeams(planning: Planning, teams: readonly (readonly Person[])[]): Promise<TeamPlan[]> {
  const { db, metric, workspace, period } = planning;
  const today = planning.today > period.to ? period.from : planning.today;
  const calendar = await calendarIn(db);
  const firstDay = await firstDayOf(db, metric.name);
  const ids = teams.flatMap((people) => people.map(({ id }) => id));
  const found = firstDay ? await factsIn(db, metric.name, ids, firstDay, today) : [];
  const byPerson = Map.groupBy(found, (fact) => fact.person);
  const away = Map.groupBy(await absenceRows(db, { people: ids, from: firstDay ?? today }), (one) => one.personId);
  return teams.map((people) => {
    const members = people.map((person) => ({
      person: person.id,
      joinedOn: person.joinedOn,
      facts: (byPerson.get(person.id) ?? []).map(({ day, value }): HistoryFact => ({ day, value: whole(value) })),
      ...presenceOf(period, calendar, person, away.get(person.id) ?? []),
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

export async function calendarIn(db: Reads): Promise<WorkingCalendar> {
  const { workweek, holidays } = await readCalendar(db);
  return { workweek, holidays: holidays.map(({ day }) => day) };
}

/** How much of the period ahead somebody is there for, and of the days behind: who was away could not sell. */
function presenceOf(period: Period, calendar: WorkingCalendar, person: Person, away: readonly Absence[]) {
  const absences = away.map(({ fromOn, toOn }) => ({ from: fromOn, to: toOn }));
  return {
    nextExposure: nextExposureOf(period, calendar, { hire: person.joinedOn, leave: person.leftOn, absences }),
    shareThere: (span: { from: CivilDate; to: CivilDate }) => shareThere(span, calendar, absences),
  };
}

/** Shares of a count add up to it but for the last bits. */
export function whole(value: number): number {
  const near = Math.round(value);
  return Math.abs(value - near) < 1e-6 ? near : value;
}
