import type { Beginning, Ending, Manifest, TableHead, TableSum } from "./archive.ts";
import { counter, piecesOf } from "./archive.ts";
import { BackupRefused } from "./refused.ts";

/** Reads a whole backup and holds each table to its row count and hash, before anything is done with it. */
export async function checkBackup(file: AsyncIterable<Buffer>): Promise<Manifest> {
  let begin: Beginning | undefined;
  let end: Ending | undefined;
  const found: TableSum[] = [];
  let table: { head: TableHead; count: ReturnType<typeof counter> } | undefined;
  const close = () => {
    if (table) found.push({ ...table.head, ...table.count.sum() });
    table = undefined;
  };
  for await (const piece of piecesOf(file)) {
    if (piece.kind === "begin") begin = piece.begin;
    else if (piece.kind === "data") table?.count.add(piece.data);
    else close();
    if (piece.kind === "table") table = { head: piece.table, count: counter() };
    if (piece.kind === "end") end = piece.end;
  }
  if (!begin || !end) throw new BackupRefused("This file is no backup of Clinch: it has no beginning.");
  compare(end.tables, found);
  return { ...begin, ...end };
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
