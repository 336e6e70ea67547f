import { can, type Verb } from "#lib/policy/can.ts";
import { Refusal, refuseField } from "#lib/refusal.ts";
import type { Instant } from "#lib/time.ts";
import type { FieldType } from "#modules/fields/field.ts";
import { addField } from "#modules/fields/server/public.ts";
import type { Reads, Tx } from "#platform/db/db.ts";
import { touched } from "#platform/ground.ts";
import { enqueue } from "#platform/jobs/jobs.ts";
import type { Encoding } from "../decodeBytes.ts";
import type { Settled } from "../finding.ts";
import { formOfColumn, guessMapping } from "../guessMapping.ts";
import { guessOwnField } from "../guessOwnField.ts";
import { type ImportId, isUnderway } from "../importRun.ts";
import type { ColumnMapping, Mapping } from "../mapping.ts";
import { fingerprintOf, skippedHeads } from "../problemColumns.ts";
import { type CsvFile, largestFileBytes, readCsv } from "../readCsv.ts";
import type { Separator } from "../splitCsv.ts";
import { fieldedBy, fieldOf, ownPrefix } from "../target.ts";
import type { TargetKind } from "../targetKinds.ts";
import type { Author } from "./author.ts";
import { noSuchImport } from "./known.ts";
import { type Guessing, guessAs, guessingIn, mappingOf, planImport, readUploaded } from "./planImport.ts";
import { isWorkbook, readWorkbook, type Sheet } from "./readWorkbook.ts";
import { importJob } from "./runImport.ts";
import {
  deleteImport,
  dropWorkbook,
  forgetSaid,
  type ImportRun,
  importRun,
  insertImport,
  lockImport,
  type ReadingChoice,
  rememberSaid,
  type Said,
  saidBefore,
  saveBytes,
  saveImport,
  workbookOf,
} from "./store.ts";
import { undoJob } from "./undoImport.ts";

/** A file as it is kept: of a workbook a sheet as CSV, and the whole while another of its sheets may be chosen. */
type Upload = {
  name: string;
  bytes: Uint8Array;
  reading?: ReadingChoice;
  workbook?: { bytes: Uint8Array | null; sheets: readonly string[] };
};

/** How a sheet of a workbook is kept. */
const sheetReading = { encoding: "utf-8", separator: "," } as const;

/** Takes a file for what it is. A workbook is unpacked here, outside any transaction; its first sheet is read until another is chosen. */
export async function readUpload(name: string, bytes: Uint8Array): Promise<Upload> {
  if (bytes.length > largestFileBytes) throw new Refusal("imports.file_too_large", 413, { bytes: largestFileBytes });
  if (!isWorkbook(bytes)) return { name, bytes };
  const sheets = await readWorkbook(bytes);
  const workbook = { bytes: sheets.length > 1 ? bytes : null, sheets: sheets.map((sheet) => sheet.name) };
  return { name, bytes: sheets[0]!.csv, reading: sheetReading, workbook };
}

/**
 * Keeps an uploaded file as a draft, with the kind of record it seems to hold. What this author said of an earlier file with the same heads
 * holds for it too, for a file of its problems as well.
 */
export async function keepUpload(tx: Tx, author: Author, upload: Upload, now: Instant): Promise<ImportId> {
  const { name, bytes, reading = {}, workbook } = upload;
  const file = readCsv(bytes, reading);
  const guessing = await guessingIn(tx, author);
  const userId = author.isConsole ? null : author.actor.userId;
  const said = await saidOf(tx, userId, file, guessing);
  const kind = said?.mapping.kind ?? guessMapping(file, { ...guessing, fileName: name }).kind;
  touched(tx, "imports");
  return insertImport(
    tx,
    { fileName: name, kind, bytes, state: "draft", author: userId, workbook, reading, said },
    now,
  );
}

/** What was said before, as far as the fields are still there. */
async function saidOf(tx: Tx, userId: string | null, file: CsvFile, { own }: Guessing): Promise<Said | undefined> {
  const said = userId === null ? undefined : await saidBefore(tx, userId, fingerprintOf(file.heads));
  if (!said) return undefined;
  const skipped = skippedHeads(file.heads).size;
  const columns = said.mapping.columns.map((column) =>
    column && fieldOf(said.mapping.kind, column.field, own) ? column : null,
  );
  return {
    ...said,
    mapping: { ...said.mapping, columns: [...Array.from({ length: skipped }, () => null), ...columns] },
  };
}

