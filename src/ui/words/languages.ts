import type { Sentences } from "./words.ts";

export type Language = {
  readonly locale: string;
  /** In its own language, as its speakers look for it. */
  readonly name: string;
  readonly files: () => Promise<Sentences>;
};

/** Gathers files found by their place (`./modules/pipeline/words/ja.json`) under the name of their module. */
export function wordFiles(found: Record<string, unknown>): Sentences {
  const named = Object.entries(found).map(([path, file]) => [path.split("/").at(-3) ?? "", file]);
  return Object.fromEntries(named) as Sentences;
}

/** The language to speak: what was chosen, else what the person or the workspace has, else the browser's; else English. */
export function pickLanguage(known: readonly string[], wishes: readonly (string | null | undefined)[]): string {
  for (const wish of wishes) {
    if (!wish) continue;
    const exact = known.find((locale) => locale.toLowerCase() === wish.toLowerCase());
    if (exact) return exact;
    const near = known.find((locale) => locale.split("-")[0] === wish.toLowerCase().split("-")[0]);
    if (near) return near;
  }
  return "en";
}
