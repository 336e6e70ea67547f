import { nameKey } from "#modules/people/person.ts";
import { heldRates } from "#modules/pipeline/rate.ts";
import { sayWhatStageAsks } from "./askedOfDeal.ts";
import { checkMapping } from "./checkMapping.ts";
import { type Change, compareRecords } from "./compareRecords.ts";
import { type Cause, causeId, chosenFor, type Finding, type Settled } from "./finding.ts";
import { type Implied, impliedBy } from "./implied.ts";
import { keyIndex } from "./keyIndex.ts";
import { keyOfRow } from "./keyOfRow.ts";
import type { Mapping } from "./mapping.ts";
import { nameIndex } from "./nameIndex.ts";
import { planActivity } from "./planActivity.ts";
import { type BesideIndexes, planDealContact, planLine, planRole } from "./planBeside.ts";
import { planDeal } from "./planDeal.ts";
import { planLead } from "./planLead.ts";
import { planContact, planOrganization, planPerson, planProduct } from "./planOthers.ts";
import { planRate } from "./planRate.ts";
import { skippedHeads } from "./problemColumns.ts";
import type { CsvFault, CsvFile, CsvRow } from "./readCsv.ts";
import {
  type ActivityRecord,
  type ImportRecord,
  identityOf,
  type Known,
  type KnownRecord,
  type KnownStage,
  type Named,
} from "./record.ts";
import { columnsByField, type Reading, type RowReader, rowReader, type Seen } from "./rowReader.ts";
import { sumUpCauses } from "./sumUpCauses.ts";
import type { TargetKind } from "./targetKinds.ts";

export type Outcome = "create" | "update" | "same" | "problem";

/**
 * What a row will become. `id` is the record it changes or equals. `record` is whole, also for an update: what the
 * file doesn't say is kept; null only where the row can't be read as one.
 */
export type PlannedRow = {
  line: number;
  outcome: Outcome;
  id: string | null;
  record: ImportRecord | null;
  changes: Change[];
  findings: Finding[];
};

/** Whether whoever imports may make this record, or change the one with that id, by hand. */
export type May = (record: ImportRecord, id: string | null) => boolean;

/** What a column held. `names` and `found`: different names of records, and how many of them are there. */
export type ColumnFound = { column: number; field: string; blank: number; names: number; found: number };

/** `toSettle`: rows with a cause that leaves a choice. `counts` add up to all lines read. */
export type Plan = {
  kind: TargetKind;
  rows: PlannedRow[];
  causes: Cause[];
  columns: ColumnFound[];
  counts: Record<Outcome, number>;
  toSettle: number;
  implied: Implied;
};

/**
 * The dry run, and equally what the import then does: each row's outcome, and causes by what they ask to settle.
 * Refuses `imports.mapping_incomplete`.
 */
export function planRows(
  file: CsvFile,
  mapping: Mapping,
  known: Known,
  settled: Settled = {},
  may: May = () => true,
): Plan {
  checkMapping(mapping, file.heads, known.fields);
  const reading = readingOf(mapping, settled, file.heads);
  const become = becoming(mapping.kind, file, reading, known);
  const existing = existingByIdentity(known);
  const planning = { reading, become, existing, taken: new Set<string>(), may, heed: heedStages(known) };
  const readable = file.rows.map((row) => planRow(row, mapping.kind, planning));
  const unreadable = file.faults.flatMap((fault) => faultRow(fault, file.heads.length));
  const rows = unreadable.length > 0 ? [...readable, ...unreadable].sort((a, b) => a.line - b.line) : readable;
  const goingIn = rows.flatMap(({ outcome, record }) => (outcome !== "problem" && record ? [record] : []));
  return {
    kind: mapping.kind,
    rows,
    ...sumUpCauses(rows, reading),
    columns: columnsFound(file, mapping, reading),
    implied: impliedBy(goingIn, known),
  };
}

function readingOf(mapping: Mapping, settled: Settled, heads: readonly string[]): Reading {
  const seen = new Map<string, Seen>();
  for (const column of mapping.columns) {
    if (column) seen.set(column.field, { names: new Set(), found: new Set() });
  }
  return { columns: columnsByField(mapping), skipped: skippedHeads(heads), settled, closest: new Map(), seen };
}

