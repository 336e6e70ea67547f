import type { MetricDefinition } from "#lib/metric.ts";
import { type Period, periodById, periodOf } from "#lib/period.ts";
import { refuseField } from "#lib/refusal.ts";
import type { CivilDate } from "#lib/time.ts";
import type { Ground } from "#platform/ground.ts";
import type { Workspace } from "#platform/workspace.ts";

export type GoalMetric = MetricDefinition & { unit: "count" | "money" };

/** Nobody is given more of these to reach. */
const neverGoals = new Set(["deals_lost"]);

/** Figures that move often and that nobody can have a quota on: their moves are not delivered at all. */
const levelsAndSpreads = new Set(["pipeline_value", "pipeline_weighted", "cycle_days", "cycle_days_lost"]);

export function mayBeGoal({ metric }: { metric: string }): boolean {
  return !neverGoals.has(metric) && !levelsAndSpreads.has(metric);
}

function isGoal(metric: MetricDefinition): metric is GoalMetric {
  return metric.kind === "sum" && (metric.unit === "count" || metric.unit === "money") && !neverGoals.has(metric.name);
}

/** What quotas can be set for: sums of counts or of money. Money first. */
export function goalMetrics(ground: Ground): GoalMetric[] {
  return [...ground.metrics.values()]
    .filter(isGoal)
    .sort((a, b) => Number(b.unit === "money") - Number(a.unit === "money"));
}

export function goalMetric(ground: Ground, name: string | undefined): GoalMetric {
  const all = goalMetrics(ground);
  const found = name === undefined ? all[0] : all.find((one) => one.name === name);
  if (!found) throw refuseField("quotas.no_such_metric", "/metric", { name: name ?? "" });
  return found;
}

/** The period named, else the quarter of the day. */
export function goalPeriod(workspace: Workspace, today: CivilDate, id: string | undefined): Period {
  if (id === undefined) return periodOf("quarter", today, workspace.fiscalStart);
  const period = periodById(id, workspace.fiscalStart);
  if (!period) throw refuseField("quotas.no_such_period", "/period", { period: id });
  return period;
}
