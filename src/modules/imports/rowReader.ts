import { type CurrencyCode, isCurrency } from "#lib/currency.ts";
import { type Money, parseMajor } from "#lib/money.ts";
import type { CivilDate } from "#lib/time.ts";
import { type CauseCode, causeId, chosenFor, type Finding, type Settled } from "./finding.ts";
import type { ColumnMapping, Mapping } from "./mapping.ts";
import type { NameIndex } from "./nameIndex.ts";
import type { CsvRow } from "./readCsv.ts";
import { readDate } from "./recogniseDates.ts";
import { readDecimal } from "./recogniseDecimals.ts";
import type { Named, Ref } from "./record.ts";
import { tidyName } from "./tidyName.ts";

/** The cells of one row by field, typed. What can't be read becomes a finding and null. */
export type RowReader = {
  readonly row: CsvRow;
  readonly findings: Finding[];
  /** Whether a column goes to that field. */
  has(field: string): boolean;
  text(field: string): string | null;
  email(field: string): string | null;
  date(field: string): CivilDate | null;
  integer(field: string): number | null;
  money(field: string, currency: CurrencyCode): Money | null;
  currency(field: string, otherwise: CurrencyCode): CurrencyCode;
  find<T extends Named>(field: string, index: NameIndex<T>, unknown: CauseCode): Found<T>;
  say(code: CauseCode, field?: string | null): void;
  /** Counts a value that was understood without a record of its name ("Won" among the stages). */
  understood(field: string): void;
};

/** `item` for one that is there; a bare name for one to be made; neither where the row goes without. */
export type Found<T> = { ref: Ref; item: T | null } | null;

/** `closest` collects, for each cause, the record that `use_closest` means. */
export type Reading = {
  readonly columns: ReadonlyMap<string, { at: number; mapping: ColumnMapping }>;
  readonly settled: Settled;
  readonly closest: Map<string, string>;
  readonly seen: Map<string, Seen>;
};

/** What a column held: the different names, and how many of those were found. */
export type Seen = { names: Set<string>; found: Set<string> };

export function columnsByField(mapping: Mapping): Map<string, { at: number; mapping: ColumnMapping }> {
  return new Map(mapping.columns.flatMap((column, at) => (column ? [[column.field, { at, mapping: column }]] : [])));
}

export function rowReader(row: CsvRow, reading: Reading): RowReader {
  const findings: Finding[] = [];
  const cell = (field: string) => {
    const column = reading.columns.get(field);
    return column ? (row.cells[column.at] ?? "").trim() : "";
  };
  const say = (code: CauseCode, field: string | null = null) =>
    void findings.push({ code, field, value: field ? cell(field) : "" });
  const decimal = (field: string): string | null => {
    const text = cell(field);
    if (text === "") return null;
    const form = reading.columns.get(field)?.mapping;
    const read = readDecimal(text, form?.decimals ?? "point");
    if (read === null) say("unreadable_number", field);
    return read === null ? null : timesPowerOfTen(read, form?.power ?? 0);
  };
  return {
    row,
    findings,
    say,
    understood(field) {
      reading.seen.get(field)?.names.add(tidyName(cell(field)));
      reading.seen.get(field)?.found.add(tidyName(cell(field)));
    },
    has: (field) => reading.columns.has(field),
    text: (field) => tidyName(cell(field)) || null,
    email(field) {
      const text = cell(field);
      if (text === "") return null;
      if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return text;
      say("unreadable_email", field);
      return null;
    },
    date(field) {
      const text = cell(field);
      if (text === "") return null;
      const read = readDate(text, reading.columns.get(field)?.mapping.dates ?? "iso");
      if (read === null) say("unreadable_date", field);
      return read;
    },
    integer(field) {
      const read = decimal(field);
      if (read === null) return null;
      const whole = /^-?\d+(?:\.0+)?$/.test(read) ? Number(read) : Number.NaN;
      if (Number.isSafeInteger(whole)) return whole;
      say("unreadable_number", field);
      return null;
    },
    money(field, currency) {
      const read = decimal(field);
      if (read === null) return null;
      const value = parseMajor(read, reading.columns.get(field)?.mapping.currency ?? currency);
      if (!value) say("too_many_decimals", field);
      else if (value.minor < 0) say("negative_value", field);
      return value;
    },
    currency(field, otherwise) {
      const code = cell(field).toUpperCase();
      if (code === "" || isCurrency(code)) return code || otherwise;
      say("unknown_currency", field);
      return otherwise;
    },
    find: (field, index, unknown) => findNamed(field, tidyName(cell(field)), index, unknown, findings, reading),
  };
}

function findNamed<T extends Named>(
  field: string,
  name: string,
  index: NameIndex<T>,
  unknown: CauseCode,
  findings: Finding[],
  reading: Reading,
): Found<T> {
  if (name === "") return null;
  const match = index.find(name);
  const seen = reading.seen.get(field);
  seen?.names.add(name);
  if (match.match === "exact" || match.match === "loose") seen?.found.add(name);
  if (match.match === "exact") return foundAs(match.item);
  const code =
    match.match === "several" ? "several_of_that_name" : match.match === "loose" ? "matched_loosely" : unknown;
  const finding: Finding = { code, field, value: name };
  const closest = match.match === "loose" ? match.item : match.match === "none" ? match.closest : null;
  findings.push(finding);
  if (closest) reading.closest.set(causeId(finding), closest.name);
  const chosen = chosenFor(finding, closest?.name ?? null, reading.settled);
  if (chosen === "use_closest" && closest) return foundAs(closest);
  return chosen === "create" ? { ref: { id: null, name }, item: null } : null;
}

/** A record without an id yet is one of the same file. */
function foundAs<T extends Named>(item: T): Found<T> {
  return { ref: { id: item.id || null, name: item.name }, item };
}

/** Exact, by moving the point: "1100.04" in millions is "1100040000". */
export function timesPowerOfTen(decimal: string, power: number): string {
  if (power === 0) return decimal;
  const [whole = "0", fraction = ""] = decimal.replace("-", "").split(".");
  const moved = whole + fraction.slice(0, power).padEnd(power, "0");
  const rest = fraction.slice(power);
  const sign = decimal.startsWith("-") ? "-" : "";
  return sign + moved.replace(/^0+(?=\d)/, "") + (rest ? `.${rest}` : "");
}
