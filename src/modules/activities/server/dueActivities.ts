import { addDays, type CivilDate, type Instant, startOfDay } from "#lib/time.ts";
import { organizationNamesOf } from "#modules/contacts/server/public.ts";
import { dealsByIds } from "#modules/pipeline/server/public.ts";
import type { Reads } from "#platform/db/db.ts";
import type { Workspace } from "#platform/workspace.ts";
import { dueFor } from "./store.ts";

/** What a person has to do until the end of a day, late things first, with the deal it serves. */
export async function dueActivities(db: Reads, workspace: Workspace, personId: string, until: CivilDate, now: Instant) {
  const activities = await dueFor(db, personId, startOfDay(addDays(until, 1), workspace.zone));
  const deals = new Map(
    (
      await dealsByIds(
        db,
        activities.flatMap((one) => (one.dealId ? [one.dealId] : [])),
      )
    ).map((deal) => [deal.id, deal]),
  );
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
      late: one.dueAt !== null && one.dueAt < now,
    };
  });
}
