import { can, reachOf, standingToOwner } from "#lib/policy/can.ts";
import type { TrashKind } from "#platform/records/trash.ts";
import type { ContactId, OrganizationId } from "../organization.ts";
import { restoreContact } from "./changeContacts.ts";
import { restoreOrganization } from "./changeOrganizations.ts";
import { removableContacts, removableOrganizations, trashedIn } from "./ownedStore.ts";
import { heldOrganizations } from "./reach.ts";
import { deleteContacts, deleteOrganizations, lockContact, lockOrganization } from "./store.ts";

const listOf =
  (kind: "organization" | "contact"): TrashKind["list"] =>
  async (db, actor, choices) =>
    (await trashedIn(db, kind, reachOf(actor, kind, "d", choices), actor.userId)).map(({ ownerId, ...one }) => ({
      ...one,
      mayRestore: can(kind, "d", standingToOwner(actor, { ownerId }, choices)),
    }));

export const contactTrash: TrashKind = {
  kind: "contact",
  list: listOf("contact"),
  restore: (tx, { actor, choices }, id) => restoreContact(tx, actor, choices, id as ContactId),
  removable: removableContacts,
  isTrashed: async (tx, id) => Boolean((await lockContact(tx, id as ContactId))?.deletedAt),
  remove: deleteContacts,
};

/** An organization stays in the trash as long as a deal or a contact names it, theirs in the trash included. */
export const organizationTrash: TrashKind = {
  kind: "organization",
  list: listOf("organization"),
  restore: (tx, { actor, choices }, id) => restoreOrganization(tx, actor, choices, id as OrganizationId),
  removable: (tx, asked) => removableOrganizations(tx, asked, heldOrganizations()),
  isTrashed: async (tx, id) => Boolean((await lockOrganization(tx, id as OrganizationId))?.deletedAt),
  remove: deleteOrganizations,
};
