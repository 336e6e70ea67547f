import { Refusal } from "#lib/refusal.ts";
import type { Answered } from "#lib/route.ts";
import { filesOfBackup } from "#platform/backup/filesOfBackup.ts";
import { openStore } from "#platform/backup/openStore.ts";
import type { Reads } from "#platform/db/db.ts";
import { type Ground, touched } from "#platform/ground.ts";
import { type Ask, FileSent } from "#platform/http/answer.ts";
import type { Finding } from "#platform/module.ts";
import { audit } from "#platform/records/audit.ts";
import type { Settings } from "#platform/settings.ts";
import type { backupsRoute } from "../api.ts";
import { type BackupRun, isGood, standingOf } from "../backup.ts";
import { askForBackup } from "./backUp.ts";
import { backupRun, backupRuns, setUpAt } from "./store.ts";

const shown = 60;

export async function seeBackups(db: Reads, settings: Settings): Promise<Answered<typeof backupsRoute>> {
  const { backupTo, backupKeep } = settings;
  const runs = await backupRuns(db, shown);
  const { at } = filesOfBackup(settings, []);
  return { place: openStore(backupTo)?.where ?? null, keep: backupKeep, filesAt: at, backups: runs.map(asShown) };
}

function asShown({ again: _again, place: _place, removedAt, ...run }: BackupRun) {
  const state = run.finishedAt === null ? ("underway" as const) : isGood(run) ? ("done" as const) : ("failed" as const);
  return { ...run, state, kept: state === "done" && removedAt === null };
}

export async function backUpNow({ transact, actor, now }: Ask, { backupTo }: Settings): Promise<{ id: string }> {
  const store = openStore(backupTo);
  if (!store) throw new Refusal("operations.backups_off", 409);
  const id = await transact((tx) => askForBackup(tx, store, { by: actor.userId, again: 0 }, now));
  if (!id) throw new Refusal("operations.backup_underway", 409);
  return { id };
}

/** The file itself. Who took it is written down: it holds everything. */
export async function backupSent(ask: Ask, { backupTo }: Settings, id: string): Promise<FileSent> {
  const store = openStore(backupTo);
  if (!store) throw new Refusal("operations.backups_off", 409);
  const run = await backupRun(ask.db, id);
  const content = run && isGood(run) ? await store.read(run.fileName) : undefined;
  if (!run || !content) throw new Refusal("operations.no_such_backup", 404);
  await ask.transact(async (tx) => {
    audit(tx, "backup", id, [{ field: "downloaded", was: null, became: run.fileName }]);
    touched(tx, "audit");
  });
  return new FileSent(run.fileName, content);
}

/** What `./clinch doctor` and the page Health say of backups. */
export async function lookAtBackups({ db, clock }: Ground, { backupTo }: Settings): Promise<Finding> {
  if (backupTo.kind === "off") return { state: "warning", code: "operations.backups_off" };
  const runs = await backupRuns(db, shown);
  const { state, code, facts } = standingOf({ runs, since: await setUpAt(db), now: clock.now() });
  const cause = runs.find(({ finishedAt }) => finishedAt !== null)?.cause;
  return { state, code, facts: cause ? { ...cause.facts, cause: cause.code, ...facts } : facts };
}
