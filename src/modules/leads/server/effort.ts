import { can } from "#lib/policy/can.ts";
import { Refusal, refuseField } from "#lib/refusal.ts";
import type { Instant } from "#lib/time.ts";
import { effortsOn } from "#modules/activities/server/public.ts";
import type { OrganizationId } from "#modules/contacts/organization.ts";
import { mayChangeOrganization, organizationReach, organizationSeen } from "#modules/contacts/server/public.ts";
import type { PersonId } from "#modules/people/person.ts";
import { personNames } from "#modules/people/server/public.ts";
import type { DealId } from "#modules/pipeline/deal.ts";
import type { CampaignId } from "#modules/pipeline/lead.ts";
import {
  dealOrLeadSeenBy,
  mayWriteDealOrLead,
  readCampaigns,
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
  const costs = await costsFor(looking);
  const people = await peopleOf(db, all);
  return {
    currency: workspace.currency,
    seesCost: costs.seen,
    touches: await shownTouches(db, all, costs),
    by: effortsOf(all, costs.rates).map((one) => ({
      ...told(one, costs),
      personId: one.personId as PersonId | null,
      person: people(one.personId),
    })),
    total: told(sumOf(all, costs.rates), costs),
    span: daysOf(all, workspace.zone),
  };
}

/** Whether somebody is told what things cost, and by which rates that is counted. */
export type Costs = { seen: boolean; rates: Rates };

export async function costsFor(looking: Pick<Looking, "db" | "actor">): Promise<Costs> {
  return maySeeCost(looking)
    ? { seen: true, rates: await ratesOf(looking.db) }
    : { seen: false, rates: { usual: null, of: new Map() } };
}

/** A sum as it is told to whoever may, or may not, see what it cost. */
export function told<Sum extends { costMinor: number | null }>(sum: Sum, { seen }: Costs): Sum {
  return seen ? sum : { ...sum, costMinor: null };
}

/** Touches with the names of who and what, and what each cost. */
export async function shownTouches(db: Reads, all: readonly Touch[], costs: Costs) {
  const people = await peopleOf(db, all);
  const campaigns = new Map((await readCampaigns(db)).map(({ id, name }) => [id as string, name]));
  return all.map((one) =>
    told(
      {
        ...one,
        personId: one.personId as PersonId | null,
        campaignId: one.campaignId as CampaignId | null,
        dealId: one.dealId as DealId | null,
        person: people(one.personId),
        campaign: one.campaignId === null ? null : (campaigns.get(one.campaignId) ?? null),
        costMinor: costOf(one, costs.rates),
      },
      costs,
    ),
  );
}

async function peopleOf(db: Reads, all: readonly Touch[]): Promise<(id: string | null) => string | null> {
  const names = await personNames(db, [...new Set(all.flatMap(({ personId }) => personId ?? []))]);
  return (id) => (id === null ? null : (names.get(id as PersonId) ?? null));
}

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
export async function touchesOf(
  db: Reads,
  where: { deals: readonly string[] } | { organization: string },
): Promise<Touch[]> {
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