/** The rule that makes a record of a row, with the names it looks up indexed once. */
function becoming(
  kind: TargetKind,
  file: CsvFile,
  reading: Reading,
  known: Known,
): (row: RowReader) => ImportRecord | null {
  const byNames = () => ({
    persons: nameIndex(known.persons, (person) => person.email),
    organizations: nameIndex(known.organizations),
    contacts: nameIndex(known.contacts),
    organizationKeys: keyIndex(known.organizations),
    contactKeys: keyIndex(known.contacts),
  });
  switch (kind) {
    case "person":
      return becomingPerson(known);
    case "product":
      return (row) => planProduct(row, known);
    case "rate":
      return (row) => planRate(row, known);
    case "organization": {
      const all = nameIndex([...known.organizations, ...newNames(file, reading, known)]);
      const by = { ...byNames(), organizations: all };
      return (row) => planOrganization(row, known, by);
    }
    case "contact": {
      const by = byNames();
      return (row) => planContact(row, known, by);
    }
    case "deal": {
      const by = { ...byNames(), products: nameIndex(known.products), pipelines: nameIndex(known.pipelines) };
      const stagesOf = stagesByPipeline(known);
      const rateOn = heldRates(known.rates);
      const existing = existingByIdentity(known);
      const was = (key: string | null) => {
        const record = key === null ? undefined : existing.get(`key:${key}`)?.record;
        return record?.kind === "deal" ? record : null;
      };
      return (row) => planDeal(row, known, { ...by, was, stagesOf, rateOn });
    }
    case "role":
    case "line":
    case "dealContact":
      return becomingBeside(kind, known);
    case "lead": {
      const by = { ...byNames(), sources: nameIndex(known.sources), campaigns: nameIndex(known.campaigns) };
      return (row) => planLead(row, known, by);
    }
    case "activity": {
      const by = {
        ...{ ...byNames(), deals: nameIndex(known.deals), types: nameIndex(known.activityTypes) },
        dealKeys: keyIndex(known.deals),
      };
      return (row) => planActivity(row, known, by);
    }
  }
}

/** Rows about records that are here, each by the records that it names. */
function becomingBeside(kind: "role" | "line" | "dealContact", known: Known): (row: RowReader) => ImportRecord | null {
  const lines = new Map<string, number>();
  const by: BesideIndexes = {
    ...{ organizations: nameIndex(known.organizations), organizationKeys: keyIndex(known.organizations) },
    ...{ contacts: nameIndex(known.contacts), contactKeys: keyIndex(known.contacts) },
    ...{ deals: nameIndex(known.deals), dealKeys: keyIndex(known.deals) },
    ...{ products: nameIndex(known.products), productKeys: keyIndex(known.products) },
    ...{ parts: nameIndex(known.parts), rateOn: heldRates(known.rates) },
    countLine: ({ id, name }) => {
      const before = lines.get(id ?? name) ?? 0;
      lines.set(id ?? name, before + 1);
      return before;
    },
  };
  if (kind === "role") return (row) => planRole(row, known, by);
  return kind === "line" ? (row) => planLine(row, known, by) : (row) => planDealContact(row, by);
}

function stagesByPipeline({ stages }: Known) {
  const parted = Map.groupBy(stages, ({ pipelineId }) => pipelineId ?? null);
  const indexed = new Map([...parted].map(([id, all]) => [id, { all, named: nameIndex(all) }]));
  const none = { all: [], named: nameIndex<KnownStage>([]) };
  return (pipelineId: string | null) => indexed.get(pipelineId) ?? indexed.get(null) ?? none;
}

/** A mail address of one person of the file is no other's. */
function becomingPerson(known: Known): (row: RowReader) => ImportRecord {
  const byMail = new Map(known.persons.flatMap(({ email, name }) => (email ? [[email.toLowerCase(), name]] : [])));
  return (row) => {
    const person = planPerson(row, byMail);
    if (person.email && !byMail.has(person.email.toLowerCase())) byMail.set(person.email.toLowerCase(), person.name);
    return person;
  };
}

