import { type CurrencyCode, isCurrency } from "#lib/currency.ts";
import { type Money, parseMajor } from "#lib/money.ts";
import { cellText, isUnsaid } from "./blankCell.ts";
import type { ColumnMapping, Mapping } from "./mapping.ts";
import type { Plan, PlannedRow } from "./planRows.ts";
import type { CsvFile } from "./readCsv.ts";
import { readDecimal } from "./recogniseDecimals.ts";
import type { ImportRecord } from "./record.ts";
import { timesPowerOfTen } from "./rowReader.ts";
import { currencyField, fieldOf, type OwnField, ownPrefix } from "./target.ts";

/** By what a sum is parted, where the file says it. */
export const sumParts = ["state", "owner", "month"] as const;
export type SumPart = (typeof sumParts)[number];

/** Why a row counts otherwise here than in the file. */
export const differences = ["stays_out", "no_rate", "other_currency", "unreadable", "filled_in", "otherwise"] as const;
export type Difference = (typeof differences)[number];

/** `file` and `ours` in minor units of the currency, or as plain numbers scaled by a million where there is none. */
export type ColumnSum = {
  column: number;
  field: string;
  currency: CurrencyCode | null;
  rows: number;
  file: number;
  ours: number;
  why: { why: Difference; rows: number; amount: number }[];
  parts: { by: SumPart; lines: { name: string; rows: number; file: number; ours: number }[] }[];
};

/** Plain numbers are summed as whole millionths, so that no fraction is lost. */
export const numberScale = 1_000_000;

/** Numbers of which a sum says nothing. */
const unsummed: ReadonlySet<string> = new Set([
  ...["foundedYear", "position", "discountPercent", "taxPercent", "periods", "rate"],
]);

type Cell = { file: number; ours: number; why: Difference | null };

type Comparing = { file: CsvFile; mapping: Mapping; plan: Plan; currency: CurrencyCode; own: readonly OwnField[] };

/**
 * For each money and number column its sum beside what will be held of it, parted where the file says by what. Money is summed for each
 * currency by itself.
 */
export function compareSums(comparing: Comparing): ColumnSum[] {
  const { mapping } = comparing;
  return mapping.columns.flatMap((column, at) => {
    if (!column || unsummed.has(column.field)) return [];
    const counted = countedIn(comparing, at);
    const byUnit = Map.groupBy(counted, ({ unit }) => unit);
    return [...byUnit].map(([unit, rows]) => ({
      ...{ column: at, field: column.field, currency: unit },
      ...summed(rows, hasPart(mapping)),
    }));
  });
}

/** The rows that make a column's sums differ, of one currency or of all. */
export function differingRows(comparing: Comparing, column: number, currency?: CurrencyCode): PlannedRow[] {
  return countedIn(comparing, column)
    .filter(({ cell, unit }) => cell.why !== null && (currency === undefined || unit === currency))
    .map(({ row }) => row);
}

/** What each row holds of a column of amounts or numbers; nothing for a column of anything else. */
function countedIn({ file, mapping, plan, currency, own }: Comparing, at: number): Counted[] {
  const column = mapping.columns[at];
  const value = column && fieldOf(mapping.kind, column.field, own)?.value;
  if (!column || (value !== "money" && value !== "integer" && value !== "decimal")) return [];
  const cellsAt = new Map(file.rows.map(({ line, cells }) => [line, cells]));
  const saysUnit = mapping.columns.findIndex((one) => one?.field === currencyBeside(column.field));
  return plan.rows.map((row) => {
    const cells = cellsAt.get(row.line) ?? [];
    const said = cellText(cells[saysUnit] ?? "").toUpperCase();
    const unit = value === "money" ? (column.currency ?? (isCurrency(said) ? said : currency)) : null;
    return { row, unit, cell: cellOf(row, cells[at] ?? "", column, unit) };
  });
}

/** The field whose column says in which currency another column's amounts are. */
function currencyBeside(field: string): string {
  return field.startsWith(ownPrefix) ? currencyField(field) : "currency";
}

