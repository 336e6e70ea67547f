import type { Instant } from "#lib/time.ts";
import type { Tx } from "#platform/db/db.ts";
import { touched } from "#platform/ground.ts";
import { audit } from "#platform/records/audit.ts";
import type { ContactId } from "../organization.ts";
import type { ContactRole } from "../role.ts";
import { repeatRole, rolesOfAll, saveRoles } from "./rolesStore.ts";
import { lockContact } from "./store.ts";

/** Sets where a contact works and worked, as a file says it; answers what was, and the contact's version after it. */
export async function importRoles(
  tx: Tx,
  id: ContactId,
  became: (was: readonly ContactRole[]) => readonly ContactRole[],
  now: Instant,
): Promise<{ was: ContactRole[]; version: number } | undefined> {
  const contact = await lockContact(tx, id);
  if (!contact || contact.deletedAt) return undefined;
  const was = await rolesOfAll(tx, [id]);
  const all = became(was);
  await saveRoles(tx, id, all, now);
  await repeatRole(tx, id);
  const primary = (some: readonly ContactRole[]) => some.find(({ isPrimary }) => isPrimary)?.organizationId ?? null;
  audit(tx, "contact", id, [{ field: "organizationId", was: primary(was), became: primary(all) }]);
  const places = new Set([...was, ...all].map(({ organizationId }) => `organization:${organizationId}`));
  touched(tx, "contacts", `contact:${id}`, ...places);
  return { was, version: contact.version + 1 };
}
