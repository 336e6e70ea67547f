// Deals as they are shown: filtered, sorted, listed, summed.
import { type RawBuilder, sql } from "kysely";
import { money } from "#lib/money.ts";
import type { Reach } from "#lib/policy/can.ts";
import type { CivilDate, Instant, Zone } from "#lib/time.ts";
import { organizationNames, organizationsUnder } from "#modules/contacts/server/public.ts";
import { likeText, personNamesTable } from "#modules/people/server/public.ts";
import { type Reads, row, rows } from "#platform/db/db.ts";
import { afterCursor, cursorOf, cursorText, type Order, orderBy } from "#platform/records/keyset.ts";
import type { DealFilter, DealShape } from "../api.ts";
import type { DealId } from "../deal.ts";
import type { StageId } from "../stage.ts";
import { withinDeals } from "./reachStore.ts";
import { countedBy, lineParts } from "./store.ts";

export const weightedSql = sql`floor(deals.base_minor * stages.probability / 100.0 + 0.5)`;

const linesShown = sql`(
  select coalesce(json_agg(json_build_object(${lineParts}, 'product', products.name) order by position), '[]')
  from deal_lines join products on products.id = product_id
  where deal_id = deals.id)`;

export const firstProduct = sql`(select products.name from deal_lines join products on products.id = product_id where deal_id = deals.id order by position limit 1)`;

/** When the customer's next step of deciding is planned for. */
export const decisionDue = sql`(select min(planned_on) from decision_steps where deal_id = deals.id and done_on is null)`;

export const shownColumns = sql`
  deals.id, deals.key, deals.name, deals.pipeline_id as "pipelineId", deals.stage_id as "stageId", stages.name as stage, stages.probability, stages.rot_days as "rotDays",
  deals.organization_id as "organizationId", organization.name as organization, deals.owner_id as "ownerId", owner.name as owner,
  deals.value_minor as "valueMinor", deals.currency, deals.base_minor as "baseMinor", ${weightedSql}::bigint as "weightedMinor",
  ${linesShown} as lines, deals.opened_on as "openedOn", deals.expected_close_on as "expectedCloseOn", deals.first_close_on as "firstCloseOn",
  deals.slips, deals.rank_id as "rankId", ranks.name as rank, deals.rate::text as rate, deals.rate_on as "rateOn", ${decisionDue} as "decisionDue",
  (select count(*) from deal_contacts where deal_id = deals.id) as "contactCount",
  (select count(*) from decision_steps where deal_id = deals.id) as "stepCount",
  deals.stage_since as "stageSince", deals.next_step as "nextStep", deals.next_step_kind as "nextStepKind", deals.next_step_at as "nextStepAt",
  deals.last_touch_at as "lastTouchAt", deals.created_at as "createdAt", deals.version, deals.status, deals.closed_on as "closedOn",
  deals.reason_id as "reasonId", deals.reason_text as "reasonText", nullif(concat_ws(': ', reasons.name, deals.reason_text), '') as reason`;

export const shownFrom = sql`
  deals
  join stages on stages.id = deals.stage_id
  left join ${organizationNames} as organization on organization.id = deals.organization_id
  left join ${personNamesTable} as owner on owner.id = deals.owner_id
  left join reasons on reasons.id = deals.reason_id
  left join forecast_ranks as ranks on ranks.id = deals.rank_id`;

export type ShownRow = Omit<DealShape, "value" | "nextStep" | "countedBy"> & {
  valueMinor: number;
  currency: string;
  rate: string | null;
  rateOn: CivilDate | null;
  nextStep: string | null;
  nextStepKind: string | null;
  nextStepAt: Instant | null;
};

export function shown({
  valueMinor,
  currency,
  rate,
  rateOn,
  nextStep,
  nextStepKind,
  nextStepAt,
  ...rest
}: ShownRow): DealShape {
  return {
    ...rest,
    value: money(valueMinor, currency),
    countedBy: countedBy(rate, rateOn),
    nextStep: nextStep && nextStepAt ? { kind: nextStepKind ?? "task", subject: nextStep, at: nextStepAt } : null,
  };
}

