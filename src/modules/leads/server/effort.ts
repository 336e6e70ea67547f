import { can } from "#lib/policy/can.ts";
import { Refusal, refuseField } from "#lib/refusal.ts";
import type { CivilDate, Instant, Zone } from "#lib/time.ts";
import { effortsOn } from "#modules/activities/server/public.ts";
import type { OrganizationId } from "#modules/contacts/organization.ts";
import { mayChangeOrganization, organizationReach, organizationSeen } from "#modules/contacts/server/public.ts";
import type { PersonId } from "#modules/people/person.ts";
import { personNames } from "#modules/people/server/public.ts";
import type { DealId } from "#modules/pipeline/deal.ts";
import type { CampaignId } from "#modules/pipeline/lead.ts";
import {
  broughtBy,
  cameInWithin,
  dealOrLeadSeenBy,
  mayWriteDealOrLead,
  reachesOf,
  readCampaigns,
  readSources,
  touchedLead,
  type Who,
} from "#modules/pipeline/server/public.ts";
import type { Reads, Tx } from "#platform/db/db.ts";
import { touched } from "#platform/ground.ts";
import { sharedFor } from "#platform/records/shares.ts";
import {
  costOf,
  countedKinds,
  daysOf,
  effortsOf,
  type Rates,
  revenuePerCost,
  sumOf,
  type Touch,
  type TouchId,
  type TouchKind,
  usualMinutes,
} from "../touch.ts";
import type { Looking } from "./leads.ts";
import { rescore } from "./rescore.ts";
import { readRates, readSettings } from "./store.ts";
import { deleteTouch, insertTouches, lockTouch, touchesOn } from "./touchStore.ts";

type On = { record: "deal" | "organization"; id: string };

/** What it took: every touch, by person and in sum. Who may not see what work costs is told touches and time. */
export async function seeEffort(looking: Looking, on: On) {
  await requireSeen(looking, on);
  const { db, workspace } = looking;
  const where = on.record === "deal" ? { deals: [on.id] } : { organization: on.id };
  const all = await touchesOf(db, where);
  const seesCost = maySeeCost(looking);
  const rates = seesCost ? await ratesOf(db) : nobodysRates;
  const people = await personNames(db, [...new Set(all.flatMap(({ personId }) => personId ?? []))]);
  const campaigns = new Map((await readCampaigns(db)).map(({ id, name }) => [id as string, name]));
  const personOf = (id: string | null) => (id === null ? null : (people.get(id as PersonId) ?? null));
  const hidden = <Sum extends { costMinor: number | null }>(sum: Sum): Sum =>
    seesCost ? sum : { ...sum, costMinor: null };
  return {
    currency: workspace.currency,
    seesCost,
    touches: all.map((one) =>
      hidden({
        ...one,
        personId: one.personId as PersonId | null,
        campaignId: one.campaignId as CampaignId | null,
        dealId: one.dealId as DealId | null,
        person: personOf(one.personId),
        campaign: one.campaignId === null ? null : (campaigns.get(one.campaignId) ?? null),
        costMinor: costOf(one, rates),
      }),
    ),
    by: effortsOf(all, rates).map((one) =>
      hidden({ ...one, personId: one.personId as PersonId | null, person: personOf(one.personId) }),
    ),
    total: hidden(sumOf(all, rates)),
    span: daysOf(all, workspace.zone),
  };
}

const nobodysRates: Rates = { usual: null, of: new Map() };

/** What an hour of somebody costs can be worked out of what it took, so it is told to those who may know. */
function maySeeCost({ actor }: Pick<Looking, "actor">): boolean {
  const rels = [...(actor.admin ? ["admin"] : []), ...(actor.leads.length > 0 ? ["leads-somebody"] : [])];
  return can("work-cost", "r", { rels, holds: () => false });
}

async function ratesOf(db: Reads): Promise<Rates> {
  const { hourMinor } = await readSettings(db);
  return { usual: hourMinor, of: new Map((await readRates(db)).map((one) => [one.personId, one.hourMinor])) };
}

