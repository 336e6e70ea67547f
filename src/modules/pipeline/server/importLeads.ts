// Leads that are brought in with their history, as `importDeals` brings deals.
import { money } from "#lib/money.ts";
import { type CivilDate, dayAt, type Instant, type Zone } from "#lib/time.ts";
import type { ContactId, OrganizationId } from "#modules/contacts/organization.ts";
import { recordFactsOf } from "#modules/metrics/server/public.ts";
import type { PersonId } from "#modules/people/person.ts";
import type { Tx } from "#platform/db/db.ts";
import { emitAll, eventsOfAll } from "#platform/events/emit.ts";
import { touched } from "#platform/ground.ts";
import type { DealId } from "../deal.ts";
import type { CampaignId, LeadState, SourceId, WebTouch } from "../lead.ts";
import { leadAdded, leadDisqualified, leadQualified, leadResponded, leadReturned } from "../leadEvents.ts";
import type { Stage } from "../stage.ts";
import { saveClock, saveLead, saveResponse, saveTouches } from "./leadStore.ts";
import { saveContactOn } from "./peopleStore.ts";
import { insertDeals } from "./store.ts";
import { factsOf } from "./tellDeal.ts";

/** One thing that happened to a lead since it came in. */
export type LeadStep = { at: Instant } & (
  | { what: "responded"; byId: PersonId | null; minutes: number }
  | { what: "qualified" }
  | { what: "returned"; reason: string }
  | { what: "disqualified"; reason: string }
);

export type ImportedLead = {
  id: DealId;
  /** Whose it is as a lead: not always whose deal it became. */
  ownerId: PersonId | null;
  organizationId: OrganizationId | null;
  sourceId: SourceId | null;
  campaignId: CampaignId | null;
  message: string | null;
  cameInAt: Instant;
  /** How it came, by the web. */
  touch: WebTouch | null;
  clock: { by: Instant; minutes: number } | null;
  /** How far it is; null for one that is a deal by now. */
  state: LeadState | null;
  /** In the order of time. */
  steps: readonly LeadStep[];
};
export type NewLead = ImportedLead & { name: string; contactId: ContactId | null; importId: string };

/** Takes in leads, each a new row. */
export async function importLeads(tx: Tx, all: readonly NewLead[], stage: Stage, base: string, zone: Zone) {
  await insertDeals(
    tx,
    all.map(({ id, name, ownerId, organizationId, importId, cameInAt, steps }) => ({
      ...{ id, key: null, name, ownerId, organizationId, importId, pipelineId: stage.pipelineId, stageId: stage.id },
      ...{ value: money(0, base), baseMinor: 0, lines: [], openedOn: null, expectedCloseOn: null },
      ...{ stageSince: cameInAt, lastTouchAt: steps.at(-1)?.at ?? cameInAt, createdAt: cameInAt },
      standing: { status: "open" },
    })),
  );
  for (const { id, contactId, cameInAt } of all)
    if (contactId) await saveContactOn(tx, { id, contactId, partId: null }, cameInAt);
  await tellPast(tx, all, zone);
}

/** Tells of deals that are there how they came in; also what is left of a new lead to be written. */
export async function tellPast(tx: Tx, all: readonly ImportedLead[], zone: Zone): Promise<void> {
  for (const lead of all) await savePast(tx, lead);
  const ofKind = <What extends LeadStep["what"]>(what: What) =>
    all.flatMap((lead) =>
      lead.steps
        .filter((step): step is Extract<LeadStep, { what: What }> => step.what === what)
        .map((step) => ({ lead, step })),
    );
  const told = <More extends object>(lead: ImportedLead, at: Instant, more: More) => ({
    ...{ record: lead.id as string, happenedAt: at, facts: { ...factsAt(lead, dayAt(at, zone)), ...more } },
  });
  await emitAll(
    tx,
    leadAdded,
    all.map((lead) => told(lead, lead.cameInAt, {})),
  );
  await emitAll(
    tx,
    leadResponded,
    ofKind("responded").map(({ lead, step }) => told(lead, step.at, { byId: step.byId, minutes: step.minutes })),
  );
  await emitAll(
    tx,
    leadQualified,
    ofKind("qualified").map(({ lead, step }) => told(lead, step.at, { was: lead.ownerId })),
  );
  await emitAll(
    tx,
    leadReturned,
    ofKind("returned").map(({ lead, step }) => told(lead, step.at, { reason: step.reason })),
  );
  await emitAll(
    tx,
    leadDisqualified,
    ofKind("disqualified").map(({ lead, step }) => told(lead, step.at, { reason: step.reason })),
  );
  const ids = all.map(({ id }) => id);
  const events = await eventsOfAll(tx, ids);
  await recordFactsOf(tx, new Map(ids.map((id) => [id, factsOf(events.get(id) ?? [])])));
  touched(tx, "leads", "deals", "sources");
}

function factsAt({ id, ownerId, organizationId, sourceId, campaignId }: ImportedLead, on: CivilDate) {
  return { leadId: id, ownerId, organizationId, sourceId, campaignId, on };
}

async function savePast(tx: Tx, lead: ImportedLead): Promise<void> {
  const { id, state, sourceId, campaignId, message, cameInAt, clock, touch, steps } = lead;
  const last = steps.at(-1);
  const reason = last?.what === "returned" || last?.what === "disqualified" ? last.reason : null;
  const qualifiedAt = state === null ? (steps.findLast(({ what }) => what === "qualified")?.at ?? cameInAt) : null;
  await saveLead(tx, id, { state, reason, sourceId, campaignId, message, cameInAt }, qualifiedAt);
  await saveTouches(tx, id, { first: touch, last: touch });
  await saveClock(tx, id, clock && { from: cameInAt, ...clock });
  const responded = steps.find(({ what }) => what === "responded");
  if (responded) await saveResponse(tx, id, responded.at);
}
