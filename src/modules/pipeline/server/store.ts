// The SQL of deals and their lines. Longer than most: a table of queries.
import { type RawBuilder, sql } from "kysely";
import { type Id, newId } from "#lib/id.ts";
import { money } from "#lib/money.ts";
import type { Reach } from "#lib/policy/can.ts";
import { type CivilDate, type Instant, instant, type Zone } from "#lib/time.ts";
import { organizationNames } from "#modules/contacts/server/public.ts";
import { likeText, personNamesTable } from "#modules/people/server/public.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import { afterCursor, cursorOf, cursorText, type Order, orderBy } from "#platform/records/keyset.ts";
import { withinReach } from "#platform/records/shares.ts";
import type { Passable } from "#platform/records/transfer.ts";
import type { DealFilter, DealShape } from "../api.ts";
import type { Deal, DealId, NextStep, ReasonId, Standing } from "../deal.ts";
import type { LeadPart } from "../lead.ts";
import type { Line } from "../line.ts";
import { plainRate } from "../rate.ts";
import type { StageId } from "../stage.ts";

/** Deals that may be read; a lead is none. */
export function withinDeals(reach: Reach): RawBuilder<unknown> {
  return sql`deals.qualified_at is not null and ${ownedWithin(reach)}`;
}

export function withinLeads(reach: Reach): RawBuilder<unknown> {
  return sql`deals.qualified_at is null and ${ownedWithin(reach)}`;
}

function ownedWithin(reach: Reach): RawBuilder<unknown> {
  return withinReach(reach, sql`deals.owner_id`, sql`deals.id`);
}

export const weightedSql = sql`floor(deals.base_minor * stages.probability / 100.0 + 0.5)`;
const lineParts = sql.raw(`
  'productId', product_id, 'quantity', quantity, 'priceMinor', deal_lines.price_minor,
  'discount', case when discount_percent is not null then json_build_object('percent', discount_percent)
                   when discount_minor is not null then json_build_object('minor', discount_minor) end,
  'taxPercent', deal_lines.tax_percent, 'recurs', deal_lines.recurs, 'periods', deal_lines.periods`);
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

