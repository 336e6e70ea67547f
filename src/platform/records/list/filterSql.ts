import { type RawBuilder, sql } from "kysely";
import {
  type Condition,
  type Filter,
  type FilterPart,
  fits,
  isGroup,
  me,
  myTeam,
  type Span,
  teamIn,
} from "#lib/filter.ts";
import { periodOf, shiftPeriod } from "#lib/period.ts";
import { refuseField } from "#lib/refusal.ts";
import { addDays, type CivilDate, weekday } from "#lib/time.ts";
import { likeText } from "../likeText.ts";
import type { Asking, ListField } from "./list.ts";

/** A filter as a condition of SQL. A field that the list doesn't have, or a value that doesn't fit, is refused with its place. */
export function filterSql(filter: Filter, fields: ReadonlyMap<string, ListField>, asking: Asking): RawBuilder<unknown> {
  return groupSql(filter, "/filter", fields, asking);
}

function groupSql(
  group: Filter,
  pointer: string,
  fields: ReadonlyMap<string, ListField>,
  asking: Asking,
): RawBuilder<unknown> {
  const joint = "all" in group ? "all" : "any";
  const parts: readonly FilterPart[] = "all" in group ? group.all : group.any;
  if (parts.length === 0) return sql`true`;
  const conditions = parts.map((part, at) => {
    const here = `${pointer}/${joint}/${at}`;
    return isGroup(part) ? groupSql(part, here, fields, asking) : conditionSql(part, here, fields, asking);
  });
  return sql`(${sql.join(conditions, joint === "all" ? sql` and ` : sql` or `)})`;
}

const negatives: Record<string, Condition["is"]> = {
  isNot: "is",
  notContains: "contains",
  noneOf: "anyOf",
  notInLast: "inLast",
  empty: "filled",
  no: "yes",
};

function conditionSql(
  condition: Condition,
  pointer: string,
  fields: ReadonlyMap<string, ListField>,
  asking: Asking,
): RawBuilder<unknown> {
  const field = fields.get(condition.field);
  if (!field) throw refuseField("lists.no_such_field", `${pointer}/field`, { field: condition.field });
  if (!fits(field.type, condition)) throw refuseField("lists.value_wrong", `${pointer}/value`);
  const positive = negatives[condition.is];
  const asked = positive ? { ...condition, is: positive } : condition;
  const predicate = (value: RawBuilder<unknown>) => predicateSql(field, asked, value, asking);
  const holds = field.holds ? field.holds(predicate) : predicate(field.base ?? field.value);
  return positive ? sql`not coalesce(${holds}, false)` : holds;
}

/** The positive question about one value. */
function predicateSql(
  field: ListField,
  { is, value }: Condition,
  column: RawBuilder<unknown>,
  asking: Asking,
): RawBuilder<unknown> {
  if (is === "filled") return field.type === "text" ? sql`${column} <> ''` : sql`${column} is not null`;
  if (is === "yes") return sql`coalesce(${column}, false)`;
  switch (field.type) {
    case "text":
      return textSql(is, String(value), column);
    case "date":
      return daysSql(is, value, column, asking);
    case "moment":
      return daysSql(is, value, sql`(${column} at time zone ${asking.workspace.zone})::date`, asking);
    case "choice":
      return sql`${column} = any(${chosen(value)}::text[])`;
    case "person":
      return sql`${column} = any(${peopleIn(chosen(value), asking)}::uuid[])`;
    case "record":
      return sql`${column} = any(${chosen(value).filter(isId)}::uuid[])`;
    default:
      return numberSql(is, value, column);
  }
}

function textSql(is: Condition["is"], words: string, column: RawBuilder<unknown>): RawBuilder<unknown> {
  if (is === "contains") return sql`${column} ilike ${`%${likeText(words)}%`}`;
  if (is === "startsWith") return sql`${column} ilike ${`${likeText(words)}%`}`;
  return sql`lower(${column}) = lower(${words})`;
}

function numberSql(is: Condition["is"], value: Condition["value"], column: RawBuilder<unknown>): RawBuilder<unknown> {
  if (is === "between" && Array.isArray(value))
    return sql`${column} between ${Number(value[0])}::numeric and ${Number(value[1])}::numeric`;
  const sign = sql.raw(is === "atLeast" ? ">=" : is === "atMost" ? "<=" : "=");
  return sql`${column} ${sign} ${Number(value)}::numeric`;
}

function daysSql(
  is: Condition["is"],
  value: Condition["value"],
  column: RawBuilder<unknown>,
  asking: Asking,
): RawBuilder<unknown> {
  const { today } = asking;
  const within = (from: CivilDate, to: CivilDate) => sql`${column} between ${from}::date and ${to}::date`;
  switch (is) {
    case "before":
      return sql`${column} < ${String(value)}::date`;
    case "after":
      return sql`${column} > ${String(value)}::date`;
    case "between":
      return Array.isArray(value) ? within(String(value[0]), String(value[1])) : sql`false`;
    case "inLast":
      return within(addDays(today, -Number(value)), today);
    case "inNext":
      return within(today, addDays(today, Number(value)));
    case "during": {
      const { from, to } = daysOfSpan(String(value), asking);
      return within(from, to);
    }
    default:
      return sql`${column} = ${String(value)}::date`;
  }
}

/** The days of a span that moves with today: weeks by the workspace's first day, quarters and years by its fiscal year. */
export function daysOfSpan(
  span: Span | string,
  { today, workspace }: Pick<Asking, "today" | "workspace">,
): { from: CivilDate; to: CivilDate } {
  const shift = span.startsWith("last") ? -1 : span.startsWith("next") ? 1 : 0;
  if (span.endsWith("Week")) {
    const from = addDays(today, -((weekday(today) - workspace.weekStart + 7) % 7) + 7 * shift);
    return { from, to: addDays(from, 6) };
  }
  const kind = span.endsWith("Month") ? "month" : span.endsWith("Quarter") ? "quarter" : "year";
  if (span === "today") return { from: today, to: today };
  return shiftPeriod(periodOf(kind, today, workspace.fiscalStart), shift, workspace.fiscalStart);
}

function chosen(value: Condition["value"]): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function peopleIn(values: readonly string[], { actor, team, peopleOf }: Asking): string[] {
  return values.flatMap((value) => {
    const named = teamIn(value);
    if (named !== null) return [...peopleOf(named)];
    return value === me ? [actor.personId] : value === myTeam ? [...team] : isId(value) ? [value] : [];
  });
}

function isId(value: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value);
}
