import fs from "node:fs";
import path from "node:path";
import type { ListField } from "#platform/records/list/list.ts";

const modules = path.resolve(import.meta.dirname, "../..");
const read = new Map<string, Record<string, string>>();

/** Says the labels of a list in a language, English where it has none: the heads of a file are those of the screen. */
export function labelsIn(locale: string): (label: ListField["label"]) => string {
  return (label) => {
    if ("text" in label) return label.text;
    const dot = label.word.indexOf(".");
    const [module, key] = [label.word.slice(0, dot), label.word.slice(dot + 1)];
    return wordsOf(module, locale)[key] ?? wordsOf(module, "en")[key] ?? label.word;
  };
}

function wordsOf(module: string, locale: string): Record<string, string> {
  const file = path.join(modules, module, "words", `${locale}.json`);
  const had = read.get(file);
  if (had) return had;
  const words = /^[a-z]{2}$/.test(locale) && fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : {};
  read.set(file, words);
  return words;
}
