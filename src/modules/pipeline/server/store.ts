// The SQL of deals and their lines as rows: read to be changed, written, moved. How they are shown stands in dealShownStore.ts.
import { sql } from "kysely";
import { newId } from "#lib/id.ts";
import { money } from "#lib/money.ts";
import { type CivilDate, type Instant, instant } from "#lib/time.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import type { Deal, DealId, NextStep, ReasonId, Standing } from "../deal.ts";
import type { LeadPart } from "../lead.ts";
import type { Line } from "../line.ts";
import { plainRate } from "../rate.ts";
import type { StageId } from "../stage.ts";

export const lineParts = sql.raw(`
  'productId', product_id, 'quantity', quantity, 'priceMinor', deal_lines.price_minor,
  'discount', case when discount_percent is not null then json_build_object('percent', discount_percent)
                   when discount_minor is not null then json_build_object('minor', discount_minor) end,
  'taxPercent', deal_lines.tax_percent, 'recurs', deal_lines.recurs, 'periods', deal_lines.periods`);

export function countedBy(rate: string | null, on: CivilDate | null) {
  return rate && on ? { rate: plainRate(rate), on } : null;
}

export async function dealNames(db: Reads, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await rows<{ id: string; name: string }>(
    db,
    sql`select id, name from deals where id = any(${[...ids]}::uuid[])`,
  );
  return new Map(found.map((one) => [one.id, one.name]));
}

export const dealColumns = sql`
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

export type DealRow = Omit<Deal, "value" | "nextStep" | "standing" | "countedBy"> & {
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

export function deal({
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

export async function importedDeals(db: Reads, importId: string) {
  return rows<{ id: DealId; name: string; version: number }>(
    db,
    sql`select id, name, version from deals where import_id = ${importId}`,
  );
}

export async function deleteDeals(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`delete from deals where id = any(${[...ids]}::uuid[])`.execute(tx);
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
