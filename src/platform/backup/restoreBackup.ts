import fs from "node:fs";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Instant } from "#lib/time.ts";
import { hashOfMigration, type Migration, makeMigrationsTable, migrationsIn, runMigration } from "../db/migrate.ts";
import type { FileStore } from "../files/fileStore.ts";
import type { Erased } from "../records/erase.ts";
import { counter, type Manifest, type Piece, piecesOf } from "./archive.ts";
import { BackupRefused } from "./refused.ts";
import { connect, copyOut, copyText, jobsName, jobsTable, tablesIn } from "./tables.ts";

export type Erasure = Erased & { at: Instant };
export type RestorePlan = {
  url: string;
  /** The folder of the program's sources, for its migrations. */
  src: string;
  manifest: Manifest;
  /** The same file again, from its beginning. */
  open: () => AsyncIterable<Buffer>;
  /** Where the attached files go that are in it. */
  files: FileStore;
  /** What is here goes: without it a database that holds a workspace is left alone. */
  replace: boolean;
  /** The last word in the same transaction: what must be done about whoever was erased here since the backup was made. */
  finish: (client: pg.Client, erasedHere: Erasure[]) => Promise<void>;
};

/**
 * Puts a backup in the place of whatever the database holds, in one transaction: killed at any moment, it leaves what was there.
 * Makes the schema that the backup was made with, loads, holds each table to its hash, then migrates forward.
 */
export async function restoreBackup(plan: RestorePlan): Promise<void> {
  const migrations = migrationsFor(plan);
  const client = await connect(plan.url, "clinch restore");
  try {
    // The lock of migrations: a server that starts meanwhile waits here, and finds its work done.
    const { rows } = await client.query<{ mine: boolean }>("select pg_try_advisory_lock(7391) as mine");
    if (!rows[0]?.mine)
      throw new BackupRefused("Another process is migrating or restoring this database. Wait for it.");
    await client.query("begin");
    await refuseToOverwrite(client, plan.replace);
    const erasedHere = await erasuresIn(client);
    await clear(client);
    await makeMigrationsTable(client);
    for (const migration of migrations.of) await runMigration(client, migration);
    await load(client, plan);
    for (const migration of migrations.after) await runMigration(client, migration);
    await plan.finish(client, erasedHere);
    await client.query("commit");
  } finally {
    await client.end();
  }
}

/** Processes of Clinch that use this database now: it can't be replaced under them. */
export async function othersConnected(url: string): Promise<number> {
  const client = await connect(url, "clinch restore");
  try {
    const { rows } = await client.query<{ others: number }>(`
      select count(*)::int as others from pg_stat_activity
      where datname = current_database() and application_name like 'clinch%' and pid <> pg_backend_pid()`);
    return rows[0]?.others ?? 0;
  } finally {
    await client.end();
  }
}

/** The backup's own migrations, and those that came since. One that this program doesn't know was made by a newer one. */
function migrationsFor({ src, manifest }: RestorePlan): { of: Migration[]; after: Migration[] } {
  const known = migrationsIn(src);
  const inBackup = new Set(manifest.migrations.map(({ number }) => number));
  for (const { number, name, hash } of manifest.migrations) {
    const ours = known.find((migration) => migration.number === number);
    if (!ours)
      throw new BackupRefused(
        `This backup was made by Clinch ${manifest.clinch}, which is newer than this one (it has migration ${name}). Install that version or a later one, then restore.`,
      );
    if (hashOfMigration(fs.readFileSync(ours.file, "utf8")) !== hash)
      throw new BackupRefused(
        `This backup was made by another line of Clinch ${manifest.clinch}: its migration ${name} reads differently here. Restore it with the version that made it.`,
      );
  }
  return {
    of: known.filter(({ number }) => inBackup.has(number)),
    after: known.filter(({ number }) => !inBackup.has(number)),
  };
}

async function isThere(client: pg.Client, table: string): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>("select to_regclass($1) is not null as there", [table]);
  return rows[0]?.there ?? false;
}

async function refuseToOverwrite(client: pg.Client, replace: boolean): Promise<void> {
  if (replace || !(await isThere(client, "workspace"))) return;
  const { rows } = await client.query<{ name: string }>("select name from workspace");
  if (rows[0])
    throw new BackupRefused(
      `This database holds the workspace "${rows[0].name}". Add --replace to put the backup in its place: what is here now is lost, unless you back it up first.`,
    );
}

async function erasuresIn(client: pg.Client): Promise<Erasure[]> {
  if (!(await isThere(client, "erasures"))) return [];
  const { rows } = await client.query<Erasure>(
    `select record_kind as kind, record_id as id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at from erasures`,
  );
  return rows;
}

