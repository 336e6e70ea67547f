import { type CurrencyCode, isCurrency } from "#lib/currency.ts";
import { type Money, parseMajor } from "#lib/money.ts";
import type { CivilDate, Zone } from "#lib/time.ts";
import { cellText, isUnsaid } from "./blankCell.ts";
import { type Answer, type CauseCode, causeId, chosenFor, type Finding, isUse, type Settled } from "./finding.ts";
import type { ColumnMapping, Mapping } from "./mapping.ts";
import type { NameIndex } from "./nameIndex.ts";
import type { CsvRow } from "./readCsv.ts";
import { readDate, readWallTime } from "./recogniseDates.ts";
import { readDecimal } from "./recogniseDecimals.ts";
import type { Named, Ref } from "./record.ts";
import { currencyIn, ownPrefix } from "./target.ts";
import { tidyName } from "./tidyName.ts";

/** The cells of one row by field, typed. What can't be read becomes a finding and null. */
export type RowReader = {
  readonly row: CsvRow;
  readonly findings: Finding[];
  /** Whether a column goes to that field. */
  has(field: string): boolean;
  text(field: string): string | null;
  /** As it stands, with its lines. */
  words(field: string): string | null;
  email(field: string): string | null;
  date(field: string): CivilDate | null;
  /** A day, with the time where there is one: as the clock of `zone` shows it. */
  moment(field: string, zone: Zone): string | null;
  number(field: string): number | null;
  /** Exact, as a decimal string. */
  decimal(field: string): string | null;
  yesNo(field: string): "yes" | "no" | null;
  /** Minutes: "30", "0:30", "00:30:00", "1 h", "30分". */
  minutes(field: string): number | null;
  /** Which of the workspace's own fields have a column: their keys. */
  readonly own: readonly string[];
  integer(field: string): number | null;
  money(field: string, currency: CurrencyCode): Money | null;
  currency(field: string, otherwise: CurrencyCode): CurrencyCode;
  find<T extends Named>(field: string, index: NameIndex<T>, unknown: CauseCode, guess?: Guess<T>): Found<T>;
  /** What was settled about a word of a field: a finding is said, and answered. */
  settle(code: CauseCode, field: string, value: string, closest?: string | null): Answer;
  say(code: CauseCode, field?: string | null): void;
  /** Counts a value that was understood without a record of its name ("Won" among the stages). */
  understood(field: string): void;
};

/** What a word that is no record's name is taken for, unless somebody says otherwise. */
export type Guess<T> = (name: string) => { item: T; code: CauseCode } | null;

/** `item` for one that is there; a bare name for one to be made; neither where the row goes without. */
export type Found<T> = { ref: Ref; item: T | null } | null;

/** `closest` collects, for each cause, the record that `use_closest` means. */
export type Reading = {
  readonly columns: ReadonlyMap<string, { at: number; mapping: ColumnMapping }>;
  /** Columns that say nothing of the record: they make no part of a key made from its row. */
  readonly skipped: ReadonlySet<number>;
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
    const text = column ? cellText(row.cells[column.at] ?? "") : "";
    return isUnsaid(text) && !keepsWords.has(field) ? "" : text;
  };
  const say = (code: CauseCode, field: string | null = null) =>
    void findings.push({ code, field, value: field ? cell(field) : "" });
  const settle = (code: CauseCode, field: string, value: string, closest: string | null = null) => {
    const finding: Finding = { code, field, value };
    findings.push(finding);
    if (closest) reading.closest.set(causeId(finding), closest);
    return chosenFor(finding, closest, reading.settled);
  };
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
    settle,
    own: [...reading.columns.keys()].flatMap((field) =>
      field.startsWith(ownPrefix) && currencyIn(field) === null ? field.slice(ownPrefix.length) : [],
    ),
    understood(field) {
      reading.seen.get(field)?.names.add(tidyName(cell(field)));
      reading.seen.get(field)?.found.add(tidyName(cell(field)));
    },
    has: (field) => reading.columns.has(field),
    text: (field) => tidyName(cell(field)) || null,
    words: (field) => cell(field).replace(/\r\n?/g, "\n") || null,
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
    moment(field, zone) {
      const text = cell(field);
      if (text === "") return null;
      const read = readWallTime(text, reading.columns.get(field)?.mapping.dates ?? "iso", zone);
      if (read === null) say("unreadable_date", field);
      return read;
    },
    decimal,
    number(field) {
      const read = decimal(field);
      return read === null ? null : Number(read);
    },
    yesNo(field) {
      const word = cell(field)
        .normalize("NFKC")
        .toLowerCase()
        .replace(/[\s_-]+/g, "");
      if (word === "") return null;
      if (yes.has(word)) return "yes";
      if (!no.has(word)) say("unreadable_own", field);
      return no.has(word) ? "no" : null;
    },
    minutes(field) {
      const text = cell(field).normalize("NFKC").toLowerCase();
      if (text === "") return null;
      const read = minutesIn(text);
      if (read === null) say("unreadable_number", field);
      return read === 0 ? null : read;
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
    find: (field, index, unknown, guess) =>
      findNamed(field, tidyName(cell(field)), { index, unknown, guess, settle, reading }),
  };
}

