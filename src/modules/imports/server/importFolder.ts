import fs from "node:fs";
import path from "node:path";
import { Refusal } from "#lib/refusal.ts";
import type { Ground } from "#platform/ground.ts";
import type { Cause } from "../finding.ts";
import { type ImportId, type ImportState, inImportOrder } from "../importRun.ts";
import type { Outcome } from "../planRows.ts";
import { authorOf } from "./author.ts";
import { dropImport, keepUpload, readUpload, startImport } from "./changeImport.ts";
import { planImport } from "./planImport.ts";
import { runImport } from "./runImport.ts";
import { importRun } from "./store.ts";

export type FileTold = {
  fileName: string;
  kind: string;
  state: ImportState | "skipped";
  /** Why it was skipped or failed: a refusal's code. */
  problem: string | null;
  counts: Record<Outcome, number> | null;
  causes: Cause[];
};

/** A job of the same import waits so long, lest it is needed: the caller does the work itself. */
const rescueSeconds = 60;

/** Brings in a folder's CSV and XLSX files in the console's name, in the order in which they may name each other, with the screen's defaults. */
export async function importFolder(ground: Ground, folder: string, tell: (file: FileTold) => void): Promise<void> {
  const names = fs
    .readdirSync(folder)
    .filter((name) => /\.(csv|tsv|txt|xlsx)$/i.test(name))
    .sort();
  const kept: { id: ImportId; fileName: string; kind: Parameters<typeof inImportOrder>[0][number]["kind"] }[] = [];
  for (const fileName of names) {
    const found = await keepFile(ground, fileName, fs.readFileSync(path.join(folder, fileName)), tell);
    if (found) kept.push(found);
  }
  for (const { id, fileName } of inImportOrder(kept)) tell({ ...(await importKept(ground, id)), fileName });
}

async function keepFile(ground: Ground, fileName: string, bytes: Uint8Array, tell: (file: FileTold) => void) {
  const skipped = { fileName, kind: "unknown", state: "skipped" as const, counts: null, causes: [] };
  try {
    const upload = await readUpload(fileName, bytes);
    const id = await ground.transact(async (tx) =>
      keepUpload(tx, await authorOf(ground, tx, null), upload, ground.clock.now()),
    );
    const { kind } = (await importRun(ground.db, id))!;
    if (kind !== "unknown") return { id, fileName, kind };
    await ground.transact(async (tx) => dropUnknown(tx, ground, id));
    tell({ ...skipped, problem: "imports.kind_unknown" });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    tell({ ...skipped, problem: error.code });
  }
  return undefined;
}

async function dropUnknown(tx: Parameters<typeof keepUpload>[0], ground: Ground, id: ImportId): Promise<void> {
  await dropImport(tx, await authorOf(ground, tx, null), id);
}

/** Starts one that is kept, works it to its end, and tells what became of it. */
export async function importKept(ground: Ground, id: ImportId): Promise<Omit<FileTold, "fileName">> {
  const author = await authorOf(ground, ground.db, null);
  const { plan } = await planImport(ground.db, (await importRun(ground.db, id))!, author);
  try {
    await ground.transact((tx) => startImport(tx, author, id, ground.clock.now(), rescueSeconds));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await ground.transact((tx) => dropImport(tx, author, id));
    return { kind: plan.kind, state: "skipped", problem: error.code, counts: plan.counts, causes: plan.causes };
  }
  await runImport(ground, id);
  const run = (await importRun(ground.db, id))!;
  return { kind: run.kind, state: run.state, problem: run.problem, counts: run.counts, causes: plan.causes };
}
