import type { Sentences } from "./words.ts";

export type Language = {
  readonly locale: string;
  /** In its own language, as its speakers look for it. */
  readonly name: string;
  readonly files: () => Promise<Sentences>;
};

/** Gathers files found by their place (`./modules/pipeline/words/ja.json`) under the name of their module. */
export async function wordFiles(found: Record<string, () => Promise<unknown>>): Promise<Sentences> {
  const files = await Promise.all(
    Object.entries(found).map(
      async ([path, load]) => [path.split("/").at(-3) ?? "", sentencesIn(await load())] as const,
    ),
  );
  return Object.fromEntries(files);
}

function sentencesIn(file: unknown): Record<string, string> {
  const content = typeof file === "object" && file !== null && "default" in file ? file.default : file;
  return content as Record<string, string>;
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
