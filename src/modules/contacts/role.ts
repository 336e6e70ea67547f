import type { Id } from "#lib/id.ts";
import { refuseField } from "#lib/refusal.ts";
import type { CivilDate } from "#lib/time.ts";
import type { ContactId, OrganizationId } from "./organization.ts";

export type RoleId = Id<"contactRole">;

/** A person at an organization. It is present until it has an end; of the present ones at most one is the primary. */
export type ContactRole = {
  id: RoleId;
  contactId: ContactId;
  organizationId: OrganizationId;
  title: string | null;
  department: string | null;
  fromOn: CivilDate | null;
  toOn: CivilDate | null;
  isPrimary: boolean;
};

type Role = Pick<ContactRole, "fromOn" | "toOn" | "isPrimary">;

/** Refuses what of a role can't be so. */
export function checkRole({ fromOn, toOn, isPrimary }: Role, today: CivilDate): void {
  if (fromOn && toOn && toOn < fromOn) throw refuseField("contacts.role_ends_before_it_begins", "/toOn");
  if (toOn && toOn > today) throw refuseField("contacts.role_ends_in_future", "/toOn");
  if (toOn && isPrimary) throw refuseField("contacts.role_over_and_primary", "/isPrimary");
}
