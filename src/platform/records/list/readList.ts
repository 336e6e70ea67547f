import { type RawBuilder, sql } from "kysely";
import type { Filter } from "#lib/filter.ts";
import { type Money, money } from "#lib/money.ts";
import { Refusal } from "#lib/refusal.ts";
import { row, rows } from "../../db/db.ts";
import type { Ground } from "../../ground.ts";
import { afterCursor, cursorOf, cursorText, type Order, orderBy } from "../keyset.ts";
import { filterSql } from "./filterSql.ts";
import type { Asking, ListDefinition, ListField } from "./list.ts";

export type ListAsked = {
  filter: Filter;
  q?: string | undefined;
  /** Only these records, whatever the filter finds: what was picked by hand. */
  ids?: readonly string[] | undefined;
};
export type PageAsked = ListAsked & {
  columns: readonly string[];
  sort: string;
  order: "asc" | "desc";
  after?: string | undefined;
  limit: number;
};

/** A record named in a cell; without a name it is one that the asker may not read. */
export type NamedCell = { id: string; name: string | null };
export type Cell = string | number | boolean | null | Money | NamedCell | string[];
export type ListRow = { id: string; title: string; version: number; cells: Record<string, Cell> };
export type Count = { count: number; isCapped: boolean };

/** Beyond so many a count is "1,000+" until somebody asks for it exactly. */
export const countCap = 1000;

/** A list as one asker sees it: its fields by name, and the SQL of what they may read. */
export type Opened = { list: ListDefinition; fields: ReadonlyMap<string, ListField>; asking: Asking };

export async function openList(list: ListDefinition, asking: Asking): Promise<Opened> {
  const fields = await list.fields(asking);
  const itself: ListField = { id: "id", type: "record", label: { text: "id" }, value: list.id, hidden: true };
  return { list, asking, fields: new Map([...fields, itself].map((field) => [field.id, field])) };
}

/** A page of rows with the columns asked for, and where the next one begins. */
export async function pageOf(
  ground: Pick<Ground, "records">,
  opened: Opened,
  asked: PageAsked,
): Promise<{ rows: ListRow[]; next: string | null }> {
  const { list, asking } = opened;
  const columns = asked.columns.map((id) => fieldNamed(opened, id, "/columns"));
  const order = orderFor(opened, asked);
  const cells = columns.flatMap((field, at) => [
    sql`${field.shown ?? field.value} as ${sql.ref(`c${at}`)}`,
    ...(field.type === "money" ? [sql`${currencyOf(field, asking)} as ${sql.ref(`u${at}`)}`] : []),
  ]);
  const found = await rows<
    Record<string, unknown> & { id: string; title: string; version: number; sorted: string | null }
  >(
    asking.db,
    sql`
    select ${list.id} as id, ${list.title} as title, ${list.version} as version, ${order.column}::text as sorted
      ${cells.length > 0 ? sql`, ${sql.join(cells)}` : sql``}
    from ${list.from}
    where ${whereOf(opened, asked)} and ${afterCursor(order, cursorOf(asked.after))}
    ${orderBy(order)}
    limit ${asked.limit + 1}`,
  );
  const shown = found.slice(0, asked.limit);
  const last = shown.at(-1);
  const names = await namesIn(ground, asking, columns, shown);
  return {
    rows: shown.map((one) => ({
      id: one.id,
      title: one.title,
      version: one.version,
      cells: Object.fromEntries(
        columns.map((field, at) => [field.id, cellOf(field, one[`c${at}`], one[`u${at}`], names)]),
      ),
    })),
    next: found.length > asked.limit && last ? cursorText({ value: last.sorted, id: last.id }) : null,
  };
}

/** How many rows there are: exactly, or up to the cap. */
export async function countOf(opened: Opened, asked: ListAsked, exactly: boolean): Promise<Count> {
  const where = whereOf(opened, asked);
  const within = exactly
    ? sql`select 1 from ${opened.list.from} where ${where}`
    : sql`select 1 from ${opened.list.from} where ${where} limit ${countCap + 1}`;
  const { count } = (await row<{ count: number }>(
    opened.asking.db,
    sql`select count(*) as count from (${within}) as found`,
  ))!;
  const isCapped = !exactly && count > countCap;
  return { count: isCapped ? countCap : count, isCapped };
}

