import type { KeyCare } from "#platform/records/keys.ts";

/** Imports name records of every kind by `record_id`: each table once for each kind. Undoing one asks the database itself. */
const tables = ["import_changes", "import_keys", "import_kept"] as const;

const mergeOf = (table: (typeof tables)[number]): "hook" | `nothing: ${string}` =>
  table === "import_keys" ? "hook" : "nothing: it tells what an import did with the record that there was";

export const importKeys: readonly KeyCare[] = tables.flatMap((table): KeyCare[] => {
  const column = `${table}.record_id`;
  const trash = "nothing: an undo finds a record in the trash too";
  return [
    { column, of: "person", erase: "hook", transfer: "nothing: it tells what an import brought" },
    { column, of: "contact", erase: "hook", trash, purge: "hook", merge: mergeOf(table) },
    { column, of: "organization", trash, purge: "hook", merge: mergeOf(table) },
    { column, of: "deal", trash, purge: "hook" },
  ];
});