/** Takes away everything that migrations make. The schema itself stays, with whatever rights it was given. */
async function clear(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ text: string }>(`
    select format('drop %s if exists %I cascade', case relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else 'table' end, relname) as text
    from pg_class
    where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S') and ${notOfExtension("pg_class.oid")}
    union all
    select format('drop routine if exists %s cascade', oid::regprocedure)
    from pg_proc
    where pronamespace = current_schema()::regnamespace and ${notOfExtension("pg_proc.oid")}
    union all
    select format('drop type if exists %I cascade', typname)
    from pg_type
    where typnamespace = current_schema()::regnamespace and typtype in ('e', 'd') and ${notOfExtension("pg_type.oid")}`);
  for (const { text } of rows) await client.query(text);
}

const notOfExtension = (oid: string) =>
  `not exists (select 1 from pg_depend where objid = ${oid} and deptype in ('e', 'i'))`;

/** Fills the tables of the backup's own schema, and commits to nothing that isn't row for row what was backed up. */
async function load(client: pg.Client, plan: RestorePlan): Promise<void> {
  const tables = await tablesIn(client);
  const strange = plan.manifest.tables.find(
    ({ name }) => name !== jobsName && !tables.some((table) => table.name === name),
  );
  if (strange)
    throw new BackupRefused(
      `The backup holds table ${strange.name}, which no migration of Clinch makes. Restore it with the version that made it.`,
    );
  await client.query(`truncate ${tables.map(({ name }) => pg.escapeIdentifier(name)).join(", ")}`);
  await client.query("delete from pgboss.job where name not like '\\_\\_pgboss%' escape '\\'");
  const waking = await rest(client);
  await copyIn(client, plan);
  for (const text of waking) await client.query(text);
  for (const { name, value, called } of plan.manifest.sequences)
    await client.query("select setval($1::regclass, $2::bigint, $3)", [pg.escapeIdentifier(name), value, called]);
  await verify(client, plan);
  // Waiting jobs are kept as long from now on as they would have been from then.
  await client.query("update pgboss.job set keep_until = greatest(keep_until, now() + interval '14 days')");
}

/**
 * Foreign keys, triggers and indexes rest while rows come, and are made again after: quicker, and a key that doesn't hold fails the
 * whole restore. `session_replication_role` would need the rights of a superuser, which a hosted PostgreSQL doesn't lend.
 */
async function rest(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ rest: string; wake: string }>(`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as rest,
      format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as wake, 2 as turn
    from pg_constraint
    where connamespace = current_schema()::regnamespace and contype = 'f'
    union all
    select format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid), 1
    from pg_index
    join pg_class on pg_class.oid = indexrelid
    where relnamespace = current_schema()::regnamespace
      and not exists (select 1 from pg_constraint where conindid = indexrelid)
    union all
    select distinct format('alter table %s disable trigger user', tgrelid::regclass), format('alter table %s enable trigger user', tgrelid::regclass), 3
    from pg_trigger
    join pg_class on pg_class.oid = tgrelid
    where relnamespace = current_schema()::regnamespace and not tgisinternal
    order by turn`);
  // Keys rest before the indexes they may lean on.
  for (const { rest: text } of rows.toReversed()) await client.query(text);
  await client.query("set local maintenance_work_mem = '256MB'");
  return rows.map((row) => row.wake);
}

/**
 * Each table's text from the file straight into COPY, each attached file under its hash into its store: more files there hurt
 * nothing, should the transaction fail.
 */
async function copyIn(client: pg.Client, { open, files }: RestorePlan): Promise<void> {
  const pieces = piecesOf(open());
  try {
    let next = await pieces.next();
    const handBack = (after: IteratorResult<Piece>) => {
      next = after;
    };
    while (!next.done) {
      const piece = next.value;
      if (piece.kind === "table") {
        const rows = Readable.from(dataOf(pieces, handBack), { objectMode: false });
        await pipeline(rows, client.query(copyFrom(copyText(piece.table, "from stdin"))));
      } else if (piece.kind === "file") await files.keep(piece.sha256, await buffer(dataOf(pieces, handBack)));
      else next = await pieces.next();
    }
  } finally {
    await pieces.return(undefined);
  }
}

/** The data of one table or file, up to the piece that is none of it, which is handed back. */
async function* dataOf(
  pieces: AsyncIterator<Piece>,
  handBack: (after: IteratorResult<Piece>) => void,
): AsyncGenerator<Buffer> {
  for (;;) {
    const next = await pieces.next();
    if (next.done || next.value.kind !== "data") return handBack(next);
    yield next.value.data;
  }
}

async function verify(client: pg.Client, { manifest }: RestorePlan): Promise<void> {
  for (const table of manifest.tables) {
    const count = counter();
    const text = table.name === jobsName ? jobsTable([]).text : copyText(table, "to stdout");
    for await (const chunk of copyOut(client, text)) count.add(chunk);
    const { rows, sha256 } = count.sum();
    if (sha256 !== table.sha256)
      throw new Error(
        `Table ${table.name} reads otherwise after the restore (${rows} rows of ${table.rows}). Nothing was changed.`,
      );
  }
}
