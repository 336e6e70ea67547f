import type { Id } from "#lib/id.ts";
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

/** What of a role can't be so, as a refusal's code with its field. */
export function roleFault({ fromOn, toOn, isPrimary }: Role, today: CivilDate) {
  if (fromOn && toOn && toOn < fromOn) return { code: "contacts.role_ends_before_it_begins", pointer: "/toOn" };
  if (toOn && toOn > today) return { code: "contacts.role_ends_in_future", pointer: "/toOn" };
  if (toOn && isPrimary) return { code: "contacts.role_over_and_primary", pointer: "/isPrimary" };
  return undefined;
}