function cellOf(row: PlannedRow, text: string, column: ColumnMapping, unit: CurrencyCode | null): Cell {
  const file = amountIn(text, column, unit);
  const held = row.outcome === "problem" ? null : heldIn(row.record, column.field);
  const isOther = held !== null && typeof held === "object" && held.currency !== unit;
  const ours = held === null || isOther ? 0 : typeof held === "object" ? held.minor : Math.round(held * numberScale);
  return { file: file ?? 0, ours, why: whyOf(row, { file, ours, isOther, isBlank: isBlank(text) }) };
}

function whyOf(
  row: PlannedRow,
  { file, ours, isOther, isBlank: blank }: { file: number | null; ours: number; isOther: boolean; isBlank: boolean },
): Difference | null {
  if ((file ?? 0) === ours && file !== null) return null;
  if (blank && ours === 0) return null;
  const isOut = row.outcome === "problem";
  if (isOut && row.findings.some(({ code }) => code === "no_rate")) return "no_rate";
  if (isOther || (isOut && row.findings.some(({ code }) => code === "other_currency"))) return "other_currency";
  if (isOut) return (file ?? 0) === 0 && !blank && file !== null ? null : "stays_out";
  if (blank) return "filled_in";
  return file === null ? "unreadable" : "otherwise";
}

function isBlank(text: string): boolean {
  return text.trim() === "" || isUnsaid(cellText(text));
}

function amountIn(text: string, column: ColumnMapping, unit: CurrencyCode | null): number | null {
  const decimal = readDecimal(cellText(text), column.decimals ?? "point");
  if (decimal === null) return null;
  const scaled = timesPowerOfTen(decimal, column.power ?? 0);
  if (unit === null) return Math.round(Number(scaled) * numberScale);
  return parseMajor(scaled, unit)?.minor ?? null;
}

/** What the record will hold of the field. */
function heldIn(record: ImportRecord | null, field: string): number | Money | null {
  if (!record) return null;
  const values = new Map<string, unknown>(
    field.startsWith(ownPrefix) && "custom" in record
      ? Object.entries(record.custom).map(([key, value]) => [`${ownPrefix}${key}`, value])
      : Object.entries(record),
  );
  const value = values.get(field);
  if (typeof value === "number") return value;
  return isMoney(value) ? value : null;
}

function isMoney(value: unknown): value is Money {
  return typeof value === "object" && value !== null && "minor" in value && "currency" in value;
}

type Counted = { row: PlannedRow; unit: CurrencyCode | null; cell: Cell };

function hasPart(mapping: Mapping): (part: SumPart) => boolean {
  const fields = new Set(mapping.columns.flatMap((column) => column?.field ?? []));
  const needs: Record<SumPart, readonly string[]> = {
    state: ["stage", "status"],
    owner: ["owner"],
    month: ["closedOn", "wonOn", "lostOn", "expectedOn"],
  };
  return (part) => mapping.kind === "deal" && needs[part].some((field) => fields.has(field));
}

function summed(
  counted: readonly Counted[],
  has: (part: SumPart) => boolean,
): Omit<ColumnSum, "column" | "field" | "currency"> {
  const total = (all: readonly Counted[], of: "file" | "ours") => all.reduce((sum, { cell }) => sum + cell[of], 0);
  const byWhy = Map.groupBy(counted, ({ cell }) => cell.why);
  return {
    rows: counted.length,
    ...{ file: total(counted, "file"), ours: total(counted, "ours") },
    why: differences.flatMap((why) => {
      const all = byWhy.get(why) ?? [];
      return all.length > 0 ? [{ why, rows: all.length, amount: total(all, "ours") - total(all, "file") }] : [];
    }),
    parts: sumParts.filter(has).map((by) => ({
      by,
      lines: [...Map.groupBy(counted, ({ row }) => partOf(row.record, by))]
        .map(([name, all]) => ({ name, rows: all.length, file: total(all, "file"), ours: total(all, "ours") }))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    })),
  };
}

/** Empty where a row can't be read as a deal, or says nothing of it. */
function partOf(record: ImportRecord | null, by: SumPart): string {
  if (record?.kind !== "deal") return "";
  if (by === "state") return record.state;
  if (by === "owner") return record.owner.name;
  const day = record.state === "open" ? record.expectedOn : record.closedOn;
  return day?.slice(0, 7) ?? "";
}
