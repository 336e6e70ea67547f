import type { CurrencyCode } from "#lib/currency.ts";
import type { DateForm } from "./recogniseDates.ts";
import type { DecimalForm } from "./recogniseDecimals.ts";
import type { TargetKind } from "./targetKinds.ts";

/**
 * Where a column goes, and how its cells are written. `decimals` and `dates` are the column's forms;
 * `power` is the power of ten a number is given in (6: millions); `currency` the column's, else the workspace's.
 */
export type ColumnMapping = {
  field: string;
  dates?: DateForm;
  decimals?: DecimalForm;
  power?: 0 | 3 | 6;
  currency?: CurrencyCode;
};

/** One entry a column of the file, in its order; null for a column that is left out. */
export type Mapping = { kind: TargetKind; columns: (ColumnMapping | null)[] };

/** What was guessed and should be looked at. */
export type MappingNote = { column: number; code: "dates_ambiguous" | "decimals_ambiguous" | "read_as_millions" };

/** `unknown`: no kind of record that Clinch knows; all columns are null then. */
export type GuessedMapping = {
  kind: TargetKind | "unknown";
  columns: (ColumnMapping | null)[];
  notes: MappingNote[];
};
