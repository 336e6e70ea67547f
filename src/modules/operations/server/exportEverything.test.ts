import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { unzipSync } from "fflate";
import { addContactRoute } from "#modules/contacts/api.ts";
import { readCsv } from "#modules/imports/readCsv.ts";
import { importFolder } from "#modules/imports/server/public.ts";
import { groundStays } from "#platform/records/groundExports.ts";
import { readSettings } from "#platform/settings.ts";
import { createWorkspace } from "#platform/workspace.ts";
import { freshCompany } from "#tests/company.ts";
import { emptyDatabase } from "#tests/database.ts";
import { asking } from "#tests/restoring.ts";
import { bootGround, root } from "../../../boot.ts";

const company = freshCompany();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const rowsOf = <Row extends object = Record<string, string>>(text: string) => asking<Row>(company.ground.url, text);

async function exported(): Promise<Record<string, string>> {
  const sent = await company.app.inject({ url: "/api/export", headers: { cookie: company.cookie("admin") } });
  assert.equal(sent.statusCode, 200);
  assert.equal(sent.headers["content-type"], "application/zip");
  const files = unzipSync(sent.rawPayload);
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, decoder.decode(bytes)]));
}

/** The lines of a CSV file as Clinch itself reads such a file. */
function linesOf(text: string): Record<string, string>[] {
  const { heads, rows } = readCsv(new TextEncoder().encode(text));
  return rows.map(({ cells }) => Object.fromEntries(heads.map((head, at) => [head, cells[at] ?? ""])));
}

test("every table leaves with an export, or it is said why it stays", async () => {
  const kinds = company.ground.exports;
  const told = new Map<string, string[]>();
  for (const { name, tables } of kinds) for (const table of tables) told.set(table, [...(told.get(table) ?? []), name]);
  const stays = Object.assign({}, groundStays, ...company.started.modules.map((module) => module.exportsWithout ?? {}));
  const tables = await rowsOf<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'",
  );
  const names = tables.map(({ name }) => name);
  assert.deepEqual(
    names.filter((name) => !told.has(name) && !stays[name]),
    [],
    "neither exported nor named as left out",
  );
  assert.deepEqual(
    names.filter((name) => told.has(name) && stays[name]),
    [],
    "both",
  );
  assert.deepEqual(
    [...told.keys(), ...Object.keys(stays)].filter((name) => !names.includes(name)),
    [],
    "no such table",
  );
  assert.equal(new Set(kinds.map(({ name }) => name)).size, kinds.length, "two files of one name");
});

test("every column that an export names comes out of its query", async () => {
  for (const kind of company.ground.exports) {
    const query = kind.rows.compile(company.ground.db).sql;
    const { fields } = await company.ground.pool.query(`select * from (${query}) as leaving limit 0`);
    const there = new Set(fields.map(({ name }) => name));
    for (const column of kind.columns) {
      const { names = {}, money = {} } = kind;
      const from = names[column]
        ? [names[column].id, ...(names[column].kindIn ? [names[column].kindIn] : [])]
        : money[column]
          ? [money[column].minor, money[column].currency]
          : [column];
      assert.deepEqual(
        from.filter((name) => !there.has(name)),
        [],
        `${kind.name}.${column}`,
      );
    }
  }
});