/** What was written down, and what was done with them, in the order of time. */
async function touchesOf(db: Reads, where: { deals: readonly string[] } | { organization: string }): Promise<Touch[]> {
  const { minutes } = await readSettings(db);
  const written = (await touchesOn(db, where)).map(
    ({ organizationId: _organization, ...one }): Touch => ({
      ...one,
      minutes: one.minutes ?? (one.kind === "research" ? (minutes.research ?? usualMinutes.research) : null),
      activityId: null,
    }),
  );
  const done = (await effortsOn(db, where)).flatMap((one): Touch[] => {
    const kind = countedKinds.find((counted) => counted === one.kind);
    if (!kind) return [];
    const { id, at, personId, dealId, subject } = one;
    const length = one.minutes ?? minutes[kind] ?? usualMinutes[kind];
    const plain = { costMinor: null, note: subject, campaignId: null, dealId, activityId: id };
    return [{ id, kind, at, personId, minutes: length, ...plain }];
  });
  return [...written, ...done].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

type NewTouch = {
  dealId: DealId | null;
  organizationId: OrganizationId | null;
  kind: TouchKind;
  at?: Instant | undefined;
  minutes: number | null;
  costMinor: number | null;
  campaignId: CampaignId | null;
  note: string | null;
};

/** Written down by whoever may change the record; research and events are theirs who write them. */
export async function addTouch(tx: Tx, looking: Looking, asked: NewTouch): Promise<TouchId> {
  const on = await recordToChange(tx, looking, asked);
  if (asked.campaignId && !(await readCampaigns(tx)).some(({ id }) => id === asked.campaignId))
    throw refuseField("pipeline.no_such_campaign", "/campaignId");
  const isSomebodys = asked.kind === "research" || asked.kind === "event" || asked.kind === "other";
  const personId = isSomebodys ? looking.actor.personId : null;
  const { kind, minutes, costMinor, campaignId, note } = asked;
  const touch = { ...on, kind, minutes, costMinor, campaignId, note, personId, at: asked.at ?? looking.now };
  const [id] = await insertTouches(tx, [touch], looking.now);
  await tellTouch(tx, on);
  return id!;
}

export async function removeTouch(tx: Tx, looking: Looking, id: TouchId): Promise<void> {
  const touch = await lockTouch(tx, id);
  if (!touch) throw new Refusal("leads.no_such_touch", 404);
  await recordToChange(tx, looking, touch as Pick<NewTouch, "dealId" | "organizationId">).catch((error: unknown) => {
    // Whoever may not read the record isn't told of its touches.
    if (error instanceof Refusal && error.status === 404) throw new Refusal("leads.no_such_touch", 404);
    throw error;
  });
  await deleteTouch(tx, id);
  await tellTouch(tx, touch);
}

type OnRecord = { dealId: string | null; organizationId: string | null };

async function recordToChange(
  tx: Tx,
  { actor, workspace, today }: Looking,
  { dealId, organizationId }: Pick<NewTouch, "dealId" | "organizationId">,
): Promise<OnRecord> {
  const looking = { db: tx, actor, workspace };
  if (dealId) {
    const row = await dealOrLeadSeenBy(looking, dealId);
    const who: Who = { ...actor, choices: workspace };
    const shared = await sharedFor(tx, "deal", dealId, actor.personId);
    if (!mayWriteDealOrLead(who, row, today, shared)) throw new Refusal("pipeline.may_not_change", 403);
    return { dealId, organizationId: row.organizationId };
  }
  if (!organizationId) throw refuseField("leads.touch_needs_record", "/dealId");
  const organization = await organizationSeen(tx, organizationReach(actor, workspace), organizationId);
  if (!organization) throw new Refusal("contacts.no_such_organization", 404);
  if (!(await mayChangeOrganization(tx, actor, workspace, organization, "w")))
    throw new Refusal("contacts.may_not_change_organization", 403);
  return { dealId: null, organizationId };
}

async function tellTouch(tx: Tx, { dealId, organizationId }: OnRecord): Promise<void> {
  if (dealId) {
    await rescore(tx, [dealId]);
    touchedLead(tx, { id: dealId as DealId, organizationId: organizationId as OrganizationId | null });
  } else touched(tx, `organization:${organizationId}`);
}

async function requireSeen(looking: Looking, { record, id }: On): Promise<void> {
  if (record === "deal") return void (await dealOrLeadSeenBy(looking, id as DealId));
  const reach = organizationReach(looking.actor, looking.workspace);
  if (!(await organizationSeen(looking.db, reach, id as OrganizationId)))
    throw new Refusal("contacts.no_such_organization", 404);
}

type Span = { from: CivilDate; to: CivilDate };

/** What each source or campaign brought, and cost: its own price, and every touch of what came in by it. */
export async function seeSources(looking: Looking, { from, to, by }: Span & { by: "source" | "campaign" }) {
  const { db, actor, workspace } = looking;
  const within = { from, to, zone: workspace.zone, reaches: reachesOf(actor, workspace) };
  const column = by === "source" ? "source_id" : "campaign_id";
  const brought = await broughtBy(db, column, within);
  const seesCost = maySeeCost(looking);
  const costs = seesCost ? await costsOf(db, within, by) : new Map<string | null, number>();
  const names = new Map<string | null, string>(
    (by === "source" ? await readSources(db) : await readCampaigns(db)).map(({ id, name }) => [id, name]),
  );
  const rows = brought.map((one) => {
    const costMinor = costs.get(one.id) ?? null;
    return {
      ...{ ...one, name: names.get(one.id) ?? null, costMinor },
      revenuePerCost: revenuePerCost(one.revenueMinor, costMinor),
    };
  });
  return {
    currency: workspace.currency,
    seesCost,
    rows: rows.toSorted((a, b) => b.revenueMinor - a.revenueMinor || b.leads - a.leads),
  };
}

/** A campaign's price counts once, for the span that it lies in or begins in. */
async function costsOf(
  db: Reads,
  within: Span & { zone: Zone; reaches: ReturnType<typeof reachesOf> },
  by: "source" | "campaign",
): Promise<Map<string | null, number>> {
  const came = await cameInWithin(db, within);
  const originOf = new Map(came.map((one) => [one.id, by === "source" ? one.sourceId : one.campaignId]));
  const rates = await ratesOf(db);
  const sums = new Map<string | null, number>();
  const add = (key: string | null, cost: number | null) => cost !== null && sums.set(key, (sums.get(key) ?? 0) + cost);
  for (const touch of await touchesOf(db, { deals: came.map(({ id }) => id) }))
    add(originOf.get(touch.dealId ?? "") ?? null, costOf(touch, rates));
  for (const { id, sourceId, fromOn, costMinor } of await readCampaigns(db))
    if (fromOn !== null && fromOn >= within.from && fromOn <= within.to)
      add(by === "source" ? sourceId : id, costMinor);
  return sums;
}
