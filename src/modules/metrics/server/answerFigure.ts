import { minorDigits } from "#lib/currency.ts";
import type { Dimension, MetricDefinition } from "#lib/metric.ts";
import { type Actor, type Choices, can, canAboutPerson } from "#lib/policy/can.ts";
import { Refusal } from "#lib/refusal.ts";
import type { CivilDate } from "#lib/time.ts";
import { peopleUnder, type Team, teamsUnder } from "#modules/people/person.ts";
import { teamsOn } from "#modules/people/server/public.ts";
import type { Reads } from "#platform/db/db.ts";
import type { Ground } from "#platform/ground.ts";
import type { Workspace } from "#platform/workspace.ts";
import type { Figure, FigureRow, Question, Scope } from "../figure.ts";
import { rowsOf, totalOf, type Where } from "./store.ts";

/** What a figure is answered with: the database, the catalogue and names of the modules, and the day it is. */
export type Asking = { db: Reads; ground: Ground; workspace: Workspace; today: CivilDate };

export function metricNamed(ground: Ground, name: string): MetricDefinition {
  const metric = ground.metrics.get(name);
  if (!metric) throw new Refusal("metrics.no_such_metric", 404, { name });
  return metric;
}

/** Answers a question of the command line or of a module: without an actor, everything is seen. */
export async function answerFigure(asking: Asking, question: Question): Promise<Figure> {
  const { db, workspace } = asking;
  const where = await whereOf(asking, question);
  const total = await totalOf(db, question.metric, where);
  const found = question.by ? await rowsOf(db, question.metric, where, question.by) : [];
  const named = question.by ? await nameRows(asking, question.by, found) : [];
  const isMoney = question.metric.unit === "money";
  return {
    metric: question.metric.name,
    unit: question.metric.unit,
    ...(isMoney ? { currency: workspace.currency } : {}),
    total: total.value,
    rows: named,
    hidden: 0,
  };
}

/** As `answerFigure`, as far as the actor may read: rows of others are counted, not shown. */
export async function figureSeenBy(asking: Asking, actor: Actor, question: Question): Promise<Figure> {
  const teams = await teamsOn(asking.db, asking.today);
  if (!maySeeScope(actor, question.scope, asking.workspace, teams)) throw new Refusal("metrics.no_such_figure", 404);
  const figure = await answerFigure(asking, question);
  const by = question.by;
  if (!by) return figure;
  const shown = figure.rows.filter((row) => maySeeRow(actor, question.scope, by, row, asking.workspace, teams));
  return { ...figure, rows: shown, hidden: figure.rows.length - shown.length };
}

export async function whereOf(
  { db, today }: Pick<Asking, "db" | "today">,
  { metric, from, to, scope, organization, product }: Question,
): Promise<Where> {
  const until = metric.kind === "level" && to > today ? today : to;
  const where: Where = { from, to: until, organization, product };
  if (scope.kind === "person") return { ...where, people: [scope.id] };
  if (scope.kind === "team")
    return { ...where, teams: [...teamsUnder(await teamsOn(db, today), scope.id as Team["id"])] };
  return where;
}

/** Company totals are everybody's; a team's total its own people's; a person's their own and their leads' (permissions.json). */
export function maySeeScope(actor: Actor, scope: Scope, choices: Choices, teams: readonly Team[]): boolean {
  if (scope.kind === "company")
    return can("metric-figure", "r", { rels: ["coworker"], holds: (when) => when === "company total only" });
  if (scope.kind === "person") return canAboutPerson(actor, "metric-figure", "r", scope.id, choices);
  return maySeeTeam(actor, scope.id, teams);
}

function maySeeTeam(actor: Actor, id: string, teams: readonly Team[]): boolean {
  if (actor.admin) return true;
  const team = teams.find((one) => one.id === id);
  if (!team) return false;
  const people = peopleUnder(teams, team.id);
  const isIn = people.has(actor.personId as Team["members"][number]);
  return isIn || (people.size > 0 && [...people].every((person) => actor.leads.includes(person)));
}

function maySeeRow(
  actor: Actor,
  scope: Scope,
  by: Dimension,
  row: FigureRow,
  choices: Choices,
  teams: readonly Team[],
): boolean {
  if (by === "person")
    return row.id === null ? actor.admin : canAboutPerson(actor, "metric-figure", "r", row.id, choices);
  if (by === "team") return row.id === null ? actor.admin : maySeeTeam(actor, row.id, teams);
  if (actor.admin || scope.kind === "person") return true;
  return (
    scope.kind === "team" &&
    [...peopleUnder(teams, scope.id as Team["id"])].every((id) => id === actor.personId || actor.leads.includes(id))
  );
}

async function nameRows(
  { db, ground }: Asking,
  by: Dimension,
  found: { id: string | null; value: number | null }[],
): Promise<FigureRow[]> {
  const ids = found.flatMap(({ id }) => (id ? [id] : []));
  const names = (await ground.records.get(by)?.names(db, ids)) ?? new Map<string, string>();
  const named = found.map(({ id, value }) => ({ key: id ? (names.get(id) ?? null) : null, id, value }));
  return named.toSorted(
    (a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity) || (a.key ?? "").localeCompare(b.key ?? ""),
  );
}

/** A figure for programs: money in major units with its decimals, undefined as null. */
export function figureForPrograms(figure: Figure) {
  const digits = figure.currency ? minorDigits(figure.currency) : 0;
  const major = (value: number | null) => (value === null || !figure.currency ? value : value / 10 ** digits);
  return {
    metric: figure.metric,
    unit: figure.unit,
    ...(figure.currency ? { currency: figure.currency } : {}),
    total: major(figure.total),
    rows: figure.rows.map((row) => ({ ...row, value: major(row.value) })),
  };
}
