import { can, type Verb } from "#lib/policy/can.ts";
import { Refusal, refuseField } from "#lib/refusal.ts";
import type { Instant } from "#lib/time.ts";
import type { Reads, Tx } from "#platform/db/db.ts";
import { touched } from "#platform/ground.ts";
import { enqueue } from "#platform/jobs/jobs.ts";
import type { Encoding } from "../decodeBytes.ts";
import type { Settled } from "../finding.ts";
import { formOfColumn, guessMapping } from "../guessMapping.ts";
import { type ImportId, isUnderway } from "../importRun.ts";
import type { ColumnMapping, Mapping } from "../mapping.ts";
import { type CsvFile, readCsv } from "../readCsv.ts";
import type { Separator } from "../splitCsv.ts";
import { fieldOf, type TargetKind } from "../target.ts";
import type { Author } from "./author.ts";
import { noSuchImport } from "./known.ts";
import { guessAs, mappingOf, planImport, readUploaded } from "./planImport.ts";
import { importJob } from "./runImport.ts";
import {
  deleteImport,
  type ImportRun,
  importRun,
  insertImport,
  lockImport,
  type ReadingChoice,
  saveImport,
} from "./store.ts";
import { undoJob } from "./undoImport.ts";

/** Keeps an uploaded file as a draft, with the kind of record it seems to hold. */
export async function keepUpload(
  tx: Tx,
  author: Author,
  { name, bytes }: { name: string; bytes: Uint8Array },
  now: Instant,
): Promise<ImportId> {
  const { kind } = guessMapping(readCsv(bytes), { currency: author.workspace.currency, fileName: name });
  const userId = author.isConsole ? null : author.actor.userId;
  touched(tx, "imports");
  return insertImport(tx, { fileName: name, kind, bytes, state: "draft", author: userId }, now);
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
  columns?: readonly ColumnChange[] | undefined;
  settled?: Settled | undefined;
};

export async function setMapping(tx: Tx, author: Author, id: ImportId, change: MappingChange): Promise<void> {
  const run = requireImport(author, await lockImport(tx, id), "w");
  if (run.state !== "draft") throw new Refusal("imports.already_started", 409);
  const { currency } = author.workspace;
  const reading = readingAfter(run.reading, change);
  const isReadAnew = JSON.stringify(reading) !== JSON.stringify(run.reading);
  const file = await readUploaded(tx, { id, reading });
  // Columns may be others now: what was said of the old ones says nothing of them.
  const before = isReadAnew ? null : run.mapping;
  const asked = change.kind ? guessAs(file, change.kind, currency) : before;
  const mapping = change.columns
    ? withColumns(file, asked ?? mappingOf(file, { ...run, mapping: null }, currency).mapping, change.columns, currency)
    : asked;
  const kind = mapping?.kind ?? guessMapping(file, { currency, fileName: run.fileName }).kind;
  await saveImport(tx, { ...run, reading, mapping, kind, settled: { ...run.settled, ...change.settled } });
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
  currency: string,
): Mapping {
  if (!mapping) throw new Refusal("imports.kind_unknown", 422);
  const columns = [...mapping.columns];
  changes.forEach(({ column, field, ...form }, at) => {
    if (column >= columns.length) throw refuseField("imports.no_such_column", `/columns/${at}/column`);
    if (field !== null && !fieldOf(mapping.kind, field))
      throw refuseField("imports.field_unknown", `/columns/${at}/field`);
    // One column to a field: the column that went there before is left out.
    const former =
      field === null ? -1 : columns.findIndex((other, index) => other?.field === field && index !== column);
    if (former >= 0) columns[former] = null;
    columns[column] = field === null ? null : { ...formFor(file, mapping, column, field, currency), ...defined(form) };
  });
  return { ...mapping, columns };
}

/** The column's form as it is, while it goes where it went; else as its cells seem to be written. */
function formFor(file: CsvFile, mapping: Mapping, column: number, field: string, currency: string): ColumnMapping {
  const was = mapping.columns[column];
  return was?.field === field ? was : formOfColumn(file, column, mapping.kind, field, currency).mapping;
}

function defined<Shape extends object>(shape: Shape): { [Key in keyof Shape]: Exclude<Shape[Key], undefined> } {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as never;
}

/** Queues it; one that failed goes on where it was. `afterSeconds` leaves the work to the caller first. */
export async function startImport(tx: Tx, author: Author, id: ImportId, afterSeconds = 0): Promise<void> {
  const run = requireImport(author, await lockImport(tx, id), "w");
  if (run.state === "failed") {
    await saveImport(tx, { ...run, state: run.rowsDone > 0 ? "running" : "queued", problem: null, tries: 0 });
  } else {
    if (run.state !== "draft") throw new Refusal("imports.already_started", 409);
    // Files that wait before it may bring the names it needs, so only then is nothing to take known to be nothing.
    const { mapping, plan } = await planImport(tx, run, author, { waiting: true });
    if (plan.counts.create + plan.counts.update === 0) throw new Refusal("imports.nothing_to_take", 409);
    await saveImport(tx, {
      ...run,
      mapping,
      kind: mapping.kind,
      counts: plan.counts,
      rowsTotal: plan.rows.length,
      state: "queued",
    });
  }
  await enqueue(tx, importJob, { id }, { afterSeconds });
  touched(tx, "imports");
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