test("everything leaves as CSV and JSON, with names beside ids and values as they are", async () => {
  await fillInto();
  await company.ask("admin", addContactRoute, { body: { name: '=HYPERLINK("http://x")', phone: "+81 3 1234" } });
  await company.ask("admin", addContactRoute, { body: { name: '武田, "淳"\n様', title: "-5" } });
  const files = await exported();
  for (const { name } of company.ground.exports) {
    assert.ok(files[`${name}.csv`]?.startsWith("\uFEFF"), `${name}.csv tells Excel that it is UTF-8`);
    const lines = linesOf(files[`${name}.csv`]!);
    const records: Record<string, unknown>[] = JSON.parse(files[`${name}.json`]!);
    assert.equal(lines.length, records.length, name);
  }
  const about = JSON.parse(files["about.json"]!);
  const [{ count } = { count: 0 }] = await rowsOf<{ count: number }>("select count(*)::int as count from deals");
  assert.equal(about.records.deals, count);
  assert.ok(count > 8000);

  const deals = await rowsOf(`
    select deals.id, deals.name, deals.status, stages.name as stage, coalesce(persons.name, '') as owner,
      coalesce(organizations.name, '') as organization, (value_minor / 100.0)::numeric(20, 2)::text as value,
      deals.currency, coalesce(closed_on::text, '') as closed_on
    from deals join stages on stages.id = stage_id left join persons on persons.id = deals.owner_id
    left join organizations on organizations.id = organization_id order by deals.id`);
  const shown = Object.keys(deals[0]!);
  const pick = (line: Record<string, unknown>) => Object.fromEntries(shown.map((name) => [name, line[name] ?? ""]));
  const byId = (a: Record<string, unknown>, b: Record<string, unknown>) => (String(a.id) < String(b.id) ? -1 : 1);
  assert.deepEqual(linesOf(files["deals.csv"]!).map(pick).toSorted(byId), deals);
  assert.deepEqual(JSON.parse(files["deals.json"]!).map(pick).toSorted(byId), deals);

  const contacts = linesOf(files["contacts.csv"]!);
  const formula = contacts.find(({ name }) => name?.includes("HYPERLINK"));
  assert.deepEqual([formula?.name, formula?.phone], ['\'=HYPERLINK("http://x")', "'+81 3 1234"]);
  assert.equal(contacts.find(({ name }) => name?.startsWith("武田"))?.title, "-5");
  const named = JSON.parse(files["contacts.json"]!).map(({ name }: { name: string }) => name);
  assert.ok(named.includes('=HYPERLINK("http://x")') && named.includes('武田, "淳"\n様'), "JSON keeps text as it is");
  const facts: { metric: string; person: string; value: string }[] = JSON.parse(files["facts.json"]!);
  assert.ok(facts.some(({ metric, person, value }) => metric === "revenue_won" && person && /^\d+\.\d\d$/.test(value)));
});

test("no hash of a password, key, token or session leaves", async () => {
  await company.ground.pool.query(
    "insert into secrets (name, value) values ('planted', 'planted-secret-value') on conflict do nothing",
  );
  const secret = await rowsOf<{ text: string }>(`
    select password as text from account where password is not null
    union all select token from session
    union all select value from secrets
    union all select hash from tokens`);
  assert.ok(secret.length > 5);
  const all = Object.values(await exported()).join("\n");
  assert.deepEqual(
    secret.filter(({ text }) => all.includes(text)),
    [],
  );
});

test("only an admin takes it, and the audit says who did", async () => {
  for (const who of ["manager", "rep"] as const) {
    const refused = await company.app.inject({ url: "/api/export", headers: { cookie: company.cookie(who) } });
    assert.equal(refused.statusCode, 403);
  }
  const taken = await rowsOf(`
    select became, "user".name as by from audit join "user" on "user".id = by_user where record_kind = 'export'`);
  assert.deepEqual(new Set(taken.map(({ by }) => by)), new Set(["Ada Admin"]));
});

test("deals that left come in again elsewhere: as many deals, in the same stages, with the same values", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "clinch-export-"));
  const files = await exported();
  for (const name of ["organizations.csv", "products.csv", "deals.csv"])
    fs.writeFileSync(path.join(folder, name), files[name]!);
  // A list of people with mail addresses reads as contacts; whoever sells comes from the file they first came from.
  fs.copyFileSync(path.join(root, "src/modules/imports/sample/sales_teams.csv"), path.join(folder, "sales_teams.csv"));
  const other = await emptyDatabase(company.ground.url);
  const started = await bootGround(readSettings({ LOG_LEVEL: "silent" }, root), other.url);
  try {
    const workspace = { name: "T", currency: "USD", zone: "UTC", weekStart: 1, fiscalStart: 1, locale: "en" };
    await started.ground.transact((tx) => createWorkspace(tx, workspace, started.ground.clock.now()));
    await importFolder(started.ground, folder, () => {});
    const sums = `
      select stages.name as stage, status, persons.name as owner, count(*) as count, sum(value_minor) as value
      from deals join stages on stages.id = stage_id left join persons on persons.id = owner_id
      where deals.deleted_at is null group by 1, 2, 3 order by 1, 2, 3`;
    assert.deepEqual(await asking(other.url, sums), await rowsOf(sums));
  } finally {
    await started.stop();
    await other.drop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

/** The sample's files into the tests' company, which has people and a pipeline already. */
async function fillInto(): Promise<void> {
  const sample = path.join(root, "src/modules/imports/sample");
  await importFolder(company.ground, sample, () => {});
}
