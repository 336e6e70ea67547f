import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { startCarried } from "#platform/db/carried.ts";
import { readSettings } from "#platform/settings.ts";
import { bootGround, root } from "../src/boot.ts";
import type { Line } from "./bench.ts";

const minutesFor10Gb = 30;

/**
 * Backs up and restores a database of so many deals by the command line, as an admin does, and says how long 10 GB would take at that
 * pace: 10 GB of the database as it lies on the disk, indexes too, which is what an admin sees of its size.
 */
export async function measureBackup(deals = 300_000): Promise<Line[]> {
  const data = path.join(os.tmpdir(), `clinch-bench-backup-${process.pid}`);
  const file = path.join(data, "bench.backup");
  try {
    const size = await fill(data, deals);
    const made = await timed(data, "backup", file);
    const put = await timed(data, "restore", file, "--replace");
    const minutes = (seconds: number) => ((10_000 / size.megabytes) * seconds) / 60;
    const told = `${deals} deals with their events, facts and lines: ${Math.round(size.megabytes)} MB, ${(fs.statSync(file).size / 1e6).toFixed(0)} MB as a file`;
    return [
      { name: `backup of ${told}`, value: size.megabytes / made, unit: "MB/s", limit: pace(), atLeast: true },
      {
        name: "restore of the same, checked, loaded, indexed and read again",
        value: size.megabytes / put,
        unit: "MB/s",
        limit: pace(),
        atLeast: true,
      },
      { name: "backup of 10 GB, at that pace", value: minutes(made), unit: "min", limit: minutesFor10Gb },
      { name: "restore of 10 GB, at that pace", value: minutes(put), unit: "min", limit: minutesFor10Gb },
    ];
  } finally {
    fs.rmSync(data, { recursive: true, force: true });
  }
}

const pace = () => 10_000 / (minutesFor10Gb * 60);

/** Rows of the shape that a company's have, made by the database itself. */
async function fill(data: string, deals: number): Promise<{ megabytes: number }> {
  const carried = await startCarried(data);
  const started = await bootGround(readSettings({ LOG_LEVEL: "silent" }, root), carried.url);
  await started.stop();
  const client = new pg.Client({ connectionString: carried.url });
  await client.connect();
  await client.query(`
    insert into workspace (name, currency, zone, week_start, fiscal_start, locale, set_up_at) values ('Bench', 'USD', 'UTC', 1, 1, 'en', now());
    insert into pipelines (id, name, position) values (gen_random_uuid(), 'Sales', 1);
    insert into stages (id, pipeline_id, name, name_key, position, probability) select gen_random_uuid(), id, 'Open', 'open', 1, 40 from pipelines;
    insert into products (id, name, name_key, price_minor, currency) values (gen_random_uuid(), 'Product', 'product', 100, 'USD');
    insert into organizations (id, name, name_key, created_at) select gen_random_uuid(), 'Organization ' || n, 'organization ' || n, now() from generate_series(1, 5000) as n`);
  await client.query(
    `
    insert into deals (id, name, pipeline_id, stage_id, status, organization_id, value_minor, currency, base_minor, opened_on, stage_since, last_touch_at, created_at)
    select gen_random_uuid(), 'Deal ' || n || ' of ' || md5(n::text), pipelines.id, stages.id, 'open', organizations.id, n, 'USD', n, date '2024-01-01' + n % 700, now(), now(), now()
    from generate_series(1, $1::int) as n
    join pipelines on true join stages on true
    join (select id, row_number() over () as place from organizations) as organizations on place = 1 + n % 5000`,
    [deals],
  );
  await client.query(`
    insert into deal_lines (deal_id, position, product_id, quantity, price_minor) select deals.id, 1, products.id, 2, 100 from deals join products on true;
    insert into events (id, name, record_kind, record_id, facts, happened_at, recorded_at)
      select gen_random_uuid(), 'deal_opened', 'deal', id, jsonb_build_object('owner', null, 'value', jsonb_build_object('minor', value_minor, 'currency', 'USD'), 'openedOn', opened_on), now(), now() from deals;
    insert into events (id, name, record_kind, record_id, facts, happened_at, recorded_at)
      select gen_random_uuid(), 'figure_moved', 'deal', id, jsonb_build_object('metric', 'deals_opened', 'day', opened_on), now(), now() from deals;
    insert into facts (metric, record_id, day, at, value, currency, base_value)
      select metric, id, opened_on, now(), value_minor, 'USD', value_minor from deals, unnest(array['deals_opened', 'pipeline_value']) as metric;
    insert into audit (id, record_kind, record_id, field, was, became, at) select gen_random_uuid(), 'deal', id, 'value', 'null', to_jsonb(value_minor), now() from deals`);
  await client.query("vacuum analyze");
  await client.query("checkpoint");
  const { rows } = await client.query<{ bytes: string }>(
    "select sum(pg_total_relation_size(oid)) as bytes from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'",
  );
  await client.end();
  await carried.stop();
  return { megabytes: Number(rows[0]!.bytes) / 1e6 };
}

/** Seconds of a command, from typing it to its end: the database's start and stop are in it. */
async function timed(data: string, ...args: string[]): Promise<number> {
  const begun = performance.now();
  const child = spawn(process.execPath, [path.join(root, "src/cli.ts"), ...args], {
    env: { ...process.env, CLINCH_DATA: data, DATABASE_URL: "", LOG_LEVEL: "silent" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error(`clinch ${args[0]} ended with ${code}`);
  return (performance.now() - begun) / 1000;
}

if (import.meta.main) {
  for (const { name, value, unit, limit } of await measureBackup(Number(process.argv[2] ?? 300_000)))
    process.stdout.write(`${name}: ${value.toFixed(1)} ${unit} (limit ${limit.toFixed(1)})\n`);
}
