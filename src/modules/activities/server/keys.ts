import type { KeyCare } from "#platform/records/keys.ts";

/** What of activities names a record: a table read as one. */
export const activityKeys: readonly KeyCare[] = [
  {
    column: "activities.owner_id",
    of: "person",
    erase: "nothing: the id stays, and names nobody; what they wrote is the company's record of a customer",
    transfer: "hook",
  },
  {
    column: "activities.contact_id",
    of: "contact",
    erase: "hook",
    trash: "nothing: they stay with their deal",
    purge: "hook",
    merge: "hook",
  },
  {
    column: "activities.organization_id",
    of: "organization",
    trash: "nothing: they are read where the organization is, and by their owner",
    purge: "hook",
    merge: "hook",
  },
  {
    column: "activities.deal_id",
    of: "deal",
    trash: "nothing: Today leaves out what is on a deal in the trash",
    purge: "hook",
  },
];
