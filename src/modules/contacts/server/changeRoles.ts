import type { Actor, Choices } from "#lib/policy/can.ts";
import { Refusal, refuseField } from "#lib/refusal.ts";
import { addDays, type CivilDate, type Instant } from "#lib/time.ts";
import type { Reads, Tx } from "#platform/db/db.ts";
import { touched } from "#platform/ground.ts";
import { audit } from "#platform/records/audit.ts";
import type { ContactId, OrganizationId } from "../organization.ts";
import { type ContactRole, checkRole, type RoleId } from "../role.ts";
import { requireContact } from "./changeContacts.ts";
import { defined } from "./changeOrganizations.ts";
import { organizationReach } from "./reach.ts";
import {
  deleteRole,
  endPrimary,
  insertRole,
  lockRole,
  noPrimary,
  repeatRole,
  rolesOf,
  saveRole,
} from "./rolesStore.ts";
import { organizationSeen, readableOrganizations } from "./store.ts";

type Fields = Omit<ContactRole, "id" | "contactId">;
type Change = { [Field in keyof Fields]?: Fields[Field] | undefined };
export type RoleAuthor = { actor: Actor; choices: Choices; now: Instant; today: CivilDate };

/** Where a contact works and worked; of an organization that may not be read, no name. */
export async function rolesSeen(db: Reads, actor: Actor, choices: Choices, id: ContactId) {
  const roles = await rolesOf(db, id);
  const ids = roles.map(({ organizationId }) => organizationId);
  const readable = await readableOrganizations(db, organizationReach(actor, choices), ids);
  return roles.map(({ contactId: _contactId, organization, ...role }) => ({
    ...role,
    organization: readable.has(role.organizationId) ? organization : null,
  }));
}

export async function addRole(
  tx: Tx,
  who: RoleAuthor,
  id: ContactId,
  asked: Change & { organizationId: OrganizationId },
) {
  await requireContact(tx, who.actor, who.choices, id, "w");
  await checkOrganization(tx, who, asked.organizationId);
  const hasPrimary = (await rolesOf(tx, id)).some(({ isPrimary }) => isPrimary);
  const toOn = asked.toOn ?? null;
  const isPrimary = asked.isPrimary ?? (!hasPrimary && toOn === null);
  const plain = { title: asked.title ?? null, department: asked.department ?? null, fromOn: asked.fromOn ?? null };
  const role = { contactId: id, organizationId: asked.organizationId, ...plain, toOn, isPrimary };
  checkRole(role, who.today);
  if (isPrimary) await noPrimary(tx, id);
  await insertRole(tx, role, who.now);
  return told(tx, who, id, null, role.organizationId);
}

export async function changeRole(
  tx: Tx,
  who: RoleAuthor,
  { id, role }: { id: ContactId; role: RoleId },
  asked: Change,
) {
  await requireContact(tx, who.actor, who.choices, id, "w");
  const was = await requireRole(tx, id, role);
  // Saying that the primary one is over makes it the primary no more.
  const isPrimary = asked.isPrimary ?? (was.isPrimary && !asked.toOn);
  const became: ContactRole = { ...was, ...defined(asked), isPrimary };
  if (became.organizationId !== was.organizationId) await checkOrganization(tx, who, became.organizationId);
  checkRole(became, who.today);
  if (isPrimary && !was.isPrimary) await noPrimary(tx, id);
  await saveRole(tx, became);
  return told(tx, who, id, was.organizationId, became.organizationId);
}

export async function removeRole(tx: Tx, who: RoleAuthor, { id, role }: { id: ContactId; role: RoleId }) {
  await requireContact(tx, who.actor, who.choices, id, "w");
  const was = await requireRole(tx, id, role);
  await deleteRole(tx, role);
  return told(tx, who, id, was.organizationId, null);
}

/** A new employer in one step: the former one is over since the day before. */
export async function moveContact(
  tx: Tx,
  who: RoleAuthor,
  id: ContactId,
  asked: {
    organizationId: OrganizationId;
    title?: string | null | undefined;
    department?: string | null | undefined;
    on?: CivilDate | undefined;
  },
) {
  const contact = await requireContact(tx, who.actor, who.choices, id, "w");
  if (contact.organizationId === asked.organizationId)
    throw refuseField("contacts.works_there_already", "/organizationId");
  await checkOrganization(tx, who, asked.organizationId);
  const on = asked.on ?? who.today;
  await endPrimary(tx, id, addDays(on, -1) > who.today ? who.today : addDays(on, -1));
  const place = { title: asked.title ?? null, department: asked.department ?? null, fromOn: on, toOn: null };
  await insertRole(tx, { contactId: id, organizationId: asked.organizationId, ...place, isPrimary: true }, who.now);
  return told(tx, who, id, contact.organizationId, asked.organizationId);
}

/** What the contact repeats of its primary role, its history, and the screens. */
async function told(
  tx: Tx,
  { actor, choices }: RoleAuthor,
  id: ContactId,
  was: OrganizationId | null,
  became: OrganizationId | null,
) {
  await repeatRole(tx, id);
  audit(tx, "contact", id, [{ field: "organizationId", was, became }]);
  const places = [was, became].flatMap((one) => (one ? [`organization:${one}`] : []));
  touched(tx, "contacts", `contact:${id}`, ...places);
  return { roles: await rolesSeen(tx, actor, choices, id) };
}

async function requireRole(tx: Tx, contact: ContactId, id: RoleId): Promise<ContactRole> {
  const found = await lockRole(tx, contact, id);
  if (!found) throw new Refusal("contacts.no_such_role", 404);
  return found;
}

async function checkOrganization(tx: Tx, { actor, choices }: RoleAuthor, id: OrganizationId): Promise<void> {
  if (!(await organizationSeen(tx, organizationReach(actor, choices), id)))
    throw refuseField("contacts.no_such_organization", "/organizationId");
}
