import { contactNames, organizationNamesOf } from "#modules/contacts/server/public.ts";
import { personNames } from "#modules/people/server/public.ts";
import { dealNames } from "#modules/pipeline/server/public.ts";
import type { Activity } from "../activity.ts";
import type { DrawnActivity } from "../api.ts";
import { mayChangeActivity } from "./changeActivities.ts";
import { filesWith } from "./files.ts";
import type { Looking } from "./readable.ts";
import { mentionsIn } from "./tellActivity.ts";

/** Activities with the names that their ids stand for today, and with what is attached to them, in a few queries however many they are. */
export async function drawActivities(
  { db, actor, workspace }: Looking,
  all: readonly Activity[],
): Promise<DrawnActivity[]> {
  const some = (ids: readonly (string | null)[]) => [...new Set(ids.filter((id) => id !== null))];
  const people = await personNames(
    db,
    some(all.flatMap((one) => [one.ownerId, one.setBy, ...one.people, ...mentionsIn(one)])),
  );
  const contacts = await contactNames(db, some(all.flatMap((one) => [one.contactId, ...one.contacts])));
  const deals = await dealNames(db, some(all.map((one) => one.dealId)));
  const organizations = await organizationNamesOf(db, some(all.map((one) => one.organizationId)));
  const files = Map.groupBy(await filesWith({ db, actor, workspace }, all), ({ activityId }) => activityId);
  const nameIn = (names: ReadonlyMap<string, string>, id: string | null) => (id ? (names.get(id) ?? null) : null);
  const named = <Id extends string>(names: ReadonlyMap<string, string>, ids: readonly Id[]) =>
    ids.flatMap((id) => (names.has(id) ? [{ id, name: names.get(id) ?? "" }] : []));
  return all.map((one) => ({
    ...one,
    owner: nameIn(people, one.ownerId),
    setter: nameIn(people, one.setBy),
    attending: named(people, one.people),
    guests: named(contacts, one.contacts),
    mentioned: named(people, mentionsIn(one) as DrawnActivity["people"]),
    deal: nameIn(deals, one.dealId),
    organization: nameIn(organizations, one.organizationId),
    contact: nameIn(contacts, one.contactId),
    files: files.get(one.id) ?? [],
    mayWrite: mayChangeActivity({ ...actor, choices: workspace }, one, "w"),
  }));
}
