// The SQL of what a deal went through: its moves, its closes, and each change of its expected close.
import { type RawBuilder, sql } from "kysely";
import { newId } from "#lib/id.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import { type Reads, rows, type Tx } from "#platform/db/db.ts";
import type { DealId } from "../deal.ts";
import type { DealState } from "../events.ts";
import type { StageId } from "../stage.ts";

export type Move = { from: StageId | null; state: DealState; at: Instant };

export async function insertMoves(tx: Tx, by: string | null, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return;
  await sql`
    insert into deal_moves (id, deal_id, from_stage_id, to_stage_id, moved_at, by_user, value_minor, currency, base_minor, probability)
    select id, deal_id, from_id, to_id, moved_at, ${by}::text, value_minor, currency, base_minor, probability
    from unnest(
      ${moves.map(() => newId())}::uuid[], ${moves.map(({ state }) => state.dealId)}::uuid[], ${moves.map(({ from }) => from)}::uuid[],
      ${moves.map(({ state }) => state.stageId)}::uuid[], ${moves.map(({ at }) => at)}::timestamptz[],
      ${moves.map(({ state }) => state.value.minor)}::bigint[], ${moves.map(({ state }) => state.value.currency)}::text[],
      ${moves.map(({ state }) => state.baseMinor)}::bigint[], ${moves.map(({ state }) => state.probability)}::int[]
    ) as new (id, deal_id, from_id, to_id, moved_at, value_minor, currency, base_minor, probability)`.execute(tx);
}

export type Close = {
  kind: "won" | "lost";
  state: DealState;
  at: Instant;
  reasonId: string | null;
  reasonText: string | null;
};

export async function insertCloses(tx: Tx, by: string | null, closes: readonly Close[]): Promise<void> {
  if (closes.length === 0) return;
  await sql`
    insert into deal_closes (id, deal_id, kind, closed_on, reason_id, reason_text, value_minor, currency, closed_at, by_user)
    select id, deal_id, kind, closed_on, reason_id, reason_text, value_minor, currency, closed_at, ${by}::text
    from unnest(
      ${closes.map(() => newId())}::uuid[], ${closes.map(({ state }) => state.dealId)}::uuid[], ${closes.map(({ kind }) => kind)}::text[],
      ${closes.map(({ state }) => state.on)}::date[], ${closes.map(({ reasonId }) => reasonId)}::uuid[],
      ${closes.map(({ reasonText }) => reasonText)}::text[], ${closes.map(({ state }) => state.value.minor)}::bigint[],
      ${closes.map(({ state }) => state.value.currency)}::text[], ${closes.map(({ at }) => at)}::timestamptz[]
    ) as new (id, deal_id, kind, closed_on, reason_id, reason_text, value_minor, currency, closed_at)`.execute(tx);
}

export async function markReopened(tx: Tx, id: DealId, at: Instant, by: string | null): Promise<void> {
  await sql`update deal_closes set reopened_at = ${at}, reopened_by = ${by} where deal_id = ${id} and reopened_at is null`.execute(
    tx,
  );
}

export async function insertReschedule(
  tx: Tx,
  { id, was, became }: { id: DealId; was: CivilDate | null; became: CivilDate | null },
  at: Instant,
  by: string | null,
): Promise<void> {
  await sql`
    insert into deal_reschedules (id, deal_id, was, became, changed_at, by_user)
    values (${newId()}, ${id}, ${was}, ${became}, ${at}, ${by})`.execute(tx);
}

export type SeenMove = {
  stageId: StageId;
  stage: string;
  pipelineId: string;
  at: Instant;
  by: string | null;
  valueMinor: number;
  currency: string;
  probability: number;
};

export async function movesOf(db: Reads, id: DealId): Promise<SeenMove[]> {
  return rows<SeenMove>(
    db,
    sql`
    select stages.id as "stageId", stages.name as stage, stages.pipeline_id as "pipelineId", moved_at as at, by_user as by,
      value_minor as "valueMinor", currency, deal_moves.probability
    from deal_moves join stages on stages.id = to_stage_id
    where deal_id = ${id}
    order by moved_at, deal_moves.id`,
  );
}

export type SeenClose = {
  kind: "won" | "lost";
  closedOn: CivilDate;
  reason: string | null;
  valueMinor: number;
  currency: string;
  by: string | null;
  reopenedAt: Instant | null;
  reopenedBy: string | null;
};

export async function closesOf(db: Reads, id: DealId): Promise<SeenClose[]> {
  return rows<SeenClose>(
    db,
    sql`
    select deal_closes.kind, closed_on as "closedOn", nullif(concat_ws(': ', reasons.name, reason_text), '') as reason,
      value_minor as "valueMinor", currency, by_user as by, reopened_at as "reopenedAt", reopened_by as "reopenedBy"
    from deal_closes left join reasons on reasons.id = reason_id
    where deal_id = ${id}
    order by closed_at, deal_closes.id`,
  );
}

export type SeenReschedule = { was: CivilDate | null; became: CivilDate | null; at: Instant; by: string | null };

export async function reschedulesOf(db: Reads, id: DealId): Promise<SeenReschedule[]> {
  return rows<SeenReschedule>(
    db,
    sql`
    select was, became, changed_at as at, by_user as by from deal_reschedules
    where deal_id = ${id}
    order by changed_at, id`,
  );
}

/** Deals of these whose expected close was put off since, with the day it was and the day it became; the furthest first. */
export async function putOffSince(
  db: Reads,
  within: RawBuilder<unknown>,
  since: Instant,
): Promise<{ id: DealId; was: CivilDate; became: CivilDate }[]> {
  return rows(
    db,
    sql`
    select deal_id as id, (array_agg(was order by changed_at, deal_reschedules.id))[1] as was,
      (array_agg(became order by changed_at desc, deal_reschedules.id desc))[1] as became
    from deal_reschedules
    where changed_at >= ${since} and was is not null and became is not null and deal_id in (${within})
    group by deal_id
    having (array_agg(became order by changed_at desc, deal_reschedules.id desc))[1]
      > (array_agg(was order by changed_at, deal_reschedules.id))[1]
    order by 3 desc, 1`,
  );
}

/** What else fills a required field: people of the customer, and steps of their decision. */
type Counts = { contacts: number; decisionSteps: number };

/** How many people and steps of deciding each of these deals has. */
export async function countsOf(db: Reads, ids: readonly string[]): Promise<Map<string, Counts>> {
  const found = await rows<Counts & { id: string }>(
    db,
    sql`
    select id, (select count(*) from deal_contacts where deal_id = asked.id) as contacts,
      (select count(*) from decision_steps where deal_id = asked.id) as "decisionSteps"
    from unnest(${[...ids]}::uuid[]) as asked (id)`,
  );
  return new Map(found.map(({ id, ...counts }) => [id, counts]));
}
