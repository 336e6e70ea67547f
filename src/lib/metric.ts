/**
 * A named figure computed from facts.
 * `sum` adds facts; `ratio` divides two sums; `mean` and `median` look at the values of facts one by one;
 * `level` is what stood at the end of a day: the sum of all changes up to it.
 */
export type MetricDefinition = {
  readonly name: string;
  readonly unit: "count" | "money" | "days" | "minutes" | "share";
  /** The kind of record its facts stand for. */
  readonly record: string;
} & (
  | { readonly kind: "sum" | "level" }
  | { readonly kind: "mean" | "median"; readonly of: string }
  | { readonly kind: "ratio"; readonly of: string; readonly among: readonly string[] }
);

/** What a figure is split by. */
export const dimensions = ["person", "team", "organization", "product"] as const;
export type Dimension = (typeof dimensions)[number];