/** The file's own organizations, without an id yet. */
function newNames(file: CsvFile, reading: Reading, known: Known): Named[] {
  const there = new Set(known.organizations.map(({ name }) => nameKey(name)));
  const found: Named[] = [];
  for (const row of file.rows) {
    const name = rowReader(row, reading).text("name");
    if (!name || there.has(nameKey(name))) continue;
    there.add(nameKey(name));
    found.push({ id: "", name });
  }
  return found;
}

type Existing = ReadonlyMap<string, KnownRecord>;

/** Kinds of which two may have one name: known again by a key alone, which is made of the row where the file has none. */
const keyedOnly: ReadonlySet<TargetKind> = new Set([
  ...(["deal", "activity", "lead", "role", "line", "dealContact", "rate"] as const),
]);

/**
 * By the other program's key, by our own id as the export writes it and, but for those known by a key alone, by name too: the first import of a
 * record may have had no key.
 */
function existingByIdentity(known: Known): Existing {
  const found = new Map<string, KnownRecord>();
  for (const there of known.existing) {
    if (!keyedOnly.has(there.record.kind)) found.set(identityOf({ ...there.record, key: null }), there);
  }
  for (const there of known.existing) found.set(identityOf({ ...there.record, key: there.id }), there);
  for (const there of known.existing) found.set(identityOf(there.record), there);
  return found;
}

type Planning = {
  reading: Reading;
  become: (row: RowReader) => ImportRecord | null;
  existing: Existing;
  taken: Set<string>;
  may: May;
  /** Says what is to be said of what a row becomes. */
  heed: (reader: RowReader, became: Became, there: KnownRecord | null) => void;
};

function planRow(row: CsvRow, kind: TargetKind, planning: Planning): PlannedRow {
  const { reading, become, existing, taken, may } = planning;
  const reader = rowReader(row, reading);
  if (row.cells.every((cell) => cell.trim() === "")) return problem(row.line, "blank_row");
  const record = withKey(become(reader), reader, kind, planning);
  if (reader.text("deletedOn")) reader.say("in_trash", "deletedOn");
  const { findings } = reader;
  const identity = record ? identityOf(record) : null;
  const identities = new Set(record && identity ? [identity, ...ownName(record)] : []);
  if ([...identities].some((one) => taken.has(one))) reader.say("key_twice", reader.has("key") ? "key" : "name");
  for (const one of identities) taken.add(one);
  const there = record && identity ? (existing.get(identity) ?? unkeyed(record, existing)) : undefined;
  if (record && !may(record, there?.id ?? null)) reader.say("not_allowed");
  const became = record && becomes(record, reader, there);
  if (became) planning.heed(reader, became, there ?? null);
  const isLeftOut = findings.some((finding) => choiceFor(finding, reading) === "skip_rows");
  if (!became || isLeftOut) return { line: row.line, outcome: "problem", id: null, record, changes: [], findings };
  return { line: row.line, ...became, findings };
}

type Became = Pick<PlannedRow, "outcome" | "id" | "changes"> & { record: ImportRecord };

/** A new record, or the one that is here with what the row says. */
function becomes(record: ImportRecord, reader: RowReader, there: KnownRecord | undefined): Became {
  if (there?.record.kind !== record.kind) return { outcome: "create", id: null, record, changes: [] };
  const known = record.key === there.id ? { ...record, key: there.record.key } : record;
  const { changes, merged } = compareRecords(
    known,
    there.record,
    reader.has,
    (field) => isDerived(field, record, reader.findings) || (field === "expectedOn" && !saysExpected(record, reader)),
  );
  return { outcome: changes.length > 0 ? "update" : "same", id: there.id, record: merged, changes };
}

/** A deal that is new, or that a row moves or closes, is asked for what its stage wants. */
function heedStages(known: Known): Planning["heed"] {
  return (reader, { outcome, record, changes }, there) => {
    if (record.kind === "lead" && record.state === null && outcome !== "same")
      reader.say("is_a_deal_now", "qualifiedAt");
    if (record.kind === "deal" && there?.isLead) reader.say("is_a_lead", "key");
    const isMoved = changes.some(({ field }) => field === "stage" || field === "state");
    if (record.kind === "deal" && (outcome === "create" || isMoved))
      sayWhatStageAsks(reader, record, known, { was: outcome === "create" ? null : there });
  };
}

