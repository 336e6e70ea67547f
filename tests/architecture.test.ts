import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { readSettings } from "#platform/settings.ts";
import { mapOfModules } from "../scripts/mapOfModules.ts";
import { root } from "../src/boot.ts";
import { moduleOrder, modulesFor } from "../src/modules.ts";
import { type Room, roomOf, type Source, sources } from "./source.ts";

const all = sources();
const modules = modulesFor({ origin: () => "", settings: readSettings({}, root) });
const place = (module: string) => (moduleOrder as readonly string[]).indexOf(module);

/** Why this file may not look at that one; undefined when it may. */
function whyNot(from: Source, target: string): string | undefined {
  const to = roomOf(target);
  const isTest = /\.test\.tsx?$/.test(from.file);
  if (from.room.part === "top" || target.startsWith("tests/") || target.startsWith("scripts/")) return undefined;
  if (isTest && to.part !== "module") return undefined;
  if (to.part === "top") return "the ground and the modules are mounted by the top; they never look at it";
  if (from.room.part !== "module") return groundMayNot(from.room.part, to);
  if (to.part !== "module") return groundForModule(from.room, to);
  return modulesMayNot(from.room, to, isTest);
}

function groundMayNot(from: "lib" | "platform" | "ui" | "top", to: Room): string | undefined {
  if (to.part === "module") return "ground never names a feature";
  if (to.part === "lib" || to.part === from) return undefined;
  return `${from} stands on lib alone`;
}

type InModule = Extract<Room, { part: "module" }>;

function groundForModule({ hand }: InModule, to: Room): string | undefined {
  if (to.part === "lib" || (hand === "server" && to.part === "platform") || (hand === "web" && to.part === "ui"))
    return undefined;
  return hand === "root"
    ? "a module's root would be true on paper: it looks at lib and other roots only"
    : `${hand} may not look at ${to.part}`;
}

function modulesMayNot(from: InModule, to: InModule, isTest: boolean): string | undefined {
  if (from.module === to.module) {
    if (to.hand === "root" || to.hand === from.hand || isTest) return undefined;
    return from.hand === "root" ? "a module's root looks at no hand of it" : `${from.hand} never looks at ${to.hand}`;
  }
  if (place(to.module) > place(from.module) && !isTest)
    return `${to.module} is printed after ${from.module}: emit an event and let ${to.module} listen, or declare a slot it fills`;
  if (to.hand === "root") return undefined;
  if (to.hand !== from.hand) return `${from.hand} may use ${to.module}'s root files and its ${from.hand}/public only`;
  if (!to.isPublic && !isTest)
    return `of ${to.module} one may import its root files, server/public.ts and web/public.tsx`;
  return undefined;
}

test("imports run down the printed order and never into another module's inside", () => {
  const faults = all.flatMap((source) =>
    source.imports.flatMap((target) =>
      whyNot(source, target) ? [`${source.file} looks at ${target}: ${whyNot(source, target)}`] : [],
    ),
  );
  assert.deepEqual(faults, []);
});

test("the table of contents names every module there is, in the order in which it mounts them", () => {
  assert.deepEqual(
    modules.map((module) => module.name),
    moduleOrder.filter((name) => modules.some((module) => module.name === name)),
  );
  const folders = fs.readdirSync(path.join(root, "src/modules"));
  assert.deepEqual(folders.toSorted(), [...moduleOrder].toSorted());
});

test("SQL names only tables that its module owns, and only its stores know them", () => {
  const ownerOf = new Map(modules.flatMap((module) => module.owns.map((table) => [table, module.name] as const)));
  const naming = /\b(?:from|join|into|update)\s+"?([a-z_]+)"?/g;
  const faults = all.flatMap(({ file, text, room }) => {
    if (room.part !== "module" || room.hand !== "server" || file.endsWith(".test.ts")) return [];
    const queries = [...text.matchAll(/sql(?:<[^`]*?>)?`([\s\S]*?)`/g)].map(([, query = ""]) => query);
    return queries
      .flatMap((query) => [...query.matchAll(naming)])
      .flatMap(([, table = ""]) => {
        const owner = ownerOf.get(table);
        if (!owner) return [];
        if (owner !== room.module) return [`${file} names ${table}, which ${owner} owns`];
        return /\/(store|\w+Store)\.ts$/.test(file)
          ? []
          : [`${file} names ${table}: only store.ts, or a …Store.ts beside it, knows the module's tables`];
      });
  });
  assert.deepEqual(faults, []);
});

test("every table belongs to the ground or to one module, and its module's migrations make it", () => {
  const ground = [
    "workspace",
    "user",
    "session",
    "account",
    "verification", // dropped by 0030
    "authenticators",
    "recovery_codes",
    "passkeys",
    "identity_provider",
    "api_keys",
    "secrets",
    "tokens",
    "sign_in_failures",
    "events",
    "audit",
    "mails",
    "erasures",
    "once_keys",
    "changes",
    "search_words",
    "shares",
    "change_epoch",
  ];
  const faults = fs.globSync("src/**/migrations/*.sql", { cwd: root }).flatMap((file) => {
    const owner = /modules\/([^/]+)\//.exec(file)?.[1];
    const owned = owner ? (modules.find((module) => module.name === owner)?.owns ?? []) : ground;
    const made = [...fs.readFileSync(path.join(root, file), "utf8").matchAll(/create table "?([a-z_]+)"?/g)].map(
      ([, table = ""]) => table,
    );
    return made
      .filter((table) => !owned.includes(table))
      .map((table) => `${file} makes ${table}, which ${owner ?? "the ground"} does not say it owns`);
  });
  assert.deepEqual(faults, []);
});

test("docs/MAP.md is what the modules say of themselves (npm run docs writes it)", () => {
  assert.equal(fs.readFileSync(path.join(root, "docs/MAP.md"), "utf8"), mapOfModules(modules));
});

test("no file outside lib/time makes a Date", () => {
  const faults = all
    .filter(
      ({ file, text }) =>
        file !== "src/lib/time.ts" && !/\.test\.tsx?$/.test(file) && /\bnew Date\b|\bDate\.now\b/.test(text),
    )
    .map(({ file }) => file);
  assert.deepEqual(faults, []);
});

test("the server calls the outside by one way; what the environment names is trusted", () => {
  const ways = /\bfetch\(|\bhttps?\.(?:request|get)\(|\b(?:tls|net)\.connect\(/;
  const mayCall = [
    "src/platform/outgoing/askOutside.ts",
    "src/platform/backup/s3Store.ts", // BACKUP_S3_ENDPOINT
    "src/modules/operations/server/checks/address.ts", // PUBLIC_URL
  ];
  const faults = all.filter(({ file, text, room }) => {
    const isServer = room.part === "platform" || (room.part === "module" && room.hand === "server");
    return isServer && !/\.test\.ts$/.test(file) && ways.test(text) && !mayCall.includes(file);
  });
  assert.deepEqual(
    faults.map(({ file }) => file),
    [],
  );
});
