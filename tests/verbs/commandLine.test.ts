import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { root } from "../../src/boot.ts";

const data = path.join(os.tmpdir(), `clinch-cli-${process.pid}`);
const folder = path.join(os.tmpdir(), `clinch-cli-files-${process.pid}`);
const env = { ...process.env, CLINCH_DATA: data, DATABASE_URL: "", CLINCH_CLOCK: "2018-01-02T12:00:00Z" };
const clinch = (...args: string[]) => spawnSync(path.join(root, "clinch"), args, { cwd: root, env, encoding: "utf8" });

before(() => {
  fs.mkdirSync(folder);
  const sample = path.join(root, "src/modules/imports/sample");
  for (const file of ["accounts.csv", "products.csv", "sales_teams.csv", "sales_pipeline.csv"])
    fs.copyFileSync(path.join(sample, file), path.join(folder, file));
  fs.writeFileSync(
    path.join(folder, "data_dictionary.csv"),
    "Table,Field,Description\naccounts,account,Company name\n",
  );
});
after(() => {
  fs.rmSync(data, { recursive: true, force: true });
  fs.rmSync(folder, { recursive: true, force: true });
});

const metric = (...args: string[]) => JSON.parse(clinch("metric", ...args, "--json").stdout);
const year = ["--from", "2017-01-01", "--to", "2017-12-31"];

test("a folder goes in on an empty workspace, which it sets up; the file nobody knows is named and skipped; the link is printed", () => {
  const { status, stdout } = clinch("import", folder);
  assert.equal(status, 0, stdout);
  assert.match(stdout, /data_dictionary\.csv/);
  assert.match(stdout, /\/first-run\?token=/);
});

test("figures are answered as the issue asks: in major units, by name, the total pooled", () => {
  assert.deepEqual(metric("deals_won", ...year), { metric: "deals_won", unit: "count", total: 4238, rows: [] });
  const byTeam = metric("revenue_won", ...year, "--by", "team");
  assert.equal(byTeam.currency, "USD");
  assert.equal(byTeam.total, 10_005_534);
  assert.deepEqual(byTeam.rows.map((row: { key: string }) => row.key).toSorted(), [
    "Cara Losch",
    "Celia Rouche",
    "Dustin Brinkmann",
    "Melvin Marxen",
    "Rocco Neubert",
    "Summer Sewald",
  ]);
  assert.equal(metric("win_rate", ...year).total.toFixed(4), "0.6315");
  assert.equal(metric("win_rate", "--from", "2016-01-01", "--to", "2016-12-31").total, null);
  assert.equal(metric("pipeline_value", ...year.slice(0, 3), "2018-01-02").total, 4_966_215);
  const blank = metric("deals_won", ...year, "--by", "organization").rows;
  assert.equal(blank.length, 85);
  assert.equal(
    metric("pipeline_value", "--from", "2018-01-01", "--to", "2018-01-02", "--by", "organization").rows.filter(
      (row: { key: string | null }) => row.key === null,
    ).length,
    1,
  );
});

test("a wrong question is refused with a sentence and exit code 2", () => {
  for (const args of [
    ["metric", "nonsense", ...year],
    ["metric", "deals_won", "--from", "2017-13-01", "--to", "2017-12-31"],
    ["metric", "deals_won"],
    ["nonsense"],
  ]) {
    const { status, stderr } = clinch(...args);
    assert.equal(status, 2, args.join(" "));
    assert.ok(stderr.trim().length > 10);
  }
});