/** The import, if the author may do that with it: one's own, or an admin's (permissions.json, import). */
export function requireImport(author: Author, run: ImportRun | undefined, verb: Verb): ImportRun {
  if (!run || run.kind === "sample") throw noSuchImport();
  const isAuthor = author.isConsole || run.author === author.actor.userId;
  const rels = [...(isAuthor ? ["author"] : []), ...(author.actor.admin ? ["admin"] : [])];
  if (!can("import", verb, { rels, holds: () => true })) throw noSuchImport();
  return run;
}

export async function importSeen(db: Reads, author: Author, id: ImportId): Promise<ImportRun> {
  return requireImport(author, await importRun(db, id), "r");
}

type ColumnChange = { column: number; field: string | null } & {
  [Form in keyof Omit<ColumnMapping, "field">]?: ColumnMapping[Form] | undefined;
};
export type MappingChange = {
  kind?: TargetKind | undefined;
  encoding?: Encoding | null | undefined;
  separator?: Separator | null | undefined;
  sheet?: Sheet | undefined;
  columns?: readonly ColumnChange[] | undefined;
  settled?: Settled | undefined;
};

export async function setMapping(tx: Tx, author: Author, id: ImportId, change: MappingChange): Promise<void> {
  const locked = requireDraft(requireImport(author, await lockImport(tx, id), "w"));
  const run = change.sheet === undefined ? locked : await chooseSheet(tx, locked, change.sheet);
  const guessing = await guessingIn(tx, author);
  const reading = readingAfter(run.reading, change);
  const isReadAnew = JSON.stringify(reading) !== JSON.stringify(locked.reading) || run.sheet !== locked.sheet;
  const file = await readUploaded(tx, { id, reading });
  // Columns may be others now: what was said of the old ones says nothing of them.
  const before = isReadAnew ? null : run.mapping;
  const asked = change.kind ? guessAs(file, change.kind, guessing) : before;
  const mapping = change.columns
    ? withColumns(file, asked ?? mappingOf(file, { ...run, mapping: null }, guessing).mapping, change.columns, guessing)
    : asked;
  const kind = mapping?.kind ?? guessMapping(file, { ...guessing, fileName: run.fileName }).kind;
  const settled = { ...(isReadAnew ? {} : run.settled), ...change.settled };
  await saveImport(tx, { ...run, reading, mapping, kind, settled });
  touched(tx, "imports", `import:${id}`);
}

export function requireDraft(run: ImportRun): ImportRun {
  if (run.state !== "draft") throw new Refusal("imports.already_started", 409);
  return run;
}

/** Another sheet of a workbook, unpacked outside any transaction. */
export async function sheetOf(db: Reads, author: Author, id: ImportId, name: string): Promise<Sheet> {
  requireDraft(await importSeen(db, author, id));
  const workbook = await workbookOf(db, id);
  const sheet = workbook && (await readWorkbook(workbook)).find((one) => one.name === name);
  if (!sheet) throw refuseField("imports.no_such_sheet", "/sheet");
  return sheet;
}

async function chooseSheet(tx: Tx, run: ImportRun, sheet: Sheet): Promise<ImportRun> {
  await saveBytes(tx, run.id, sheet.csv);
  return { ...run, sheet: sheet.name, reading: sheetReading, isRemembered: false };
}

/** Adds a field for a column that nothing fits, and sends the column there. Fields are an admin's to add. */
export async function addImportField(
  tx: Tx,
  author: Author,
  id: ImportId,
  asked: { column: number; label?: string | undefined; type?: FieldType | undefined },
  now: Instant,
): Promise<void> {
  const run = requireDraft(requireImport(author, await lockImport(tx, id), "w"));
  const file = await readUploaded(tx, run);
  const { mapping } = mappingOf(file, run, await guessingIn(tx, author));
  if (!mapping) throw new Refusal("imports.kind_unknown", 422);
  const record = fieldedBy(mapping.kind);
  if (!record) throw new Refusal("imports.kind_without_fields", 422);
  if (asked.column >= file.heads.length) throw refuseField("imports.no_such_column", "/column");
  const guessed = guessOwnField(file, asked.column, asked.type);
  const field = await addField(tx, { ...guessed, record, label: asked.label ?? guessed.label, formula: null }, now);
  await setMapping(tx, author, id, { columns: [{ column: asked.column, field: `${ownPrefix}${field.key}` }] });
}

/** What was said of files with these heads holds no more, and this one is guessed anew. */
export async function forgetMapping(tx: Tx, author: Author, id: ImportId): Promise<void> {
  const run = requireDraft(requireImport(author, await lockImport(tx, id), "w"));
  const file = await readUploaded(tx, run);
  if (run.author) await forgetSaid(tx, run.author, fingerprintOf(file.heads));
  const { kind } = guessMapping(file, { ...(await guessingIn(tx, author)), fileName: run.fileName });
  await saveImport(tx, { ...run, kind, mapping: null, settled: {}, isRemembered: false });
  touched(tx, "imports", `import:${id}`);
}

