// The only file that knows the tables of imports. Longer than most: a table of queries.
import { type RawBuilder, sql } from "kysely";
import { newId } from "#lib/id.ts";
import type { Instant } from "#lib/time.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import type { ExportKind } from "#platform/records/exportKind.ts";
import type { Encoding } from "../decodeBytes.ts";
import type { Settled } from "../finding.ts";
import type { ImportId, ImportState } from "../importRun.ts";
import type { Mapping } from "../mapping.ts";
import type { Outcome } from "../planRows.ts";
import type { Separator } from "../splitCsv.ts";
import type { TargetKind } from "../targetKinds.ts";

/** How the file is read, as far as a person said. */
export type ReadingChoice = { encoding?: Encoding; separator?: Separator };

export type ImportRun = {
  id: ImportId;
  fileName: string;
  kind: TargetKind | "unknown" | "sample";
  reading: ReadingChoice;
  mapping: Mapping | null;
  settled: Settled;
  state: ImportState;
  counts: Record<Outcome, number> | null;
  rowsTotal: number;
  rowsDone: number;
  tries: number;
  problem: string | null;
  author: string | null;
  at: Instant;
  finishedAt: Instant | null;
  undoneAt: Instant | null;
  /** Of a workbook: those of its sheets that hold anything, and the one that `bytes` are of. */
  sheets: string[];
  sheet: string | null;
  isRemembered: boolean;
};

const columns = sql.raw(`
  id, file_name as "fileName", kind, reading, mapping, settled, state, counts, rows_total as "rowsTotal", rows_done as "rowsDone",
  tries, problem, author, at, finished_at as "finishedAt", undone_at as "undoneAt", sheets, sheet, is_remembered as "isRemembered"`);

type NewImport = Pick<ImportRun, "fileName" | "kind" | "author" | "state"> & {
  id?: ImportId;
  bytes: Uint8Array | null;
  workbook?: { bytes: Uint8Array | null; sheets: readonly string[] } | undefined;
  reading?: ReadingChoice;
  said?: Said | undefined;
};

/** Where columns go and what was settled, as an earlier file was told. */
export type Said = { mapping: Mapping; settled: Settled };

export async function insertImport(tx: Tx, one: NewImport, now: Instant): Promise<ImportId> {
  const id = one.id ?? newId<"import">();
  await sql`
    insert into imports (
      id, file_name, kind, bytes, state, author, at, workbook, sheets, sheet, reading, mapping, settled, is_remembered
    )
    values (
      ${id}, ${one.fileName}, ${one.kind}, ${one.bytes && Buffer.from(one.bytes)}, ${one.state}, ${one.author}, ${now},
      ${one.workbook?.bytes ? Buffer.from(one.workbook.bytes) : null}, ${[...(one.workbook?.sheets ?? [])]}::text[],
      ${one.workbook?.sheets[0] ?? null}, ${json(one.reading ?? {})}, ${json(one.said?.mapping ?? null)},
      ${json(one.said?.settled ?? {})}, ${one.said !== undefined}
    )`.execute(tx);
  return id;
}

export async function importRun(db: Reads, id: ImportId): Promise<ImportRun | undefined> {
  return row<ImportRun>(db, sql`select ${columns} from imports where id = ${id}`);
}

export async function lockImport(tx: Tx, id: ImportId): Promise<ImportRun | undefined> {
  return row<ImportRun>(tx, sql`select ${columns} from imports where id = ${id} for update`);
}

export async function bytesOf(db: Reads, id: ImportId): Promise<Uint8Array | null> {
  return (await row<{ bytes: Buffer | null }>(db, sql`select bytes from imports where id = ${id}`))?.bytes ?? null;
}

/** Newest first; `author` for one person's own. */
export async function importRuns(db: Reads, author: string | undefined): Promise<ImportRun[]> {
  return rows<ImportRun>(
    db,
    sql`select ${columns} from imports where ${author === undefined ? sql`true` : sql`author = ${author}`} order by at desc, id desc limit 200`,
  );
}

/** Which of these imports are this author's, and what their files are called. */
export async function fileNames(db: Reads, ids: readonly string[], author?: string): Promise<Map<string, string>> {
  const found = await rows<{ id: string; fileName: string }>(
    db,
    sql`
    select id, file_name as "fileName" from imports
    where id = any(${[...ids]}::uuid[]) and ${author === undefined ? sql`true` : sql`author = ${author}`}`,
  );
  return new Map(found.map((one) => [one.id, one.fileName]));
}

const json = (value: unknown): RawBuilder<unknown> =>
  value === null ? sql`null::jsonb` : sql`${JSON.stringify(value)}::jsonb`;