/** Where "none" or a dash may be what somebody meant. */
const keepsWords: ReadonlySet<string> = new Set(["name", "firstName", "lastName", "subject", "body", "reason", "key"]);

const yes = new Set([
  "yes",
  "y",
  "true",
  "1",
  "done",
  "completed",
  "はい",
  "済",
  "完了",
  "完了済み",
  "有",
  "○",
  "〇",
  "✓",
  "x",
]);
const no = new Set([
  "no",
  "n",
  "false",
  "0",
  "todo",
  "open",
  "planned",
  "notdone",
  "いいえ",
  "未",
  "未完了",
  "無",
  "×",
]);

function minutesIn(text: string): number | null {
  const clock = /^(\d{1,3}):(\d{2})(?::\d{2})?$/.exec(text);
  if (clock) return Number(clock[1]) * 60 + Number(clock[2]);
  const said = /^(?:(\d+(?:\.\d+)?)\s*(?:h|hours?|時間))?\s*(?:(\d+)\s*(?:m|min|mins|minutes?|分)?)?$/.exec(text);
  if (!said || (said[1] === undefined && said[2] === undefined)) return null;
  return Math.round(Number(said[1] ?? 0) * 60) + Number(said[2] ?? 0);
}

type Looking<T extends Named> = {
  index: NameIndex<T>;
  unknown: CauseCode;
  guess: Guess<T> | undefined;
  settle: RowReader["settle"];
  reading: Reading;
};

/** What a row may go without, also where two bear the name. */
const mayBeBlank: ReadonlySet<CauseCode> = new Set(["unknown_contact", "unknown_deal", "unknown_own"]);

function findNamed<T extends Named>(field: string, name: string, by: Looking<T>): Found<T> {
  const { index, unknown, guess, settle, reading } = by;
  if (name === "") return null;
  const match = index.find(name);
  const seen = reading.seen.get(field);
  seen?.names.add(name);
  const guessed = match.match === "none" ? guess?.(name) : null;
  if (match.match === "exact" || match.match === "loose" || guessed) seen?.found.add(name);
  if (match.match === "exact") return foundAs(match.item);
  const code =
    match.match === "several"
      ? mayBeBlank.has(unknown)
        ? "several_left_blank"
        : "several_of_that_name"
      : match.match === "loose"
        ? "matched_loosely"
        : (guessed?.code ?? unknown);
  const closest =
    guessed?.item ?? (match.match === "loose" ? match.item : match.match === "none" ? match.closest : null);
  const chosen = settle(code, field, name, closest?.name ?? null);
  if (chosen === "use_closest" && closest) return foundAs(closest);
  if (isUse(chosen)) {
    const other = index.find(chosen.slice("use:".length));
    return other.match === "exact" || other.match === "loose" ? foundAs(other.item) : null;
  }
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
