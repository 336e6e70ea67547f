// The verbs of leads: those of the pipeline, with the clock and the score that follow from them.
import { Refusal } from "#lib/refusal.ts";
import type { FieldValues } from "#modules/fields/field.ts";
import { saveValues, withCustom } from "#modules/fields/server/public.ts";
import type { DealId } from "#modules/pipeline/deal.ts";
import type { LeadState } from "#modules/pipeline/lead.ts";
import {
  addLead,
  changeLead,
  type LeadChange,
  leadReach,
  leadShownTo,
  mayOnLead,
  reachesOf,
  readableDeals,
  type SeenLead,
  type When,
  type Who,
} from "#modules/pipeline/server/public.ts";
import type { Reads, Tx } from "#platform/db/db.ts";
import type { Ask } from "#platform/http/answer.ts";
import { sharedAmong } from "#platform/records/shares.ts";
import type { Workspace } from "#platform/workspace.ts";
import type { LeadShape } from "../api.ts";
import { type BusinessHours, businessMinutes } from "../clock.ts";
import { ruleSubjects } from "../score.ts";
import { businessHours } from "./businessHours.ts";
import { rescore } from "./rescore.ts";
import { startClock } from "./respond.ts";

export type Looking = Pick<Ask, "actor" | "workspace" | "now" | "today"> & { db: Reads };
type Custom = { custom?: FieldValues | undefined };

export async function comeIn(
  tx: Tx,
  who: Who,
  workspace: Workspace,
  { custom, ...asked }: LeadChange & Custom,
  when: When,
): Promise<DealId> {
  const lead = await addLead(tx, who, workspace, asked, when);
  if (custom) await saveValues(tx, "deal", lead.id, custom);
  await startClock(tx, lead, when.now);
  await rescore(tx, [lead.id]);
  return lead.id;
}

export async function change(
  tx: Tx,
  who: Who,
  workspace: Workspace,
  asked: { id: DealId; version?: number | undefined; fields: LeadChange & { state?: LeadState | undefined } & Custom },
  when: When,
): Promise<void> {
  const { custom, ...fields } = asked.fields;
  const { was, lead } = await changeLead(tx, who, workspace, { ...asked, fields }, when);
  if (custom) await saveValues(tx, "deal", lead.id, custom);
  const isOtherSource = lead.lead.sourceId !== was.lead.sourceId;
  if (isOtherSource && lead.lead.respondedAt === null)
    await startClock(tx, lead, lead.lead.respondFrom ?? lead.lead.cameInAt ?? when.now);
  await rescore(tx, [lead.id]);
}

/** A lead as the actor may see it; one that is a deal by now is said to be one. */
export async function leadSeenBy(looking: Looking, id: DealId): Promise<LeadShape> {
  const { db, actor, workspace } = looking;
  const lead = await leadShownTo(db, leadReach(actor, workspace), id);
  const [seen] = lead ? await shown(looking, [lead]) : [];
  if (seen) return seen;
  const isDeal = (await readableDeals(db, reachesOf(actor, workspace), [id])).size > 0;
  throw isDeal ? new Refusal("pipeline.is_a_deal", 409, { id }) : new Refusal("pipeline.no_such_deal", 404);
}

export async function seeLead(looking: Looking, id: DealId, duplicates: (lead: LeadShape) => Promise<number>) {
  const lead = await leadSeenBy(looking, id);
  return { ...(await withCustom(looking.db, "deal", lead)), duplicates: await duplicates(lead) };
}

/** Leads with how long each may still wait, and what whoever looks may do with it. */
export async function shown(looking: Looking, leads: readonly SeenLead[]): Promise<LeadShape[]> {
  const { db, actor } = looking;
  const hours = await businessHours(db);
  const ids = leads.map(({ id }) => id);
  const sharedOf = await sharedAmong(db, "deal", ids, actor.personId);
  return leads.map((lead) => shownOne(looking, lead, { hours, shared: sharedOf(lead.id) }));
}

type Around = { hours: BusinessHours; shared: readonly string[] };

function shownOne({ actor, workspace, now, today }: Looking, lead: SeenLead, { hours, shared }: Around): LeadShape {
  const who = { ...actor, choices: workspace };
  return {
    ...lead,
    contactId: lead.contactId as LeadShape["contactId"],
    organizationId: lead.organizationId as LeadShape["organizationId"],
    ownerId: lead.ownerId as LeadShape["ownerId"],
    scoreReasons: lead.scoreReasons.flatMap((reason) => {
      const subject = ruleSubjects.find((one) => one === reason.subject);
      return subject ? [{ ...reason, subject }] : [];
    }),
    minutesLeft: minutesLeft(lead, now, hours),
    mayWrite: mayOnLead(who, lead, "w", today, shared),
    mayDelete: mayOnLead(who, lead, "d", today, shared),
  };
}

function minutesLeft({ respondBy, respondedAt, state }: SeenLead, now: string, hours: BusinessHours): number | null {
  if (respondBy === null || respondedAt !== null || state === "disqualified") return null;
  return now <= respondBy ? businessMinutes(now, respondBy, hours) : -businessMinutes(respondBy, now, hours);
}