export async function saveImport(tx: Tx, one: ImportRun): Promise<void> {
  await sql`
    update imports
    set kind = ${one.kind}, reading = ${json(one.reading)}, mapping = ${json(one.mapping)}, settled = ${json(one.settled)}, state = ${one.state},
        counts = ${json(one.counts)}, rows_total = ${one.rowsTotal}, rows_done = ${one.rowsDone}, tries = ${one.tries}, problem = ${one.problem},
        finished_at = ${one.finishedAt}, undone_at = ${one.undoneAt}, sheet = ${one.sheet}, is_remembered = ${one.isRemembered}
    where id = ${one.id}`.execute(tx);
}

export async function dropBytes(tx: Tx, id: ImportId): Promise<void> {
  await sql`update imports set bytes = null, workbook = null where id = ${id}`.execute(tx);
}

export async function workbookOf(db: Reads, id: ImportId): Promise<Uint8Array | null> {
  return (
    (await row<{ bytes: Buffer | null }>(db, sql`select workbook as bytes from imports where id = ${id}`))?.bytes ??
    null
  );
}

/** No other of its sheets can be chosen any more. */
export async function dropWorkbook(tx: Tx, id: ImportId): Promise<void> {
  await sql`update imports set workbook = null where id = ${id}`.execute(tx);
}

/** What this author last said of a file with these heads. */
export async function saidBefore(db: Reads, author: string, fingerprint: string): Promise<Said | undefined> {
  return row<Said>(
    db,
    sql`select mapping, settled from import_mappings where author = ${author} and fingerprint = ${fingerprint}`,
  );
}

export async function rememberSaid(
  tx: Tx,
  author: string,
  fingerprint: string,
  said: Said,
  now: Instant,
): Promise<void> {
  await sql`
    insert into import_mappings (author, fingerprint, mapping, settled, used_at)
    values (${author}, ${fingerprint}, ${json(said.mapping)}, ${json(said.settled)}, ${now})
    on conflict (author, fingerprint) do update
    set mapping = excluded.mapping, settled = excluded.settled, used_at = excluded.used_at`.execute(tx);
}

export async function forgetSaid(tx: Tx, author: string, fingerprint: string): Promise<void> {
  await sql`delete from import_mappings where author = ${author} and fingerprint = ${fingerprint}`.execute(tx);
}

type Remembered = { author: string; fingerprint: string; settled: Settled };

/** Everything that was settled by names, in nobody's file any more. */
export async function settledBefore(db: Reads): Promise<Remembered[]> {
  return rows<Remembered>(
    db,
    sql`select author, fingerprint, settled from import_mappings where settled <> '{}' order by author, fingerprint`,
  );
}

export async function saveSettled(tx: Tx, { author, fingerprint, settled }: Remembered): Promise<void> {
  await sql`
    update import_mappings set settled = ${json(settled)}
    where author = ${author} and fingerprint = ${fingerprint}`.execute(tx);
}

/** The activities that an import made: each has a key, if only one made from its row. */
export async function importedActivities(db: Reads, id: ImportId): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    sql`
    select record_id as id from import_keys
    where import_id = ${id} and record_kind = 'activity'
      and record_id not in (select record_id from import_changes where import_id = ${id} and record_kind = 'activity')
    order by 1`,
  );
  return found.map((one) => one.id);
}
export async function deleteImport(tx: Tx, id: ImportId): Promise<void> {
  await sql`delete from imports where id = ${id}`.execute(tx);
}

export type RecordChange = { kind: TargetKind; id: string; version: number; was: unknown };

export async function insertChanges(tx: Tx, id: ImportId, all: readonly RecordChange[]): Promise<void> {
  if (all.length === 0) return;
  await sql`
    insert into import_changes (import_id, record_kind, record_id, version, was)
    select ${id}, * from unnest(
      ${all.map((one) => one.kind)}::text[], ${all.map((one) => one.id)}::uuid[], ${all.map((one) => one.version)}::int[],
      ${all.map((one) => JSON.stringify(one.was))}::jsonb[]
    )
    on conflict (import_id, record_kind, record_id) do update set version = excluded.version`.execute(tx);
}

export async function changesOf(db: Reads, id: ImportId): Promise<RecordChange[]> {
  return rows<RecordChange>(
    db,
    sql`select record_kind as kind, record_id as id, version, was from import_changes where import_id = ${id} order by record_id`,
  );
}

export async function forgetChanges(tx: Tx, id: ImportId, records: readonly string[]): Promise<void> {
  await sql`delete from import_changes where import_id = ${id} and record_id = any(${[...records]}::uuid[])`.execute(
    tx,
  );
}

/** The keys of each record: several of one that became one with another. */
export async function keysOf(db: Reads, kind: TargetKind): Promise<Map<string, string[]>> {
  const found = await rows<{ key: string; id: string }>(
    db,
    sql`select key, record_id as id from import_keys where record_kind = ${kind}`,
  );
  return new Map([...Map.groupBy(found, ({ id }) => id)].map(([id, all]) => [id, all.map(({ key }) => key)]));
}

