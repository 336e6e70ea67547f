// The SQL of the pipeline's rates: counts and sums over the deals that the reader may see.
import { type RawBuilder, sql } from "kysely";
import type { Reach } from "#lib/policy/can.ts";
import type { CivilDate } from "#lib/time.ts";
import { type Reads, row, rows } from "#platform/db/db.ts";
import type { Closed, Cohort, Reached } from "../rates.ts";
import type { Stage } from "../stage.ts";
import { filterSql, reachedStage, type StoreFilter, shownFrom } from "./dealShownStore.ts";

export type Span = { from: CivilDate; to: CivilDate };

/** A deal's products at the catalogue's price of today, once each period; its own value where it names none. */
const listMinor = sql`coalesce(
  (select sum(products.price_minor * quantity * deal_lines.periods) from deal_lines join products on products.id = product_id where deal_id = deals.id),
  deals.base_minor)`;

/** The same filter as the list that a number opens. */
const within = (reach: Reach, filter: StoreFilter) => sql`from ${shownFrom} where ${filterSql(reach, filter)}`;

export async function closedIn(db: Reads, reach: Reach, filter: StoreFilter, { from, to }: Span): Promise<Closed> {
  const found = await row<Closed>(
    db,
    sql`
    select count(*) filter (where status = 'won') as won, count(*) filter (where status = 'lost') as lost,
      coalesce(sum(base) filter (where status = 'won'), 0)::bigint as "wonMinor",
      coalesce(sum(list) filter (where status = 'won'), 0)::bigint as "wonListMinor",
      coalesce(sum(base) filter (where status = 'lost'), 0)::bigint as "lostMinor",
      coalesce(sum(list) filter (where status = 'lost'), 0)::bigint as "lostListMinor",
      avg(cycle) filter (where status = 'won')::float8 as "cycleMean",
      percentile_cont(0.5) within group (order by cycle) filter (where status = 'won') as "cycleMedian"
    from (
      select deals.status, deals.base_minor as base, ${listMinor} as list, deals.closed_on - deals.opened_on as cycle
      ${within(reach, { ...filter, closedFrom: from, closedTo: to })}
    ) as closed`,
  );
  return found!;
}

export async function openNow(
  db: Reads,
  reach: Reach,
  filter: StoreFilter,
): Promise<{ count: number; baseMinor: number; listMinor: number }> {
  const found = await row<{ count: number; baseMinor: number; listMinor: number }>(
    db,
    sql`
    select count(*) as count, coalesce(sum(deals.base_minor), 0)::bigint as "baseMinor", coalesce(sum(${listMinor}), 0)::bigint as "listMinor"
    ${within(reach, { ...filter, status: "open" })}`,
  );
  return found!;
}

export async function cohortOf(db: Reads, reach: Reach, filter: StoreFilter, { from, to }: Span): Promise<Cohort> {
  const found = await row<Cohort>(
    db,
    sql`
    select count(*) as all, count(*) filter (where deals.status = 'won') as won, count(*) filter (where deals.status = 'lost') as lost
    ${within(reach, { ...filter, openedFrom: from, openedTo: to })}`,
  );
  return found!;
}

/** For each stage of a pipeline: how many of the deals opened in the span reached it, went on to the next, and were won. */
export async function reachedIn(
  db: Reads,
  reach: Reach,
  filter: StoreFilter,
  { from, to, stages }: Span & { stages: readonly Stage[] },
): Promise<Reached[]> {
  const counts = stages.flatMap((stage, at): RawBuilder<unknown>[] => {
    const here = reachedStage(sql`${stage.id}::uuid`);
    const next = stages[at + 1];
    const onward = next ? reachedStage(sql`${next.id}::uuid`) : sql`deals.status = 'won'`;
    return [
      sql`count(*) filter (where ${here}) as ${sql.ref(`reached${at}`)}`,
      sql`count(*) filter (where ${here} and ${onward}) as ${sql.ref(`onward${at}`)}`,
      sql`count(*) filter (where ${here} and deals.status = 'won') as ${sql.ref(`won${at}`)}`,
    ];
  });
  if (counts.length === 0) return [];
  const [found = {}] = await rows<Record<string, number>>(
    db,
    sql`select ${sql.join(counts)} ${within(reach, { ...filter, openedFrom: from, openedTo: to })}`,
  );
  return stages.map((_, at) => ({
    reached: found[`reached${at}`] ?? 0,
    onward: found[`onward${at}`] ?? 0,
    won: found[`won${at}`] ?? 0,
  }));
}
