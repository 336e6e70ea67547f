// The only file that knows the quotas.
import { type RawBuilder, sql } from "kysely";
import type { CurrencyCode } from "#lib/currency.ts";
import { money } from "#lib/money.ts";
import type { PeriodId } from "#lib/period.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import { personNamesTable } from "#modules/people/server/public.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import type { ExportKind } from "#platform/records/exportKind.ts";
import { type Quota, type QuotaId, type QuotaOwner, sizeOf } from "../quota.ts";

/** What was suggested beside a quota when it was set. */
export type Beside = { suggested: number; expected: number; probability: number };

export type StoredQuota = Quota & {
  from: CivilDate;
  to: CivilDate;
  reason: string | null;
  beside: Beside | null;
  setByName: string | null;
  reachedOn: CivilDate | null;
};

type QuotaRow = Omit<StoredQuota, "owner" | "amount" | "replaces" | "beside"> & {
  personId: string | null;
  teamId: string | null;
  amount: number;
  currency: CurrencyCode | null;
  replaces: QuotaId | null;
  suggested: number | null;
  expected: number | null;
  probability: number | null;
};

const columns = sql`
  quotas.id, quotas.metric, quotas.period, quotas.from_on as "from", quotas.to_on as "to", quotas.person_id as "personId",
  quotas.team_id as "teamId", quotas.amount, quotas.currency, quotas.set_by as "setBy", quotas.set_at as "setAt", quotas.replaces,
  quotas.reason, quotas.suggested, quotas.expected, quotas.probability, setter.name as "setByName", reach.reached_on as "reachedOn"`;
const tables = sql`
  quotas
  left join ${personNamesTable} as setter on setter.id = quotas.set_by
  left join quota_reaches as reach on reach.quota_id = quotas.id`;

function stored(found: QuotaRow): StoredQuota {
  const { personId, teamId, amount, currency, replaces, suggested, expected, probability, ...rest } = found;
  const owner = personId ? { kind: "person", person: personId } : { kind: "team", team: teamId };
  return {
    ...rest,
    owner: owner as QuotaOwner,
    amount: currency ? { unit: "money", money: money(amount, currency) } : { unit: "count", count: amount },
    replaces: replaces ? { quota: replaces, reason: rest.reason ?? "" } : null,
    beside:
      suggested === null || expected === null || probability === null ? null : { suggested, expected, probability },
  };
}

export type QuotaFilter = {
  metric?: string | undefined;
  period?: PeriodId | undefined;
  people?: readonly string[] | undefined;
  teams?: readonly string[] | undefined;
  /** Periods that hold a day of this span. */
  during?: { from: CivilDate; to: CivilDate } | undefined;
};

/** The quotas that hold; of people and of teams where either is asked, else all. */
export async function liveQuotas(db: Reads, asked: QuotaFilter): Promise<StoredQuota[]> {
  const { metric, period, people, teams, during } = asked;
  const owners: RawBuilder<unknown> =
    people || teams
      ? sql`and (quotas.person_id = any(${[...(people ?? [])]}::uuid[]) or quotas.team_id = any(${[...(teams ?? [])]}::uuid[]))`
      : sql``;
  const found = await rows<QuotaRow>(
    db,
    sql`
    select ${columns} from ${tables}
    where quotas.ended_at is null ${owners}
      ${metric ? sql`and quotas.metric = ${metric}` : sql``}
      ${period ? sql`and quotas.period = ${period}` : sql``}
      ${during ? sql`and quotas.from_on <= ${during.to}::date and quotas.to_on >= ${during.from}::date` : sql``}
    order by quotas.set_at desc, quotas.id`,
  );
  return found.map(stored);
}

export async function liveQuota(db: Reads, id: QuotaId): Promise<StoredQuota | undefined> {
  const found = await row<QuotaRow>(
    db,
    sql`select ${columns} from ${tables} where quotas.id = ${id} and quotas.ended_at is null`,
  );
  return found && stored(found);
}

export type NewQuota = Quota & { from: CivilDate; to: CivilDate; reason: string | null; beside: Beside | null };

