import { majorString } from "#lib/money.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Reads } from "#platform/db/db.ts";
import type { DryRun, ShownRow } from "../api.ts";
import { type FieldValue, valuesOf } from "../compareRecords.ts";
import { compareSums, differingRows } from "../compareSums.ts";
import { type Cause, causeId, mayUseAny } from "../finding.ts";
import type { Mapping, MappingNote } from "../mapping.ts";
import type { Outcome, Plan, PlannedRow } from "../planRows.ts";
import { isProblemsFile } from "../problemColumns.ts";
import type { CsvFile } from "../readCsv.ts";
import type { Known, Named } from "../record.ts";
import { fieldedBy } from "../target.ts";
import { writeProblems } from "../writeProblems.ts";
import type { Author } from "./author.ts";
import { type Guessing, guessingIn, mappingOf, type Planned, planImport, readUploaded } from "./planImport.ts";
import type { ImportRun } from "./store.ts";

const shownRows = 100;

/** The dry run as the screen shows it; what the mapping lacks is said in place of the rows. */
export async function dryRun(db: Reads, run: ImportRun, author: Author): Promise<DryRun> {
  const file = await readUploaded(db, run);
  const guessing = await guessingIn(db, author);
  const { mapping, notes } = mappingOf(file, run, guessing);
  const { planned, lacks } = await planOrLacks(db, run, author, mapping);
  const plan = planned?.plan;
  return {
    id: run.id,
    kind: mapping?.kind ?? "unknown",
    ...{ encoding: file.encoding, separator: file.separator, lines: file.rows.length + file.faults.length },
    columns: columnsOf(file, mapping, notes, plan),
    faults: file.faults.slice(0, shownRows).map(({ line, code, column }) => ({ line, code, column: column ?? null })),
    lacks,
    causes: plan?.causes.map((cause) => ({ ...cause, uses: usesOf(cause) })) ?? [],
    counts: plan?.counts ?? null,
    toSettle: plan?.toSettle ?? 0,
    rows: plan?.rows.slice(0, shownRows).map(shownRow) ?? [],
    own: ownOf(mapping, guessing.own),
    uses: namesIn(planned?.known),
    isProblems: isProblemsFile(file.heads),
    sums: planned ? compareSums(comparing(planned)) : [],
  };
}

function ownOf(mapping: Mapping | null, own: Guessing["own"]): DryRun["own"] {
  const record = mapping && fieldedBy(mapping.kind);
  return own.filter((field) => field.record === record).map(({ key, label, type }) => ({ key, label, type }));
}

/** Among whose names a word may be read as another. */
function usesOf({ code }: Cause): DryRun["causes"][number]["uses"] {
  if (!mayUseAny(code)) return null;
  if (code === "unknown_product") return "products";
  return code === "unknown_person" || code === "unknown_author" ? "persons" : "stages";
}

const mostNames = 500;

function namesIn(known: Known | undefined): DryRun["uses"] {
  const names = (all: readonly Named[] = []) => [...new Set(all.map(({ name }) => name))].slice(0, mostNames);
  return { stages: names(known?.stages), persons: names(known?.persons), products: names(known?.products) };
}

async function planOrLacks(
  db: Reads,
  run: ImportRun,
  author: Author,
  mapping: Mapping | null,
): Promise<{ planned: Planned | undefined; lacks: DryRun["lacks"] }> {
  if (!mapping) return { planned: undefined, lacks: [{ pointer: "/kind", code: "imports.kind_unknown", field: null }] };
  try {
    return { planned: await planImport(db, run, author, { waiting: true }), lacks: [] };
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "imports.mapping_incomplete") throw error;
    const lacks = error.errors.map(({ pointer, code, detail }) => ({ pointer, code, field: detail ?? null }));
    return { planned: undefined, lacks };
  }
}

function columnsOf(
  file: CsvFile,
  mapping: Mapping | null,
  notes: readonly MappingNote[],
  plan: Plan | undefined,
): DryRun["columns"] {
  const foundBy = new Map(plan?.columns.map((column) => [column.column, column]));
  return file.heads.map((head, at) => {
    const { field, ...form } = mapping?.columns[at] ?? { field: null };
    const found = foundBy.get(at);
    return {
      ...{ head, firstValues: firstValues(file, at), field, ...form },
      notes: notes.filter(({ column }) => column === at).map(({ code }) => code),
      ...{ blank: found?.blank ?? 0, names: found?.names ?? 0, found: found?.found ?? 0 },
    };
  });
}

function firstValues(file: CsvFile, column: number): string[] {
  const found = new Set<string>();
  for (const { cells } of file.rows) {
    const value = (cells[column] ?? "").trim().slice(0, 80);
    if (value) found.add(value);
    if (found.size === 3) break;
  }
  return [...found];
}

type Page = {
  outcome?: Outcome | undefined;
  cause?: string | undefined;
  differs?: number | undefined;
  currency?: string | undefined;
  after: number;
};

/** A page of the rows of one outcome, of one cause, or by which a column's sum differs. */
export function pageOfRows(planned: Planned, { outcome, cause, differs, currency, after }: Page) {
  const rows = differs === undefined ? planned.plan.rows : differingRows(comparing(planned), differs, currency);
  const all = rows.filter(
    (row) =>
      (!outcome || row.outcome === outcome) && (!cause || row.findings.some((finding) => causeId(finding) === cause)),
  );
  const next = after + shownRows < all.length ? after + shownRows : null;
  return { rows: all.slice(after, after + shownRows).map(shownRow), count: all.length, next };
}

function comparing({ file, mapping, plan, known }: Planned): Parameters<typeof compareSums>[0] {
  return { file, mapping, plan, currency: known.currency, own: known.fields };
}

export function problemsFile({ file, plan }: Planned, { fileName }: ImportRun) {
  return { fileName: `${fileName.replace(/\.[^.]*$/, "")}-problems.csv`, text: writeProblems(file, plan) };
}

function shownRow({ line, outcome, record, changes, findings }: PlannedRow): ShownRow {
  const fields = [...(record ? valuesOf(record) : [])].flatMap(([field, value]) => {
    const text = textOf(value);
    return field === "kind" || text === "" ? [] : [[field, text] as const];
  });
  return {
    ...{ line, outcome, name: record?.name ?? "", values: Object.fromEntries(fields), findings },
    changes: changes.map(({ field, from, to }) => ({ field, from: textOf(from), to: textOf(to) })),
  };
}

function textOf(value: FieldValue): string {
  if (value === null) return "";
  if (typeof value !== "object") return String(value);
  return "minor" in value ? `${majorString(value)} ${value.currency}` : value.name;
}
