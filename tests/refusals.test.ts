import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { readSettings } from "#platform/settings.ts";
import { root } from "../src/boot.ts";
import { modulesFor } from "../src/modules.ts";
import { sources } from "./source.ts";

const modules = modulesFor({ origin: () => "", settings: readSettings({}, root) });
const promised = new Set(modules.flatMap((module) => (module.answers ?? []).flatMap(({ route }) => route.refusals)));
const thrown = new Set(
  sources()
    .filter(({ file }) => !/\.test\.tsx?$/.test(file) && !file.includes("/web/"))
    .flatMap(({ text }) =>
      [...text.matchAll(/(?:new Refusal|refuseField)\(\s*"([a-z_.]+)"/g)].map(([, code = ""]) => code),
    ),
);
/** Said by the ground before any handler runs. */
const ofTheGround = (code: string) =>
  code.startsWith("http.") ||
  [
    "people.sign_in_first",
    "people.not_set_up",
    "people.admins_only",
    "people.second_factor_first",
    "people.key_unknown",
    "people.key_may_not",
  ].includes(code);

test("every refusal that is thrown stands in the list of a route", () => {
  assert.deepEqual(
    [...thrown].filter((code) => !promised.has(code) && !ofTheGround(code)),
    [],
  );
});

test("every refusal that a route promises is thrown somewhere", () => {
  assert.deepEqual(
    [...promised].filter((code) => !thrown.has(code)),
    [],
  );
});

test("every refusal has its sentence in English and in Japanese", () => {
  const missing = [...new Set([...thrown, ...promised])].flatMap((code) => {
    const [module = ""] = code.split(".");
    const folder = module === "http" ? "src/platform/words" : `src/modules/${module}/words`;
    return ["en", "ja"]
      .filter((locale) => !(`refusal.${code}` in wordsIn(folder, locale)))
      .map((locale) => `${code} (${locale})`);
  });
  assert.deepEqual(missing, []);
});

function wordsIn(folder: string, locale: string): Record<string, string> {
  const file = path.join(root, folder, `${locale}.json`);
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : {};
}
