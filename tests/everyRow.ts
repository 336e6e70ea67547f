import type pg from "pg";

/** The queue's own upkeep comes and goes by itself. */
const ours = String.raw`where name not like '\_\_pgboss%'`;

/** A hash of every row of every table of ours and of the queue: two that are equal say that nothing at all was changed. */
export async function everyRow(pool: pg.Pool | pg.Client): Promise<string> {
  const { rows: tables } = await pool.query<{ name: string }>(`
    select format('%I.%I', schemaname, tablename) as name
    from pg_tables
    where schemaname = 'public' or (schemaname = 'pgboss' and tablename = 'job')
    order by 1`);
  const each = tables.map(
    ({ name }) =>
      `select '${name}: ' || coalesce(md5(string_agg(one, E'\\n' order by one)), '') as hash from (select t::text as one from ${name} as t ${name === "pgboss.job" ? ours : ""}) as all_rows`,
  );
  const { rows } = await pool.query<{ hash: string }>(each.join("\nunion all\n"));
  return rows
    .map((row) => row.hash)
    .toSorted()
    .join("\n");
}