function countedBy(rate: string | null, on: CivilDate | null) {
  return rate && on ? { rate: plainRate(rate), on } : null;
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

export async function totalsOf(db: Reads, reach: Reach, filter: StoreFilter) {
  const found = await row<{ count: number; valueMinor: number; weightedMinor: number }>(
    db,
    sql`
    select count(*) as count, coalesce(sum(deals.base_minor), 0)::bigint as "valueMinor", coalesce(sum(${weightedSql}) filter (where deals.status = 'open'), 0)::bigint as "weightedMinor"
    from ${shownFrom}
    where ${filterSql(reach, filter)}`,
  );
  return found!;
}

export async function stageTotals(db: Reads, reach: Reach, filter: StoreFilter) {
  return rows<{ stageId: StageId; count: number; valueMinor: number; weightedMinor: number }>(
    db,
    sql`
    select deals.stage_id as "stageId", count(*) as count, sum(deals.base_minor)::bigint as "valueMinor", sum(${weightedSql})::bigint as "weightedMinor"
    from ${shownFrom}
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

/** Who may read which deals, and which leads. */
export type Reaches = { deals: Reach; leads: Reach };
const withinEither = ({ deals, leads }: Reaches) => sql`((${withinDeals(deals)}) or (${withinLeads(leads)}))`;

/** Those of these that may be read, whether they are deals already or leads. */
export async function readableDeals(db: Reads, reaches: Reaches, ids: readonly string[]): Promise<Set<string>> {
  const found = await rows<{ id: string }>(
    db,
    sql`
    select id from deals where id = any(${[...ids]}::uuid[]) and deleted_at is null and ${withinEither(reaches)}`,
  );
  return new Set(found.map((one) => one.id));
}

export async function dealNames(db: Reads, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await rows<{ id: string; name: string }>(
    db,
    sql`select id, name from deals where id = any(${[...ids]}::uuid[])`,
  );
  return new Map(found.map((one) => [one.id, one.name]));
}

const dealColumns = sql`
  deals.id, deals.key, deals.name, deals.pipeline_id as "pipelineId", deals.stage_id as "stageId", deals.status, deals.organization_id as "organizationId",
  deals.owner_id as "ownerId", deals.value_minor as "valueMinor", deals.currency, deals.base_minor as "baseMinor", deals.opened_on as "openedOn",
  deals.expected_close_on as "expectedCloseOn", deals.first_close_on as "firstCloseOn", deals.slips, deals.rank_id as "rankId", deals.rate::text as rate,
  deals.rate_on as "rateOn", deals.closed_on as "closedOn", deals.reason_id as "reasonId", deals.reason_text as "reasonText",
  deals.stage_since as "stageSince", deals.next_step as "nextStep", deals.next_step_kind as "nextStepKind", deals.next_step_at as "nextStepAt",
  deals.last_touch_at as "lastTouchAt", deals.created_at as "createdAt", deals.version, deals.deleted_at as "deletedAt", deals.import_id as "importId",
  json_build_object('state', deals.lead_state, 'reason', deals.lead_reason, 'sourceId', deals.source_id, 'campaignId', deals.campaign_id,
    'message', deals.message, 'cameInAt', deals.came_in_at, 'respondFrom', deals.respond_from, 'respondedAt', deals.responded_at) as lead,
  (select probability from stages where stages.id = deals.stage_id) as probability,
  (select coalesce(json_agg(json_build_object(${lineParts}) order by position), '[]') from deal_lines where deal_id = deals.id) as lines`;

type DealRow = Omit<Deal, "value" | "nextStep" | "standing" | "countedBy"> & {
  rate: string | null;
  rateOn: CivilDate | null;
  status: Standing["status"];
  valueMinor: number;
  currency: string;
  closedOn: CivilDate | null;
  reasonId: ReasonId | null;
  reasonText: string | null;
  nextStep: string | null;
  nextStepKind: string | null;
  nextStepAt: Instant | null;
  deletedAt: Instant | null;
  importId: string | null;
  probability: number;
  lead: LeadPart;
};
/** `probability` is that of the stage it stands in. */
export type StoredDeal = Deal & {
  deletedAt: Instant | null;
  importId: string | null;
  probability: number;
  lead: LeadPart;
};

function deal({
  lead,
  status,
  valueMinor,
  currency,
  rate,
  rateOn,
  closedOn,
  reasonId,
  reasonText,
  nextStep,
  nextStepKind,
  nextStepAt,
  ...rest
}: DealRow): StoredDeal {
  const reason = reasonId || reasonText ? { id: reasonId, text: reasonText } : null;
  return {
    ...rest,
    value: money(valueMinor, currency),
    countedBy: countedBy(rate, rateOn),
    nextStep: nextStep && nextStepAt ? { kind: nextStepKind ?? "task", subject: nextStep, at: nextStepAt } : null,
    standing: status === "open" || !closedOn ? { status: "open" } : { status, closedOn, reason },
    lead: { ...lead, ...instantsOf(lead) },
  };
}

/** JSON says moments in its own way. */
function instantsOf({ cameInAt, respondFrom, respondedAt }: LeadPart) {
  const asInstant = (at: Instant | null) => at && instant(at);
  return { cameInAt: asInstant(cameInAt), respondFrom: asInstant(respondFrom), respondedAt: asInstant(respondedAt) };
}

/** The deal as it is, held for this transaction: of two people who move it at once, the second sees the first's move. */
export async function lockDeal(tx: Tx, id: DealId): Promise<StoredDeal | undefined> {
  const found = await row<DealRow>(tx, sql`select ${dealColumns} from deals where id = ${id} for update`);
  return found && deal(found);
}

export async function dealsByIds(db: Reads, ids: readonly string[]): Promise<StoredDeal[]> {
  return (await rows<DealRow>(db, sql`select ${dealColumns} from deals where id = any(${[...ids]}::uuid[])`)).map(deal);
}

export async function dealsByKeys(db: Reads, keys: readonly string[]): Promise<StoredDeal[]> {
  return (
    await rows<DealRow>(
      db,
      sql`select ${dealColumns} from deals where key = any(${[...keys]}::text[]) and deleted_at is null`,
    )
  ).map(deal);
}

type ByDefault = "countedBy" | "rankId" | "slips" | "firstCloseOn";
/** In the workspace's currency, without a rank and never put off, unless said. */
export type NewDeal = Omit<Deal, "id" | "version" | "nextStep" | ByDefault> &
  Partial<Pick<Deal, ByDefault>> & { id?: DealId; importId?: string | null };

export async function insertDeals(tx: Tx, all: readonly NewDeal[]): Promise<DealId[]> {
  const ids = all.map((one) => one.id ?? newId<"deal">());
  const column = <Value>(of: (one: NewDeal) => Value) => all.map(of);
  const closed = ({ standing }: NewDeal) => (standing.status === "open" ? null : standing);
  await sql`
    insert into deals (id, key, name, pipeline_id, stage_id, status, organization_id, owner_id, value_minor, currency, base_minor,
      opened_on, expected_close_on, closed_on, reason_id, reason_text, stage_since, last_touch_at, created_at, import_id,
      first_close_on, slips, rank_id, rate, rate_on, qualified_at)
    select *, created_at from unnest(
      ${ids}::uuid[], ${column((one) => one.key)}::text[], ${column((one) => one.name)}::text[], ${column((one) => one.pipelineId)}::uuid[],
      ${column((one) => one.stageId)}::uuid[], ${column((one) => one.standing.status)}::text[], ${column((one) => one.organizationId)}::uuid[],
      ${column((one) => one.ownerId)}::uuid[], ${column((one) => one.value.minor)}::bigint[], ${column((one) => one.value.currency)}::text[],
      ${column((one) => one.baseMinor)}::bigint[], ${column((one) => one.openedOn)}::date[], ${column((one) => one.expectedCloseOn)}::date[],
      ${column((one) => closed(one)?.closedOn ?? null)}::date[], ${column((one) => closed(one)?.reason?.id ?? null)}::uuid[],
      ${column((one) => closed(one)?.reason?.text ?? null)}::text[], ${column((one) => one.stageSince)}::timestamptz[],
      ${column((one) => one.lastTouchAt)}::timestamptz[], ${column((one) => one.createdAt)}::timestamptz[], ${column((one) => one.importId ?? null)}::uuid[],
      ${column((one) => one.firstCloseOn ?? one.expectedCloseOn)}::date[], ${column((one) => one.slips ?? 0)}::int[],
      ${column((one) => one.rankId ?? null)}::uuid[], ${column((one) => one.countedBy?.rate ?? null)}::numeric[],
      ${column((one) => one.countedBy?.on ?? null)}::date[]
    ) as made (id, key, name, pipeline_id, stage_id, status, organization_id, owner_id, value_minor, currency, base_minor,
      opened_on, expected_close_on, closed_on, reason_id, reason_text, stage_since, last_touch_at, created_at, import_id,
      first_close_on, slips, rank_id, rate, rate_on)`.execute(tx);
  await insertLines(
    tx,
    ids.map((id, at) => ({ id, lines: all[at]!.lines })),
  );
  return ids;
}

async function insertLines(tx: Tx, all: readonly { id: DealId; lines: readonly Line[] }[]): Promise<void> {
  const flat = all.flatMap(({ id, lines }) => lines.map((line, position) => ({ id, position, ...line })));
  if (flat.length === 0) return;
  await sql`
    insert into deal_lines (deal_id, position, product_id, quantity, price_minor, discount_percent, discount_minor, tax_percent, recurs, periods)
    select * from unnest(
      ${flat.map((one) => one.id)}::uuid[], ${flat.map((one) => one.position)}::int[], ${flat.map((one) => one.productId)}::uuid[],
      ${flat.map((one) => one.quantity)}::int[], ${flat.map((one) => one.priceMinor)}::bigint[],
      ${flat.map(({ discount }) => (discount && "percent" in discount ? discount.percent : null))}::numeric[],
      ${flat.map(({ discount }) => (discount && "minor" in discount ? discount.minor : null))}::bigint[],
      ${flat.map((one) => one.taxPercent)}::numeric[], ${flat.map((one) => one.recurs)}::text[], ${flat.map((one) => one.periods)}::int[]
    )`.execute(tx);
}

export async function saveDeal(tx: Tx, was: Deal, one: Deal): Promise<void> {
  const closed = one.standing.status === "open" ? null : one.standing;
  await sql`
    update deals
    set key = ${one.key}, name = ${one.name}, pipeline_id = ${one.pipelineId}, stage_id = ${one.stageId}, status = ${one.standing.status}, organization_id = ${one.organizationId},
        owner_id = ${one.ownerId}, value_minor = ${one.value.minor}, currency = ${one.value.currency}, base_minor = ${one.baseMinor},
        opened_on = ${one.openedOn}, expected_close_on = ${one.expectedCloseOn}, first_close_on = ${one.firstCloseOn}, slips = ${one.slips},
        rank_id = ${one.rankId}, rate = ${one.countedBy?.rate ?? null}, rate_on = ${one.countedBy?.on ?? null}, closed_on = ${closed?.closedOn ?? null},
        reason_id = ${closed?.reason?.id ?? null}, reason_text = ${closed?.reason?.text ?? null}, stage_since = ${one.stageSince},
        last_touch_at = ${one.lastTouchAt}, version = version + 1
    where id = ${one.id}`.execute(tx);
  if (JSON.stringify(was.lines) === JSON.stringify(one.lines)) return;
  await sql`delete from deal_lines where deal_id = ${one.id}`.execute(tx);
  await insertLines(tx, [one]);
}

export async function trashDeal(tx: Tx, id: DealId, at: Instant | null, by: string | null): Promise<void> {
  await sql`update deals set deleted_at = ${at}, deleted_by = ${by}, version = version + 1 where id = ${id}`.execute(
    tx,
  );
}

export async function setStep(tx: Tx, id: DealId, step: NextStep | null): Promise<void> {
  await sql`
    update deals set next_step = ${step?.subject ?? null}, next_step_kind = ${step?.kind ?? null}, next_step_at = ${step?.at ?? null}
    where id = ${id}`.execute(tx);
}

export async function setSteps(
  tx: Tx,
  all: readonly { id: string; step: NextStep | null; touchedAt: Instant | null }[],
): Promise<void> {
  if (all.length === 0) return;
  await sql`
    update deals
    set next_step = new.subject, next_step_kind = new.kind, next_step_at = new.at, last_touch_at = greatest(last_touch_at, new.touched)
    from unnest(
      ${all.map((one) => one.id)}::uuid[], ${all.map((one) => one.step?.subject ?? null)}::text[], ${all.map((one) => one.step?.kind ?? null)}::text[],
      ${all.map((one) => one.step?.at ?? null)}::timestamptz[], ${all.map((one) => one.touchedAt)}::timestamptz[]
    ) as new (id, subject, kind, at, touched)
    where deals.id = new.id`.execute(tx);
}

export async function touchDeal(tx: Tx, id: DealId, at: Instant): Promise<void> {
  await sql`update deals set last_touch_at = greatest(last_touch_at, ${at}::timestamptz) where id = ${id}`.execute(tx);
}

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

export type OwnedDeal = {
  id: DealId;
  name: string;
  ownerId: string;
  organization: string | null;
  baseMinor: number;
  units: number;
  openedOn: CivilDate | null;
  closedOn: CivilDate | null;
  nextStep: string | null;
  nextStepAt: Instant | null;
};

/** People's open deals, or those they won since a day: what each would bring or has brought. */
export async function dealsOwned(
  db: Reads,
  owners: readonly string[] | null,
  which: { status: "open" } | { status: "won"; since: CivilDate },
): Promise<OwnedDeal[]> {
  const since = which.status === "won" ? sql`and deals.closed_on >= ${which.since}::date` : sql``;
  return rows<OwnedDeal>(
    db,
    sql`
    select deals.id, deals.name, deals.owner_id as "ownerId", organization.name as organization, deals.base_minor as "baseMinor",
      coalesce((select sum(quantity) from deal_lines where deal_id = deals.id), 0)::int as units,
      deals.opened_on as "openedOn", deals.closed_on as "closedOn", deals.next_step as "nextStep", deals.next_step_at as "nextStepAt"
    from deals left join ${organizationNames} as organization on organization.id = deals.organization_id
    where deals.deleted_at is null and deals.qualified_at is not null and deals.status = ${which.status} ${since}
      ${owners ? sql`and deals.owner_id = any(${[...owners]}::uuid[])` : sql`and deals.owner_id is not null`}
    order by deals.id`,
  );
}

/** How many deals of each owner rot. */
export async function rottingDeals(
  db: Reads,
  on: { today: CivilDate; zone: Zone },
): Promise<{ ownerId: Id<"person">; count: number }[]> {
  return rows(
    db,
    sql`
    select owner_id as "ownerId", count(*) as count
    from deals join stages on stages.id = deals.stage_id
    where deals.deleted_at is null and qualified_at is not null and owner_id is not null and ${rots(on)}
    group by owner_id
    order by owner_id`,
  );
}

/** The ids of the deals within a reach, as a fragment. */
export function dealsWithin(reaches: Reaches): RawBuilder<unknown> {
  return sql`select id from deals where deleted_at is null and ${withinEither(reaches)}`;
}

/** Ids of the organizations with a deal within reach, as a query for the filter of organizations. */
export function organizationsOfDeals(reaches: Reaches): RawBuilder<unknown> {
  return sql`select organization_id from deals where organization_id is not null and deleted_at is null and ${withinEither(reaches)}`;
}

export async function ownsDealOn(db: Reads, personId: string, organizationId: string): Promise<boolean> {
  return (
    (await row(
      db,
      sql`select 1 from deals where owner_id = ${personId} and organization_id = ${organizationId} and deleted_at is null limit 1`,
    )) !== undefined
  );
}

export async function importedDeals(db: Reads, importId: string) {
  return rows<{ id: DealId; name: string; version: number }>(
    db,
    sql`select id, name, version from deals where import_id = ${importId}`,
  );
}

export async function deleteDeals(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`delete from deals where id = any(${[...ids]}::uuid[])`.execute(tx);
}

export async function firstDealId(db: Reads): Promise<DealId | undefined> {
  return (await row<{ id: DealId }>(db, sql`select id from deals where deleted_at is null order by id limit 1`))?.id;
}

/** The open deals a person owns, held for the transaction: in one order, so that two who pass them on wait for each other. */
export async function lockOpenDeals(tx: Tx, owner: string, only: readonly string[] | null): Promise<StoredDeal[]> {
  return (
    await rows<DealRow>(
      tx,
      sql`
      select ${dealColumns} from deals
      where owner_id = ${owner} and status = 'open' and qualified_at is not null and deleted_at is null
        and (${only}::uuid[] is null or id = any(${only}::uuid[]))
      order by id
      for update`,
    )
  ).map(deal);
}

/** All deals of an organization, or those of these that still name it; the trash's too. */
export async function lockDealsOf(tx: Tx, organization: string, only: readonly string[] | null): Promise<StoredDeal[]> {
  const found = await rows<DealRow>(
    tx,
    sql`
    select ${dealColumns} from deals
    where organization_id = ${organization} and (${only}::uuid[] is null or id = any(${only}::uuid[]))
    order by id
    for update`,
  );
  return found.map(deal);
}

export async function setOrganization(tx: Tx, ids: readonly string[], organization: string): Promise<void> {
  await sql`
    update deals set organization_id = ${organization}, version = version + 1 where id = any(${[...ids]}::uuid[])`.execute(
    tx,
  );
}

/** One person's open deals; each hangs on its organization. */
export async function openDealsOf(db: Reads, owner: string): Promise<Passable[]> {
  return rows<Passable>(
    db,
    sql`
    select id as record, array_remove(array[organization_id], null) as of, base_minor as "valueMinor"
    from deals
    where owner_id = ${owner} and status = 'open' and qualified_at is not null and deleted_at is null
    order by id`,
  );
}

/** Those of these that still have the version given and are open, held for the transaction. */
export async function lockUnchanged(
  tx: Tx,
  passed: readonly { record: string; version: number }[],
  owner: string,
): Promise<StoredDeal[]> {
  return (
    await rows<DealRow>(
      tx,
      sql`
      select ${dealColumns} from deals
      join unnest(${passed.map((one) => one.record)}::uuid[], ${passed.map((one) => one.version)}::int[]) as past (id, version)
        on past.id = deals.id and past.version = deals.version
      where owner_id = ${owner} and status = 'open' and qualified_at is not null and deleted_at is null
      order by deals.id
      for update of deals`,
    )
  ).map(deal);
}

export async function setOwners(tx: Tx, ids: readonly string[], owner: string): Promise<void> {
  await sql`
    update deals set owner_id = ${owner}, version = version + 1 where id = any(${[...ids]}::uuid[])`.execute(tx);
}

export type TrashedDeal = {
  id: string;
  title: string;
  ownerId: string | null;
  deletedAt: Instant;
  deletedBy: string | null;
};

/** What lies in the trash that these may restore or this login deleted, newest first. */
export async function trashedDeals(db: Reads, reach: Reach, login: string): Promise<TrashedDeal[]> {
  return rows<TrashedDeal>(
    db,
    sql`
    select id, name as title, owner_id as "ownerId", deleted_at as "deletedAt", deleted_by as "deletedBy"
    from deals
    where deleted_at is not null and (${ownedWithin(reach)} or deleted_by = ${login})
    order by deleted_at desc, id
    limit 500`,
  );
}

export async function removableDeals(
  tx: Tx,
  asked: { ids: readonly string[] } | { before: Instant },
): Promise<string[]> {
  const which = "ids" in asked ? sql`id = any(${[...asked.ids]}::uuid[])` : sql`deleted_at < ${asked.before}`;
  const found = await rows<{ id: string }>(
    tx,
    sql`select id from deals where deleted_at is not null and ${which} order by id for update`,
  );
  return found.map(({ id }) => id);
}

/** Organizations that a deal names, one in the trash too. */
export const organizationsNamed = sql`(select organization_id from deals where organization_id is not null)`;

/** Which of these deals lie in the trash. */
export async function trashedAmong(db: Reads, ids: readonly string[]): Promise<Set<string>> {
  const found = await rows<{ id: string }>(
    db,
    sql`select id from deals where id = any(${[...ids]}::uuid[]) and deleted_at is not null`,
  );
  return new Set(found.map(({ id }) => id));
}

/** What a person owns here, by name: what is held of them says so. */
export async function dealsOf(db: Reads, owner: string): Promise<object[]> {
  return rows<object>(
    db,
    sql`select id, key, name, status, opened_on, closed_on from deals where owner_id = ${owner} order by name, id`,
  );
}

/** Deals that stand in a stage and are open, in the trash too: they go with it when it is removed. */
export async function lockOpenIn(tx: Tx, stage: StageId): Promise<StoredDeal[]> {
  return (
    await rows<DealRow>(
      tx,
      sql`select ${dealColumns} from deals where stage_id = ${stage} and status = 'open' and qualified_at is not null order by id for update`,
    )
  ).map(deal);
}

export async function setStage(
  tx: Tx,
  ids: readonly string[],
  stage: { id: StageId; pipelineId: string },
  at: Instant,
): Promise<void> {
  await sql`
    update deals
    set stage_id = ${stage.id}, pipeline_id = ${stage.pipelineId}, stage_since = ${at}, version = version + 1
    where id = any(${[...ids]}::uuid[])`.execute(tx);
}

/** In the trash too: they may come back. */
export async function hasOpenDeals(db: Reads, pipeline: string): Promise<boolean> {
  const found = await row(
    db,
    sql`select 1 from deals where pipeline_id = ${pipeline} and status = 'open' and qualified_at is not null limit 1`,
  );
  return found !== undefined;
}

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
