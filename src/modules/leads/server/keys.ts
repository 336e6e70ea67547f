import type { KeyCare } from "#platform/records/keys.ts";

/** What of leads names a record: a table read as one. */
export const leadKeys: readonly KeyCare[] = [
  {
    column: "touches.deal_id",
    of: "deal",
    trash: "nothing: they are summed again when the deal is restored",
    purge: "nothing: the row goes with the deal's (on delete cascade)",
  },
  {
    column: "touches.organization_id",
    of: "organization",
    trash: "nothing: they are summed again when the organization is restored",
    purge: "hook",
    merge: "hook",
  },
  {
    column: "touches.person_id",
    of: "person",
    erase: "hook",
    transfer: "nothing: who spent the time stays who spent it",
  },
  {
    column: "work_rates.person_id",
    of: "person",
    erase: "hook",
    transfer: "nothing: what an hour costs is a person's own",
  },
];
