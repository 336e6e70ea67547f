// What the deals there are say about organizations and the workspace: who bought when, how long deals take, how far it has come.
import { sql } from "kysely";
import type { CivilDate } from "#lib/time.ts";
import { type Reads, row, rows } from "#platform/db/db.ts";
import type { DealId } from "../deal.ts";

/** The day each organization first bought: the earliest win that stands. */
export async function firstWins(db: Reads, organizations: readonly string[]): Promise<Map<string, CivilDate | null>> {
  const found = await rows<{ id: string; day: CivilDate | null }>(
    db,
    sql`
    select asked.id, min(deals.closed_on) as day
    from unnest(${[...organizations]}::uuid[]) as asked (id)
    left join deals on deals.organization_id = asked.id and deals.status = 'won' and deals.deleted_at is null
    group by asked.id`,
  );
  return new Map(found.map((one) => [one.id, one.day]));
}

/** How long deals were open, in days, and how that ended or that it still is: how many of each. */
export async function dealSpans(db: Reads, today: CivilDate) {
  return rows<{ duration: number; outcome: "won" | "lost" | "open"; count: number }>(
    db,
    sql`
    select coalesce(closed_on, ${today}::date) - opened_on as duration, status as outcome, count(*) as count
    from deals
    where deleted_at is null and qualified_at is not null and opened_on is not null and opened_on <= coalesce(closed_on, ${today}::date)
    group by 1, 2`,
  );
}

export async function firstDealId(db: Reads): Promise<DealId | undefined> {
  return (await row<{ id: DealId }>(db, sql`select id from deals where deleted_at is null order by id limit 1`))?.id;
}

/** Organizations that a deal names, one in the trash too. */
export const organizationsNamed = sql`(select organization_id from deals where organization_id is not null)`;

/** Of the open deals there are, more than half have a next step. */
export async function mostHaveSteps(db: Reads): Promise<boolean> {
  const found = await row<{ all: number; planned: number }>(
    db,
    sql`
    select count(*) as all, count(next_step_at) as planned from deals
    where status = 'open' and qualified_at is not null and deleted_at is null`,
  );
  return found !== undefined && found.all > 0 && found.planned * 2 > found.all;
}
