import type { Client, Pool } from "pg";

/** Every row of every table of every schema as text, as a dump would hold it: ours, the jobs', whatever else is there. */
export async function dumpOf(pool: Pool | Client): Promise<string[]> {
  const { rows: tables } = await pool.query<{ schema: string; name: string }>(`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
    order by 1, 2`);
  const lines: string[] = [];
  for (const { schema, name } of tables) {
    const { rows } = await pool.query<{ line: string }>(`select one::text as line from "${schema}"."${name}" as one`);
    lines.push(...rows.map(({ line }) => `${schema}.${name}: ${line}`));
  }
  return lines;
}

/** Lines that hold one of the words, in letters or as the bytes of a file. */
export function linesWith(lines: readonly string[], words: readonly string[]): string[] {
  const looked = words.flatMap((word) => [word.toLowerCase(), Buffer.from(word).toString("hex")]);
  return lines
    .filter((line) => looked.some((word) => line.toLowerCase().includes(word)))
    .map((line) => line.slice(0, 300));
}