export async function insertKeys(
  tx: Tx,
  importId: ImportId,
  kind: TargetKind,
  all: readonly { id: string; key: string | null }[],
): Promise<void> {
  const keyed = all.filter((one) => one.key !== null);
  if (keyed.length === 0) return;
  await sql`
    insert into import_keys (record_kind, key, record_id, import_id)
    select ${kind}, key, record_id, ${importId}
    from unnest(${keyed.map((one) => one.key)}::text[], ${keyed.map((one) => one.id)}::uuid[]) as new (key, record_id)
    on conflict do nothing`.execute(tx);
}

export async function deleteKeys(tx: Tx, importId: ImportId): Promise<void> {
  await sql`delete from import_keys where import_id = ${importId}`.execute(tx);
}

export type Kept = { kind: TargetKind; id: string; name: string; why: "changed" | "held" };

export async function insertKept(tx: Tx, importId: ImportId, all: readonly Kept[]): Promise<void> {
  if (all.length === 0) return;
  await sql`
    insert into import_kept (import_id, record_kind, record_id, name, why)
    select ${importId}, * from unnest(
      ${all.map((one) => one.kind)}::text[], ${all.map((one) => one.id)}::uuid[], ${all.map((one) => one.name)}::text[], ${all.map((one) => one.why)}::text[]
    )
    on conflict do nothing`.execute(tx);
}

export async function keptOf(db: Reads, id: ImportId): Promise<Kept[]> {
  return rows<Kept>(
    db,
    sql`
    select record_kind as kind, record_id as id, name, why from import_kept
    where import_id = ${id}
    order by record_kind, name, record_id
    limit 1000`,
  );
}

export async function keptCounts(db: Reads, ids: readonly string[]): Promise<Map<string, number>> {
  const found = await rows<{ id: string; count: number }>(
    db,
    sql`select import_id as id, count(*) as count from import_kept where import_id = any(${[...ids]}::uuid[]) group by import_id`,
  );
  return new Map(found.map((one) => [one.id, one.count]));
}

/** The pipeline that an import of deals began. */
export async function notePipeline(tx: Tx, id: ImportId, pipelineId: string): Promise<void> {
  await sql`update imports set pipeline_id = ${pipelineId} where id = ${id}`.execute(tx);
}

export async function pipelineOf(db: Reads, id: ImportId): Promise<string | null> {
  return (
    (await row<{ id: string | null }>(db, sql`select pipeline_id as id from imports where id = ${id}`))?.id ?? null
  );
}

/** Imports that may still hold somebody's words: a file, or what was settled by a name. */
export async function importsWithWords(db: Reads): Promise<ImportId[]> {
  const found = await rows<{ id: ImportId }>(
    db,
    sql`select id from imports where bytes is not null or workbook is not null or settled <> '{}' order by id`,
  );
  return found.map(({ id }) => id);
}

export async function saveBytes(tx: Tx, id: ImportId, bytes: Uint8Array): Promise<void> {
  await sql`update imports set bytes = ${Buffer.from(bytes)} where id = ${id}`.execute(tx);
}

/** What imports know of records that are erased or removed for good. */
export async function forgetRecords(tx: Tx, ids: readonly string[]): Promise<void> {
  const gone = [...ids];
  await sql`delete from import_changes where record_id = any(${gone}::uuid[])`.execute(tx);
  await sql`delete from import_keys where record_id = any(${gone}::uuid[])`.execute(tx);
  await sql`delete from import_kept where record_id = any(${gone}::uuid[])`.execute(tx);
}

/** The other program's keys of a record are another's from now on, all or some; answers which. */
export async function moveKeys(
  tx: Tx,
  kind: string,
  { from, to, only }: { from: string; to: string; only: readonly string[] | null },
): Promise<string[]> {
  const moved = await rows<{ key: string }>(
    tx,
    sql`
    update import_keys set record_id = ${to}
    where record_kind = ${kind} and record_id = ${from} and (${only}::text[] is null or key = any(${only}::text[]))
    returning key`,
  );
  return moved.map(({ key }) => key);
}

/** What of imports leaves with an export of everything: which file was brought in when, and the other program's keys. */
export const importsExports: readonly ExportKind[] = [
  {
    name: "imports",
    tables: ["imports"],
    columns: [
      "id",
      "file_name",
      "kind",
      "state",
      "rows_total",
      "rows_done",
      "counts",
      "at",
      "finished_at",
      "undone_at",
    ],
    rows: sql`
      select id, file_name, kind, state, rows_total, rows_done, counts, at, finished_at, undone_at from imports order by at, id`,
  },
  {
    name: "import_keys",
    tables: ["import_keys"],
    columns: ["key", "record_kind", "record", "record_id", "import_id"],
    names: { record: { id: "record_id", kindIn: "record_kind" } },
    rows: sql`select key, record_kind, record_id, import_id from import_keys order by record_kind, key`,
  },
];

export async function isAnythingImported(db: Reads): Promise<boolean> {
  return (await row(db, sql`select 1 from imports where state = 'done' limit 1`)) !== undefined;
}
