import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import type { Module } from "#platform/module.ts";
import type { KeyCare } from "#platform/records/keys.ts";
import { readSettings } from "#platform/settings.ts";
import { root } from "../src/boot.ts";
import { modulesFor } from "../src/modules.ts";

const modules = modulesFor({ origin: () => "", settings: readSettings({}, root) });
const kinds = { persons: "person", organizations: "organization", contacts: "contact", deals: "deal" } as const;
type Kind = (typeof kinds)[keyof typeof kinds];

/** Columns whose name says what they hold, where no foreign key does. */
const byName: Record<string, Kind> = {
  owner_id: "person",
  person_id: "person",
  contact_id: "contact",
  organization_id: "organization",
  deal_id: "deal",
};

/** Counted by id and named by nobody: the figures that stay (decision 2). */
const facts = ["facts.person_id", "facts.organization_id"];
/** A part of the deal itself, which goes with its row. */
const parts = [
  "deal_lines.deal_id",
  "deal_moves.deal_id",
  "deal_closes.deal_id",
  "deal_reschedules.deal_id",
  "deal_contacts.deal_id",
  "decision_steps.deal_id",
  "quotes.deal_id",
];

type Found = { module: string; column: string; kind: Kind };

/** Every column that a module's migrations make and that names a person, an organization, a contact or a deal. */
function keysInMigrations(): Found[] {
  return fs.globSync("src/modules/*/server/migrations/*.sql", { cwd: root }).flatMap((file) => {
    const module = /modules\/([^/]+)\//.exec(file)?.[1] ?? "";
    const text = fs.readFileSync(path.join(root, file), "utf8").replace(/--.*$/gm, "");
    return statementsOf(text).flatMap(({ table, lines }) =>
      lines.flatMap((line) => {
        const kind = kindOf(line);
        const name = /^\s*(?:add(?: column)? )?"?([a-z_]+)"?\s/.exec(line)?.[1];
        return kind && name ? [{ module, column: `${table}.${name}`, kind }] : [];
      }),
    );
  });
}

function statementsOf(text: string): { table: string; lines: string[] }[] {
  const making = /(?:create|alter) table "?([a-z_]+)"?([^;]*);/g;
  return [...text.matchAll(making)].map(([, table = "", body = ""]) => ({ table, lines: body.split(/\n/) }));
}

function kindOf(line: string): Kind | undefined {
  const table = /references\s+([a-z_]+)/.exec(line)?.[1];
  if (table) return kinds[table as keyof typeof kinds];
  const name = /^\s*(?:add(?: column)? )?([a-z_]+) uuid/.exec(line)?.[1];
  return name === undefined ? undefined : byName[name];
}

const careOf = ({ name, keys = [] }: Module, { column, kind }: Found): KeyCare | undefined =>
  keys.find((key) => name && key.column === column && key.of === kind);

test("every column that names a person, an organization, a contact or a deal says what becomes of it", () => {
  const faults = keysInMigrations()
    .filter(({ column }) => !facts.includes(column) && !parts.includes(column))
    .filter((found) => !careOf(modules.find(({ name }) => name === found.module)!, found))
    .map(
      ({ module, column, kind }) =>
        `${column} names a ${kind}: say in the \`keys\` of ${module} which hook cares for it, or why there is nothing to do`,
    );
  assert.deepEqual(faults, []);
});

test("the reader of migrations finds the keys that are there, so that a new one can't be missed", () => {
  const found = keysInMigrations().map(({ column }) => column);
  for (const column of [
    "deals.owner_id",
    "activities.contact_id",
    "quotas.set_by",
    "absences.cover_id",
    "facts.person_id",
  ])
    assert.ok(found.includes(column), column);
});

test("every column that a module says it cares for is there", () => {
  const made = fs
    .globSync("src/modules/*/server/migrations/*.sql", { cwd: root })
    .flatMap((file) => statementsOf(fs.readFileSync(path.join(root, file), "utf8")))
    .flatMap(({ table, lines }) => lines.map((line) => `${table}.${/^\s*(?:add )?([a-z_]+)\s/.exec(line)?.[1] ?? ""}`));
  const faults = modules
    .flatMap(({ keys = [] }) => keys.map(({ column }) => column))
    .filter((one) => !made.includes(one));
  assert.deepEqual(faults, []);
});

test("whoever names a hook has it, and a reason is a sentence", () => {
  const hooks = { erase: "onErase", transfer: "onTransfer", purge: "onPurge" } as const;
  const faults = modules.flatMap((module) =>
    (module.keys ?? []).flatMap(({ column, of, ...cares }) =>
      Object.entries(cares).flatMap(([hook, care]) => {
        const isMoved = hook === "merge" && module.onMerge?.some((one) => one.column === column && one.of === of);
        const isThere = care === "hook" && (isMoved || module[hooks[hook as keyof typeof hooks]] !== undefined);
        const isSaid = care !== "hook" && care.length > "nothing: ".length + 10;
        return isThere || isSaid ? [] : [`${column} of ${of}: ${hook}`];
      }),
    ),
  );
  assert.deepEqual(faults, []);
});

test("a sign-in can be erased: whatever names it goes with it, or lets go of it", () => {
  const faults = fs.globSync("src/**/migrations/*.sql", { cwd: root }).flatMap((file) =>
    fs
      .readFileSync(path.join(root, file), "utf8")
      .split("\n")
      .filter((line) => /references "user"/.test(line) && !/on delete (cascade|set null)/.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  assert.deepEqual(faults, []);
});
