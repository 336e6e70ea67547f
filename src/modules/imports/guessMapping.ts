import type { CurrencyCode } from "#lib/currency.ts";
import { isCurrency } from "#lib/currency.ts";
import type { ColumnMapping, GuessedMapping, MappingNote } from "./mapping.ts";
import type { CsvFile } from "./readCsv.ts";
import { recogniseDates } from "./recogniseDates.ts";
import { type DecimalForm, readDecimal, recogniseDecimals } from "./recogniseDecimals.ts";
import { fieldOf, fieldsFor, type OwnField, type TargetField, targets } from "./target.ts";
import { type TargetKind, targetKinds } from "./targetKinds.ts";
import { headKey } from "./tidyName.ts";

/** Heads that fit must weigh this much: "name" and "description" alone make no kind of record. */
const leastWeight = 3;
const sampledRows = 2000;

/** `own`: the workspace's own fields. */
type About = { currency: CurrencyCode; own?: readonly OwnField[] | undefined };
type Fit = { kind: TargetKind; fields: (TargetField | null)[]; weight: number };

/**
 * The kind of record a file holds and where each column goes, from heads, values and the file's name; a first offer
 * that a person may change. `currency` is the workspace's.
 */
export function guessMapping(file: CsvFile, about: About & { fileName?: string }): GuessedMapping {
  const nothing = file.heads.map(() => null);
  const fit = bestFit(file, about.fileName ?? "", about.own ?? []);
  if (!fit) return { kind: "unknown", columns: nothing, notes: [] };
  const columns = mapColumns(file, fit.kind, fit.fields, about);
  return { kind: fit.kind, ...columns };
}

/** Where each column goes once a person has said what the rows are. */
export function guessColumns(file: CsvFile, kind: TargetKind, about: About): GuessedMapping {
  return { kind, ...mapColumns(file, kind, fitOf(file, kind, about.own ?? []).fields, about) };
}

/** How the cells of one column are written, for the field a person has sent it to. */
export function formOfColumn(
  file: CsvFile,
  column: number,
  kind: TargetKind,
  field: string,
  { currency, own = [] }: About,
): { mapping: ColumnMapping; notes: MappingNote[] } {
  const target = fieldOf(kind, field, own);
  const cells = file.rows.map((row) => row.cells[column] ?? "");
  if (target?.value === "date" || target?.value === "moment") return dateColumn(field, column, cells);
  if (target?.value === "money" || target?.value === "integer" || target?.value === "decimal") {
    return numberColumn(target, column, cells, currency);
  }
  return { mapping: { field }, notes: [] };
}

function bestFit(file: CsvFile, fileName: string, own: readonly OwnField[]): Fit | undefined {
  const name = fileName.normalize("NFKC").toLowerCase();
  const fits = targetKinds.map((kind) => {
    const fit = fitOf(file, kind, own);
    const isNamed = targets[kind].fileWords.some((word) => name.includes(word));
    const telling = file.heads.filter((head) => targets[kind].also?.includes(headKey(head))).length;
    return { ...fit, sum: fit.weight + (isNamed ? 1.5 : 0) + telling * 2 };
  });
  const usable = fits.filter(({ kind, fields, weight }) => weight >= leastWeight && isWhole(kind, fields));
  return usable.sort((a, b) => b.sum - a.sum)[0];
}

/** All that is required is there, and at least two columns are known. */
function isWhole(kind: TargetKind, fields: (TargetField | null)[]): boolean {
  const found = new Set(fields.flatMap((field) => field?.field ?? []));
  const required = targets[kind].fields.filter((field) => field.isRequired);
  const hasState = kind !== "deal" || found.has("stage") || found.has("status");
  const hasName = kind !== "contact" || found.has("name") || found.has("lastName") || found.has("firstName");
  const isActivity =
    kind !== "activity" || ((found.has("subject") || found.has("body")) && aboutFields.some((one) => found.has(one)));
  const isBeside = (tells[kind] ?? []).every((some) => some.some((field) => found.has(field)));
  return (
    isBeside && found.size >= 2 && hasState && hasName && isActivity && required.every(({ field }) => found.has(field))
  );
}

