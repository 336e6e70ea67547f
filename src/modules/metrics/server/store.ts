// The only file that knows the facts.
import { sql } from "kysely";
import type { Dimension, MetricDefinition } from "#lib/metric.ts";
import type { CivilDate } from "#lib/time.ts";
import { teamOfDay } from "#modules/people/server/public.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import type { ExportKind } from "#platform/records/exportKind.ts";
import type { Fact } from "../fact.ts";
import { factsBehind } from "../figure.ts";

/** A fact with its record and the team of its day. */
export type FactRow = Fact & { record: string; team: string | null };

const factColumns =
  sql.raw(`metric, record_id as record, person_id as person, team_id as team, organization_id as organization,
  product_id as product, day, at, value::float8 as value, currency, base_value::float8 as "baseValue"`);

/** Puts these facts in the place of all that the records had, each with the team of its day, and answers those, in one statement. */
export async function replaceFacts(
  tx: Tx,
  records: readonly string[],
  facts: readonly (Fact & { record: string })[],
): Promise<FactRow[]> {
  const column = <Value>(of: (fact: Fact & { record: string }) => Value) => facts.map(of);
  return rows<FactRow>(
    tx,
    sql`
    with
      gone as (delete from facts where record_id = any(${[...records]}::uuid[]) returning *),
      come as (
        insert into facts (metric, record_id, person_id, team_id, organization_id, product_id, day, at, value, currency, base_value)
        select metric, record, person, ${teamOfDay(sql`new.person`, sql`new.day`)}, organization, product, day, at, value, currency, base_value
        from unnest(
          ${column((one) => one.metric)}::text[], ${column((one) => one.record)}::uuid[], ${column((one) => one.person)}::uuid[],
          ${column((one) => one.organization)}::uuid[], ${column((one) => one.product)}::uuid[], ${column((one) => one.day)}::date[],
          ${column((one) => one.at)}::timestamptz[], ${column((one) => one.value)}::numeric[],
          ${column((one) => one.currency ?? null)}::text[], ${column((one) => one.baseValue ?? null)}::numeric[]
        ) as new (metric, record, person, organization, product, day, at, value, currency, base_value)
      )
    select ${factColumns} from gone`,
  );
}

/** What of a fact's dimensions two records can share: they may become one. */
export type FactDimension = "organization";

/** Answers the records whose facts moved. */
export async function moveFactRows(
  tx: Tx,
  dimension: FactDimension,
  { from, to, records }: { from: string; to: string; records: readonly string[] | null },
): Promise<string[]> {
  const column = sql.ref(columnOf[dimension]);
  const moved = await rows<{ record: string }>(
    tx,
    sql`
    with moved as (
      update facts set ${column} = ${to}
      where ${column} = ${from} and (${records}::uuid[] is null or record_id = any(${records}::uuid[]))
      returning record_id
    )
    select distinct record_id as record from moved`,
  );
  return moved.map(({ record }) => record);
}

/** Whose facts: everybody's, or those of people or teams. */
export type Where = {
  from: CivilDate;
  to: CivilDate;
  teams?: readonly string[] | undefined;
  people?: readonly string[] | undefined;
  organization?: string | undefined;
  product?: string | undefined;
};

function whereSql(metric: MetricDefinition, { from, to, teams, people, organization, product }: Where) {
  const days = metric.kind === "level" ? sql`day <= ${to}::date` : sql`day between ${from}::date and ${to}::date`;
  return sql`
    metric = any(${[...factsBehind(metric)]}::text[]) and ${days}
    ${teams ? sql`and team_id = any(${[...teams]}::uuid[])` : sql``}
    ${people ? sql`and person_id = any(${[...people]}::uuid[])` : sql``}
    ${organization ? sql`and organization_id = ${organization}` : sql``}
    ${product ? sql`and product_id = ${product}` : sql``}`;
}

function valueSql(metric: MetricDefinition) {
  switch (metric.kind) {
    case "sum":
    case "level":
      return sql`sum(coalesce(base_value, value))::float8`;
    case "ratio":
      return sql`(sum(value) filter (where metric = ${metric.of}) / nullif(sum(value), 0))::float8`;
    case "mean":
      return sql`avg(value)::float8`;
    case "median":
      return sql`percentile_cont(0.5) within group (order by value::float8)`;
  }
}

const columnOf = {
  person: "person_id",
  team: "team_id",
  organization: "organization_id",
  product: "product_id",
} as const;

/** A ratio whose sum below has no fact of the sum above is 0, not undefined: 0 won of 3. */
const zeroFor = (metric: MetricDefinition, value: number | null, count: number) =>
  value === null && metric.kind === "ratio" && count > 0 ? 0 : value;

export async function totalOf(
  db: Reads,
  metric: MetricDefinition,
  where: Where,
): Promise<{ value: number | null; count: number }> {
  const found = (await row<{ value: number | null; count: number }>(
    db,
    sql`
    select ${valueSql(metric)} as value, count(*) as count from facts where ${whereSql(metric, where)}`,
  ))!;
  const value = zeroFor(metric, found.value, found.count);
  const isCounted = metric.kind === "sum" || metric.kind === "level";
  return { count: found.count, value: value ?? (isCounted ? 0 : null) };
}

