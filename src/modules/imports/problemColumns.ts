/** The columns that a file of problems begins with: which line of the first file, and why it stayed out. */
export const problemColumns = ["line", "problems"] as const;

/** Whether a file is one of problems, mended and brought in again. */
export function isProblemsFile(heads: readonly string[]): boolean {
  return problemColumns.every((head, at) => heads[at] === head);
}

/** Columns that say nothing of a record. */
export function skippedHeads(heads: readonly string[]): ReadonlySet<number> {
  return new Set(isProblemsFile(heads) ? problemColumns.keys() : []);
}

/** The heads that files of one kind share, whether whole or a file of their problems. */
export function fingerprintOf(heads: readonly string[]): string {
  const skipped = skippedHeads(heads);
  return heads.filter((_head, at) => !skipped.has(at)).join("\u001f");
}
