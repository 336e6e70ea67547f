import { contactById, organizationOwner } from "#modules/contacts/server/public.ts";
import { personNames } from "#modules/people/server/public.ts";
import { dealsByIds } from "#modules/pipeline/server/public.ts";
import type { Reads, Tx } from "#platform/db/db.ts";
import { groundOf, touched } from "#platform/ground.ts";
import { followersOf, setFollowing } from "./followStore.ts";
import { actorOfPerson, isReadable, type Looking, type OnRecord, requireReadable } from "./readable.ts";

async function ownerOf(db: Reads, { record, id }: OnRecord): Promise<string | null> {
  if (record === "deal") return (await dealsByIds(db, [id]))[0]?.ownerId ?? null;
  if (record === "contact") return (await contactById(db, id as never))?.ownerId ?? null;
  return organizationOwner(db, id);
}

/** Who follows a record: its owner by owning it, others by having been brought in; nobody who left. */
export async function whoFollows(db: Reads, on: OnRecord): Promise<string[]> {
  const rows = await followersOf(db, on.id);
  const left = new Set(rows.filter(({ leftAt }) => leftAt).map(({ personId }) => personId as string));
  const owner = await ownerOf(db, on);
  const all = new Set([...(owner ? [owner] : []), ...rows.map(({ personId }) => personId as string)]);
  return [...all].filter((one) => !left.has(one));
}

export async function seeFollowers(looking: Looking, on: OnRecord) {
  await requireReadable(looking, on);
  const ids = await whoFollows(looking.db, on);
  const names = await personNames(looking.db, ids);
  return {
    following: ids.includes(looking.actor.personId),
    people: ids.map((id) => ({ id: id as never, name: names.get(id) ?? "" })),
  };
}

export async function follow(tx: Tx, looking: Omit<Looking, "db">, on: OnRecord, isFollowing: boolean) {
  const seeing = { ...looking, db: tx };
  await requireReadable(seeing, on);
  const now = groundOf(tx).clock.now();
  await setFollowing(tx, on, looking.actor.personId, isFollowing ? null : now, now);
  touched(tx, `${on.record}:${on.id}`);
  return seeFollowers(seeing, on);
}

/** Whom of these people a mention on the record would not reach, since they may not read it. */
export async function whoMayNotRead(
  tx: Reads,
  ground: Parameters<typeof actorOfPerson>[0],
  looking: Looking,
  on: OnRecord,
  people: readonly string[],
) {
  await requireReadable(looking, on);
  const unable: string[] = [];
  for (const id of people) {
    const actor = await actorOfPerson(ground, tx, id);
    if (!actor || !(await isReadable({ ...looking, actor }, on))) unable.push(id);
  }
  const names = await personNames(tx, unable);
  return { unable: unable.map((id) => ({ id: id as never, name: names.get(id) ?? "" })) };
}
