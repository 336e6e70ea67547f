import { contactAdded } from "#modules/contacts/events.ts";
import type { Contact, ContactId, OrganizationId } from "#modules/contacts/organization.ts";
import { insertContacts, lockContact, saveContact } from "#modules/contacts/server/public.ts";
import { noWays, type Ways, waysAfter } from "#modules/contacts/ways.ts";
import type { PersonId } from "#modules/people/person.ts";
import type { Tx } from "#platform/db/db.ts";
import { emitAll } from "#platform/events/emit.ts";
import { audit, changesBetween } from "#platform/records/audit.ts";
import type { ContactRecord } from "../record.ts";
import { type Applying, created, keepKeys, type RowOf, updated } from "./applyRows.ts";
import { saveOwnValues } from "./saveOwn.ts";
import { insertChanges } from "./store.ts";
import { waysSaid } from "./waysSaid.ts";

/** Contacts are their author's own; those that the console brings belong to nobody yet. */
export async function applyContacts(tx: Tx, applying: Applying, rows: readonly RowOf<ContactRecord>[]): Promise<void> {
  const { importId, author, now, find } = applying;
  const ownerId = author.isConsole ? null : (author.actor.personId as PersonId);
  const fresh = created(rows);
  const made: Awaited<ReturnType<typeof fieldsOf>>[] = [];
  for (const { record } of fresh) made.push(await fieldsOf(record, noWays));
  const ids = await insertContacts(
    tx,
    made.map((fields) => ({ ...fields, ownerId, generated: false, importId })),
    now,
  );
  await emitAll(
    tx,
    contactAdded,
    ids.map((contactId, at) => ({
      record: contactId,
      facts: { contactId, organizationId: made[at]!.organizationId },
    })),
  );
  const written = fresh.map(({ record }, at) => ({ id: ids[at]!, record }));
  await keepKeys(tx, applying, written);
  await saveOwnValues(tx, applying, written);
  for (const { id, record } of updated(rows)) await change(id as ContactId, record);

  async function fieldsOf(record: ContactRecord, was: Ways) {
    const { name, reading, title, department, organization } = record;
    const organizationId = (await find("organization", organization)) as OrganizationId | null;
    return { name, reading, title, department, organizationId, ...waysAfter(was, waysSaid(record)) };
  }

  async function change(id: ContactId, record: ContactRecord): Promise<void> {
    const found = await lockContact(tx, id);
    if (!found) return;
    const { deletedAt: _deletedAt, mergedInto: _mergedInto, ...was } = found;
    const saved = await saveContact(tx, { ...was, ...(await fieldsOf(record, was)) });
    const fields = [
      ...(["name", "reading", "title", "department", "organizationId"] as const),
      ...(["emails", "phones", "addresses"] as const),
    ] as const;
    audit(tx, "contact", id, changesBetween<Contact>(was, saved, fields));
    const custom = (await saveOwnValues(tx, applying, [{ id, record }])).get(id) ?? {};
    await insertChanges(tx, importId, [{ kind: "contact", id, version: saved.version, was: { ...was, custom } }]);
    await keepKeys(tx, applying, [{ id, record }]);
  }
}
