import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { root } from "../src/boot.ts";

const read = (file: string): string =>
  fs
    .readFileSync(path.join(root, file), "utf8")
    .replaceAll(/\/\*.*?\*\//gs, "")
    .replaceAll(/@[^{};]*\{/g, "");

/** Selectors of a sheet, those within a media query too. */
function selectorsIn(sheet: string): string[] {
  const heads = [...sheet.matchAll(/([^{}]+)\{/g)].map(([, head = ""]) => head.trim());
  return heads.flatMap((head) => head.split(/,(?![^(]*\))/)).map((one) => one.trim());
}

const classesIn = (selector: string): string[] =>
  [...selector.matchAll(/\.([a-z][\w-]*)/g)].map(([, name = ""]) => name);

const sheets = fs.globSync("src/modules/*/web/*.css", { cwd: root }).toSorted();
const ground = new Set(
  fs.globSync("src/ui/theme/*.css", { cwd: root }).flatMap((file) => selectorsIn(read(file)).flatMap(classesIn)),
);
/** The classes that a selector begins with: what a sheet styles as its own. */
const ownOf = new Map(
  sheets.map((file) => {
    const names = selectorsIn(read(file)).map((selector) => classesIn(selector)[0] ?? "");
    return [file, new Set(names.filter((name) => name && !ground.has(name)))];
  }),
);

test("a module's sheet styles only what is the module's: every selector holds a class of its own", () => {
  const faults = sheets.flatMap((file) =>
    selectorsIn(read(file))
      .filter((selector) => /[.#[a-z]/.test(selector) && !/^(from|to|\d+%)/.test(selector))
      .filter((selector) => classesIn(selector).every((name) => ground.has(name)))
      .map((selector) => `${file}: ${selector}`),
  );
  assert.deepEqual(faults, []);
});

test("no two modules style a class of one name: whichever page was opened first would change the other", () => {
  const faults = sheets.flatMap((file, at) =>
    sheets.slice(at + 1).flatMap((other) => {
      if (path.dirname(file) === path.dirname(other)) return [];
      const both = [...(ownOf.get(file) ?? [])].filter((name) => ownOf.get(other)?.has(name));
      return both.map((name) => `.${name} is styled by ${file} and by ${other}`);
    }),
  );
  assert.deepEqual(faults, []);
});
