// The SQL of where leads come from: sources and campaigns.
import { sql } from "kysely";
import { newId } from "#lib/id.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import type { DealId } from "../deal.ts";
import type { CampaignId, LeadState, SourceId } from "../lead.ts";
import { dealsWithin, type Reaches } from "./reachStore.ts";

export type Source = { id: SourceId; name: string; respondMinutes: number; archived: boolean };
export type Campaign = {
  id: CampaignId;
  name: string;
  key: string | null;
  sourceId: SourceId | null;
  fromOn: CivilDate | null;
  toOn: CivilDate | null;
  costMinor: number | null;
  archived: boolean;
};

export async function readSources(db: Reads): Promise<Source[]> {
  return rows<Source>(
    db,
    sql`
    select id, name, respond_minutes as "respondMinutes", archived_at is not null as archived
    from sources
    order by archived_at is not null, position, id`,
  );
}

export async function readCampaigns(db: Reads): Promise<Campaign[]> {
  return rows<Campaign>(
    db,
    sql`
    select id, name, key, source_id as "sourceId", from_on as "fromOn", to_on as "toOn", cost_minor as "costMinor",
      archived_at is not null as archived
    from campaigns
    order by archived_at is not null, from_on desc nulls last, name, id`,
  );
}

/** The campaign that a link's `utm_campaign` names. */
export async function campaignByKey(db: Reads, key: string): Promise<Campaign | undefined> {
  return (await readCampaigns(db)).find((one) => !one.archived && one.key?.toLowerCase() === key.toLowerCase());
}

export async function insertSource(
  tx: Tx,
  { name, respondMinutes }: Pick<Source, "name" | "respondMinutes">,
): Promise<SourceId> {
  const id = newId<"source">();
  await sql`
    insert into sources (id, name, respond_minutes, position)
    values (${id}, ${name}, ${respondMinutes}, coalesce((select max(position) from sources), 0) + 1)`.execute(tx);
  return id;
}

export async function saveSource(tx: Tx, one: Source, now: Instant): Promise<void> {
  await sql`
    update sources
    set name = ${one.name}, respond_minutes = ${one.respondMinutes},
        archived_at = case when ${one.archived} then coalesce(archived_at, ${now}) end
    where id = ${one.id}`.execute(tx);
}

export async function insertCampaign(
  tx: Tx,
  one: Omit<Campaign, "id" | "archived"> & { importId?: string },
): Promise<CampaignId> {
  const id = newId<"campaign">();
  await sql`
    insert into campaigns (id, name, key, source_id, from_on, to_on, cost_minor, import_id)
    values (${id}, ${one.name}, ${one.key}, ${one.sourceId}, ${one.fromOn}, ${one.toOn}, ${one.costMinor}, ${one.importId ?? null})`.execute(
    tx,
  );
  return id;
}

export async function importedCampaigns(db: Reads, importId: string): Promise<CampaignId[]> {
  const found = await rows<{ id: CampaignId }>(
    db,
    sql`select id from campaigns where import_id = ${importId} order by id`,
  );
  return found.map(({ id }) => id);
}

export async function deleteCampaigns(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`delete from campaigns where id = any(${[...ids]}::uuid[])`.execute(tx);
}

export async function saveCampaign(tx: Tx, one: Campaign, now: Instant): Promise<void> {
  await sql`
    update campaigns
    set name = ${one.name}, key = ${one.key}, source_id = ${one.sourceId}, from_on = ${one.fromOn}, to_on = ${one.toOn},
        cost_minor = ${one.costMinor}, archived_at = case when ${one.archived} then coalesce(archived_at, ${now}) end
    where id = ${one.id}`.execute(tx);
}

export async function sourceNames(db: Reads, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await rows<{ id: string; name: string }>(
    db,
    sql`select id, name from sources where id = any(${[...ids]}::uuid[])`,
  );
  return new Map(found.map((one) => [one.id, one.name]));
}

export async function campaignNames(db: Reads, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await rows<{ id: string; name: string }>(
    db,
    sql`select id, name from campaigns where id = any(${[...ids]}::uuid[])`,
  );
  return new Map(found.map((one) => [one.id, one.name]));
}

type Within = { from: CivilDate; to: CivilDate; zone: string; reaches: Reaches };

function cameIn({ from, to, zone, reaches }: Within) {
  return sql`id in (${dealsWithin(reaches)}) and came_in_at is not null
      and (came_in_at at time zone ${zone})::date between ${from}::date and ${to}::date`;
}

/** Leads and deals of each source or campaign: how many came in, were qualified and won, and what was won. */
export async function broughtBy(db: Reads, by: "source_id" | "campaign_id", { from, to, zone, reaches }: Within) {
  return rows<{ id: string | null; leads: number; qualified: number; won: number; revenueMinor: number }>(
    db,
    sql`
    select ${sql.ref(by)} as id, count(*) as leads, count(qualified_at) as qualified,
      count(*) filter (where status = 'won') as won, coalesce(sum(base_minor) filter (where status = 'won'), 0)::bigint as "revenueMinor"
    from deals
    where ${cameIn({ from, to, zone, reaches })}
    group by 1`,
  );
}

/** Which rows came in within a span, with where they came from: what was spent on them is summed elsewhere. */
export async function cameInWithin(db: Reads, within: Within) {
  return rows<{ id: string; sourceId: SourceId | null; campaignId: CampaignId | null }>(
    db,
    sql`
    select id, source_id as "sourceId", campaign_id as "campaignId"
    from deals
    where ${cameIn(within)}`,
  );
}

export type CameIn = {
  id: DealId;
  name: string;
  at: Instant;
  /** Of one that is a lead still. */
  state: LeadState | null;
  status: "open" | "won" | "lost";
  valueMinor: number;
};

/** Those of one source or campaign, or of none that is known, the newest first. */
export async function cameInBy(
  db: Reads,
  by: "source_id" | "campaign_id",
  id: string | null,
  within: Within,
): Promise<CameIn[]> {
  return rows<CameIn>(
    db,
    sql`
    select id, name, came_in_at as at, lead_state as state, status, base_minor as "valueMinor"
    from deals
    where ${cameIn(within)} and ${sql.ref(by)} is not distinct from ${id}::uuid
    order by came_in_at desc, id`,
  );
}

export async function lockList(tx: Tx): Promise<void> {
  await row(tx, sql`select pg_advisory_xact_lock(hashtextextended('sources', 0))`);
}