/** Names that may be there only once. */
function ownName(record: ImportRecord): string[] {
  return record.kind === "product" ? [identityOf({ ...record, key: null })] : [];
}

/** A record imported before without a key, met again with one. Two products never share a name. */
function unkeyed(record: ImportRecord, existing: Existing) {
  if (keyedOnly.has(record.kind) || record.key === null) return undefined;
  const there = existing.get(identityOf({ ...record, key: null }));
  return there?.record.key === null || record.kind === "product" ? there : undefined;
}

/** A deal or an activity of a file without keys gets one made from its row; of two equal rows each its own. */
function withKey(
  record: ImportRecord | null,
  reader: RowReader,
  kind: TargetKind,
  { taken, reading }: Pick<Planning, "taken" | "reading">,
): ImportRecord | null {
  if (reader.has("key") && !reader.text("key")) reader.say("key_missing", "key");
  if (!record || record.key !== null || !keyedOnly.has(kind) || reader.has("key")) return record;
  reader.say("key_without_column");
  const key = keyOfRow(reader.row, reading.skipped);
  let number = 1;
  const numbered = () => (number === 1 ? key : `${key}-${number}`);
  while (taken.has(identityOf({ ...record, key: numbered() }))) number += 1;
  return { ...record, key: numbered() };
}

/** A list price taken for want of a value, and the stage of a closed deal, are no news about the record. */
function isDerived(field: string, record: ImportRecord, findings: readonly Finding[]): boolean {
  // A file with one e-mail a row says nothing of the others.
  if (field === "emails" || field === "phones" || field === "addresses")
    return record.kind !== "contact" && record.kind !== "organization" ? false : record[field] === null;
  if (record.kind === "activity") return isDerivedOfActivity(field, record);
  if (field === "cameInAt") return true;
  if (field === "contact" && (record.kind === "deal" || record.kind === "lead")) return true;
  if (field === "stage") return record.kind === "deal" && record.stage === null;
  if (field !== "value") return false;
  return findings.some(({ code }) => code === "takes_list_price" || code === "open_without_value");
}

/** A column of closing days says of a closed deal when it closed, not when it was expected to. */
function saysExpected(record: ImportRecord, reader: RowReader): boolean {
  return reader.has("expectedOn") || (record.kind === "deal" && record.state === "open");
}

/** A note is done and has no date, whatever a file's columns are; when it was written is no news either. */
function isDerivedOfActivity(field: string, record: ActivityRecord): boolean {
  const isWords = record.type === "note" || record.type === "comment";
  if (field === "createdOn" || (field === "owner" && record.owner === null)) return true;
  return isWords && (field === "dueOn" || field === "done" || field === "doneAt");
}

function choiceFor(finding: Finding, reading: Reading) {
  return chosenFor(finding, reading.closest.get(causeId(finding)) ?? null, reading.settled);
}

function problem(line: number, code: Finding["code"]): PlannedRow {
  const findings: Finding[] = [{ code, field: null, value: "" }];
  return { line, outcome: "problem", id: null, record: null, changes: [], findings };
}

/** A line that is no row; what is wrong with heads concerns no row. */
function faultRow({ line, code, column }: CsvFault, heads: number): PlannedRow[] {
  if (heads === 0 || column !== undefined) return [];
  return code === "head_missing" || code === "head_twice" || code === "no_rows" ? [] : [problem(line, code)];
}

function columnsFound(file: CsvFile, mapping: Mapping, reading: Reading): ColumnFound[] {
  return mapping.columns.flatMap((target, column) => {
    if (!target) return [];
    const blank = file.rows.filter(({ cells }) => (cells[column] ?? "").trim() === "").length;
    const seen = reading.seen.get(target.field);
    return [{ column, field: target.field, blank, names: seen?.names.size ?? 0, found: seen?.found.size ?? 0 }];
  });
}
