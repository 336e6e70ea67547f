import assert from "node:assert/strict";
import { test } from "node:test";
import en from "./en.json" with { type: "json" };
import ja from "./ja.json" with { type: "json" };
import { pickLanguage, wordFiles } from "./languages.ts";
import { pseudo } from "./pseudo.ts";
import { wordsOf } from "./words.ts";

const english = { ui: en };

test("every language has every sentence, with the same gaps", () => {
  const gaps = (text: string) => [...text.matchAll(/\{(\w+)[,}]/g)].map((match) => match[1]).sort();
  assert.deepEqual(Object.keys(ja).sort(), Object.keys(en).sort());
  for (const [key, text] of Object.entries(ja)) {
    const expected = new Set(gaps(en[key as keyof typeof en]));
    assert.deepEqual(new Set(gaps(text)), expected, key);
  }
});

test("every sentence compiles in every language", () => {
  const values = {
    count: 2,
    selected: 1,
    name: "x",
    time: "x",
    text: "x",
    currency: "x",
    example: "x",
    unit: "x",
    column: "x",
    n: 1,
  };
  const figures = {
    done: "1",
    goal: "1",
    pace: "1",
    low: "1",
    mid: "1",
    high: "1",
    first: "1",
    last: "1",
    requestId: "1",
    mine: "1",
    theirs: "1",
    hours: "1",
    minutes: "1",
  };
  for (const words of [
    wordsOf("en", english, english),
    wordsOf("ja", { ui: ja }, english),
    wordsOf("en-XA", english, english),
  ]) {
    for (const key of Object.keys(en)) assert.ok(words.find(`ui.${key}`, { ...values, ...figures }), key);
  }
});

test("a plural follows its language", () => {
  const words = wordsOf("en", english, english);
  assert.equal(words.t("ui.command.count", { count: 1 }), "1 result");
  assert.equal(words.t("ui.command.count", { count: 9000 }), "9,000 results");
  assert.equal(wordsOf("ja", { ui: ja }, english).t("ui.command.count", { count: 9000 }), "9,000件");
});

test("a sentence that a language lacks is said in English, one that nobody has by its key", () => {
  const words = wordsOf("ja", { ui: {} }, english);
  assert.equal(words.t("ui.part.save"), "Save");
  assert.equal(words.find("ui.nowhere"), undefined);
  assert.equal(words.find("nowhere"), undefined);
});

test("tags become a tree and never mark-up, whatever the values hold", () => {
  const sentences = { m: { won: "<b>{name}</b> won" } };
  const words = wordsOf("en", sentences, sentences);
  assert.equal(words.find("m.won", { name: "<img src=x>" }), "<img src=x> won");
});

test("the pseudo-locale is longer, accented, and keeps its gaps", () => {
  const words = wordsOf(pseudo.locale, english, english);
  const text = words.t("ui.frame.offline", { time: "08:55" });
  assert.match(text, /^\[Ñö.*08:55.*\]$/);
  assert.ok(text.length > en["frame.offline"].length * 1.3);
});

test("the language is the first wish that is known, by its region or without", () => {
  const known = ["en", "ja", "en-XA"];
  assert.equal(pickLanguage(known, [null, "ja-JP", "en"]), "ja");
  assert.equal(pickLanguage(known, ["en-xa"]), "en-XA");
  assert.equal(pickLanguage(known, ["fr-FR", undefined]), "en");
});

test("files found by their place are named after their module", () => {
  const files = wordFiles({ "./modules/pipeline/words/ja.json": { "board.title": "商談" } });
  assert.deepEqual(files, { pipeline: { "board.title": "商談" } });
});
