import type { Id } from "#lib/id.ts";
import { type TargetKind, targetKinds } from "./targetKinds.ts";

export type ImportId = Id<"import">;

export const importStates = ["draft", "queued", "running", "done", "failed", "undoing", "undone"] as const;
export type ImportState = (typeof importStates)[number];

/** Still on its way: the page shows a bar, and the next file waits. */
export function isUnderway(state: ImportState): boolean {
  return state === "queued" || state === "running" || state === "undoing";
}

/** Files of one folder in the order in which each may name those before it; what nobody knows comes last. */
export function inImportOrder<File extends { kind: TargetKind | "unknown" | "sample" }>(
  files: readonly File[],
): File[] {
  const rank = ({ kind }: File) => {
    const at = (targetKinds as readonly string[]).indexOf(kind);
    return at < 0 ? targetKinds.length : at;
  };
  return files.toSorted((a, b) => rank(a) - rank(b));
}
