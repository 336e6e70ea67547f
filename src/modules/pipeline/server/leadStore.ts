// The SQL of leads: rows of `deals` that are not qualified yet.
import { type RawBuilder, sql } from "kysely";
import { erasedNames } from "#lib/erased.ts";
import type { Reach } from "#lib/policy/can.ts";
import type { Instant } from "#lib/time.ts";
import { contactRows, organizationRows } from "#modules/contacts/server/public.ts";
import { likeText, personNamesTable } from "#modules/people/server/public.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import type { DealId } from "../deal.ts";
import type { CampaignId, LeadPart, LeadState, SourceId, WebTouch } from "../lead.ts";
import { withinLeads } from "./reachStore.ts";

/** Who it is about: the first of its people who is still there. */
const firstContact = sql`
  left join lateral (
    select contact.id, contact.name, contact.title, contact.email, contact.phone, contact.version
    from deal_contacts join ${contactRows} as contact on contact.id = deal_contacts.contact_id
    where deal_contacts.deal_id = deals.id
    order by added_at, contact.id
    limit 1) as contact on true`;

/** Leads and deals with who and what they are about, for a list of a later module. */
export const leadFrom: RawBuilder<unknown> = sql`
  deals
  left join ${organizationRows} as organization on organization.id = deals.organization_id
  left join ${personNamesTable} as owner on owner.id = deals.owner_id
  left join sources on sources.id = deals.source_id
  left join campaigns on campaigns.id = deals.campaign_id
  ${firstContact}`;

export type ScoreReason = { ruleId: string; points: number; subject: string; label: string | null; fact: string };

export type SeenLead = {
  id: DealId;
  name: string;
  contactId: string | null;
  contact: string | null;
  contactTitle: string | null;
  email: string | null;
  phone: string | null;
  organizationId: string | null;
  organization: string | null;
  industry: string | null;
  country: string | null;
  employees: number | null;
  ownerId: string | null;
  owner: string | null;
  state: LeadState;
  reason: string | null;
  sourceId: SourceId | null;
  source: string | null;
  campaignId: CampaignId | null;
  campaign: string | null;
  message: string | null;
  score: number | null;
  scoreReasons: ScoreReason[];
  cameInAt: Instant;
  respondBy: Instant | null;
  respondMinutes: number | null;
  respondedAt: Instant | null;
  firstTouch: WebTouch | null;
  lastTouch: WebTouch | null;
  nextStep: string | null;
  nextStepAt: Instant | null;
  lastTouchAt: Instant;
  createdAt: Instant;
  version: number;
};

const leadColumns = sql`
  deals.id, deals.name, contact.id as "contactId", contact.name as contact, contact.title as "contactTitle", contact.email, contact.phone,
  deals.organization_id as "organizationId", organization.name as organization, organization.industry, organization.country,
  organization.employees, deals.owner_id as "ownerId", owner.name as owner, deals.lead_state as state, deals.lead_reason as reason,
  deals.source_id as "sourceId", sources.name as source, deals.campaign_id as "campaignId", campaigns.name as campaign, deals.message,
  deals.score, deals.score_reasons as "scoreReasons", deals.came_in_at as "cameInAt", deals.respond_by as "respondBy",
  deals.respond_minutes as "respondMinutes", deals.responded_at as "respondedAt", deals.first_touch as "firstTouch",
  deals.last_touch as "lastTouch", deals.next_step as "nextStep", deals.next_step_at as "nextStepAt",
  deals.last_touch_at as "lastTouchAt", deals.created_at as "createdAt", deals.version`;

/** Whose clock runs out first; those that were answered behind, the best score first. */
const byClock = sql`
  (deals.responded_at is null and deals.respond_by is not null) desc,
  case when deals.responded_at is null then deals.respond_by end,
  deals.score desc nulls last, deals.came_in_at, deals.id`;

export async function leadsWhere(
  db: Reads,
  reach: Reach,
  where: RawBuilder<unknown>,
  limit: number,
): Promise<SeenLead[]> {
  return rows<SeenLead>(
    db,
    sql`
    select ${leadColumns} from ${leadFrom}
    where deals.deleted_at is null and ${withinLeads(reach)} and ${where}
    order by ${byClock}
    limit ${limit}`,
  );
}

export async function leadShownTo(db: Reads, reach: Reach, id: DealId): Promise<SeenLead | undefined> {
  return (await leadsWhere(db, reach, sql`deals.id = ${id}`, 1))[0];
}

export type QueueCounts = Record<LeadState | "untaken", number>;

/** How many leads of one person stand in each state, and how many are nobody's yet. */
export async function queueCounts(db: Reads, reach: Reach, personId: string): Promise<QueueCounts> {
  const found = await rows<{ state: LeadState; mine: number; untaken: number }>(
    db,
    sql`
    select lead_state as state, count(*) filter (where owner_id = ${personId}) as mine, count(*) filter (where owner_id is null) as untaken
    from deals
    where deleted_at is null and ${withinLeads(reach)}
    group by 1`,
  );
  const of = (state: LeadState) => found.find((one) => one.state === state)?.mine ?? 0;
  return {
    ...{ new: of("new"), working: of("working"), awaiting_reply: of("awaiting_reply") },
    ...{ meeting_booked: of("meeting_booked"), returned: of("returned"), disqualified: of("disqualified") },
    untaken: found.filter(({ state }) => state !== "disqualified").reduce((sum, one) => sum + one.untaken, 0),
  };
}

export async function searchLeads(db: Reads, reach: Reach, words: string): Promise<SeenLead[]> {
  const like = `%${likeText(words)}%`;
  return leadsWhere(
    db,
    reach,
    sql`(deals.name ilike ${like} or organization.name ilike ${like} or contact.name ilike ${like} or contact.email ilike ${like})`,
    6,
  );
}

