import { type Actor, type Choices, can, isWithin, reachOf, standingToOwner } from "#lib/policy/can.ts";
import { Refusal, refuseField } from "#lib/refusal.ts";
import type { Instant } from "#lib/time.ts";
import type { PersonId } from "#modules/people/person.ts";
import { worksHere } from "#modules/people/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { emit } from "#platform/events/emit.ts";
import { touched } from "#platform/ground.ts";
import { audit, changesBetween } from "#platform/records/audit.ts";
import { sharedFor } from "#platform/records/shares.ts";
import { contactAdded } from "../events.ts";
import type { Contact, ContactId } from "../organization.ts";
import { noWays, waysAfter } from "../ways.ts";
import { defined } from "./changeOrganizations.ts";
import { sayMerged } from "./merged.ts";
import { pairSoon } from "./pairSoon.ts";
import { organizationReach } from "./reach.ts";
import { insertContacts, lockContact, organizationSeen, saveContact, trashContact } from "./store.ts";

type Fields = Omit<Contact, "id" | "createdAt" | "version" | "generated" | "erasedAt">;
type Change = { [Field in keyof Fields]?: Fields[Field] | undefined };

const blank: Omit<Fields, "name"> = {
  ...noWays,
  reading: null,
  title: null,
  department: null,
  organizationId: null,
  ownerId: null,
};
/** The lists say what `email` and `phone` would. */
const audited = [
  ...(["name", "reading", "title", "department", "organizationId", "ownerId"] as const),
  ...(["emails", "phones", "addresses", "links"] as const),
] as const;

export async function addContact(
  tx: Tx,
  actor: Actor,
  choices: Choices,
  fields: Change & { name: string },
  now: Instant,
): Promise<Contact> {
  const own = { ...blank, ownerId: actor.personId as PersonId, ...defined(fields), generated: false };
  const contact = { ...own, ...waysAfter(noWays, fields) };
  await checkLinks(tx, actor, choices, contact, undefined);
  if (!isWithin(reachOf(actor, "contact", "w", choices), contact))
    throw new Refusal("contacts.may_not_change_contact", 403);
  const [id] = await insertContacts(tx, [contact], now);
  await emit(tx, contactAdded, { record: id!, facts: { contactId: id!, organizationId: contact.organizationId } });
  await pairSoon(tx);
  touched(tx, "contacts");
  return { ...contact, id: id!, erasedAt: null, createdAt: now, version: 1 };
}

export async function changeContact(
  tx: Tx,
  actor: Actor,
  choices: Choices,
  id: ContactId,
  fields: Change,
  version: number | undefined,
): Promise<Contact> {
  const was = await requireContact(tx, actor, choices, id, "w");
  if (version !== undefined && version !== was.version) throw new Refusal("http.stale", 412, { version: was.version });
  const became: Contact = { ...was, ...defined(fields), ...waysAfter(was, fields) };
  await checkLinks(tx, actor, choices, became, was);
  const saved = await saveContact(tx, became);
  audit(tx, "contact", id, changesBetween<Fields>(was, became, audited));
  touched(tx, "contacts", `contact:${id}`);
  return saved;
}

export async function deleteContact(
  tx: Tx,
  actor: Actor,
  choices: Choices,
  id: ContactId,
  now: Instant,
): Promise<void> {
  await requireContact(tx, actor, choices, id, "d");
  await trashContact(tx, id, now, actor.userId);
  audit(tx, "contact", id, [{ field: "deletedAt", was: null, became: now }]);
  touched(tx, "contacts", `contact:${id}`);
}

export async function restoreContact(tx: Tx, actor: Actor, choices: Choices, id: ContactId): Promise<void> {
  const found = await lockContact(tx, id);
  if (!found || found.erasedAt || found.mergedInto || !can("contact", "d", standingToOwner(actor, found, choices)))
    throw new Refusal("contacts.no_such_contact", 404);
  await trashContact(tx, id, null, null);
  audit(tx, "contact", id, [{ field: "deletedAt", was: found.deletedAt, became: null }]);
  touched(tx, "contacts", `contact:${id}`);
}

/** Refuses what the actor may not read with 404, what they may read but not change with 403; what became one with another says with which. */
export async function requireContact(
  tx: Tx,
  actor: Actor,
  choices: Choices,
  id: ContactId,
  verb: "w" | "d",
): Promise<Contact> {
  const found = await lockContact(tx, id);
  if (found?.mergedInto) await sayMerged(tx, actor, choices, "contact", id);
  const standing = found && standingToOwner(actor, found, choices, await sharedFor(tx, "contact", id, actor.personId));
  if (!found || !standing || found.deletedAt || !can("contact", "r", standing))
    throw new Refusal("contacts.no_such_contact", 404);
  if (!can("contact", verb, standing)) throw new Refusal("contacts.may_not_change_contact", 403);
  if (found.erasedAt) throw new Refusal("contacts.contact_erased", 409);
  const { deletedAt: _deletedAt, mergedInto: _mergedInto, ...contact } = found;
  return contact;
}

async function checkLinks(
  tx: Tx,
  actor: Actor,
  choices: Choices,
  became: Pick<Contact, "ownerId" | "organizationId">,
  was: Contact | undefined,
): Promise<void> {
  if (became.ownerId && became.ownerId !== was?.ownerId && !(await worksHere(tx, became.ownerId)))
    throw refuseField("contacts.no_such_owner", "/ownerId");
  if (!became.organizationId || became.organizationId === was?.organizationId) return;
  if (!(await organizationSeen(tx, organizationReach(actor, choices), became.organizationId)))
    throw refuseField("contacts.no_such_organization", "/organizationId");
}
