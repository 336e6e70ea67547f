import type { Id } from "#lib/id.ts";
import { Refusal, refuseField } from "#lib/refusal.ts";
import type { Instant } from "#lib/time.ts";

export type SourceId = Id<"source">;
export type CampaignId = Id<"campaign">;

/** How far a lead is. One that is taken out of a queue, without becoming a deal, is disqualified. */
export const leadStates = ["new", "working", "awaiting_reply", "meeting_booked", "returned", "disqualified"] as const;
export type LeadState = (typeof leadStates)[number];

/** Where a visitor came from, as the address said it. */
export type WebTouch = { at: Instant; url?: string; referrer?: string; utm?: Record<string, string> };

/** What a row of deals has of the time when it was, or is, a lead. `state` is null once it is qualified. */
export type LeadPart = {
  state: LeadState | null;
  reason: string | null;
  sourceId: SourceId | null;
  campaignId: CampaignId | null;
  message: string | null;
  cameInAt: Instant | null;
  respondFrom: Instant | null;
  respondedAt: Instant | null;
};

/** A lead that somebody gave up can be taken up again; one that is a deal is no lead. */
export function requireLead({ id, lead }: { id: string; lead: LeadPart }): LeadState {
  if (lead.state === null) throw new Refusal("pipeline.is_a_deal", 409, { id });
  return lead.state;
}

export function requireDeal({ id, lead }: { id: string; lead: LeadPart }): void {
  if (lead.state !== null) throw new Refusal("pipeline.is_a_lead", 409, { id });
}

export function reasonGiven(reason: string): string {
  if (reason.trim() === "") throw refuseField("pipeline.reason_missing", "/reason");
  return reason.trim();
}
