import type { KeyCare } from "#platform/records/keys.ts";

const stays = "nothing: the id stays, and names nobody once they are erased";

const withRecord = "nothing: it is there again with its record";
const withRow = "nothing: it goes with its record's row (on delete cascade)";
const withAbsorbed = "nothing: the rows of those that became one with it go with its own (store.ts)";
const anew = "nothing: the absorbed is not looked for any more, and the survivor's keys are made with it";
const leadsOn = "nothing: it leads on to the last survivor, however often they became one";

/** Rows of a contact or of an organization. */
function rowsOf(table: string, merge: "hook" | typeof anew): KeyCare[] {
  const care = { trash: withRecord, purge: withRow, merge } as const;
  return [
    { column: `${table}.contact_id`, of: "contact", erase: "hook", ...care },
    { column: `${table}.organization_id`, of: "organization", ...care },
  ];
}

/** What of contacts names a record: a table read as one. */
export const contactKeys: readonly KeyCare[] = [
  { column: "organizations.owner_id", of: "person", erase: stays, transfer: "hook" },
  { column: "contacts.owner_id", of: "person", erase: stays, transfer: "hook" },
  {
    column: "contacts.organization_id",
    of: "organization",
    trash: "nothing: a contact is still there when their organization is in the trash",
    purge: "nothing: an organization stays while a contact names it (trash.ts)",
    merge: "hook",
  },
  {
    column: "organizations.parent_id",
    of: "organization",
    trash: "nothing: a subsidiary is still there when its parent is in the trash",
    purge: "nothing: subsidiaries lose their parent with its row (store.ts)",
    merge: "hook",
  },
  ...["emails", "phones", "addresses", "links"].flatMap((table) => rowsOf(table, "hook")),
  ...rowsOf("match_keys", anew),
  {
    column: "contact_roles.contact_id",
    of: "contact",
    ...{ erase: "hook", trash: withRecord, purge: withRow, merge: "hook" },
  },
  { column: "contact_roles.organization_id", of: "organization", trash: withRecord, purge: withRow, merge: "hook" },
  {
    column: "contacts.merged_into",
    of: "contact",
    erase: "hook",
    trash: withRecord,
    purge: withAbsorbed,
    merge: leadsOn,
  },
  { column: "organizations.merged_into", of: "organization", trash: withRecord, purge: withAbsorbed, merge: leadsOn },
];
