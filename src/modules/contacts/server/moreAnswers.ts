import { reachOf } from "#lib/policy/can.ts";
import { Refusal } from "#lib/refusal.ts";
import { namesByLogin } from "#modules/people/server/public.ts";
import { type Answer, type Ask, answer } from "#platform/http/answer.ts";
import type { MergeKind } from "#platform/records/merge.ts";
import * as api from "../api.ts";
import { addRole, changeRole, moveContact, removeRole } from "./changeRoles.ts";
import { duplicatesOf, hintsFor, seeDuplicates, tellApart } from "./duplicates.ts";
import { sayMerged } from "./merged.ts";
import { mergeRecords, undoableMerges, undoMerge } from "./mergeRecords.ts";
import { organizationReach } from "./reach.ts";
import { peopleOf } from "./rolesStore.ts";
import { previewMerge } from "./seeMerge.ts";
import { contactNames, organizationNamesOf, readableContacts, readableOrganizations } from "./store.ts";

const whoIn = ({ actor, workspace, now, today }: Ask) => ({ actor, choices: workspace, now, today });

/** Refuses what the caller may not read, and leads from what became one with another. */
async function requireReadable({ db, actor, workspace }: Ask, kind: MergeKind, id: string): Promise<void> {
  const seen =
    kind === "contact"
      ? await readableContacts(db, reachOf(actor, "contact", "r", workspace), [id])
      : await readableOrganizations(db, organizationReach(actor, workspace), [id]);
  if (seen.has(id)) return;
  await sayMerged(db, actor, workspace, kind, id);
  throw new Refusal(kind === "contact" ? "contacts.no_such_contact" : "contacts.no_such_organization", 404);
}

async function hints(ask: Ask, kind: MergeKind, id: string) {
  await requireReadable(ask, kind, id);
  return { hints: await duplicatesOf(ask, kind, id) };
}

async function merges(ask: Ask, kind: MergeKind, id: string) {
  await requireReadable(ask, kind, id);
  const { db, now, workspace } = ask;
  const found = await undoableMerges(db, id, now, workspace);
  const ids = found.map(({ absorbedId }) => absorbedId);
  const names = kind === "contact" ? await contactNames(db, ids) : await organizationNamesOf(db, ids);
  const logins = await namesByLogin(db);
  return {
    merges: found.map(({ id: merge, absorbedId, at, byUser }) => ({
      ...{ id: merge, absorbedId, name: names.get(absorbedId) ?? "", at, by: logins.get(byUser) ?? null },
    })),
  };
}

/** Where people work, what may be one, and what became one. */
export const moreAnswers: readonly Answer[] = [
  answer(api.organizationPeopleRoute, async (ask) => {
    await requireReadable(ask, "organization", ask.params.id);
    const reach = reachOf(ask.actor, "contact", "r", ask.workspace);
    const found = await peopleOf(ask.db, reach, ask.params.id);
    return {
      people: found.map(({ id: roleId, contactId: id, organizationId: _at, ...rest }) => ({ ...rest, id, roleId })),
    };
  }),
  answer(api.addContactRoleRoute, (ask) => ask.transact((tx) => addRole(tx, whoIn(ask), ask.params.id, ask.body))),
  answer(api.changeContactRoleRoute, (ask) => ask.transact((tx) => changeRole(tx, whoIn(ask), ask.params, ask.body))),
  answer(api.deleteContactRoleRoute, (ask) => ask.transact((tx) => removeRole(tx, whoIn(ask), ask.params))),
  answer(api.moveContactRoute, (ask) => ask.transact((tx) => moveContact(tx, whoIn(ask), ask.params.id, ask.body))),
  answer(api.duplicateHintsRoute, async (ask) => ({ hints: await hintsFor(ask, ask.body) })),
  answer(api.contactDuplicatesRoute, (ask) => hints(ask, "contact", ask.params.id)),
  answer(api.organizationDuplicatesRoute, (ask) => hints(ask, "organization", ask.params.id)),
  answer(api.duplicatesRoute, (ask) => seeDuplicates(ask, ask.query.kind, ask.query.limit)),
  answer(api.tellApartRoute, async (ask) => {
    await ask.transact((tx) => tellApart(tx, whoIn(ask), ask.body));
    return { done: true as const };
  }),
  answer(api.contactMergePreviewRoute, (ask) => preview(ask, "contact", ask.params)),
  answer(api.organizationMergePreviewRoute, (ask) => preview(ask, "organization", ask.params)),
  answer(api.mergeContactsRoute, async (ask) => {
    const { absorbed, take } = ask.body;
    const asked = { survivor: ask.params.id, absorbed, taking: take };
    return { mergeId: await ask.transact((tx) => mergeRecords(tx, "contact", whoIn(ask), asked)), id: ask.params.id };
  }),
  answer(api.mergeOrganizationsRoute, async (ask) => {
    const { absorbed, take } = ask.body;
    const asked = { survivor: ask.params.id, absorbed, taking: take };
    return {
      mergeId: await ask.transact((tx) => mergeRecords(tx, "organization", whoIn(ask), asked)),
      id: ask.params.id,
    };
  }),
  answer(api.contactMergesRoute, (ask) => merges(ask, "contact", ask.params.id)),
  answer(api.organizationMergesRoute, (ask) => merges(ask, "organization", ask.params.id)),
  answer(api.undoMergeRoute, (ask) => ask.transact((tx) => undoMerge(tx, whoIn(ask), ask.workspace, ask.params.id))),
];

async function preview(ask: Ask, kind: MergeKind, { id, absorbed }: { id: string; absorbed: string }) {
  if (id === absorbed) throw new Refusal("contacts.merge_with_itself", 422);
  return ask.transact((tx) => previewMerge(tx, kind, whoIn(ask), { survivor: id, absorbed }));
}