export async function rowsOf(
  db: Reads,
  metric: MetricDefinition,
  where: Where,
  by: Dimension,
): Promise<{ id: string | null; value: number | null }[]> {
  const column = sql.ref(columnOf[by]);
  const found = await rows<{ id: string | null; value: number | null; count: number }>(
    db,
    sql`
    select ${column} as id, ${valueSql(metric)} as value, count(*) as count
    from facts
    where ${whereSql(metric, where)}
    group by ${column}
    ${metric.kind === "level" ? sql`having sum(coalesce(base_value, value)) <> 0` : sql``}`,
  );
  return found.map(({ id, value, count }) => ({ id, value: zeroFor(metric, value, count) }));
}

/** The records behind a figure with what each adds, newest first. A level's: those that still stand. */
export async function recordsOf(db: Reads, metric: MetricDefinition, where: Where) {
  const net = sql`sum(coalesce(base_value, value))`;
  return rows<{ record: string; metric: string; day: CivilDate; value: number }>(
    db,
    sql`
    select record_id as record, min(metric) as metric, max(day) as day, ${net}::float8 as value
    from facts
    where ${whereSql(metric, where)}
    group by record_id
    ${metric.kind === "level" ? sql`having ${net} <> 0` : sql``}
    order by max(day) desc, record_id`,
  );
}

/** A metric's facts in a span, by person and month: the sparkline's history. */
export async function monthlyOf(db: Reads, metrics: readonly string[], from: CivilDate, to: CivilDate) {
  return rows<{ metric: string; person: string | null; month: CivilDate; value: number; count: number }>(
    db,
    sql`
    select metric, person_id as person, date_trunc('month', day)::date as month, sum(coalesce(base_value, value))::float8 as value, count(distinct record_id) as count
    from facts
    where metric = any(${[...metrics]}::text[]) and day between ${from}::date and ${to}::date
    group by 1, 2, 3
    order by 3`,
  );
}

/** One metric's facts, day by day and record by record, for the people asked. */
export async function factsIn(db: Reads, metric: string, people: readonly string[], from: CivilDate, to: CivilDate) {
  return rows<{ record: string; person: string; day: CivilDate; value: number }>(
    db,
    sql`
    select record_id as record, person_id as person, day, sum(coalesce(base_value, value))::float8 as value
    from facts
    where metric = ${metric} and person_id = any(${[...people]}::uuid[]) and day between ${from}::date and ${to}::date
    group by 1, 2, 3
    order by day, record_id`,
  );
}

export type LedgerRow = {
  record: string;
  organization: string | null;
  product: string | null;
  day: CivilDate;
  value: number;
};

/** What each record added to a sum, day by day; of several products none is named. */
export async function ledgerOf(db: Reads, metric: MetricDefinition, where: Where): Promise<LedgerRow[]> {
  return rows<LedgerRow>(
    db,
    sql`
    select record_id as record, min(organization_id::text) as organization,
      case when count(distinct product_id) = 1 then min(product_id::text) end as product,
      day, sum(coalesce(base_value, value))::float8 as value
    from facts
    where ${whereSql(metric, where)}
    group by record_id, day
    order by day, record_id`,
  );
}

/** A sum split by days, those without facts left out. */
export async function dailyOf(db: Reads, metric: MetricDefinition, where: Where) {
  return rows<{ day: CivilDate; value: number }>(
    db,
    sql`
    select day, sum(coalesce(base_value, value))::float8 as value
    from facts
    where ${whereSql(metric, where)}
    group by day
    order by day`,
  );
}

export async function firstDayOf(db: Reads, metric: string): Promise<CivilDate | null> {
  const found = await row<{ day: CivilDate | null }>(
    db,
    sql`select min(day) as day from facts where metric = ${metric}`,
  );
  return found?.day ?? null;
}

/** What of the figures leaves with an export of everything. */
export const metricsExports: readonly ExportKind[] = [
  {
    name: "facts",
    tables: ["facts"],
    columns: [
      "metric",
      "day",
      "at",
      "value",
      "currency",
      "base_value",
      "person",
      "person_id",
      "team",
      "team_id",
      "organization",
      "organization_id",
      "product",
      "product_id",
      "record_id",
    ],
    names: {
      person: { id: "person_id", kind: "person" },
      team: { id: "team_id", kind: "team" },
      organization: { id: "organization_id", kind: "organization" },
      product: { id: "product_id", kind: "product" },
    },
    money: {
      value: { minor: "value_minor", currency: "currency" },
      base_value: { minor: "base_minor", currency: "base_currency" },
    },
    rows: sql`
      select metric, day, at, value as value_minor, facts.currency, base_value as base_minor,
        case when facts.currency is null then null else workspace.currency end as base_currency,
        person_id, team_id, organization_id, product_id, record_id
      from facts
      cross join workspace
      order by metric, day, record_id`,
  },
];
