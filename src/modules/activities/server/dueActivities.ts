import type { Actor } from "#lib/policy/can.ts";
import { addDays, type CivilDate, type Instant, startOfDay } from "#lib/time.ts";
import { organizationNamesOf } from "#modules/contacts/server/public.ts";
import { personNames } from "#modules/people/server/public.ts";
import { dealsByIds } from "#modules/pipeline/server/public.ts";
import type { Reads } from "#platform/db/db.ts";
import type { Workspace } from "#platform/workspace.ts";
import { dueFor } from "./store.ts";

/**
 * What a person has to do until the end of a day, late things first, with the deal it serves; and what those have to do
 * for whom they stand in. What is on a deal in the trash waits with it.
 */
export async function dueActivities(
  db: Reads,
  workspace: Workspace,
  { personId, covers }: Pick<Actor, "personId" | "covers">,
  until: CivilDate,
  now: Instant,
) {
  const found = await dueFor(db, [personId, ...covers], startOfDay(addDays(until, 1), workspace.zone));
  const absent = await personNames(db, covers);
  const deals = new Map(
    (
      await dealsByIds(
        db,
        found.flatMap((one) => (one.dealId ? [one.dealId] : [])),
      )
    ).map((deal) => [deal.id, deal]),
  );
  const activities = found.filter((one) => !one.dealId || deals.get(one.dealId)?.deletedAt === null);
  const organizations = await organizationNamesOf(
    db,
    activities.flatMap((one) => (one.organizationId ? [one.organizationId] : [])),
  );
  return activities.map((one) => {
    const deal = one.dealId ? deals.get(one.dealId) : undefined;
    return {
      ...one,
      deal: deal?.name ?? null,
      organization: one.organizationId ? (organizations.get(one.organizationId) ?? null) : null,
      valueMinor: deal?.value.minor ?? null,
      coveringFor: one.ownerId && one.ownerId !== personId ? (absent.get(one.ownerId) ?? null) : null,
      late: one.dueAt !== null && one.dueAt < now,
    };
  });
}
