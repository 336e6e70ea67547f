import { z } from "zod";
import { Refusal } from "#lib/refusal.ts";
import { idOf } from "#lib/shapes.ts";
import { pairSoon } from "#modules/contacts/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { emit } from "#platform/events/emit.ts";
import { actFor, type Ground, touched } from "#platform/ground.ts";
import { job } from "#platform/jobs/jobs.ts";
import { importDone } from "../events.ts";
import type { ImportId } from "../importRun.ts";
import type { Plan } from "../planRows.ts";
import { applyRows } from "./applyRows.ts";
import { type Author, authorOf } from "./author.ts";
import { planImport } from "./planImport.ts";
import { type ImportRun, importRun, lockImport, saveImport } from "./store.ts";

const rowsPerBatch = 1000;
/** So often a run begins anew after something unforeseen, before it is given up. */
const mostTries = 5;

/** Goes on with an import that has begun, after a restart exactly where it was. */
export const importJob = job({
  name: "imports.run",
  data: z.object({ id: idOf<"import">() }),
  run: async (ground, { id }: { id: ImportId }) => runImport(ground, id),
});

/** Two processes may run one import at once: a batch holds the import, and the other goes on behind it. */
export async function runImport(ground: Ground, id: ImportId): Promise<void> {
  const run = await importRun(ground.db, id);
  if (!run || (run.state !== "queued" && run.state !== "running")) return;
  try {
    const author = await authorOf(ground, ground.db, run.author);
    const { plan } = await planImport(ground.db, run, author);
    await begin(ground, run, plan);
    while (await ground.transact((tx) => importBatch(tx, ground, id, author, plan)));
  } catch (error) {
    await giveUp(ground, id, error);
    if (!(error instanceof Refusal)) throw error;
  }
}

/** What is said of the whole file is what its first run planned: a later one finds its own rows already here. */
async function begin(ground: Ground, { id }: ImportRun, { kind, counts, rows }: Plan): Promise<void> {
  await ground.transact(async (tx) => {
    const run = await lockImport(tx, id);
    if (run?.state !== "queued") return;
    const mapping = run.mapping;
    await saveImport(tx, { ...run, mapping, kind, counts, rowsTotal: rows.length, state: "running" });
    touched(tx, "imports");
  });
}

/** One batch: its records and how far the import is, together or not at all. True while rows are left. */
async function importBatch(tx: Tx, ground: Ground, id: ImportId, author: Author, plan: Plan): Promise<boolean> {
  const run = await lockImport(tx, id);
  if (run?.state !== "running") return false;
  actFor(tx, run.author);
  const now = ground.clock.now();
  const to = Math.min(run.rowsDone + rowsPerBatch, plan.rows.length);
  await applyRows(tx, { importId: id, author, plan, now }, { from: run.rowsDone, to });
  const isDone = to >= plan.rows.length;
  await saveImport(tx, { ...run, rowsDone: to, state: isDone ? "done" : "running", finishedAt: isDone ? now : null });
  if (isDone && (plan.kind === "contact" || plan.kind === "organization")) await pairSoon(tx);
  if (isDone) await tellDone(tx, run, to, false);
  touched(tx, "imports", "figures");
  return !isDone;
}

async function tellDone(tx: Tx, { id, author }: ImportRun, rows: number, failed: boolean): Promise<void> {
  actFor(tx, author);
  await emit(tx, importDone, { record: id, facts: { importId: id, rows, failed } });
}

/** A refusal ends it; what nobody foresaw is tried again, and given up in the end. */
async function giveUp(ground: Ground, id: ImportId, error: unknown): Promise<void> {
  await ground.transact(async (tx) => {
    const run = await lockImport(tx, id);
    if (!run || (run.state !== "queued" && run.state !== "running")) return;
    const tries = run.tries + 1;
    const problem = error instanceof Refusal ? error.code : tries >= mostTries ? "imports.given_up" : null;
    await saveImport(tx, { ...run, tries, problem, state: problem ? "failed" : run.state });
    if (problem) await tellDone(tx, run, run.rowsDone, true);
    touched(tx, "imports");
  });
}
