import { Refusal } from "#lib/refusal.ts";
import { fieldsOf, partedBy, saveListed } from "#modules/fields/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import type { Changed, Changing } from "#platform/records/list/list.ts";
import { changeContactRoute, changeOrganizationRoute } from "../api.ts";
import type { ContactId, OrganizationId } from "../organization.ts";
import { changeContact, deleteContact } from "./changeContacts.ts";
import { changeOrganization, deleteOrganization } from "./changeOrganizations.ts";
import { lockContact, lockOrganization } from "./store.ts";

type Asked = Readonly<Record<string, unknown>>;

/** One organization of a change of many: by the shape and the rules of its own route. */
export async function changeListedOrganization(
  tx: Tx,
  { actor, workspace }: Changing,
  record: string,
  asked: Asked,
): Promise<Changed> {
  const id = record as OrganizationId;
  const { own, custom } = partedBy(changeOrganizationRoute, asked);
  const was = await lockOrganization(tx, id);
  if (!was) throw new Refusal("contacts.no_such_organization", 404);
  const { version } = await changeOrganization(tx, actor, workspace, id, own, undefined);
  return { was: { ...fieldsOf(was, own), ...(await saveListed(tx, "organization", id, custom)) }, version };
}

export async function removeOrganization(tx: Tx, { actor, workspace, now }: Changing, id: string): Promise<void> {
  await deleteOrganization(tx, actor, workspace, id as OrganizationId, now);
}

/** As `changeListedOrganization`, of a contact. */
export async function changeListedContact(
  tx: Tx,
  { actor, workspace }: Changing,
  record: string,
  asked: Asked,
): Promise<Changed> {
  const id = record as ContactId;
  const { own, custom } = partedBy(changeContactRoute, asked);
  const was = await lockContact(tx, id);
  if (!was) throw new Refusal("contacts.no_such_contact", 404);
  const { version } = await changeContact(tx, actor, workspace, id, own, undefined);
  return { was: { ...fieldsOf(was, own), ...(await saveListed(tx, "contact", id, custom)) }, version };
}

export async function removeContact(tx: Tx, { actor, workspace, now }: Changing, id: string): Promise<void> {
  await deleteContact(tx, actor, workspace, id as ContactId, now);
}