/** By what files about other records are told from those of the records themselves: one field of each. */
const tells: Readonly<Partial<Record<TargetKind, readonly (readonly string[])[]>>> = {
  role: [
    ["contact", "contactKey"],
    ["organization", "organizationKey"],
    ["fromOn", "toOn", "isPrimary"],
  ],
  line: [
    ["deal", "dealKey"],
    ["product", "productKey"],
    ["quantity", "price"],
  ],
  dealContact: [["deal", "dealKey"], ["contact", "contactKey"], ["part"]],
  lead: [["source", "campaign", "message", "cameInAt"]],
};

const aboutFields = ["deal", "dealKey", "contact", "contactKey", "organization", "organizationKey"];

/** Each field goes to the column whose head comes first in its list; each column to one field. */
function fitOf(file: CsvFile, kind: TargetKind, own: readonly OwnField[]): Fit {
  const heads = file.heads.map((head) => headsFor(kind, head));
  const offers = fieldsFor(kind, own).flatMap((field) =>
    heads.flatMap((keys, column) => {
      const place = field.heads.findIndex((known) => keys.includes(known));
      return place < 0 ? [] : [{ field, column, place }];
    }),
  );
  const fields: (TargetField | null)[] = file.heads.map(() => null);
  for (const { field, column } of offers.sort((a, b) => a.place - b.place)) {
    if (fields[column] || fields.includes(field)) continue;
    if (field.field === "key" && !isKey(file, column)) continue;
    fields[column] = field;
  }
  if (kind === "deal") readAsExpected(file, fields);
  claimByValues(file, kind, fields);
  return { kind, fields, weight: fields.reduce((sum, field) => sum + (field?.weight ?? 0), 0) };
}

/** "Deal - Title" is a deal's title; in any other file it is a `dealtitle`. */
function headsFor(kind: TargetKind, head: string): string[] {
  const whole = headKey(head);
  const prefixed = /^(.+?) - (.+)$/.exec(head);
  if (!prefixed) return [whole];
  return targets[kind].prefixes.includes(headKey(prefixed[1]!)) ? [headKey(prefixed[2]!), whole] : [whole];
}

function isKey(file: CsvFile, column: number): boolean {
  const values = file.rows.map((row) => row.cells[column]?.trim() ?? "");
  return values.length > 0 && new Set(values).size === values.length && !values.includes("");
}

/** In a list's own file, whose rows bear our ids, "Close date" is the day on which a deal is expected to close. */
function readAsExpected(file: CsvFile, fields: (TargetField | null)[]): void {
  const at = (name: string) => fields.findIndex((field) => field?.field === name);
  const [key, closed] = [at("key"), at("closedOn")];
  const isOurs =
    key >= 0 && file.rows.every(({ cells }) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(cells[key] ?? ""));
  if (isOurs && closed >= 0 && at("expectedOn") < 0 && headKey(file.heads[closed] ?? "") === "closedate")
    fields[closed] = fieldOf("deal", "expectedOn") ?? null;
}

/** A column full of mail addresses is the mail, whatever its head. */
function claimByValues(file: CsvFile, kind: TargetKind, fields: (TargetField | null)[]): void {
  const email = targets[kind].fields.find((field) => field.value === "email");
  if (!email || fields.includes(email)) return;
  const column = file.heads.findIndex((_head, at) => !fields[at] && isMostlyMail(file, at));
  if (column >= 0) fields[column] = email;
}

function isMostlyMail(file: CsvFile, column: number): boolean {
  const values = file.rows.slice(0, sampledRows).flatMap((row) => row.cells[column]?.trim() || []);
  return values.length > 0 && values.filter((value) => /^\S+@\S+\.\S+$/.test(value)).length >= values.length * 0.8;
}

