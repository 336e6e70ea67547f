// The file of a backup, written and read as a stream. gzip over frames: a letter, eight hex digits of length, a line feed, the
// content. One `B` (what was backed up, by what), then each table's `T` and its COPY text in `D`s, each attached file's `F` and its bytes
// in `D`s, last one `E` (what must be there).
import { createHash, type Hash } from "node:crypto";
import { createGunzip } from "node:zlib";
import { z } from "zod";
import { BackupRefused } from "./refused.ts";

const beginning = z.object({
  format: z.literal("clinch-backup"),
  version: z.number(),
  clinch: z.string(),
  postgres: z.number(),
  madeAt: z.string(),
  migrations: z.array(z.object({ number: z.number(), name: z.string(), hash: z.string() })),
});
const tableHead = z.object({ name: z.string(), columns: z.array(z.string()) });
const tableSum = tableHead.extend({ rows: z.number(), bytes: z.number(), sha256: z.string() });
const fileHead = z.object({ sha256: z.string() });
const ending = z.object({
  tables: z.array(tableSum),
  /** Attached files whose bytes are in it, by the hash that they lie under. A backup of form 1 holds none. */
  files: z.array(fileHead.extend({ bytes: z.number() })).default([]),
  /** Those that a row names and whose bytes were nowhere, or were damaged. */
  filesMissing: z.array(z.string()).default([]),
  /** Where the bytes lie, if they are not in it. */
  filesAt: z.string().nullable().default(null),
  sequences: z.array(z.object({ name: z.string(), value: z.string(), called: z.boolean() })),
  queues: z.array(z.string()),
});

/** The newest form of the file that this program knows. */
export const formatVersion = 2;
export type Beginning = z.infer<typeof beginning>;
export type TableHead = z.infer<typeof tableHead>;
export type TableSum = z.infer<typeof tableSum>;
export type Ending = z.infer<typeof ending>;
/** All that a backup says of itself: what it holds, with row counts and hashes, and what made it. */
export type Manifest = Beginning & Ending;

type Kind = "B" | "T" | "F" | "D" | "E";
const headLength = 10;
/** COPY sends rows in pieces far smaller; a longer frame is damage, and is not believed. */
const longestFrame = 256 * 1024 * 1024;
const pieceOfFile = 1024 * 1024;

function headOf(kind: Kind, length: number): Buffer {
  return Buffer.from(`${kind}${length.toString(16).padStart(8, "0")}\n`);
}

function frame(kind: Kind, content: object): Buffer {
  const text = Buffer.from(JSON.stringify(content));
  return Buffer.concat([headOf(kind, text.length), text]);
}

export type TableSource = TableHead & { copy: () => AsyncIterable<Buffer> };
/** Undefined where there are no such bytes, or other ones. */
export type FileSource = { sha256: string; read: () => Promise<Buffer | undefined> };
export type Source = {
  begin: Beginning;
  tables: readonly TableSource[];
  files: readonly FileSource[];
  rest: Pick<Ending, "sequences" | "queues" | "filesAt">;
};

/** The frames of a backup, in pieces as they come: no table is ever held in memory, and of the files one. */
export async function* framesOf(
  { begin, tables, files, rest }: Source,
  onTable: (sum: TableSum) => void,
): AsyncGenerator<Buffer> {
  const ending: Ending = { tables: [], files: [], filesMissing: [], ...rest };
  yield frame("B", begin);
  for (const { name, columns, copy } of tables) {
    yield frame("T", { name, columns });
    const count = counter();
    for await (const chunk of copy()) {
      count.add(chunk);
      yield headOf("D", chunk.length);
      yield chunk;
    }
    const sum = { name, columns, ...count.sum() };
    ending.tables.push(sum);
    onTable(sum);
  }
  for (const { sha256, read } of files) {
    const content = await read();
    if (content) yield* fileFrames(sha256, content);
    if (content) ending.files.push({ sha256, bytes: content.length });
    else ending.filesMissing.push(sha256);
  }
  yield frame("E", ending);
}

function* fileFrames(sha256: string, content: Buffer): Generator<Buffer> {
  yield frame("F", { sha256 });
  for (let at = 0; at < content.length; at += pieceOfFile) {
    const piece = content.subarray(at, at + pieceOfFile);
    yield headOf("D", piece.length);
    yield piece;
  }
}

/** Counts the rows, bytes and hash of a COPY text. A line feed inside a value is written `\n`, so each real one ends a row. */
export function counter(): { add(chunk: Buffer): void; sum(): Pick<TableSum, "rows" | "bytes" | "sha256"> } {
  const hash: Hash = createHash("sha256");
  let rows = 0;
  let bytes = 0;
  return {
    add: (chunk) => {
      hash.update(chunk);
      bytes += chunk.length;
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows++;
    },
    sum: () => ({ rows, bytes, sha256: hash.digest("hex") }),
  };
}

