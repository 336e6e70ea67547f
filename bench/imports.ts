import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { importFolder } from "#modules/imports/server/importFolder.ts";
import type { Ground } from "#platform/ground.ts";
import { type Line, timed } from "./bench.ts";

const tables = [
  "persons",
  "teams",
  "team_leads",
  "memberships",
  "organizations",
  "products",
  "deals",
  "deal_lines",
  "events",
  "facts",
];

/** The four files of the sample by the import, against COPY of the rows it wrote into the same tables. */
export async function benchImport(ground: Ground, root: string): Promise<{ lines: Line[]; seconds: number }> {
  const seconds =
    (await timed(() => importFolder(ground, path.join(root, "src/modules/imports/sample"), () => {}))) / 1000;
  const { rows } = await ground.pool.query("select count(*) as count from deals");
  const deals = Number(rows[0].count);
  const copied = await copySeconds(ground.url);
  return {
    seconds,
    lines: [
      { name: "import of the four files", value: seconds, unit: "s", limit: 60 },
      {
        name: "import, rows per second against COPY of the same rows",
        value: deals / seconds / (deals / copied),
        unit: "× COPY",
        limit: 0.1,
        atLeast: true,
        bare: copied,
      },
    ],
  };
}

/** Copies the tables out, and times COPY of what came out into twins with the same columns, indexes and checks. */
async function copySeconds(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("create schema bench_copy");
  const taken: { table: string; text: Buffer }[] = [];
  for (const table of tables) {
    await client.query(`create table bench_copy.${table} (like ${table} including all)`);
    const chunks = await client.query(copyTo(`copy ${table} to stdout`)).toArray();
    taken.push({ table, text: Buffer.concat(chunks) });
  }
  const ms = await timed(async () => {
    for (const { table, text } of taken)
      await pipeline(Readable.from([text]), client.query(copyFrom(`copy bench_copy.${table} from stdin`)));
  });
  await client.query("drop schema bench_copy cascade");
  await client.end();
  return ms / 1000;
}
