import type { EventKind } from "#lib/event.ts";
import type { CivilDate } from "#lib/time.ts";
import { recordFacts } from "#modules/metrics/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { emit, eventsOf } from "#platform/events/emit.ts";
import { touched } from "#platform/ground.ts";
import { type LeadFacts, leadAdded } from "../leadEvents.ts";
import type { StoredDeal } from "./store.ts";
import { factsOf } from "./tellDeal.ts";

type Told = Pick<StoredDeal, "id" | "ownerId" | "organizationId" | "importId" | "lead">;

/** Emits what happened to a lead, counts its facts again, and tells the screens, in the transaction of the change. */
export async function tellLead<Facts extends LeadFacts>(
  tx: Tx,
  kind: EventKind<Facts>,
  lead: Told,
  on: CivilDate,
  more: Omit<Facts, keyof LeadFacts>,
): Promise<void> {
  const { id, ownerId, organizationId } = lead;
  const { sourceId, campaignId } = lead.lead;
  // `more` holds just what this kind of event adds to the lead.
  const facts = { leadId: id, ownerId, organizationId, sourceId, campaignId, on, ...more } as Facts;
  const before = await eventsOf(tx, id);
  // A file may tell of a lead that came in long ago.
  const happenedAt = kind.name === leadAdded.name && lead.importId ? lead.lead.cameInAt : null;
  const event = await emit(tx, kind, { record: id, facts, ...(happenedAt ? { happenedAt } : {}) });
  await recordFacts(tx, id, factsOf([...before, event]));
  touchedLead(tx, lead);
}

export function touchedLead(tx: Tx, { id, organizationId }: Pick<StoredDeal, "id" | "organizationId">): void {
  touched(tx, "leads", `deal:${id}`, ...(organizationId ? [`organization:${organizationId}`] : []));
}
