import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import type { Dimension } from "#lib/metric.ts";
import { random } from "#lib/random.ts";
import { importFolder } from "#modules/imports/server/importFolder.ts";
import { answerFigure, figureForPrograms, metricNamed } from "#modules/metrics/server/public.ts";
import { readSettings } from "#platform/settings.ts";
import { createWorkspace, theWorkspace } from "#platform/workspace.ts";
import { bootGround, root, type Started } from "../../src/boot.ts";
import { openFreshDatabase } from "../database.ts";

const sample = path.join(root, "src/modules/imports/sample");
const removed = 500;
const year = { from: "2017-01-01", to: "2017-12-31" };
const quarters = [
  { from: "2017-01-01", to: "2017-03-31" },
  { from: "2017-04-01", to: "2017-06-30" },
  { from: "2017-07-01", to: "2017-09-30" },
  { from: "2017-10-01", to: "2017-12-31" },
];

type Row = {
  agent: string;
  product: string;
  account: string;
  stage: string;
  opened: string;
  closed: string;
  value: number;
};

/** The set read a second way: no quotes stand in it, so a comma is a comma. */
function rowsOf(text: string): Row[] {
  const [, ...lines] = text.trim().split(/\r?\n/);
  return lines.map((line) => {
    const [, agent = "", product = "", account = "", stage = "", opened = "", closed = "", value = ""] =
      line.split(",");
    return {
      agent,
      product: product === "GTXPro" ? "GTX Pro" : product,
      account,
      stage,
      opened,
      closed,
      value: Number(value || 0),
    };
  });
}

const tableOf = (file: string, key: number, value: number): Map<string, string> => {
  const [, ...lines] = fs.readFileSync(path.join(sample, file), "utf8").trim().split(/\r?\n/);
  return new Map(lines.map((line) => [line.split(",")[key]!, line.split(",")[value]!]));
};
const managers = tableOf("sales_teams.csv", 0, 1);
const prices = tableOf("products.csv", 0, 2);

const within = ({ from, to }: { from: string; to: string }, day: string) => day !== "" && day >= from && day <= to;
const days = ({ opened, closed }: Row) => (Date.parse(closed) - Date.parse(opened)) / 86_400_000;
const mean = (values: number[]) =>
  values.length === 0 ? null : values.reduce((all, one) => all + one, 0) / values.length;
const median = (values: number[]) => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length === 0
    ? null
    : sorted.length % 2
      ? sorted[Math.floor(middle)]!
      : (sorted[middle - 1]! + sorted[middle]!) / 2;
};
const listPrice = (row: Row) => Number(prices.get(row.product));

/** What each metric should be, by its definition in the words of the catalogue. */
const oracle: Record<string, (rows: Row[], span: { from: string; to: string }) => number | null> = {
  deals_opened: (rows, span) => rows.filter((row) => within(span, row.opened)).length,
  deals_won: (rows, span) => won(rows, span).length,
  deals_lost: (rows, span) => lost(rows, span).length,
  revenue_won: (rows, span) => won(rows, span).reduce((sum, row) => sum + row.value, 0),
  units_won: (rows, span) => won(rows, span).length,
  win_rate: (rows, span) => {
    const closed = won(rows, span).length + lost(rows, span).length;
    return closed === 0 ? null : won(rows, span).length / closed;
  },
  cycle_days: (rows, span) => mean(won(rows, span).map(days)),
  cycle_days_median: (rows, span) => median(won(rows, span).map(days)),
  cycle_days_lost: (rows, span) => mean(lost(rows, span).map(days)),
  pipeline_value: (rows) => rows.filter((row) => row.closed === "").reduce((sum, row) => sum + listPrice(row), 0),
  pipeline_weighted: (rows) =>
    rows
      .filter((row) => row.closed === "")
      .reduce((sum, row) => sum + Math.floor(listPrice(row) * (row.stage === "Prospecting" ? 10 : 40) + 0.5), 0) / 100,
};
const won = (rows: Row[], span: { from: string; to: string }) =>
  rows.filter((row) => row.stage === "Won" && within(span, row.closed));
