// What of a database a backup holds, and how each part leaves it. It knows PostgreSQL's catalogue and no feature.
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import type { TableHead } from "./archive.ts";

/** Nobody's data: who is signed in just now, links that work once, wrong tries, answers for who asks twice, the feed of changes, which begins anew. After a restore everybody signs in anew. */
export const passing = ["changes", "change_epoch", "session", "tokens", "sign_in_failures", "once_keys"] as const;

/** Waiting jobs stand in the backup under this name: an event whose deliveries were lost would be torn. */
export const jobsName = "pgboss.job";
/** What makes a job: the columns that a restore puts back, whatever else pg-boss keeps of it. */
const jobColumns = [
  "id",
  "name",
  "priority",
  "data",
  "state",
  "retry_limit",
  "retry_count",
  "retry_delay",
  "retry_backoff",
  "retry_delay_max",
  "expire_seconds",
  "deletion_seconds",
  "singleton_key",
  "start_after",
  "created_on",
  "keep_until",
  "output",
  "dead_letter",
  "policy",
  "heartbeat_seconds",
] as const;

/** A connection of a backup's own: texts of COPY must not depend on how a server is set. */
export async function connect(url: string, name: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: name });
  // A connection that is cut rejects the query that waits; without a listener it would also end the process.
  client.on("error", () => {});
  await client.connect();
  await client.query(`
    set datestyle = 'ISO, YMD'; set timezone = 'UTC'; set intervalstyle = 'postgres'; set bytea_output = 'hex'; set extra_float_digits = 3;
    set client_encoding = 'UTF8'; set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; set lock_timeout = '10s';
    set synchronize_seqscans = off; set max_parallel_workers_per_gather = 0`);
  return client;
}

/** Every table of the schema, with its columns but those that the database computes. */
export async function tablesIn(client: pg.Client): Promise<TableHead[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(`
    select relname as name, array_agg(attname::text order by attnum) as columns
    from pg_class
    join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = ''
    where relnamespace = current_schema()::regnamespace and relkind = 'r'
    group by relname
    order by relname`);
  return rows;
}

export async function hasJobs(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>("select to_regclass('pgboss.job') is not null as there");
  return rows[0]?.there ?? false;
}

/** Jobs that are still to be done; one that was being worked on begins anew. The order makes their text repeatable. */
export function jobsTable(leftOut: readonly string[]): TableHead & { text: string } {
  const columns = jobColumns.map((column) =>
    column === "state" ? "case state when 'active' then 'retry' else state end as state" : column,
  );
  const not = leftOut.map((name) => `and name <> ${pg.escapeLiteral(name)}`).join(" ");
  return {
    name: jobsName,
    columns: [...jobColumns],
    text: `
      copy (
        select ${columns.join(", ")} from pgboss.job
        where state in ('created', 'retry', 'active') and name not like '\\_\\_pgboss%' escape '\\' ${not}
        order by created_on, id
      ) to stdout`,
  };
}

export function copyText({ name, columns }: TableHead, direction: "to stdout" | "from stdin"): string {
  const table = name.split(".").map(pg.escapeIdentifier).join(".");
  return `copy ${table} (${columns.map(pg.escapeIdentifier).join(", ")}) ${direction}`;
}

/** The COPY text of a table as it comes. */
export function copyOut(client: pg.Client, text: string): AsyncIterable<Buffer> {
  return client.query(copyTo(text, { highWaterMark: 256 * 1024 }));
}

export async function sequencesIn(client: pg.Client): Promise<{ name: string; value: string; called: boolean }[]> {
  const { rows: found } = await client.query<{ name: string }>(`
    select relname as name from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'S' order by 1`);
  const sequences = [];
  for (const { name } of found) {
    const { rows } = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${pg.escapeIdentifier(name)}`,
    );
    sequences.push({ name, value: rows[0]!.value, called: rows[0]!.called });
  }
  return sequences;
}
