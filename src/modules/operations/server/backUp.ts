import { z } from "zod";
import type { Instant } from "#lib/time.ts";
import { filesOfBackup } from "#platform/backup/filesOfBackup.ts";
import { keepLedger } from "#platform/backup/ledger.ts";
import { openStore } from "#platform/backup/openStore.ts";
import { StoreFailed } from "#platform/backup/refused.ts";
import { type BackupStore, madeAtOf, nameOfBackup } from "#platform/backup/store.ts";
import { BackupUnderway, type Progress, writeBackup } from "#platform/backup/writeBackup.ts";
import type { Tx } from "#platform/db/db.ts";
import { type Ground, touched } from "#platform/ground.ts";
import { enqueue, job } from "#platform/jobs/jobs.ts";
import { allErasures } from "#platform/records/erase.ts";
import type { Settings } from "#platform/settings.ts";
import { clinchVersion } from "#platform/version.ts";
import { readWorkspace } from "#platform/workspace.ts";
import { type BackupRun, type Cause, triesOfANight } from "../backup.ts";
import { outlived } from "../retention.ts";
import { backupRun, endSilent, failBackup, finishBackup, insertBackup, noteProgress, noteRemoved } from "./store.ts";
import { tellOfFailure } from "./tellOfFailure.ts";

export const backUpName = "operations.back_up";
export const backUpAgainName = "operations.back_up_again";
const jobShape = z.object({ id: z.string() });
const againShape = z.object({ again: z.number() });

/** Queues a backup to the place of the settings. Undefined where another is underway. */
export async function askForBackup(
  tx: Tx,
  store: BackupStore,
  { by, again }: { by: string | null; again: number },
  now: Instant,
): Promise<string | undefined> {
  await endSilent(tx, now);
  const id = await insertBackup(tx, { by, again, place: store.where, fileName: nameOfBackup(now) }, now);
  if (!id) return undefined;
  await enqueue(tx, { name: backUpName }, { id });
  touched(tx, "backups", "health");
  return id;
}

/** The night's backup, whose turn comes in the workspace's zone; pg-boss hands it to one process. */
export function nightly(settings: Settings) {
  return { name: "operations.nightly_backup", run: (ground: Ground) => askByNight(ground, settings, 0) };
}

export const backUpAgainJob = (settings: Settings) =>
  job({ name: backUpAgainName, data: againShape, run: (ground, { again }) => askByNight(ground, settings, again) });

async function askByNight(ground: Ground, { backupTo }: Settings, again: number): Promise<void> {
  const store = openStore(backupTo);
  if (!store || !(await readWorkspace(ground.db))) return;
  await ground.transact((tx) => askForBackup(tx, store, { by: null, again }, ground.clock.now()));
}

/** Makes the backup that was asked for, then lets go of those that were outlived. Killed, it begins anew with the next worker. */
export const backUpJob = (settings: Settings) =>
  job({
    name: backUpName,
    data: jobShape,
    run: async (ground, { id }) => {
      const store = openStore(settings.backupTo);
      const run = await backupRun(ground.db, id);
      if (!store || !run) return;
      if (!run.finishedAt && !(await makeBackup(ground, store, run, settings))) return;
      await dropOutlived(ground, store, settings);
    },
  });

/** False where it failed: that is written down, and whoever must know is told. */
async function makeBackup(ground: Ground, store: BackupStore, run: BackupRun, settings: Settings): Promise<boolean> {
  const { clock, url, ofThisMachine } = ground;
  const files = filesOfBackup(settings, ground.fileTables);
  const begun = performance.now();
  const seconds = () => Math.round(performance.now() - begun) / 1000;
  const report = reporter(ground, run.id);
  try {
    await keepLedger(store, await allErasures(ground.db));
    const about = { url, clinch: clinchVersion, madeAt: run.askedAt, leftOut: ofThisMachine, files };
    const plan = { ...about, onProgress: report.note };
    const written = await store.write(run.fileName, (sink) => writeBackup(plan, sink));
    const finished = { ...written, seconds: seconds(), files: files.store ? written.files : null };
    await report.end();
    await ground.transact(async (tx) => {
      await finishBackup(tx, run.id, finished, clock.now());
      touched(tx, "backups", "health");
    });
    return true;
  } catch (error) {
    await report.end();
    if (error instanceof BackupUnderway) throw error; // one from the command line, or a worker that was taken for dead: tried again
    ground.log.error({ backup: run.id, error: String(error) }, "a backup failed");
    await ground.transact((tx) => fail(tx, ground, run, { cause: causeOf(error), seconds: seconds() }));
    return false;
  }
}

function causeOf(error: unknown): Cause {
  if (error instanceof StoreFailed) return { code: error.code, facts: { ...error.facts } };
  return { code: "other", facts: { reason: error instanceof Error ? error.message : String(error) } };
}

async function fail(tx: Tx, ground: Ground, run: BackupRun, { cause, seconds }: { cause: Cause; seconds: number }) {
  await failBackup(tx, run.id, cause, seconds, ground.clock.now());
  await tellOfFailure(tx, run, cause, ground.clock);
  if (run.by === null && run.again < triesOfANight)
    await enqueue(tx, { name: backUpAgainName }, { again: run.again + 1 }, { afterSeconds: 3600 });
  touched(tx, "backups", "health");
}

/** Once a second at most, so that a page shows how far it is and a second worker sees that it lives. */
function reporter(ground: Ground, id: string): { note: (progress: Progress) => void; end: () => Promise<void> } {
  let latest: Progress | undefined;
  let writing: Promise<void> = Promise.resolve();
  const write = () => {
    const progress = latest;
    latest = undefined;
    if (!progress) return;
    writing = ground
      .transact(async (tx) => {
        await noteProgress(tx, id, progress, ground.clock.now());
        touched(tx, "backups");
      })
      .catch((error: unknown) => ground.log.warn({ error: String(error) }, "a backup's progress was not noted"));
  };
  const timer = setInterval(write, 1000);
  return {
    note: (progress) => {
      latest = progress;
    },
    end: async () => {
      clearInterval(timer);
      await writing;
    },
  };
}

async function dropOutlived(ground: Ground, store: BackupStore, { backupKeep }: Settings): Promise<void> {
  const zone = (await readWorkspace(ground.db))?.zone ?? "UTC";
  const there = (await store.list()).flatMap(({ name }) => {
    const at = madeAtOf(name);
    return at ? [{ name, at }] : [];
  });
  const gone = outlived(there, backupKeep, zone).map(({ name }) => name);
  for (const name of gone) await store.remove(name);
  if (gone.length === 0) return;
  await ground.transact(async (tx) => {
    await noteRemoved(tx, gone, ground.clock.now());
    touched(tx, "backups");
  });
}
