import type { Mergeable, MergeKind } from "#platform/records/merge.ts";
import { moveKeys } from "./store.ts";

/** A file that knew either of two by a key knows the one they became. The keys are kept with the move: a key has no id of its own. */
export const keysFollow = (of: MergeKind): Mergeable => ({
  column: "import_keys.record_id",
  of,
  move: async (tx, { from, into }) => {
    const keys = await moveKeys(tx, of, { from, to: into, only: null });
    return keys.length > 0 ? [{ row: from, was: keys }] : [];
  },
  putBack: async (tx, moved, { from, into }) => {
    const keys = moved.flatMap(({ was }) => (Array.isArray(was) ? was.map(String) : []));
    const back = await moveKeys(tx, of, { from: into, to: from, only: keys });
    return back.length > 0 ? moved.map(({ row }) => row) : [];
  },
});
