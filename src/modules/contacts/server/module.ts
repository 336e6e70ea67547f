import { can, reachOf, standingToOwner } from "#lib/policy/can.ts";
import { Refusal } from "#lib/refusal.ts";
import { personNames } from "#modules/people/server/public.ts";
import type { Reads } from "#platform/db/db.ts";
import { answer } from "#platform/http/answer.ts";
import { module } from "#platform/module.ts";
import * as api from "../api.ts";
import { addContact, changeContact, deleteContact, restoreContact } from "./changeContacts.ts";
import { addOrganization, changeOrganization, deleteOrganization, restoreOrganization } from "./changeOrganizations.ts";
import { contactAccess, contactHeld, eraseContact, forgetContact } from "./eraseContact.ts";
import { contactKeys } from "./keys.ts";
import { contactList, organizationList } from "./listStore.ts";
import { passesOn } from "./passOwned.ts";
import { mayChange, organizationReach } from "./reach.ts";
import {
  contactNames,
  contactSeen,
  contactsExports,
  listContacts,
  listOrganizations,
  organizationNamesOf,
  organizationSeen,
  readableContacts,
  readableOrganizations,
  searchContacts,
  searchOrganizations,
  subsidiariesOf,
} from "./store.ts";
import { contactTrash, organizationTrash } from "./trash.ts";

const done = { done: true } as const;

/** Adds the owners' names, which people owns. */
async function withOwners<Row extends { ownerId: string | null }>(
  db: Reads,
  rows: readonly Row[],
): Promise<(Row & { owner: string | null })[]> {
  const names = await personNames(db, [...new Set(rows.flatMap((row) => (row.ownerId ? [row.ownerId] : [])))]);
  return rows.map((row) => ({ ...row, owner: row.ownerId ? (names.get(row.ownerId) ?? null) : null }));
}

export const contacts = module({
  name: "contacts",
  owns: ["organizations", "contacts"],
  exports: contactsExports,
  emits: ["contact_added"],
  keys: contactKeys,
  onTransfer: [passesOn("organization"), passesOn("contact")],
  trash: [organizationTrash, contactTrash],
  lists: [organizationList, contactList],
  onErase: forgetContact,
  onAccess: contactAccess,
  records: [
    {
      kind: "organization",
      names: organizationNamesOf,
      readable: (db, actor, choices, ids) => readableOrganizations(db, organizationReach(actor, choices), ids),
      search: async (db, actor, choices, words) =>
        (await searchOrganizations(db, organizationReach(actor, choices), words)).map(
          ({ id, name, industry, country }) => ({
            kind: "organization",
            id,
            title: name,
            detail: [industry, country].filter(Boolean).join(", "),
            href: `/organizations/${id}`,
          }),
        ),
    },
    {
      kind: "contact",
      names: contactNames,
      readable: (db, actor, choices, ids) => readableContacts(db, reachOf(actor, "contact", "r", choices), ids),
      search: async (db, actor, choices, words) =>
        (await searchContacts(db, reachOf(actor, "contact", "r", choices), words)).map(
          ({ id, name, title, organization }) => ({
            kind: "contact",
            id,
            title: name,
            detail: [title, organization].filter(Boolean).join(", "),
            href: `/contacts/${id}`,
          }),
        ),
    },
  ],
  answers: [
    answer(api.organizationsRoute, async ({ db, actor, workspace, query }) => {
      const page = await listOrganizations(db, organizationReach(actor, workspace), query);
      return { ...page, rows: await withOwners(db, page.rows) };
    }),
    answer(api.organizationRoute, async ({ db, actor, workspace, params }) => {
      const reach = organizationReach(actor, workspace);
      const found = await organizationSeen(db, reach, params.id);
      if (!found) throw new Refusal("contacts.no_such_organization", 404);
      const [shown] = await withOwners(db, [found]);
      return {
        ...shown!,
        subsidiaries: await subsidiariesOf(db, reach, params.id),
        mayWrite: await mayChange(db, actor, workspace, found, "w"),
      };
    }),
    answer(api.addOrganizationRoute, ({ transact, actor, workspace, body, now }) =>
      transact((tx) => addOrganization(tx, actor, workspace, body, now)),
    ),
    answer(api.changeOrganizationRoute, ({ transact, actor, workspace, params, body, ifMatch }) =>
      transact((tx) => changeOrganization(tx, actor, workspace, params.id, body, ifMatch)),
    ),
    answer(api.deleteOrganizationRoute, async ({ transact, actor, workspace, params, now }) => {
      await transact((tx) => deleteOrganization(tx, actor, workspace, params.id, now));
      return done;
    }),
    answer(api.restoreOrganizationRoute, async ({ transact, actor, workspace, params }) => {
      await transact((tx) => restoreOrganization(tx, actor, workspace, params.id));
      return done;
    }),
    answer(api.contactsRoute, async ({ db, actor, workspace, query }) => {
      const page = await listContacts(db, reachOf(actor, "contact", "r", workspace), query);
      return { ...page, rows: await withOwners(db, page.rows) };
    }),
    answer(api.contactRoute, async ({ db, actor, workspace, params }) => {
      const found = await contactSeen(db, reachOf(actor, "contact", "r", workspace), params.id);
      if (!found) throw new Refusal("contacts.no_such_contact", 404);
      const [shown] = await withOwners(db, [found]);
      const mayWrite = found.erasedAt === null && can("contact", "w", standingToOwner(actor, found, workspace));
      return { ...shown!, mayWrite };
    }),
    answer(api.contactHeldRoute, ({ db, ground, params }) => contactHeld(db, ground, params.id)),
    answer(api.eraseContactRoute, async ({ transact, params, body, now }) => {
      await transact((tx) => eraseContact(tx, { id: params.id, name: body.name }, now));
      return done;
    }),
    answer(api.addContactRoute, ({ transact, actor, workspace, body, now }) =>
      transact((tx) => addContact(tx, actor, workspace, body, now)),
    ),
    answer(api.changeContactRoute, ({ transact, actor, workspace, params, body, ifMatch }) =>
      transact((tx) => changeContact(tx, actor, workspace, params.id, body, ifMatch)),
    ),
    answer(api.deleteContactRoute, async ({ transact, actor, workspace, params, now }) => {
      await transact((tx) => deleteContact(tx, actor, workspace, params.id, now));
      return done;
    }),
    answer(api.restoreContactRoute, async ({ transact, actor, workspace, params }) => {
      await transact((tx) => restoreContact(tx, actor, workspace, params.id));
      return done;
    }),
  ],
});
