type Reason = `nothing: ${string}`;

/** `hook`: the module's own hook cares for it. Anything else says why there is nothing to do. */
type Care = "hook" | Reason;

/**
 * A column that names a record of another trade, `table.column`, and what becomes of its row when that record goes.
 * `trash` is being deleted and restored, `purge` being removed for good, `merge` becoming one with another. Undoing an import asks the database itself:
 * what a foreign key holds stays.
 */
export type KeyCare =
  | { readonly column: string; readonly of: "person"; readonly erase: Care; readonly transfer: Care }
  | {
      readonly column: string;
      readonly of: "contact";
      readonly erase: Care;
      readonly trash: Reason;
      readonly purge: Care;
      readonly merge: Care;
    }
  | {
      readonly column: string;
      readonly of: "organization";
      readonly trash: Reason;
      readonly purge: Care;
      readonly merge: Care;
    }
  | { readonly column: string; readonly of: "deal"; readonly trash: Reason; readonly purge: Care };
