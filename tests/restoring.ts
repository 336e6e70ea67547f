import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { restoreFrom } from "#modules/operations/server/public.ts";
import { checkBackup } from "#platform/backup/checkBackup.ts";
import type { FilesOfBackup } from "#platform/backup/filesOfBackup.ts";
import { writeWhole } from "#platform/backup/folderStore.ts";
import type { Erasure } from "#platform/backup/restoreBackup.ts";
import { writeBackup } from "#platform/backup/writeBackup.ts";
import { openFileStore } from "#platform/files/fileStore.ts";
import type { Ground } from "#platform/ground.ts";
import { readSettings } from "#platform/settings.ts";
import { bootGround, root } from "../src/boot.ts";

export const src = path.join(root, "src");

const noFiles: FilesOfBackup = { store: undefined, at: "elsewhere", tables: [] };

/** A backup of a database into a file, as the command line makes it. */
export function backUpInto(file: string, url: string, files = noFiles) {
  const leftOut = { tables: ["backups"], jobs: ["operations.back_up", "operations.back_up_again"] };
  return writeWhole(file, (sink) =>
    writeBackup({ url, clinch: "0.1.0", madeAt: "2026-11-25T00:10:00.000Z", leftOut, files }, sink),
  );
}

/** Restores a file into a database, as the command line does. */
export async function restoreInto(
  url: string,
  file: string,
  options: { replace?: boolean; ledger?: Erasure[]; files?: string; ground?: (ground: Ground) => Ground } = {},
) {
  const open = () => fs.createReadStream(file);
  const manifest = await checkBackup(open());
  const started = await bootGround(readSettings({ LOG_LEVEL: "silent" }, root), url, {
    migrated: true,
    maxConnections: 2,
  });
  try {
    const { replace = false, ledger = [], ground = (same: Ground) => same } = options;
    const files = openFileStore({ kind: "folder", folder: options.files ?? `${file}.files` });
    return await restoreFrom(ground(started.ground), { src, open, manifest, replace, ledger, files });
  } finally {
    await started.stop();
  }
}

/** Asks a database once. */
export async function asking<Row extends object>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** A hash of each table's rows, whatever their order on the disk, and of the jobs that wait: told apart from the backup's own sums. */
export async function hashesOf(url: string, without: readonly string[]): Promise<Record<string, string>> {
  const tables = await asking<{ name: string }>(
    url,
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1",
  );
  const hashes: Record<string, string> = {};
  for (const { name } of tables.filter((table) => !without.includes(table.name))) {
    const [row] = await asking<{ hash: string }>(
      url,
      `select count(*) || ' ' || coalesce(md5(string_agg(one::text, e'\\n' order by one::text)), '') as hash from "${name}" as one`,
    );
    hashes[name] = row!.hash;
  }
  const [jobs] = await asking<{ hash: string }>(
    url,
    `select count(*) || ' ' || coalesce(md5(string_agg(name || data::text || state || start_after, e'\\n' order by id)), '') as hash
     from pgboss.job where state in ('created', 'retry') and name not like '\\_\\_pgboss%' and name not like 'operations.back_up%'`,
  );
  return { ...hashes, jobs: jobs!.hash };
}

/** What no backup holds. */
export const leftBehind = ["changes", "change_epoch", "session", "tokens", "sign_in_failures", "once_keys", "backups"];