/** `team` is resolved to its people by whoever asks, since teams are people's. */
export type StoreFilter = Omit<DealFilter, "team"> & {
  owners?: readonly string[] | undefined;
  ids?: readonly string[] | undefined;
  today: CivilDate;
  zone: Zone;
};

/** An open deal that nobody touched for longer than its stage allows; unknown in a stage without a limit (`rotting.ts`). */
export function rots({ today, zone }: { today: CivilDate; zone: Zone }): RawBuilder<unknown> {
  return sql`(deals.status = 'open' and (deals.last_touch_at at time zone ${zone})::date < ${today}::date - stages.rot_days)`;
}

/** Deals opened in a stage, or moved there forward: one that was skipped, or come back to, was not reached by it. */
export const forwardMoves = sql`
  select deal_moves.deal_id
  from deal_moves
  join stages as went on went.id = deal_moves.to_stage_id
  left join stages as came on came.id = deal_moves.from_stage_id
  where (came.id is null or came.pipeline_id <> went.pipeline_id or came.position < went.position)`;

export function reachedStage(stage: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`exists (${forwardMoves} and deal_moves.deal_id = deals.id and deal_moves.to_stage_id = ${stage})`;
}

export function filterSql(reach: Reach, f: StoreFilter): RawBuilder<unknown> {
  const like = `%${likeText(f.q ?? "")}%`;
  return sql`
    deals.deleted_at is null and ${withinDeals(reach)}
    ${f.q ? sql`and (deals.name ilike ${like} or organization.name ilike ${like} or deals.key ilike ${like})` : sql``}
    ${f.status ? sql`and deals.status = ${f.status}` : sql``}
    ${f.owner ? sql`and deals.owner_id = ${f.owner}` : sql``}
    ${f.ids ? sql`and deals.id = any(${[...f.ids]}::uuid[])` : sql``}
    ${f.owners ? sql`and deals.owner_id = any(${[...f.owners]}::uuid[])` : sql``}
    ${f.pipeline ? sql`and deals.pipeline_id = ${f.pipeline}` : sql``}
    ${f.stage ? sql`and deals.stage_id = ${f.stage}` : sql``}
    ${f.organization ? sql`and deals.organization_id = ${f.organization}` : sql``}
    ${f.under ? sql`and deals.organization_id in (${organizationsUnder((id) => sql`${id} = ${f.under}`)})` : sql``}
    ${f.product ? sql`and exists (select 1 from deal_lines where deal_id = deals.id and product_id = ${f.product})` : sql``}
    ${f.valueFrom === undefined ? sql`` : sql`and deals.base_minor >= ${f.valueFrom}`}
    ${f.valueTo === undefined ? sql`` : sql`and deals.base_minor <= ${f.valueTo}`}
    ${f.openedFrom ? sql`and deals.opened_on >= ${f.openedFrom}` : sql``}
    ${f.openedTo ? sql`and deals.opened_on <= ${f.openedTo}` : sql``}
    ${f.closedFrom ? sql`and deals.closed_on >= ${f.closedFrom}` : sql``}
    ${f.closedTo ? sql`and deals.closed_on <= ${f.closedTo}` : sql``}
    ${f.rank ? sql`and deals.rank_id = ${f.rank}` : sql``}
    ${f.contact ? sql`and exists (select 1 from deal_contacts where deal_id = deals.id and contact_id = ${f.contact})` : sql``}
    ${f.reached ? sql`and ${reachedStage(sql`${f.reached}::uuid`)}` : sql``}
    ${f.reachedToo ? sql`and ${reachedStage(sql`${f.reachedToo}::uuid`)}` : sql``}
    ${f.slipped ? sql`and deals.slips > 0` : sql``}
    ${f.overdue ? sql`and deals.status = 'open' and deals.expected_close_on < ${f.today}::date` : sql``}
    ${f.decisionLate ? sql`and deals.status = 'open' and ${decisionDue} < ${f.today}::date` : sql``}
    ${f.rotting ? sql`and ${rots(f)}` : sql``}
    ${f.noNextStep ? sql`and deals.next_step_at is null` : sql``}
    ${f.idleDays ? sql`and deals.last_touch_at < ${f.today}::date - ${f.idleDays}::int + 1` : sql``}`;
}

