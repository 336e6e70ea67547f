import fs from "node:fs";
import path from "node:path";
import { restoreFrom } from "#modules/operations/server/public.ts";
import type { Manifest } from "#platform/backup/archive.ts";
import { checkBackup } from "#platform/backup/checkBackup.ts";
import { folderStore } from "#platform/backup/folderStore.ts";
import { ledgerIn, union } from "#platform/backup/ledger.ts";
import { openStore } from "#platform/backup/openStore.ts";
import { othersConnected } from "#platform/backup/restoreBackup.ts";
import { type BackupStore, madeAtOf } from "#platform/backup/store.ts";
import { AlreadyRunning, startCarried } from "#platform/db/carried.ts";
import { openFileStore } from "#platform/files/fileStore.ts";
import { readSettings, type Settings } from "#platform/settings.ts";
import { bootGround, root } from "../boot.ts";
import { AskedWrongly, parsed } from "./asked.ts";
import { filesText, inWords } from "./backup.ts";

const options = {
  check: { type: "boolean", default: false },
  replace: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
} as const;

export async function restoreCommand(args: string[]): Promise<void> {
  const { values, positionals } = parsed(args, options);
  const [asked, more] = positionals;
  const settings = readSettings({ LOG_LEVEL: "silent", ...process.env }, root);
  const kept = openStore(settings.backupTo);
  if (!asked || more)
    throw new AskedWrongly(`Name one backup: clinch restore FILE\n${await inWords(() => listed(kept))}`);
  await inWords(async () => {
    const { store, name } = await found(asked, kept);
    const open = () => contentOf(store, name);
    const manifest = await checkBackup(open());
    if (values.check) return say(values.json, manifest, "The backup is whole");
    const ledger = union(await ledgerIn(store), kept ? await ledgerIn(kept) : []);
    await withQuietDatabase(settings, async (url) => {
      const started = await bootGround(settings, url, { migrated: true, maxConnections: 2 });
      try {
        const src = path.join(root, "src");
        const replace = values.replace;
        const files = openFileStore(settings.filesTo);
        const { erasedAgain } = await restoreFrom(started.ground, { src, open, manifest, replace, ledger, files });
        say(values.json, manifest, "Restored, and each table reads as it was backed up", erasedAgain);
      } finally {
        await started.stop();
      }
    });
  });
}

/** A file by its path; else one of those that lie where the nightly backups go, by its name. */
async function found(asked: string, kept: BackupStore | undefined): Promise<{ store: BackupStore; name: string }> {
  const file = path.resolve(asked);
  if (fs.existsSync(file)) return { store: folderStore(path.dirname(file)), name: path.basename(file) };
  const names = kept ? await backupsIn(kept) : [];
  const name = asked === "latest" ? names[0] : names.find((one) => one === asked);
  if (kept && name) return { store: kept, name };
  throw new AskedWrongly(
    `There is no backup ${asked}, here or in ${kept?.where ?? "any other place"}.\n${await listed(kept)}`,
  );
}

/** The newest first. */
async function backupsIn(store: BackupStore): Promise<string[]> {
  return (await store.list())
    .map(({ name }) => name)
    .filter((name) => madeAtOf(name))
    .toSorted()
    .toReversed();
}

async function listed(kept: BackupStore | undefined): Promise<string> {
  const names = kept ? await backupsIn(kept) : [];
  if (!kept || names.length === 0) return "No nightly backup is kept.";
  return `In ${kept.where}, the newest first:\n${names.map((name) => `  ${name}`).join("\n")}`;
}

async function* contentOf(store: BackupStore, name: string): AsyncGenerator<Buffer> {
  const content = await store.read(name);
  if (!content) throw new AskedWrongly(`${name} is gone from ${store.where}.`);
  yield* content;
}

/** A database that nobody uses: what is restored would be written over, or answered from, by a server that knows nothing of it. */
async function withQuietDatabase(settings: Settings, work: (url: string) => Promise<void>): Promise<void> {
  const carried = settings.databaseUrl ? undefined : await carriedAlone(settings.data);
  try {
    const url = settings.databaseUrl ?? carried!.url;
    const others = await othersConnected(url);
    if (others > 0)
      throw new AskedWrongly(
        `Clinch is using this database (${others} connections). Stop every server and command of it first.`,
      );
    await work(url);
  } finally {
    await carried?.stop();
  }
}

async function carriedAlone(data: string) {
  try {
    return await startCarried(data);
  } catch (error) {
    if (error instanceof AlreadyRunning) throw new AskedWrongly(error.message);
    throw error;
  }
}

function say(json: boolean, manifest: Manifest, what: string, erasedAgain = 0): void {
  const { clinch, madeAt, postgres, tables, filesMissing, filesAt } = manifest;
  const files = { inIt: manifest.files.length, missing: filesMissing.length };
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  if (json) {
    const hashes = tables.map(({ name, rows: count, sha256 }) => ({ name, rows: count, sha256 }));
    return void process.stdout.write(
      `${JSON.stringify({ clinch, madeAt, postgres, rows, erasedAgain, tables: hashes, files, filesAt, filesMissing })}\n`,
    );
  }
  process.stdout.write(
    [
      `${what}: ${tables.length} tables, ${rows} rows, ${filesText(files, filesAt)}, made ${madeAt} by Clinch ${clinch} on PostgreSQL ${postgres}.`,
      ...tables
        .filter((table) => table.rows > 0)
        .map(({ name, rows: count, sha256 }) => `  ${name}  ${count}  ${sha256.slice(0, 16)}`),
      ...(erasedAgain > 0
        ? [`${erasedAgain} records were erased once more: they had been since, or were before.`]
        : []),
      "",
    ].join("\n"),
  );
}
