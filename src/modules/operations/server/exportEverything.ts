import fs from "node:fs";
import path from "node:path";
import { Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { sql } from "kysely";
import yazl from "yazl";
import { writeCsv } from "#lib/csv.ts";
import type { Instant } from "#lib/time.ts";
import { type Reads, rows } from "#platform/db/db.ts";
import type { FileStore } from "#platform/files/fileStore.ts";
import type { Ground } from "#platform/ground.ts";
import type { ExportKind } from "#platform/records/exportKind.ts";
import { clinchVersion } from "#platform/version.ts";
import { amountText, cellsOf, type Leaving } from "../exportCells.ts";

/** Rows that are in memory at once. */
const batch = 1000;
/** Excel takes a CSV for UTF-8 only when it says so. */
const byteOrderMark = "\uFEFF";

type File = { name: string; content: () => AsyncIterable<string | Uint8Array> };

/** Everything as one ZIP, as one transaction sees it, written while it is read. */
export async function exportZip(ground: Ground, store: FileStore, sink: Writable): Promise<void> {
  await inOneView(ground, store, async (files) => {
    const zip = new yazl.ZipFile();
    for (const { name, content } of files)
      zip.addReadStreamLazy(name, (ready) => ready(null, Readable.from(content(), { objectMode: false })));
    zip.end();
    const out = Readable.from(zip.outputStream, { objectMode: false });
    zip.on("error", (error: Error) => out.destroy(error));
    await pipeline(out, sink);
  });
}

/** The same files in a folder. Answers their names. */
export async function exportFolder(ground: Ground, store: FileStore, folder: string): Promise<string[]> {
  const written: string[] = [];
  await inOneView(ground, store, async (files) => {
    fs.mkdirSync(path.join(folder, "files"), { recursive: true });
    for (const { name, content } of files) {
      await pipeline(Readable.from(content(), { objectMode: false }), fs.createWriteStream(path.join(folder, name)));
      written.push(name);
    }
  });
  return written;
}

function inOneView(ground: Ground, store: FileStore, write: (files: readonly File[]) => Promise<void>): Promise<void> {
  return ground.db
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute(async (db) => write(await filesOf(ground, db, store)));
}

async function filesOf(ground: Ground, db: Reads, store: FileStore): Promise<File[]> {
  const counts = new Map<string, number>();
  const missing: string[] = [];
  const read = (kind: ExportKind) => recordsOf(ground, db, kind);
  const files = ground.exports.flatMap((kind): File[] => [
    { name: `${kind.name}.csv`, content: () => csvOf(kind, read(kind), (count) => counts.set(kind.name, count)) },
    { name: `${kind.name}.json`, content: () => jsonOf(read(kind)) },
  ]);
  const attached = await attachedFiles(ground, db, store, (name) => missing.push(name));
  return [...files, ...attached, { name: "about.json", content: () => aboutOf(ground.clock.now(), counts, missing) }];
}

/** The bytes of what is attached, under the paths that the rows name; bytes that are gone leave an empty file, which about.json names. */
async function attachedFiles(
  ground: Ground,
  db: Reads,
  store: FileStore,
  onMissing: (name: string) => void,
): Promise<File[]> {
  const found: File[] = [];
  for (const { bytes, rows: query } of ground.exports) {
    if (!bytes) continue;
    const named = await rows<{ path: string; sha256: string }>(
      db,
      sql`select ${sql.ref(bytes.path)} as path, ${sql.ref(bytes.sha256)} as sha256 from (${query}) as exported`,
    );
    found.push(
      ...named.map(({ path: name, sha256 }) => ({
        name,
        content: () => bytesOf(store, sha256, () => onMissing(name)),
      })),
    );
  }
  return found;
}

async function* bytesOf(store: FileStore, sha256: string, onMissing: () => void): AsyncGenerator<Uint8Array> {
  const content = await store.read(sha256);
  if (content) yield* content;
  else onMissing();
}

async function* csvOf(
  { columns }: ExportKind,
  batches: AsyncIterable<Leaving[]>,
  onEnd: (count: number) => void,
): AsyncGenerator<string> {
  let count = 0;
  yield byteOrderMark + writeCsv([columns]);
  for await (const records of batches) {
    count += records.length;
    yield writeCsv(records.map((record) => cellsOf(columns, record)));
  }
  onEnd(count);
}

async function* jsonOf(batches: AsyncIterable<Leaving[]>): AsyncGenerator<string> {
  let before = "[\n";
  for await (const records of batches) {
    yield before + records.map((record) => JSON.stringify(record)).join(",\n");
    before = ",\n";
  }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}

/** What the export is, for whoever finds it in ten years. */
async function* aboutOf(
  madeAt: Instant,
  counts: ReadonlyMap<string, number>,
  missing: readonly string[],
): AsyncGenerator<string> {
  const about = {
    program: "Clinch",
    version: clinchVersion,
    madeAt,
    records: Object.fromEntries(counts),
    ...(missing.length > 0 ? { missingFiles: missing } : {}),
    notes: "Amounts are in major units of the currency beside them. Moments are in UTC, days are the workspace's.",
  };
  yield `${JSON.stringify(about, null, 2)}\n`;
}

/** By a cursor: however many there are, a thousand are in memory. */
async function* recordsOf(ground: Ground, db: Reads, kind: ExportKind): AsyncGenerator<Leaving[]> {
  await sql`declare leaving no scroll cursor for ${kind.rows}`.execute(db);
  for (;;) {
    const found = await rows<Leaving>(db, sql`fetch ${sql.lit(batch)} from leaving`);
    if (found.length === 0) break;
    yield (await named(ground, db, kind, found)).map((record) => leavingOf(kind, record));
  }
  await sql`close leaving`.execute(db);
}

function leavingOf({ columns, money = {} }: ExportKind, record: Leaving): Leaving {
  return Object.fromEntries(
    columns.map((column) => {
      const amount = money[column];
      return [column, amount ? amountText(record[amount.minor], record[amount.currency]) : (record[column] ?? null)];
    }),
  );
}

/** Adds the names of the records that ids point to, by how their owners name them: one question for each kind and batch. */
async function named(ground: Ground, db: Reads, { names = {} }: ExportKind, found: Leaving[]): Promise<Leaving[]> {
  let records = found;
  for (const [column, { id, kind, kindIn }] of Object.entries(names)) {
    const kindOf = (record: Leaving) => kind ?? String(record[kindIn ?? ""]);
    const known = new Map<string, ReadonlyMap<string, string>>();
    for (const [one, group] of Map.groupBy(records, kindOf)) {
      const ids = [...new Set(group.flatMap((record) => (typeof record[id] === "string" ? [record[id]] : [])))];
      known.set(one, (await ground.records.get(one)?.names(db, ids)) ?? new Map());
    }
    records = records.map((record) => ({
      ...record,
      [column]: known.get(kindOf(record))?.get(String(record[id])) ?? null,
    }));
  }
  return records;
}
