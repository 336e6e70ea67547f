import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { IntlMessageFormat } from "intl-messageformat";
import { readSettings } from "#platform/settings.ts";
import { root } from "../src/boot.ts";
import { modulesFor } from "../src/modules.ts";

const folders = fs
  .globSync("src/**/words/en.json", { cwd: root })
  .map((file) => path.dirname(file))
  .toSorted();
const read = (folder: string, locale: string): Record<string, string> =>
  JSON.parse(fs.readFileSync(path.join(root, folder, `${locale}.json`), "utf8"));

for (const folder of folders) {
  test(`${folder} says the same things in Japanese as in English`, () => {
    assert.deepEqual(Object.keys(read(folder, "ja")).toSorted(), Object.keys(read(folder, "en")).toSorted());
  });

  test(`${folder} asks for no value in Japanese that English does not give`, () => {
    const [en, ja] = [read(folder, "en"), read(folder, "ja")];
    const faults = Object.entries(ja).flatMap(([key, text]) => {
      const given = gapsOf(en[key] ?? "", "en");
      return [...gapsOf(text, "ja")].filter((gap) => !given.has(gap)).map((gap) => `${key}: {${gap}}`);
    });
    assert.deepEqual(faults, []);
  });
}

test("each listener, job and nightly work has a title in words, for the page of what is stuck", () => {
  const modules = modulesFor({ origin: () => "", settings: readSettings({}, root) });
  const named = modules.flatMap(({ listens = [], jobs = [], nightly = [], minutely = [] }) => [
    ...[...listens, ...jobs, ...nightly, ...minutely],
  ]);
  const names = ["platform.send_mail", ...named.map(({ name }) => name)];
  const titled = folders.flatMap((folder) => Object.keys(read(folder, "en")).filter((key) => key.startsWith("job.")));
  assert.deepEqual(names.map((name) => `job.${name}`).toSorted(), titled.toSorted());
});

type Part = { type: number; value?: string; options?: Record<string, { value: Part[] }>; children?: Part[] };

function gapsOf(text: string, locale: string): Set<string> {
  const found = new Set<string>();
  const walk = (parts: readonly Part[]): void => {
    for (const { type, value, options, children } of parts) {
      if (type >= 1 && type <= 6 && value) found.add(value);
      for (const option of Object.values(options ?? {})) walk(option.value);
      walk(children ?? []);
    }
  };
  walk(new IntlMessageFormat(text, locale).getAst() as Part[]);
  return found;
}