export type Piece =
  | { kind: "begin"; begin: Beginning }
  | { kind: "table"; table: TableHead }
  | { kind: "file"; sha256: string }
  | { kind: "data"; data: Buffer }
  | { kind: "end"; end: Ending };

/** The pieces of a backup's file in their order. Whatever isn't one, is damaged or ends too early is refused, saying which. */
export async function* piecesOf(file: AsyncIterable<Buffer>): AsyncGenerator<Piece> {
  const bytes = reader(unzipped(file));
  let ended = false;
  try {
    for (;;) {
      const head = await bytes.take(headLength);
      if (!head) break;
      const piece = pieceOf(head, await contentOf(bytes, head));
      ended = piece.kind === "end";
      yield piece;
    }
  } finally {
    await bytes.close();
  }
  if (!ended) throw truncated();
}

async function contentOf(bytes: Reader, head: Buffer): Promise<Buffer> {
  const [, length = ""] = /^[BTFDE]([0-9a-f]{8})\n$/.exec(head.toString("latin1")) ?? [];
  const size = Number.parseInt(length, 16);
  if (!length || size > longestFrame) throw strange();
  const content = await bytes.take(size);
  if (!content) throw truncated();
  return content;
}

function pieceOf(head: Buffer, content: Buffer): Piece {
  const kind = String.fromCharCode(head[0] ?? 0);
  if (kind === "D") return { kind: "data", data: content };
  const said = jsonOf(content);
  if (kind === "T") return { kind: "table", table: held(tableHead, said) };
  if (kind === "F") return { kind: "file", ...held(fileHead, said) };
  if (kind === "E") return { kind: "end", end: held(ending, said) };
  const version = z.object({ format: z.literal("clinch-backup"), version: z.number() }).safeParse(said);
  if (version.success && version.data.version > formatVersion)
    throw new BackupRefused(
      `This backup has form ${version.data.version}, and this Clinch reads up to ${formatVersion}: a newer Clinch made it. Restore it with that version.`,
    );
  return { kind: "begin", begin: held(beginning, said) };
}

function held<Shape>(shape: z.ZodType<Shape>, said: unknown): Shape {
  const parsed = shape.safeParse(said);
  if (!parsed.success) throw strange();
  return parsed.data;
}

function jsonOf(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString());
  } catch {
    throw strange();
  }
}

const strange = () => new BackupRefused("This file is no backup of Clinch, or what it holds is damaged. Take another.");
const truncated = () =>
  new BackupRefused("This backup ends too early: it was cut off while it was written or copied. Take another.");

type Reader = { take(length: number): Promise<Buffer | undefined>; close(): Promise<void> };

/** Takes exactly so many bytes, undefined at the very end. */
function reader(source: AsyncIterator<Buffer>): Reader {
  let held: Buffer[] = [];
  let size = 0;
  return {
    async take(length) {
      while (size < length) {
        const next = await source.next();
        if (next.done) {
          if (size > 0) throw truncated();
          return undefined;
        }
        held.push(next.value);
        size += next.value.length;
      }
      const all = held.length === 1 ? held[0]! : Buffer.concat(held);
      held = [all.subarray(length)];
      size -= length;
      return all.subarray(0, length);
    },
    close: async () => void (await source.return?.()),
  };
}

async function* unzipped(file: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  const feeding = feed(file, gunzip);
  try {
    for await (const chunk of gunzip) yield chunk;
  } catch (error) {
    throw gzipRefusal(error);
  } finally {
    gunzip.destroy();
    await feeding;
  }
}

/** Hands the file's bytes on; a failure of theirs is the stream's failure. */
async function feed(file: AsyncIterable<Buffer>, gunzip: ReturnType<typeof createGunzip>): Promise<void> {
  try {
    for await (const chunk of file) {
      if (gunzip.destroyed) return;
      if (!gunzip.write(chunk)) await drained(gunzip);
    }
    gunzip.end();
  } catch (error) {
    gunzip.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

function drained(gunzip: ReturnType<typeof createGunzip>): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      gunzip.off("drain", done).off("close", done);
      resolve();
    };
    gunzip.on("drain", done).on("close", done);
  });
}

function gzipRefusal(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "Z_BUF_ERROR") return truncated();
  if (code === "Z_DATA_ERROR")
    return new BackupRefused("This file is no backup of Clinch, or it was damaged on its way. Take another.");
  return error;
}
