import path from "node:path";
import { IntlMessageFormat } from "intl-messageformat";
import words from "#modules/operations/words/en.json" with { type: "json" };
import { filesOfBackup } from "#platform/backup/filesOfBackup.ts";
import { writeWhole } from "#platform/backup/folderStore.ts";
import { BackupRefused, StoreFailed } from "#platform/backup/refused.ts";
import { writeBackup } from "#platform/backup/writeBackup.ts";
import { clockFrom } from "#platform/clock.ts";
import { startCarried } from "#platform/db/carried.ts";
import { readSettings } from "#platform/settings.ts";
import { clinchVersion } from "#platform/version.ts";
import { fileTables, ofThisMachine, root } from "../boot.ts";
import { modulesFor } from "../modules.ts";
import { AskedWrongly, parsed } from "./asked.ts";

/** Looks at the database as it is: it migrates nothing, so that one may back up before an upgrade. */
export async function backupCommand(args: string[]): Promise<void> {
  const { values, positionals } = parsed(args, { json: { type: "boolean", default: false } } as const);
  const [file, more] = positionals;
  if (!file || more) throw new AskedWrongly("Name one file: clinch backup FILE");
  const settings = readSettings({ LOG_LEVEL: "silent", ...process.env }, root);
  const carried = settings.databaseUrl ? undefined : await startCarried(settings.data, { join: true });
  try {
    const begun = performance.now();
    const modules = modulesFor({ origin: () => "", settings });
    const plan = {
      url: settings.databaseUrl ?? carried!.url,
      clinch: clinchVersion,
      madeAt: clockFrom(settings.clock).now(),
      leftOut: ofThisMachine(modules),
      files: filesOfBackup(settings, fileTables(modules)),
    };
    const { bytes, sha256, rows, tables, files } = await inWords(() =>
      writeWhole(path.resolve(file), (sink) => writeBackup(plan, sink)),
    );
    const seconds = Math.round((performance.now() - begun) / 100) / 10;
    const told = { file: path.resolve(file), bytes, sha256, tables: tables.length, rows, seconds, files };
    process.stdout.write(
      values.json
        ? `${JSON.stringify(told)}\n`
        : `Backed up ${told.tables} tables with ${rows} rows and ${filesText(files, plan.files.at)} into ${told.file}: ${megabytes(bytes)} MB in ${seconds} s.\nsha256 ${sha256}\nIt holds the keys of this deployment too: keep it where only you can read it.\n`,
    );
  } finally {
    await carried?.stop();
  }
}

/** What of the attached files is in a backup, and where the others are. */
export function filesText({ inIt, missing }: { inIt: number; missing: number }, at: string | null): string {
  if (at) return `no attached files (they stay in ${at})`;
  return missing > 0
    ? `${inIt} attached files (the bytes of ${missing} more are missing or damaged)`
    : `${inIt} attached files`;
}

export const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

/** A backup's no is a sentence for the console, never a stack. */
export async function inWords<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BackupRefused) throw new AskedWrongly(error.message);
    if (error instanceof StoreFailed) throw new AskedWrongly(causeText(error));
    throw error;
  }
}

function causeText({ code, facts }: StoreFailed): string {
  const text: string = words[`cause.${code}`];
  return String(new IntlMessageFormat(text, "en", undefined, { ignoreTag: true }).format({ ...facts }));
}