/** Makes a lead of a row that was just written, or of a deal that goes back. */
export async function saveLead(
  tx: Tx,
  id: DealId,
  part: Pick<LeadPart, "state" | "reason" | "sourceId" | "campaignId" | "message" | "cameInAt">,
  qualifiedAt: Instant | null,
): Promise<void> {
  await sql`
    update deals
    set qualified_at = ${qualifiedAt}, lead_state = ${part.state}, lead_reason = ${part.reason}, source_id = ${part.sourceId},
        campaign_id = ${part.campaignId}, message = ${part.message}, came_in_at = ${part.cameInAt}
    where id = ${id}`.execute(tx);
}

export async function saveClock(
  tx: Tx,
  id: DealId,
  clock: { from: Instant; by: Instant; minutes: number } | null,
): Promise<void> {
  await sql`
    update deals
    set respond_from = ${clock?.from ?? null}, respond_by = ${clock?.by ?? null}, respond_minutes = ${clock?.minutes ?? null},
        responded_at = null
    where id = ${id}`.execute(tx);
}

/** The first that says so wins: answered once. */
export async function saveResponse(tx: Tx, id: DealId, at: Instant): Promise<boolean> {
  const first = await row(
    tx,
    sql`update deals set responded_at = ${at} where id = ${id} and responded_at is null returning id`,
  );
  return first !== undefined;
}

export async function saveScore(
  tx: Tx,
  id: DealId,
  { score, reasons, of }: { score: number; reasons: readonly ScoreReason[]; of: string },
): Promise<void> {
  await sql`
    update deals set score = ${score}, score_reasons = ${JSON.stringify(reasons)}, scored_of = ${of} where id = ${id}`.execute(
    tx,
  );
}

export async function saveTouches(
  tx: Tx,
  id: DealId,
  { first, last }: { first: WebTouch | null; last: WebTouch | null },
): Promise<void> {
  await sql`
    update deals
    set first_touch = coalesce(first_touch, ${first && JSON.stringify(first)}::jsonb),
        last_touch = coalesce(${last && JSON.stringify(last)}::jsonb, last_touch)
    where id = ${id}`.execute(tx);
}

/** What the score of a lead is worked out from, beside its touches and the workspace's own fields; `stamp` changes with it. */
export type ScoreInput = {
  id: DealId;
  organizationId: string | null;
  industry: string | null;
  country: string | null;
  employees: number | null;
  sourceId: string | null;
  campaignId: string | null;
  email: string | null;
  state: LeadState;
  stamp: string;
  scoredOf: string | null;
};

export async function scoreInputs(db: Reads, ids: readonly string[] | null): Promise<ScoreInput[]> {
  return rows<ScoreInput>(
    db,
    sql`
    select deals.id, deals.organization_id as "organizationId", organization.industry, organization.country, organization.employees,
      deals.source_id as "sourceId", deals.campaign_id as "campaignId", contact.email, deals.lead_state as state,
      concat_ws(' ', deals.version, organization.id, organization.version, contact.id, contact.version) as stamp, deals.scored_of as "scoredOf"
    from ${leadFrom}
    where deals.qualified_at is null and deals.deleted_at is null and deals.lead_state <> 'disqualified'
      and (${ids ? [...ids] : null}::uuid[] is null or deals.id = any(${ids ? [...ids] : null}::uuid[]))
    order by deals.id`,
  );
}

/** An open lead of the same contact that came in since a moment: a second form of theirs belongs to it. */
export async function openLeadOf(db: Reads, contactId: string): Promise<DealId | undefined> {
  const found = await row<{ id: DealId }>(
    db,
    sql`
    select deals.id
    from deals join deal_contacts on deal_contacts.deal_id = deals.id
    where deal_contacts.contact_id = ${contactId} and deals.qualified_at is null and deals.deleted_at is null
      and deals.lead_state <> 'disqualified'
    order by deals.came_in_at desc
    limit 1`,
  );
  return found?.id;
}

/** What a contact asked, how they came, and a name made of theirs: gone with them. */
export async function forgetLeadsOf(tx: Tx, contactId: string): Promise<void> {
  await sql`
    update deals
    set message = case when message is not null then ${erasedNames.text} end, first_touch = null, last_touch = null,
        name = coalesce((select organization.name from ${organizationRows} as organization where organization.id = deals.organization_id),
          ${erasedNames.contact})
    where came_in_at is not null and id in (select deal_id from deal_contacts where contact_id = ${contactId})`.execute(
    tx,
  );
}

/** One person's leads that are still to be worked on, held for the transaction. */
export async function lockLeadsOf(
  tx: Tx,
  owner: string,
  only: readonly string[] | null,
): Promise<{ id: DealId; version: number }[]> {
  return rows(
    tx,
    sql`
    select id, version from deals
    where owner_id = ${owner} and qualified_at is null and lead_state <> 'disqualified' and deleted_at is null
      and (${only ? [...only] : null}::uuid[] is null or id = any(${only ? [...only] : null}::uuid[]))
    order by id
    for update`,
  );
}

export async function leadsOwned(db: Reads, owner: string) {
  return rows<{ record: string; of: string[]; valueMinor: number }>(
    db,
    sql`
    select id as record, array_remove(array[organization_id], null) as of, base_minor as "valueMinor"
    from deals
    where owner_id = ${owner} and qualified_at is null and lead_state <> 'disqualified' and deleted_at is null
    order by id`,
  );
}

/** Something came in that nobody had qualified. */
export async function hasLeads(db: Reads): Promise<boolean> {
  return (
    (await row(db, sql`select 1 from deals where came_in_at is not null and deleted_at is null limit 1`)) !== undefined
  );
}
