import { guardCell } from "#lib/csv.ts";
import { majorString, money } from "#lib/money.ts";

/** A record as it leaves: its columns in their order, each a plain value or a small tree. */
export type Leaving = Readonly<Record<string, unknown>>;

/** Minor units as major ones, "1234.50"; without a currency the number as it is: it counts something. */
export function amountText(minor: unknown, currency: unknown): string | null {
  if (minor === null || minor === undefined) return null;
  if (typeof currency !== "string") return String(minor);
  const whole = Number(minor);
  return Number.isSafeInteger(whole) ? majorString(money(whole, currency)) : String(minor);
}

/** The cells of a CSV line. A tree is written as JSON; no cell can start a formula. */
export function cellsOf(columns: readonly string[], record: Leaving): string[] {
  return columns.map((column) => guardCell(textOf(record[column])));
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
