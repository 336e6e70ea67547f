import { type Actor, type Choices, can, reachOf, standingToOwner } from "#lib/policy/can.ts";
import { Refusal } from "#lib/refusal.ts";
import type { FieldValues } from "#modules/fields/field.ts";
import { saveCustom, withCustom } from "#modules/fields/server/public.ts";
import { personNames } from "#modules/people/server/public.ts";
import type { Reads, Tx } from "#platform/db/db.ts";
import { answer } from "#platform/http/answer.ts";
import { module } from "#platform/module.ts";
import { sharedFor } from "#platform/records/shares.ts";
import * as api from "../api.ts";
import { contactEvents } from "../events.ts";
import type { Ways } from "../ways.ts";
import { addContact, changeContact, deleteContact, restoreContact } from "./changeContacts.ts";
import { addOrganization, changeOrganization, deleteOrganization, restoreOrganization } from "./changeOrganizations.ts";
import { rolesSeen } from "./changeRoles.ts";
import { findPairs, pairJob } from "./duplicates.ts";
import { contactAccess, contactHeld, eraseContact, forgetContact } from "./eraseContact.ts";
import { contactsExports } from "./exportsStore.ts";
import { contactsFollow } from "./followMerge.ts";
import { contactKeys } from "./keys.ts";
import { contactList, organizationList } from "./listStore.ts";
import { sayMerged } from "./merged.ts";
import { moreAnswers } from "./moreAnswers.ts";
import { offerOrganizationNumbers } from "./numbersStore.ts";
import { passesOn } from "./passOwned.ts";
import { mayChange, organizationReach } from "./reach.ts";
import { searchContacts, searchOrganizations } from "./searchStore.ts";
import { withShownWays } from "./shown.ts";
import {
  ancestorsOf,
  contactNames,
  contactSeen,
  listContacts,
  listOrganizations,
  organizationNamesOf,
  organizationSeen,
  readableContacts,
  readableOrganizations,
  subsidiariesOf,
} from "./store.ts";
import { contactTrash, organizationTrash } from "./trash.ts";

const done = { done: true } as const;

/** The record, or why it isn't there: it may have become one with another. */
async function requireSeen<Id extends string, Seen>(
  db: Reads,
  actor: Actor,
  choices: Choices,
  kind: "contact" | "organization",
  id: Id,
  look: (id: Id) => Promise<Seen | undefined>,
): Promise<Seen> {
  const found = await look(id);
  if (found) return found;
  await sayMerged(db, actor, choices, kind, id);
  throw new Refusal(kind === "contact" ? "contacts.no_such_contact" : "contacts.no_such_organization", 404);
}

/** Adds the owners' names, which people owns. */
async function withOwners<Row extends { ownerId: string | null }>(
  db: Reads,
  rows: readonly Row[],
): Promise<(Row & { owner: string | null })[]> {
  const names = await personNames(db, [...new Set(rows.flatMap((row) => (row.ownerId ? [row.ownerId] : [])))]);
  return rows.map((row) => ({ ...row, owner: row.ownerId ? (names.get(row.ownerId) ?? null) : null }));
}

offerOrganizationNumbers();

/** What was saved, with the workspace's own fields that came along. */
async function shownAfter<Saved extends Ways & { id: string }>(
  tx: Tx,
  kind: "organization" | "contact",
  saved: Saved,
  custom: FieldValues | undefined,
) {
  await saveCustom(tx, kind, saved.id, custom);
  return withCustom(tx, kind, await withShownWays(tx, kind, saved));
}

export const contacts = module({
  name: "contacts",
  owns: [
    ...["organizations", "contacts", "emails", "phones", "addresses", "links", "contact_roles"],
    ...["merges", "merge_moves", "match_keys", "duplicate_pairs"],
  ],
  exports: contactsExports,
  exportsWithout: {
    merge_moves: "what the undo of a merge must know",
    match_keys: "made anew from the records",
    duplicate_pairs: "found anew from the records",
  },
  emits: contactEvents.map(({ name }) => name),
  jobs: [pairJob],
  nightly: [{ name: "contacts.pair_nightly", run: findPairs }],
  onMerge: contactsFollow,
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
      mayShare: async (db, actor, choices, id) => {
        const reach = { ...reachOf(actor, "organization", "d", choices), ownerless: false, granted: undefined };
        return (await readableOrganizations(db, reach, [id])).has(id);
      },
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
      mayShare: async (db, actor, choices, id) =>
        (await readableContacts(db, reachOf(actor, "contact", "d", choices), [id])).has(id),
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
      const found = await requireSeen(db, actor, workspace, "organization", params.id, (id) =>
        organizationSeen(db, reach, id),
      );
      const [shown] = await withOwners(db, [
        await withCustom(db, "organization", await withShownWays(db, "organization", found)),
      ]);
      const above = await ancestorsOf(db, params.id);
      const readable = await readableOrganizations(db, reach, above);
      const names = await organizationNamesOf(db, [...readable]);
      return {
        ...shown!,
        above: above
          .filter((id) => id !== params.id && readable.has(id))
          .toReversed()
          .map((id) => ({ id, name: names.get(id) ?? "" })),
        subsidiaries: await subsidiariesOf(db, reach, params.id),
        mayWrite: await mayChange(db, actor, workspace, found, "w"),
      };
    }),
    answer(api.addOrganizationRoute, ({ transact, actor, workspace, body: { custom, ...fields }, now }) =>
      transact(async (tx) =>
        shownAfter(tx, "organization", await addOrganization(tx, actor, workspace, fields, now), custom),
      ),
    ),
    answer(
      api.changeOrganizationRoute,
      ({ transact, actor, workspace, params, body: { custom, ...fields }, ifMatch }) =>
        transact(async (tx) =>
          shownAfter(
            tx,
            "organization",
            await changeOrganization(tx, actor, workspace, params.id, fields, ifMatch),
            custom,
          ),
        ),
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
      const reach = reachOf(actor, "contact", "r", workspace);
      const found = await requireSeen(db, actor, workspace, "contact", params.id, (id) => contactSeen(db, reach, id));
      const [shown] = await withOwners(db, [
        await withCustom(db, "contact", await withShownWays(db, "contact", found)),
      ]);
      const roles = await rolesSeen(db, actor, workspace, params.id);
      const mayWrite =
        found.erasedAt === null &&
        can(
          "contact",
          "w",
          standingToOwner(actor, found, workspace, await sharedFor(db, "contact", found.id, actor.personId)),
        );
      return { ...shown!, roles, mayWrite };
    }),
    ...moreAnswers,
    answer(api.contactHeldRoute, ({ db, ground, params }) => contactHeld(db, ground, params.id)),
    answer(api.eraseContactRoute, async ({ transact, params, body, now }) => {
      await transact((tx) => eraseContact(tx, { id: params.id, name: body.name }, now));
      return done;
    }),
    answer(api.addContactRoute, ({ transact, actor, workspace, body: { custom, ...fields }, now }) =>
      transact(async (tx) => shownAfter(tx, "contact", await addContact(tx, actor, workspace, fields, now), custom)),
    ),
    answer(api.changeContactRoute, ({ transact, actor, workspace, params, body: { custom, ...fields }, ifMatch }) =>
      transact(async (tx) =>
        shownAfter(tx, "contact", await changeContact(tx, actor, workspace, params.id, fields, ifMatch), custom),
      ),
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
