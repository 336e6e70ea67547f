import { z } from "zod";
import { eventKind } from "#lib/event.ts";
import { civilDate, idOf } from "#lib/shapes.ts";

const personId = idOf<"person">().nullable();

/** The lead as it stood after what happened, by value. */
export const leadFactsShape = z.strictObject({
  leadId: idOf<"deal">(),
  ownerId: personId,
  organizationId: idOf<"organization">().nullable(),
  sourceId: idOf<"source">().nullable(),
  campaignId: idOf<"campaign">().nullable(),
  /** The day it counts for. */
  on: civilDate,
});
export type LeadFacts = z.infer<typeof leadFactsShape>;

export const leadAdded = eventKind("lead_added", "deal", leadFactsShape);
/** Somebody else's from now on, or somebody's at last. */
export const leadOwnerChanged = eventKind("lead_owner_changed", "deal", leadFactsShape.extend({ was: personId }));
/** A person's first call, mail or meeting: after so many minutes of business hours. */
export const leadResponded = eventKind(
  "lead_responded",
  "deal",
  leadFactsShape.extend({ byId: personId, minutes: z.int() }),
);
/** Became a deal; `was` is whose lead it was. */
export const leadQualified = eventKind("lead_qualified", "deal", leadFactsShape.extend({ was: personId }));
export const leadReturned = eventKind("lead_returned", "deal", leadFactsShape.extend({ reason: z.string() }));
export const leadDisqualified = eventKind("lead_disqualified", "deal", leadFactsShape.extend({ reason: z.string() }));
export const leadTakenUp = eventKind("lead_taken_up", "deal", leadFactsShape);
export const leadDeleted = eventKind("lead_deleted", "deal", leadFactsShape);
export const leadRestored = eventKind("lead_restored", "deal", leadFactsShape);

export const leadEvents = [
  leadAdded,
  leadOwnerChanged,
  leadResponded,
  leadQualified,
  leadReturned,
  leadDisqualified,
  leadTakenUp,
  leadDeleted,
  leadRestored,
] as const;
