import type { KeyCare } from "#platform/records/keys.ts";

const stays = "nothing: the id stays, and names nobody once they are erased";

/** What of contacts names a record: a table read as one. */
export const contactKeys: readonly KeyCare[] = [
  { column: "organizations.owner_id", of: "person", erase: stays, transfer: "hook" },
  { column: "contacts.owner_id", of: "person", erase: stays, transfer: "hook" },
  {
    column: "contacts.organization_id",
    of: "organization",
    trash: "nothing: a contact is still there when their organization is in the trash",
    purge: "nothing: an organization stays while a contact names it (trash.ts)",
  },
  {
    column: "organizations.parent_id",
    of: "organization",
    trash: "nothing: a subsidiary is still there when its parent is in the trash",
    purge: "nothing: subsidiaries lose their parent with its row (store.ts)",
  },
];