function mapColumns(file: CsvFile, kind: TargetKind, fields: (TargetField | null)[], about: About) {
  const notes: MappingNote[] = [];
  const columns = fields.map((field, column) => {
    if (!field) return null;
    const guessed = formOfColumn(file, column, kind, field.field, about);
    notes.push(...guessed.notes);
    return guessed.mapping;
  });
  readMillions(file, fields, columns, notes);
  return { columns, notes };
}

function dateColumn(field: string, column: number, cells: string[]): { mapping: ColumnMapping; notes: MappingNote[] } {
  const dates = recogniseDates(cells);
  const notes: MappingNote[] = dates?.isAmbiguous ? [{ column, code: "dates_ambiguous" }] : [];
  return { mapping: { field, dates: dates?.form ?? "iso" }, notes };
}

function numberColumn(target: TargetField, column: number, cells: string[], workspace: CurrencyCode) {
  const decimals = recogniseDecimals(cells);
  const notes: MappingNote[] = decimals?.isAmbiguous ? [{ column, code: "decimals_ambiguous" }] : [];
  const mapping: ColumnMapping = { field: target.field, decimals: formFor(target, decimals) };
  const currency = target.value === "money" ? currencyOf(decimals?.signs ?? [], workspace) : workspace;
  if (currency !== workspace) mapping.currency = currency;
  return { mapping, notes };
}

/** A lone sign in a currency's rate parts its fraction: "150.123" is no hundred thousand. */
function formFor({ field }: TargetField, decimals: ReturnType<typeof recogniseDecimals>): DecimalForm {
  const form = decimals?.form ?? "point";
  if (field !== "rate" || !decimals?.isAmbiguous) return form;
  return form === "comma" ? "point" : "comma";
}

const currencyOfSign: Record<string, CurrencyCode> = {
  "¥": "JPY",
  円: "JPY",
  "€": "EUR",
  "£": "GBP",
  $: "USD",
  "₩": "KRW",
  "₹": "INR",
};
const sharedSigns: Record<string, readonly CurrencyCode[]> = {
  $: ["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "TWD"],
  "¥": ["JPY", "CNY"],
};

/** The currency whose sign stands beside the numbers; the workspace's when it has that sign, or there are several. */
function currencyOf(signs: string[], workspace: CurrencyCode): CurrencyCode {
  const [sign, second] = signs;
  if (!sign || second || sharedSigns[sign]?.includes(workspace)) return workspace;
  return isCurrency(sign) ? sign : (currencyOfSign[sign] ?? workspace);
}

/**
 * Turnovers are often given in millions or thousands: said by the head, or seen where a head count stands beside them
 * and a year's turnover would otherwise be under 1,000 for each of the people.
 */
function readMillions(
  file: CsvFile,
  fields: (TargetField | null)[],
  columns: (ColumnMapping | null)[],
  notes: MappingNote[],
): void {
  const column = fields.findIndex((field) => field?.field === "annualRevenue");
  const mapping = columns[column];
  if (!mapping) return;
  const head = file.heads[column]?.normalize("NFKC").toLowerCase() ?? "";
  if (/million|\bmn\b|\bm\b|百万/.test(head)) mapping.power = 6;
  else if (/thousand|\bk\b|千円/.test(head)) mapping.power = 3;
  else if (isTooLittleEach(file, fields, column, mapping)) mapping.power = 6;
  else return;
  if (mapping.power === 6) notes.push({ column, code: "read_as_millions" });
}

function isTooLittleEach(
  file: CsvFile,
  fields: (TargetField | null)[],
  column: number,
  { decimals = "point" }: ColumnMapping,
): boolean {
  const people = fields.findIndex((field) => field?.field === "employees");
  if (people < 0) return false;
  const each = file.rows.flatMap(({ cells }) => {
    const revenue = Number(readDecimal(cells[column] ?? "", decimals) ?? Number.NaN);
    const count = Number(readDecimal(cells[people] ?? "", decimals) ?? Number.NaN);
    return revenue > 0 && count > 0 ? [revenue / count] : [];
  });
  const median = each.sort((a, b) => a - b)[Math.floor(each.length / 2)];
  return median !== undefined && median < 1000;
}
