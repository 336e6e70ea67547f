import { Refusal } from "#lib/refusal.ts";
import { decodeBytes, type Encoding } from "./decodeBytes.ts";
import { recogniseSeparator } from "./recogniseSeparator.ts";
import { type CsvRecord, type Separator, splitCsv } from "./splitCsv.ts";

export const largestFileBytes = 100 * 1024 * 1024;

export type CsvRow = { line: number; cells: string[] };
export type CsvFaultCode =
  | "unclosed_quote"
  | "text_after_quote"
  | "too_few_cells"
  | "too_many_cells"
  | "unreadable_characters"
  | "head_missing"
  | "head_twice"
  | "no_rows";
/** `column` (from 0) for what is wrong with a head. */
export type CsvFault = { line: number; code: CsvFaultCode; column?: number };

/**
 * A file as read. Every row has as many cells as there are heads; a line that has not is a fault and no row.
 * Cells are text exactly as they stand in the file: one that looks like a formula is text like any other.
 */
export type CsvFile = {
  encoding: Encoding;
  separator: Separator;
  heads: string[];
  rows: CsvRow[];
  faults: CsvFault[];
};

/**
 * Reads a CSV file, recognising encoding and separator unless `by` says them.
 * Refuses `imports.file_too_large` (413), `imports.file_is_empty`, `imports.file_is_binary`.
 */
export function readCsv(bytes: Uint8Array, by: { encoding?: Encoding; separator?: Separator } = {}): CsvFile {
  if (bytes.length > largestFileBytes) throw new Refusal("imports.file_too_large", 413, { bytes: largestFileBytes });
  const { encoding, text, isLossy } = decodeBytes(bytes, by.encoding);
  if (text.trim() === "") throw new Refusal("imports.file_is_empty", 422);
  const separator = by.separator ?? recogniseSeparator(text);
  const records = splitCsv(text, separator);
  const first = records.next();
  const head: CsvRecord = first.done ? { line: 1, cells: [] } : first.value;
  const { heads, faults } = namedHeads(head);
  const rows: CsvRow[] = [];
  for (const record of records) {
    const isBroken = isLossy && record.cells.some((cell) => cell.includes("\ufffd"));
    const code = record.fault ?? raggedness(record.cells.length, heads.length) ?? (isBroken && "unreadable_characters");
    if (code) faults.push({ line: record.line, code });
    else rows.push({ line: record.line, cells: record.cells });
  }
  if (rows.length === 0) faults.push({ line: head.line, code: "no_rows" });
  return { encoding, separator, heads, rows, faults };
}

function raggedness(cells: number, heads: number): CsvFaultCode | undefined {
  if (cells < heads) return "too_few_cells";
  return cells > heads ? "too_many_cells" : undefined;
}

/** Heads trimmed and told apart: the second "name" becomes "name (2)", an empty one "column 3". */
function namedHeads(head: CsvRecord): { heads: string[]; faults: CsvFault[] } {
  const faults: CsvFault[] = head.fault ? [{ line: head.line, code: head.fault }] : [];
  const given = head.cells.map((cell) => cell.trim());
  const taken = new Set<string>();
  const heads = given.map((name, column) => {
    if (name === "") faults.push({ line: head.line, code: "head_missing", column });
    else if (taken.has(name)) faults.push({ line: head.line, code: "head_twice", column });
    const own = freeName(name === "" ? `column ${column + 1}` : name, (tried) => taken.has(tried));
    taken.add(own);
    return own;
  });
  return { heads, faults };
}

function freeName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  let number = 2;
  while (isTaken(`${name} (${number})`)) number += 1;
  return `${name} (${number})`;
}
