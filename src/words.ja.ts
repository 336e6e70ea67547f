import { wordFiles } from "#ui/words/languages.ts";

/** All of a language in one piece, so that a module's file adds no request. */
export const files = wordFiles(import.meta.glob("./{ui,modules/*}/words/ja.json", { eager: true, import: "default" }));
