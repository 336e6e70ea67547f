import { type Actor, type Choices, reachOf } from "#lib/policy/can.ts";
import { Refusal } from "#lib/refusal.ts";
import { contactSeen, organizationReach, organizationSeen } from "#modules/contacts/server/public.ts";
import type { PersonId } from "#modules/people/person.ts";
import { actorOf, personRow } from "#modules/people/server/public.ts";
import { reachesOf, readableDeals } from "#modules/pipeline/server/public.ts";
import type { Reads } from "#platform/db/db.ts";
import type { Ground } from "#platform/ground.ts";
import type { Activity, RecordName } from "../activity.ts";
import { activitiesByIds } from "./store.ts";

export type Looking = { db: Reads; actor: Actor; workspace: Choices };
export type OnRecord = { record: RecordName; id: string };

const unreadable = {
  deal: "pipeline.no_such_deal",
  organization: "contacts.no_such_organization",
  contact: "contacts.no_such_contact",
} as const;

export async function isReadable({ db, actor, workspace }: Looking, { record, id }: OnRecord): Promise<boolean> {
  switch (record) {
    case "deal":
      return (await readableDeals(db, reachesOf(actor, workspace), [id])).has(id);
    case "organization":
      return (await organizationSeen(db, organizationReach(actor, workspace), id as never)) !== undefined;
    case "contact":
      return (await contactSeen(db, reachOf(actor, "contact", "r", workspace), id as never)) !== undefined;
  }
}

export async function requireReadable(looking: Looking, on: OnRecord): Promise<void> {
  if (!(await isReadable(looking, on))) throw new Refusal(unreadable[on.record], 404);
}

/** The record that an activity is told with: its deal, else whom it is with. */
export function recordOf({ dealId, contactId, organizationId }: Links): OnRecord {
  if (dealId) return { record: "deal", id: dealId };
  if (contactId) return { record: "contact", id: contactId };
  return { record: "organization", id: organizationId! };
}

type Links = Pick<Activity, "dealId" | "organizationId" | "contactId">;

/** An activity is read by whoever reads what it is about, and by whose it is to do or to attend. */
export async function isActivityReadable(
  looking: Looking,
  one: Links & Pick<Activity, "kind" | "ownerId" | "people">,
): Promise<boolean> {
  const { actor, workspace } = looking;
  if (one.people.includes(actor.personId as PersonId)) return true;
  const reach = reachOf(actor, "activity", "r", workspace);
  if (reach.all || (one.ownerId && reach.owners.includes(one.ownerId))) return true;
  if (one.dealId) return isReadable(looking, { record: "deal", id: one.dealId });
  return isReadable(looking, recordOf(one));
}

/** Which of these activities the actor may read. */
export async function readableActivities(looking: Looking, ids: readonly string[]): Promise<Set<string>> {
  const readable = new Set<string>();
  for (const one of await activitiesByIds(looking.db, ids))
    if (!one.deletedAt && (await isActivityReadable(looking, one))) readable.add(one.id);
  return readable;
}

/** Somebody as an actor, by their person; undefined where they can't sign in. */
export async function actorOfPerson({ clock }: Ground, db: Reads, personId: string): Promise<Actor | undefined> {
  const person = await personRow(db, personId as PersonId);
  return person?.userId ? actorOf(db, person.userId, clock) : undefined;
}