const lost = (rows: Row[], span: { from: string; to: string }) =>
  rows.filter((row) => row.stage === "Lost" && within(span, row.closed));

const keyOf: Record<Dimension, (row: Row) => string | null> = {
  person: (row) => row.agent,
  team: (row) => managers.get(row.agent) ?? null,
  organization: (row) => row.account || null,
  product: (row) => row.product,
};

let started: Started;
let database: Awaited<ReturnType<typeof openFreshDatabase>>;
let rows: Row[];

before(async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "clinch-known-"));
  for (const file of ["accounts.csv", "products.csv", "sales_teams.csv"])
    fs.copyFileSync(path.join(sample, file), path.join(folder, file));
  const [head, ...lines] = fs.readFileSync(path.join(sample, "sales_pipeline.csv"), "utf8").trim().split(/\r?\n/);
  const dice = random("five hundred rows");
  for (let gone = 0; gone < removed; gone++) lines.splice(Math.floor(dice.unit() * lines.length), 1);
  const text = `${[head, ...lines].join("\r\n")}\r\n`;
  fs.writeFileSync(path.join(folder, "sales_pipeline.csv"), text);
  rows = rowsOf(text);

  database = await openFreshDatabase();
  started = await bootGround(
    readSettings({ LOG_LEVEL: "silent", CLINCH_CLOCK: "2018-01-02T12:00:00Z" }, root),
    database.url,
    { migrated: true },
  );
  const { ground } = started;
  await ground.transact((tx) =>
    createWorkspace(
      tx,
      { name: "Known", currency: "USD", zone: "UTC", weekStart: 1, fiscalStart: 1, locale: "en" },
      ground.clock.now(),
    ),
  );
  await importFolder(ground, folder, () => {});
  fs.rmSync(folder, { recursive: true });
});
after(async () => {
  await started?.stop();
  await database?.close();
});

async function figure(name: string, span: { from: string; to: string }, by?: Dimension) {
  const { ground } = started;
  const asking = { db: ground.db, ground, workspace: await theWorkspace(ground.db), today: "2018-01-02" };
  return figureForPrograms(
    await answerFigure(asking, { metric: metricNamed(ground, name), ...span, scope: { kind: "company" }, by }),
  );
}

function assertClose(got: number | null, want: number | null, say: string): void {
  if (got === null || want === null) assert.equal(got, want, say);
  else assert.ok(Math.abs(got - want) <= 1e-9 * Math.max(1, Math.abs(want)), `${say}: ${got}, not ${want}`);
}

for (const name of Object.keys(oracle)) {
  test(`with 500 rows removed, ${name} is what an independent count of the rows says, in total and by every dimension`, async () => {
    for (const span of [year, ...quarters]) {
      const isLevel = name.startsWith("pipeline_");
      const asked = isLevel ? { from: span.from, to: "2018-01-02" } : span;
      assertClose((await figure(name, asked)).total, oracle[name]!(rows, span), `${name} in total`);
      for (const by of ["person", "team", "organization", "product"] as const) {
        const shown = await figure(name, asked, by);
        const groups = Map.groupBy(rows, keyOf[by]);
        for (const { key, value } of shown.rows)
          assertClose(value, oracle[name]!(groups.get(key) ?? [], span), `${name} of ${key}`);
        const expected = [...groups].filter(([, group]) => (oracle[name]!(group, span) ?? 0) !== 0).map(([key]) => key);
        const keys = new Set(shown.rows.map((row) => row.key));
        assert.deepEqual(
          expected.filter((key) => !keys.has(key)),
          [],
          `${name} by ${by} names all that have facts`,
        );
      }
      if (isLevel) break;
    }
  });
}