function readingAfter(was: ReadingChoice, { encoding, separator }: MappingChange): ReadingChoice {
  const chosen = {
    encoding: encoding === undefined ? was.encoding : encoding,
    separator: separator === undefined ? was.separator : separator,
  };
  return {
    ...(chosen.encoding ? { encoding: chosen.encoding } : {}),
    ...(chosen.separator ? { separator: chosen.separator } : {}),
  };
}

function withColumns(
  file: CsvFile,
  mapping: Mapping | null,
  changes: readonly ColumnChange[],
  guessing: Guessing,
): Mapping {
  if (!mapping) throw new Refusal("imports.kind_unknown", 422);
  const columns = [...mapping.columns];
  changes.forEach(({ column, field, ...form }, at) => {
    if (column >= columns.length) throw refuseField("imports.no_such_column", `/columns/${at}/column`);
    if (field !== null && !fieldOf(mapping.kind, field, guessing.own))
      throw refuseField("imports.field_unknown", `/columns/${at}/field`);
    // One column to a field: the column that went there before is left out.
    const former =
      field === null ? -1 : columns.findIndex((other, index) => other?.field === field && index !== column);
    if (former >= 0) columns[former] = null;
    columns[column] = field === null ? null : { ...formFor(file, mapping, column, field, guessing), ...defined(form) };
  });
  return { ...mapping, columns };
}

/** The column's form as it is, while it goes where it went; else as its cells seem to be written. */
function formFor(file: CsvFile, mapping: Mapping, column: number, field: string, guessing: Guessing): ColumnMapping {
  const was = mapping.columns[column];
  return was?.field === field ? was : formOfColumn(file, column, mapping.kind, field, guessing).mapping;
}

function defined<Shape extends object>(shape: Shape): { [Key in keyof Shape]: Exclude<Shape[Key], undefined> } {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as never;
}

/** Queues it; one that failed goes on where it was. `afterSeconds` leaves the work to the caller first. */
export async function startImport(tx: Tx, author: Author, id: ImportId, now: Instant, afterSeconds = 0): Promise<void> {
  const run = requireImport(author, await lockImport(tx, id), "w");
  if (run.state === "failed") {
    await saveImport(tx, { ...run, state: run.rowsDone > 0 ? "running" : "queued", problem: null, tries: 0 });
  } else {
    if (run.state !== "draft") throw new Refusal("imports.already_started", 409);
    // Files that wait before it may bring the names it needs, so only then is nothing to take known to be nothing.
    const { file, mapping, plan } = await planImport(tx, run, author, { waiting: true });
    if (plan.counts.create + plan.counts.update === 0) throw new Refusal("imports.nothing_to_take", 409);
    await saveImport(tx, {
      ...run,
      mapping,
      kind: mapping.kind,
      counts: plan.counts,
      rowsTotal: plan.rows.length,
      state: "queued",
    });
    await dropWorkbook(tx, id);
    await remember(tx, run, { file, mapping }, now);
  }
  await enqueue(tx, importJob, { id }, { afterSeconds });
  touched(tx, "imports");
}

/** What was said of this file holds for the next with its heads. */
async function remember(
  tx: Tx,
  { author, settled }: ImportRun,
  { file, mapping }: { file: CsvFile; mapping: Mapping },
  now: Instant,
): Promise<void> {
  if (!author) return;
  const columns = mapping.columns.slice(skippedHeads(file.heads).size);
  await rememberSaid(tx, author, fingerprintOf(file.heads), { mapping: { ...mapping, columns }, settled }, now);
}

export async function undoImport(tx: Tx, author: Author, id: ImportId, afterSeconds = 0): Promise<void> {
  const run = requireImport(author, await lockImport(tx, id), "d");
  if (run.state !== "done" && !(run.state === "failed" && run.rowsDone > 0))
    throw new Refusal("imports.nothing_to_undo", 409);
  await saveImport(tx, { ...run, state: "undoing", problem: null });
  await enqueue(tx, undoJob, { id }, { afterSeconds });
  touched(tx, "imports");
}

export async function dropImport(tx: Tx, author: Author, id: ImportId): Promise<void> {
  const run = requireImport(author, await lockImport(tx, id), "w");
  if (isUnderway(run.state) || run.rowsDone > 0) throw new Refusal("imports.already_started", 409);
  await deleteImport(tx, id);
  touched(tx, "imports");
}
