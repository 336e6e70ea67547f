import type { Tx } from "#platform/db/db.ts";
import { columnFollows, type Mergeable, type MergeKind } from "#platform/records/merge.ts";
import { moveRoles, moveSubsidiaries, moveWays, putRolesBack, putWaysBack } from "./mergeRowsStore.ts";
import { type WaysTable, waysTables } from "./waysStore.ts";

/** How contacts' own rows follow a merge: what both have stays where it is, since the survivor has it already. */
const waysFollow = (table: WaysTable, of: MergeKind): Mergeable => ({
  column: `${table}.${of}_id`,
  of,
  move: (tx: Tx, merging) => moveWays(tx, table, merging),
  putBack: (tx, moved, merging) => putWaysBack(tx, table, moved, merging),
});

export const contactsFollow: readonly Mergeable[] = [
  ...waysTables.flatMap((table) => [waysFollow(table, "contact"), waysFollow(table, "organization")]),
  { column: "contact_roles.contact_id", of: "contact", move: moveRoles, putBack: putRolesBack },
  columnFollows("contact_roles.organization_id", "organization"),
  columnFollows("contacts.organization_id", "organization", ["contacts"]),
  { ...columnFollows("organizations.parent_id", "organization", ["organizations"]), move: moveSubsidiaries },
];