/** Writes a quota; the version it replaces ends with it. */
export async function insertQuota(tx: Tx, one: NewQuota): Promise<void> {
  if (one.replaces) await endQuota(tx, one.replaces.quota, one.setAt);
  const { owner, amount, beside } = one;
  await sql`
    insert into quotas (id, metric, period, from_on, to_on, person_id, team_id, amount, currency, set_by, set_at, replaces, reason, suggested, expected, probability)
    values (${one.id}, ${one.metric}, ${one.period}, ${one.from}, ${one.to},
      ${owner.kind === "person" ? owner.person : null}, ${owner.kind === "team" ? owner.team : null},
      ${sizeOf(amount)}, ${amount.unit === "money" ? amount.money.currency : null}, ${one.setBy}, ${one.setAt},
      ${one.replaces?.quota ?? null}, ${one.reason}, ${beside?.suggested ?? null}, ${beside?.expected ?? null}, ${beside?.probability ?? null})`.execute(
    tx,
  );
}

export async function endQuota(tx: Tx, id: QuotaId, at: Instant): Promise<void> {
  await sql`update quotas set ended_at = ${at} where id = ${id}`.execute(tx);
  await sql`delete from quota_reaches where quota_id = ${id}`.execute(tx);
}

/** True when the quota had not been reached before. */
export async function noteReach(tx: Tx, id: QuotaId, reachedOn: CivilDate, at: Instant): Promise<boolean> {
  const noted = await row<{ isNew: boolean }>(
    tx,
    sql`
    insert into quota_reaches (quota_id, reached_on, at) values (${id}, ${reachedOn}, ${at})
    on conflict (quota_id) do update set reached_on = excluded.reached_on
    returning (xmax = 0) as "isNew"`,
  );
  return noted?.isNew ?? false;
}

export async function dropReach(tx: Tx, id: QuotaId): Promise<boolean> {
  return (await row(tx, sql`delete from quota_reaches where quota_id = ${id} returning quota_id`)) !== undefined;
}

/** Every version of these people's quotas, as if none had been set; answers their ids. */
export async function deleteQuotasOf(tx: Tx, people: readonly string[]): Promise<string[]> {
  const gone = await rows<{ id: string }>(
    tx,
    sql`delete from quotas where person_id = any(${[...people]}::uuid[]) returning id`,
  );
  return gone.map(({ id }) => id);
}

/** Why somebody's quotas were what they were may tell of them; how much they were stays. */
export async function forgetReasons(tx: Tx, person: string): Promise<void> {
  await sql`update quotas set reason = null where person_id = ${person} and reason is not null`.execute(tx);
}

export async function quotasHeld(db: Reads, person: string): Promise<object[]> {
  return rows<object>(
    db,
    sql`
    select metric, period, amount, currency, set_at, reason, ended_at from quotas
    where person_id = ${person}
    order by set_at, id`,
  );
}

/** What of quotas leaves with an export of everything: every version that a quota had. */
export const quotasExports: readonly ExportKind[] = [
  {
    name: "quotas",
    tables: ["quotas", "quota_reaches"],
    columns: [
      "id",
      "metric",
      "period",
      "from_on",
      "to_on",
      "person",
      "person_id",
      "team",
      "team_id",
      "amount",
      "currency",
      "reason",
      "set_by",
      "set_at",
      "replaces",
      "ended_at",
      "reached_on",
    ],
    names: {
      person: { id: "person_id", kind: "person" },
      team: { id: "team_id", kind: "team" },
      set_by: { id: "set_by_id", kind: "person" },
    },
    money: { amount: { minor: "amount_minor", currency: "currency" } },
    rows: sql`
      select id, metric, period, from_on, to_on, person_id, team_id, amount as amount_minor, currency, reason, set_by as set_by_id, set_at,
        replaces, ended_at, reached_on
      from quotas
      left join quota_reaches on quota_id = id
      order by metric, from_on, set_at, id`,
  },
];

export async function isAnyQuotaSet(db: Reads): Promise<boolean> {
  return (await row(db, sql`select 1 from quotas where ended_at is null limit 1`)) !== undefined;
}
