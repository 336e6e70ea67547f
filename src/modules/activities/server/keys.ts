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
    column: "activities.set_by",
    of: "person",
    erase: "nothing: the id stays, and names nobody; who set a meeting is what figures rest on",
    transfer: "nothing: who set a meeting stays who set it",
  },
  {
    column: "activity_attendees.person_id",
    of: "person",
    erase: "nothing: the id stays, and names nobody",
    transfer: "nothing: whoever takes over decides which meetings to attend",
  },
  {
    column: "activity_attendees.contact_id",
    of: "contact",
    erase: "hook",
    trash: "nothing: they are named again when the contact is restored",
    purge: "nothing: the row goes with the contact's (on delete cascade)",
    merge: "hook",
  },
  {
    column: "followers.person_id",
    of: "person",
    erase: "nothing: the id stays, and names nobody; nobody without a login is told anything",
    transfer: "nothing: a new owner follows by owning",
  },
  {
    column: "files.author_id",
    of: "person",
    erase: "nothing: the id stays, and names nobody; the file is the company's record of a customer",
    transfer: "nothing: who attached it stays who attached it",
  },
  {
    column: "files.contact_id",
    of: "contact",
    erase: "hook",
    trash: "nothing: they are read again when the contact is restored",
    purge: "hook",
    merge: "hook",
  },
  {
    column: "files.organization_id",
    of: "organization",
    trash: "nothing: they are read again when the organization is restored",
    purge: "hook",
    merge: "hook",
  },
  {
    column: "files.deal_id",
    of: "deal",
    trash: "nothing: they are read again when the deal is restored",
    purge: "hook",
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
