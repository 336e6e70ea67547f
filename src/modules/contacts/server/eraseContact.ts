import { Refusal, refuseField } from "#lib/refusal.ts";
import type { Instant } from "#lib/time.ts";
import { nameKey } from "#modules/people/person.ts";
import { heldOf } from "#modules/people/server/public.ts";
import type { Reads, Tx } from "#platform/db/db.ts";
import { type Ground, groundOf, touched } from "#platform/ground.ts";
import { audit } from "#platform/records/audit.ts";
import { type Erased, eraseRecord } from "#platform/records/erase.ts";
import { forgetAudit, forgetMails } from "#platform/records/forgetWords.ts";
import type { ContactId } from "../organization.ts";
import { forgetPairs } from "./duplicatesStore.ts";
import { forgetMerges } from "./mergeStore.ts";
import { ownedNames } from "./ownedStore.ts";
import { absorbedContacts, blankContact, contactById, heldOfContact, lockContact } from "./store.ts";

/** Erases who a contact was, in the trash or not. The name is typed by whoever does it, since nothing brings it back. */
export async function eraseContact(tx: Tx, { id, name }: { id: ContactId; name: string }, now: Instant): Promise<void> {
  const contact = await lockContact(tx, id);
  if (!contact) throw new Refusal("contacts.no_such_contact", 404);
  if (nameKey(name) !== nameKey(contact.name)) throw refuseField("contacts.name_not_typed", "/name");
  await eraseRecord(tx, { kind: "contact", id }, now);
  audit(tx, "contact", id, [{ field: "erased", was: null, became: now }]);
  touched(tx, "contacts", `contact:${id}`, "activities", "deals");
}

export async function forgetContact(tx: Tx, erased: Erased): Promise<void> {
  if (erased.kind !== "contact") return;
  const contact = await lockContact(tx, erased.id as ContactId);
  if (!contact) return;
  for (const id of await absorbedContacts(tx, contact.id)) await forgetContact(tx, { kind: "contact", id });
  await blankContact(tx, contact.id, groundOf(tx).clock.now());
  await forgetMerges(tx, contact.id);
  await forgetPairs(tx, [contact.id]);
  await forgetAudit(tx, [contact.id]);
  await forgetMails(
    tx,
    contact.emails.map(({ address }) => address),
  );
}

export async function contactHeld(db: Reads, ground: Ground, id: ContactId) {
  const contact = await contactById(db, id);
  if (!contact) throw new Refusal("contacts.no_such_contact", 404);
  const addresses = contact.emails.map(({ address }) => address);
  return heldOf(db, ground, { kind: "contact", id }, addresses);
}

export async function contactAccess(db: Reads, { kind, id }: Erased): Promise<Record<string, readonly object[]>> {
  if (kind === "contact") return { contacts: await heldOfContact(db, id) };
  if (kind !== "person") return {};
  return {
    organizations: await ownedNames(db, "organization", id),
    contacts: await ownedNames(db, "contact", id),
  };
}