/** The sums of all rows of a filter, in minor units of the workspace's currency or as plain numbers, by field. */
export async function sumsOf(opened: Opened, asked: ListAsked): Promise<Record<string, number>> {
  const summed = [...opened.fields.values()].filter((field) => field.summed);
  if (summed.length === 0) return {};
  const sums = summed.map(
    (field, at) => sql`coalesce(sum(${field.base ?? field.value}), 0)::bigint as ${sql.ref(`s${at}`)}`,
  );
  const found = await row<Record<string, number>>(
    opened.asking.db,
    sql`select ${sql.join(sums)} from ${opened.list.from} where ${whereOf(opened, asked)}`,
  );
  return Object.fromEntries(summed.map((field, at) => [field.id, found?.[`s${at}`] ?? 0]));
}

/** The records of a filter, at most so many, in a fixed order. */
export async function idsOf(opened: Opened, asked: ListAsked, limit: number): Promise<string[]> {
  const { list, asking } = opened;
  const found = await rows<{ id: string }>(
    asking.db,
    sql`select ${list.id} as id from ${list.from} where ${whereOf(opened, asked)} order by ${list.id} limit ${limit}`,
  );
  return found.map(({ id }) => id);
}

export function whereOf({ list, fields, asking }: Opened, { filter, q, ids }: ListAsked): RawBuilder<unknown> {
  return sql`
    ${list.within(asking)}
    and ${filterSql(filter, fields, asking)}
    ${q?.trim() ? sql`and ${list.found(q.trim())}` : sql``}
    ${ids ? sql`and ${list.id} = any(${[...ids]}::uuid[])` : sql``}`;
}

export function fieldNamed({ fields }: Opened, id: string, pointer: string): ListField {
  const field = fields.get(id);
  if (!field || (field.hidden && pointer === "/columns"))
    throw new Refusal("lists.no_such_field", 422, { field: id }, [
      { pointer, code: "lists.no_such_field", detail: id },
    ]);
  return field;
}

/** What each type is cast to when it is sorted by. */
const sortTypes: Record<ListField["type"], string> = {
  text: "text",
  number: "numeric",
  money: "bigint",
  days: "int",
  date: "date",
  moment: "timestamptz",
  choice: "text",
  record: "text",
  person: "text",
  yesNo: "boolean",
};

function orderFor(opened: Opened, { sort, order }: PageAsked): Order {
  const field = fieldNamed(opened, sort, "/sort");
  if (field.sortable === false)
    throw new Refusal("lists.not_sortable", 422, { field: sort }, [{ pointer: "/sort", code: "lists.not_sortable" }]);
  const { column, type } = field.sortBy ?? { column: field.base ?? field.value, type: sortTypes[field.type] };
  return { column, type, id: opened.list.id, descending: order === "desc", isFilled: field.isFilled ?? false };
}

function currencyOf(field: ListField, { workspace }: Asking): RawBuilder<unknown> {
  return field.currency ?? sql`${workspace.currency}::text`;
}

function cellOf(field: ListField, value: unknown, currency: unknown, names: ReadonlyMap<string, string>): Cell {
  if (value === null || value === undefined) return null;
  if (field.type === "money") return typeof currency === "string" ? money(Number(value), currency) : null;
  if (field.record) return { id: String(value), name: names.get(String(value)) ?? null };
  if (field.type === "number") return Number(value);
  if (Array.isArray(value)) return value.map(String);
  return typeof value === "number" || typeof value === "boolean" ? value : String(value);
}

/** The names of what the cells refer to, a question for each kind of record; of what the asker may not read, none. */
async function namesIn(
  ground: Pick<Ground, "records">,
  { db, actor, workspace }: Asking,
  columns: readonly ListField[],
  shown: readonly Record<string, unknown>[],
): Promise<Map<string, string>> {
  const wanted = new Map<string, Set<string>>();
  columns.forEach(({ record }, at) => {
    if (!record) return;
    const ids = wanted.get(record) ?? new Set();
    for (const one of shown) if (typeof one[`c${at}`] === "string") ids.add(String(one[`c${at}`]));
    wanted.set(record, ids);
  });
  const names = new Map<string, string>();
  for (const [kind, all] of wanted) {
    const known = ground.records.get(kind);
    const ids = [...all];
    if (!known || ids.length === 0) continue;
    const readable = known.readable ? await known.readable(db, actor, workspace, ids) : all;
    for (const [id, name] of await known.names(
      db,
      ids.filter((id) => readable.has(id)),
    ))
      names.set(id, name);
  }
  return names;
}
