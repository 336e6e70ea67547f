import type { CurrencyCode } from "#lib/currency.ts";
import type { Dimension, MetricDefinition } from "#lib/metric.ts";
import type { CivilDate } from "#lib/time.ts";

/** Whose figure: the whole company's, a team's with all teams under it, or one person's. */
export type Scope = { kind: "company" } | { kind: "team"; id: string } | { kind: "person"; id: string };

/** A question to the facts; both days are included. A level is taken at the end of `to`, or today if that is earlier. */
export type Question = {
  metric: MetricDefinition;
  from: CivilDate;
  to: CivilDate;
  scope: Scope;
  by?: Dimension | undefined;
  organization?: string | undefined;
  product?: string | undefined;
};

export type FigureRow = { key: string | null; id: string | null; value: number | null };

/**
 * Counts and days as they are, shares 0 to 1, money in minor units of `currency`; null is undefined, never 0.
 * `total` is pooled over all facts, not the mean of the rows.
 */
export type Figure = {
  metric: string;
  unit: MetricDefinition["unit"];
  currency?: CurrencyCode;
  total: number | null;
  rows: FigureRow[];
  hidden: number;
};

/** The metrics whose facts a metric is made of. */
export function factsBehind(metric: MetricDefinition): readonly string[] {
  if (metric.kind === "ratio") return metric.among;
  if (metric.kind === "mean" || metric.kind === "median") return [metric.of];
  return [metric.name];
}
