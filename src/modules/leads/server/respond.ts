import { dayAt, type Instant } from "#lib/time.ts";
import type { activityDone } from "#modules/activities/events.ts";
import { effortsOn } from "#modules/activities/server/public.ts";
import type { PersonId } from "#modules/people/person.ts";
import type { DealId } from "#modules/pipeline/deal.ts";
import type { LeadState } from "#modules/pipeline/lead.ts";
import { dealsByIds, noteResponse, readSources, type StoredDeal, saveClock } from "#modules/pipeline/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import type { StoredEvent } from "#platform/events/listener.ts";
import { lockFor } from "#platform/ground.ts";
import { businessMinutes, deadline } from "../clock.ts";
import { businessHours } from "./businessHours.ts";

/** A source that says nothing gives a working day. */
const usualMinutes = 480;

/** From this moment the first response is due by the target of the lead's source. */
export async function startClock(tx: Tx, { id, lead }: Pick<StoredDeal, "id" | "lead">, from: Instant): Promise<void> {
  const source = (await readSources(tx)).find((one) => one.id === lead.sourceId);
  const minutes = source?.respondMinutes ?? usualMinutes;
  const by = deadline(from, minutes, await businessHours(tx));
  await saveClock(tx, id, by === null ? null : { from, by, minutes });
}

/** A person called, wrote or met: the first that did so since the lead came in has answered it. Derived from what is there, so twice is once. */
export async function noteResponses(tx: Tx, events: readonly StoredEvent<Facts>[]): Promise<void> {
  const ids = [...new Set(events.flatMap(({ facts }) => facts.dealId ?? []))].toSorted();
  for (const id of ids) await noteResponseTo(tx, id);
}
type Facts = ReturnType<(typeof activityDone)["facts"]["parse"]>;

async function noteResponseTo(tx: Tx, id: DealId): Promise<void> {
  await lockFor(tx, "lead", id);
  const [row] = await dealsByIds(tx, [id]);
  if (!row || row.lead.respondedAt !== null) return;
  const from = row.lead.respondFrom ?? row.lead.cameInAt;
  if (from === null) return;
  const first = (await effortsOn(tx, { deals: [id] })).find(({ isTouch, at }) => isTouch && at >= from);
  if (!first) return;
  const hours = await businessHours(tx);
  await noteResponse(tx, id, {
    at: first.at,
    byId: first.personId as PersonId | null,
    minutes: businessMinutes(from, first.at, hours),
    on: dayAt(first.at, hours.zone),
    state: stateAfter(first.kind),
  });
}

/** After a mail one waits for its answer; after a call or a meeting one works on. */
function stateAfter(kind: string): LeadState {
  return kind === "mail" ? "awaiting_reply" : "working";
}