const sorts: Record<string, { column: RawBuilder<unknown>; type: string; isFilled?: true }> = {
  name: { column: sql`deals.name`, type: "text", isFilled: true },
  organization: { column: sql`organization.name`, type: "text" },
  stage: { column: sql`stages.position`, type: "int", isFilled: true },
  value: { column: sql`deals.base_minor`, type: "bigint", isFilled: true },
  weighted: { column: weightedSql, type: "numeric" },
  owner: { column: sql`owner.name`, type: "text" },
  openedOn: { column: sql`deals.opened_on`, type: "date" },
  closedOn: { column: sql`deals.closed_on`, type: "date" },
  rank: { column: sql`ranks.position`, type: "int" },
  slips: { column: sql`deals.slips`, type: "int" },
  expectedCloseOn: { column: sql`deals.expected_close_on`, type: "date" },
  nextStep: { column: sql`deals.next_step_at`, type: "timestamptz" },
  idle: { column: sql`deals.last_touch_at`, type: "timestamptz", isFilled: true },
  product: { column: firstProduct, type: "text" },
  stageSince: { column: sql`deals.stage_since`, type: "timestamptz", isFilled: true },
};

export type Paging = { sort: string; order: "asc" | "desc"; after?: string | undefined; limit: number };

export async function listDeals(db: Reads, reach: Reach, filter: StoreFilter, { sort, order, after, limit }: Paging) {
  const by = sorts[sort] ?? sorts.openedOn!;
  const ordering: Order = { ...by, id: sql`deals.id`, descending: order === "desc" };
  const found = await rows<ShownRow & { sorted: string | null }>(
    db,
    sql`
    select ${shownColumns}, ${by.column}::text as sorted
    from ${shownFrom}
    where ${filterSql(reach, filter)} and ${afterCursor(ordering, cursorOf(after))}
    ${orderBy(ordering)}
    limit ${limit + 1}`,
  );
  const last = found.slice(0, limit).at(-1);
  const next = found.length > limit && last ? cursorText({ value: last.sorted, id: last.id }) : null;
  return { rows: found.slice(0, limit).map(({ sorted: _sorted, ...one }) => shown(one)), next };
}

/** Sums join nothing that they don't read, so that an index alone can answer them. */
function summedFrom({ q }: StoreFilter): RawBuilder<unknown> {
  const organizations = sql`left join ${organizationNames} as organization on organization.id = deals.organization_id`;
  return sql`deals join stages on stages.id = deals.stage_id ${q ? organizations : sql``}`;
}

export async function totalsOf(db: Reads, reach: Reach, filter: StoreFilter) {
  const found = await row<{ count: number; valueMinor: number; weightedMinor: number }>(
    db,
    sql`
    select count(*) as count, coalesce(sum(deals.base_minor), 0)::bigint as "valueMinor", coalesce(sum(${weightedSql}) filter (where deals.status = 'open'), 0)::bigint as "weightedMinor"
    from ${summedFrom(filter)}
    where ${filterSql(reach, filter)}`,
  );
  return found!;
}

export async function stageTotals(db: Reads, reach: Reach, filter: StoreFilter) {
  return rows<{ stageId: StageId; count: number; valueMinor: number; weightedMinor: number }>(
    db,
    sql`
    select deals.stage_id as "stageId", count(*) as count, sum(deals.base_minor)::bigint as "valueMinor", sum(${weightedSql})::bigint as "weightedMinor"
    from ${summedFrom(filter)}
    where ${filterSql(reach, filter)}
    group by deals.stage_id`,
  );
}

export async function dealShownTo(db: Reads, reach: Reach, id: DealId): Promise<DealShape | undefined> {
  const found = await row<ShownRow>(
    db,
    sql`
    select ${shownColumns} from ${shownFrom}
    where deals.id = ${id} and deals.deleted_at is null and ${withinDeals(reach)}`,
  );
  return found && shown(found);
}
