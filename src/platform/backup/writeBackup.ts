import { createHash } from "node:crypto";
import { PassThrough, Readable, type Writable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import pg from "pg";
import type { Instant } from "#lib/time.ts";
import { sha256Of } from "../files/fileStore.ts";
import {
  type Beginning,
  type FileSource,
  formatVersion,
  framesOf,
  type TableSource,
  type TableSum,
} from "./archive.ts";
import type { FilesOfBackup } from "./filesOfBackup.ts";
import { BackupRefused } from "./refused.ts";
import { connect, copyOut, copyText, hasJobs, jobsTable, passing, sequencesIn, tablesIn } from "./tables.ts";

export type BackupPlan = {
  url: string;
  /** The version of this program, and the moment it is made. */
  clinch: string;
  madeAt: Instant;
  /** Tables and jobs that belong to this machine and not to the company. */
  leftOut: { tables: readonly string[]; jobs: readonly string[] };
  files: FilesOfBackup;
  onProgress?: (progress: Progress) => void;
};
export type Progress = { tablesDone: number; tables: number; bytes: number };
/** `bytes` and `sha256` are of the file, `rows` and those of `tables` of what is in it. */
export type Written = {
  bytes: number;
  sha256: string;
  rows: number;
  tables: TableSum[];
  /** Attached files in it, and those whose bytes were not there. */
  files: { inIt: number; missing: number };
};

/** Another backup of this database is being made. */
export class BackupUnderway extends BackupRefused {}
const oneAtATime = 7393;

/**
 * Writes one consistent backup into `sink` while others write: every table as one repeatable-read transaction sees it. It ends the
 * sink; on a failure it destroys it, and whoever made the sink leaves no file behind.
 */
export async function writeBackup(plan: BackupPlan, sink: Writable): Promise<Written> {
  const client = await connect(plan.url, "clinch backup");
  try {
    const { rows } = await client.query<{ mine: boolean }>(`select pg_try_advisory_lock(${oneAtATime}) as mine`);
    if (!rows[0]?.mine) throw new BackupUnderway("Another backup is being made just now. Wait for its end.");
    await client.query("begin isolation level repeatable read, read only");
    return await writeSnapshot(client, plan, sink);
  } catch (error) {
    sink.destroy();
    throw error;
  } finally {
    await client.end();
  }
}

async function writeSnapshot(client: pg.Client, plan: BackupPlan, sink: Writable): Promise<Written> {
  const tables = await sourcesOf(client, plan.leftOut);
  const files = await filesIn(client, plan.files);
  const rest = { sequences: await sequencesIn(client), queues: await queuesOf(client), filesAt: plan.files.at };
  const sums: TableSum[] = [];
  const file = hashed((bytes) => plan.onProgress?.({ tablesDone: sums.length, tables: tables.length, bytes }));
  let missing = 0;
  const counted = files.map(({ sha256, read }) => ({
    sha256,
    read: async () => {
      const content = await read();
      if (!content) missing++;
      return content;
    },
  }));
  const begin = await beginningOf(client, plan);
  const frames = framesOf({ begin, tables, files: counted, rest }, (sum) => sums.push(sum));
  // Level 1: the disk and the network are slower than it, and a higher one saves little of text that is mostly ids.
  await pipeline(Readable.from(frames, { objectMode: false }), createGzip({ level: 1 }), file.through, sink);
  const rows = sums.reduce((sum, table) => sum + table.rows, 0);
  return { ...file.sum(), rows, tables: sums, files: { inIt: files.length - missing, missing } };
}

/** The bytes that the rows of this snapshot name. A store that is lost for a moment fails the backup; bytes that aren't there don't. */
async function filesIn(client: pg.Client, { store, tables }: FilesOfBackup): Promise<FileSource[]> {
  if (!store) return [];
  const there = new Set((await tablesIn(client)).map(({ name }) => name));
  const found = new Set<string>();
  for (const table of tables.filter((name) => there.has(name))) {
    const { rows } = await client.query<{ sha256: string }>(
      `select sha256 from ${pg.escapeIdentifier(table)} order by 1`,
    );
    for (const { sha256 } of rows) found.add(sha256);
  }
  return [...found].map((sha256) => ({
    sha256,
    read: async () => {
      const content = await store.read(sha256);
      const bytes = content && (await buffer(content));
      return bytes && sha256Of(bytes) === sha256 ? bytes : undefined;
    },
  }));
}

async function sourcesOf(client: pg.Client, leftOut: BackupPlan["leftOut"]): Promise<TableSource[]> {
  const out = new Set<string>([...passing, ...leftOut.tables]);
  const ours = (await tablesIn(client))
    .filter(({ name }) => !out.has(name))
    .map((table) => ({ ...table, copy: () => copyOut(client, copyText(table, "to stdout")) }));
  if (ours.length === 0)
    throw new BackupRefused("There is nothing to back up: this database holds no table of Clinch.");
  if (!(await hasJobs(client))) return ours;
  const { text, ...jobs } = jobsTable(leftOut.jobs);
  return [...ours, { ...jobs, copy: () => copyOut(client, text) }];
}

async function beginningOf(client: pg.Client, { clinch, madeAt }: BackupPlan): Promise<Beginning> {
  const { rows: migrations } = await client.query<Beginning["migrations"][number]>(
    "select number, name, hash from migrations order by number",
  );
  const { rows } = await client.query<{ postgres: number }>(
    "select current_setting('server_version_num')::int / 10000 as postgres",
  );
  return { format: "clinch-backup", version: formatVersion, clinch, madeAt, postgres: rows[0]!.postgres, migrations };
}

async function queuesOf(client: pg.Client): Promise<string[]> {
  if (!(await hasJobs(client))) return [];
  const { rows } = await client.query<{ name: string }>(
    "select name from pgboss.queue where name not like '\\_\\_pgboss%' escape '\\' order by name",
  );
  return rows.map(({ name }) => name);
}

function hashed(onBytes: (bytes: number) => void) {
  const hash = createHash("sha256");
  let bytes = 0;
  const through = new PassThrough({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      onBytes(bytes);
      done(null, chunk);
    },
  });
  return { through, sum: () => ({ bytes, sha256: hash.digest("hex") }) };
}
