import { createHash, type Hash } from "node:crypto";
import type { Beginning, Ending, Manifest, TableHead, TableSum } from "./archive.ts";
import { counter, piecesOf } from "./archive.ts";
import { BackupRefused } from "./refused.ts";

/** Reads a whole backup and holds each table to its row count and hash, each file to its name, before anything is done with it. */
export async function checkBackup(content: AsyncIterable<Buffer>): Promise<Manifest> {
  let begin: Beginning | undefined;
  let end: Ending | undefined;
  const found: TableSum[] = [];
  let table: { head: TableHead; count: ReturnType<typeof counter> } | undefined;
  const files = new Set<string>();
  let file: { sha256: string; hash: Hash } | undefined;
  const close = () => {
    if (table) found.push({ ...table.head, ...table.count.sum() });
    if (file) files.add(heldToName(file));
    table = undefined;
    file = undefined;
  };
  for await (const piece of piecesOf(content)) {
    if (piece.kind === "begin") begin = piece.begin;
    else if (piece.kind === "data") {
      table?.count.add(piece.data);
      file?.hash.update(piece.data);
    } else close();
    if (piece.kind === "table") table = { head: piece.table, count: counter() };
    if (piece.kind === "file") file = { sha256: piece.sha256, hash: createHash("sha256") };
    if (piece.kind === "end") end = piece.end;
  }
  if (!begin || !end) throw new BackupRefused("This file is no backup of Clinch: it has no beginning.");
  compare(end.tables, found);
  const gone = end.files.filter(({ sha256 }) => !files.has(sha256));
  if (gone.length > 0)
    throw new BackupRefused(
      `The backup is damaged: ${gone.length} of the attached files it names are not in it. Take another.`,
    );
  return { ...begin, ...end };
}

/** A file lies under the hash of its bytes, so its name is its check. */
function heldToName({ sha256, hash }: { sha256: string; hash: Hash }): string {
  if (hash.digest("hex") === sha256) return sha256;
  throw new BackupRefused(
    `The backup is damaged: the bytes of the attached file ${sha256} are not its own. Take another.`,
  );
}

function compare(said: readonly TableSum[], found: readonly TableSum[]): void {
  const missing = said.filter(({ name }) => !found.some((one) => one.name === name));
  if (missing.length > 0 || found.length !== said.length)
    throw new BackupRefused(
      `The backup is damaged: it does not hold the tables it names (${missing.map(({ name }) => name).join(", ")}). Take another.`,
    );
  for (const sum of said) {
    const there = found.find(({ name }) => name === sum.name);
    if (there?.sha256 !== sum.sha256 || there.rows !== sum.rows)
      throw new BackupRefused(
        `The backup is damaged: table ${sum.name} has ${there?.rows} rows, and they are not the ${sum.rows} that were backed up. Take another.`,
      );
  }
}
