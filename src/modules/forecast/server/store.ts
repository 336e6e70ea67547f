// The SQL of the nights: how every deal stood at the beginning of each day.
import { type RawBuilder, sql } from "kysely";
import type { DealSpan } from "#lib/statistics/winWithin.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import { dealStands } from "#modules/pipeline/server/public.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import type { ExportKind } from "#platform/records/exportKind.ts";
import type { Stretch } from "../recall.ts";
import type { Stand } from "../stand.ts";

const kept = [
  "owner_id",
  "status",
  "base_minor",
  "stage_id",
  "probability",
  "rank_id",
  "opened_on",
  "expected_close_on",
  "closed_on",
];
const keptColumns = sql.raw(kept.join(", "));
const of = (table: string) => sql.raw(kept.map((column) => `${table}.${column}`).join(", "));
const shown = sql`
  deal_id as "dealId", owner_id as "ownerId", status, base_minor as "baseMinor", stage_id as "stageId", probability, rank_id as "rankId",
  opened_on as "openedOn", expected_close_on as "expectedCloseOn", closed_on as "closedOn"`;

export type Night = { day: CivilDate; takenAt: Instant; late: boolean };

/** False when the night has been taken already: by another process, or before a restart. */
export async function noteNight(tx: Tx, { day, takenAt, late }: Night): Promise<boolean> {
  const noted = sql`
    insert into forecast_nights (day, taken_at, late) values (${day}, ${takenAt}, ${late})
    on conflict do nothing
    returning day`;
  return (await row(tx, noted)) !== undefined;
}

/** Rows of deals that changed end, and begin anew as the deal is; of all others the row goes on. */
export async function keepStands(tx: Tx, day: CivilDate): Promise<void> {
  await sql`
    update forecast_deals as kept set until_on = ${day}::date
    where until_on is null and not exists (
      select 1 from ${dealStands} as now
      where now.deal_id = kept.deal_id and (${of("now")}) is not distinct from (${of("kept")}))`.execute(tx);
  await sql`
    insert into forecast_deals (deal_id, from_on, ${keptColumns})
    select now.deal_id, ${day}::date, ${of("now")}
    from ${dealStands} as now
    where not exists (select 1 from forecast_deals as kept where kept.deal_id = now.deal_id and kept.until_on is null)`.execute(
    tx,
  );
}

/** For deals that no night has found yet. */
export async function insertStretches(tx: Tx, all: readonly Stretch[]): Promise<void> {
  const stands = all.map(({ stand }) => stand);
  await sql`
    insert into forecast_deals (deal_id, from_on, until_on, ${keptColumns})
    select * from unnest(
      ${stands.map(({ dealId }) => dealId)}::uuid[], ${all.map(({ fromOn }) => fromOn)}::date[], ${all.map(({ untilOn }) => untilOn)}::date[],
      ${stands.map(({ ownerId }) => ownerId)}::uuid[], ${stands.map(({ status }) => status)}::text[],
      ${stands.map(({ baseMinor }) => baseMinor)}::bigint[], ${stands.map(({ stageId }) => stageId)}::uuid[],
      ${stands.map(({ probability }) => probability)}::int[], ${stands.map(({ rankId }) => rankId)}::uuid[],
      ${stands.map(({ openedOn }) => openedOn)}::date[], ${stands.map(({ expectedCloseOn }) => expectedCloseOn)}::date[],
      ${stands.map(({ closedOn }) => closedOn)}::date[])`.execute(tx);
}

/** As if no night had found these deals: for those that are taken back as if they had never been. */
export async function forgetStands(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`delete from forecast_deals where deal_id = any(${[...ids]}::uuid[])`.execute(tx);
}

/** Nights that found nothing say nothing. */
export async function forgetEmptyNights(tx: Tx): Promise<void> {
  await sql`
    delete from forecast_nights as night
    where not exists (select 1 from forecast_deals where ${validOn(sql`night.day`)})`.execute(tx);
}

export async function hasNight(db: Reads, day: CivilDate): Promise<boolean> {
  return (await row(db, sql`select 1 from forecast_nights where day = ${day}`)) !== undefined;
}

/** The last night that shows a day or one before it; else the first that there is. */
export async function nightBy(db: Reads, day: CivilDate): Promise<Night | undefined> {
  return row<Night>(
    db,
    sql`
    select day, taken_at as "takenAt", late from forecast_nights
    order by day <= ${day}::date desc, case when day <= ${day}::date then day end desc, day
    limit 1`,
  );
}

/** What may count in a forecast: open deals, and those won in its span; of these people. */
export type Which = { owners: readonly string[] | null; from: CivilDate; to: CivilDate } | { ids: readonly string[] };

export async function standsNow(db: Reads, which: Which): Promise<Stand[]> {
  return rows<Stand>(db, sql`select ${shown} from ${dealStands} as stands where ${within(which)}`);
}

/** As the night of a day found them. */
export async function standsOn(db: Reads, day: CivilDate, which: Which): Promise<Stand[]> {
  return rows<Stand>(db, sql`select ${shown} from forecast_deals where ${validOn(day)} and ${within(which)}`);
}

/** How long deals had been open that day, and how that had ended or that it had not: what the chances of that day rest on. */
export async function spansOn(db: Reads, day: CivilDate): Promise<(DealSpan & { count: number })[]> {
  return rows(
    db,
    sql`
    select coalesce(closed_on, ${day}::date) - opened_on as duration, status as outcome, count(*) as count
    from forecast_deals
    where ${validOn(day)} and opened_on is not null and opened_on <= coalesce(closed_on, ${day}::date)
    group by 1, 2`,
  );
}

const validOn = (day: CivilDate | RawBuilder<unknown>) =>
  sql`from_on <= ${day}::date and (until_on is null or until_on > ${day}::date)`;

function within(which: Which): RawBuilder<unknown> {
  if ("ids" in which) return sql`deal_id = any(${[...which.ids]}::uuid[])`;
  const { owners, from, to } = which;
  return sql`
    (status = 'open' or (status = 'won' and closed_on between ${from}::date and ${to}::date))
    ${owners ? sql`and owner_id = any(${[...owners]}::uuid[])` : sql``}`;
}

/** A forecast begins with the first open deal that is expected on a day. */
export async function hasForecast(db: Reads): Promise<boolean> {
  const found = sql`
    select 1 from ${dealStands} as stands where status = 'open' and expected_close_on is not null limit 1`;
  return (await row(db, found)) !== undefined;
}

export const forecastExports: readonly ExportKind[] = [
  {
    name: "forecast_nights",
    tables: ["forecast_nights"],
    columns: ["day", "taken_at", "late"],
    rows: sql`select day, taken_at, late from forecast_nights order by day`,
  },
  {
    name: "forecast_deals",
    tables: ["forecast_deals"],
    columns: ["deal", "deal_id", "from_on", "until_on", "owner", "owner_id", ...kept.slice(1)],
    names: { deal: { id: "deal_id", kind: "deal" }, owner: { id: "owner_id", kind: "person" } },
    rows: sql`select deal_id, from_on, until_on, ${keptColumns} from forecast_deals order by deal_id, from_on`,
  },
];
