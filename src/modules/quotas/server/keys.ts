import type { KeyCare } from "#platform/records/keys.ts";

/** What of quotas names a record: a table read as one. */
export const quotaKeys: readonly KeyCare[] = [
  { column: "quotas.person_id", of: "person", erase: "hook", transfer: "hook" },
  {
    column: "quotas.set_by",
    of: "person",
    erase: "nothing: the id stays, and names nobody once they are erased",
    transfer: "nothing: it tells who set it",
  },
];
