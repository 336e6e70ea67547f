// The only file that knows the tables of fields.
import { type RawBuilder, sql } from "kysely";
import type { Instant } from "#lib/time.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import type { ExportKind } from "#platform/records/exportKind.ts";
import {
  type Field,
  type FieldedRecord,
  type FieldId,
  type FieldType,
  type FieldValue,
  heldValue,
  type Kept,
} from "../field.ts";

const columns = sql.raw(`
  id, record_kind as record, key, label, type, choices, formula, position, archived_at is not null as archived, on_card as "onCard", version`);

export async function readFields(db: Reads, record?: FieldedRecord): Promise<Field[]> {
  return rows<Field>(
    db,
    sql`
    select ${columns} from fields
    where ${record ? sql`record_kind = ${record}` : sql`true`}
    order by record_kind, position, id`,
  );
}

/** Held for the transaction: two who change a field, its places or its choices at once wait for each other. */
export async function lockField(tx: Tx, id: FieldId): Promise<Field | undefined> {
  return row<Field>(tx, sql`select ${columns} from fields where id = ${id} for update`);
}

export async function insertField(
  tx: Tx,
  one: Omit<Field, "archived" | "onCard" | "version">,
  now: Instant,
): Promise<void> {
  await sql`
    insert into fields (id, record_kind, key, label, type, choices, formula, position, created_at)
    values (${one.id}, ${one.record}, ${one.key}, ${one.label}, ${one.type}, ${JSON.stringify(one.choices)}::jsonb, ${one.formula},
      ${one.position}, ${now})`.execute(tx);
}

export async function saveField(tx: Tx, one: Field, now: Instant): Promise<void> {
  await sql`
    update fields
    set label = ${one.label}, choices = ${JSON.stringify(one.choices)}::jsonb, formula = ${one.formula}, position = ${one.position}, on_card = ${one.onCard},
        archived_at = case when ${one.archived} then coalesce(archived_at, ${now}) end, version = version + 1
    where id = ${one.id}`.execute(tx);
}

/** The places of a record's fields, in the order given. */
export async function placeFields(tx: Tx, ids: readonly FieldId[]): Promise<void> {
  await sql`
    update fields set position = placed.position
    from unnest(${[...ids]}::uuid[], ${ids.map((_, at) => at)}::int[]) as placed (id, position)
    where fields.id = placed.id`.execute(tx);
}

/** Which of these choices some record has. */
export async function choicesInUse(tx: Tx, id: FieldId, choices: readonly string[]): Promise<Set<string>> {
  const found = await rows<{ choice: string }>(
    tx,
    sql`select distinct word_key as choice from field_values where field_id = ${id} and word_key = any(${[...choices]}::text[])`,
  );
  return new Set(found.map(({ choice }) => choice));
}

type ValueRow = Kept & { recordId: string; fieldId: FieldId };

const kept = sql.raw(`
  field_id as "fieldId", record_id as "recordId", words, word_key as "wordKey", amount, currency, day, at, ref`);

/** The values of records by field: only those that are filled. */
export async function valueRows(db: Reads, ids: readonly string[]): Promise<Map<string, Map<FieldId, Kept[]>>> {
  const found = await rows<ValueRow>(
    db,
    sql`select ${kept} from field_values where record_id = any(${[...ids]}::uuid[]) order by record_id, field_id, item`,
  );
  const byRecord = Map.groupBy(found, (one) => one.recordId);
  return new Map([...byRecord].map(([id, some]) => [id, Map.groupBy(some, (one) => one.fieldId)]));
}

export type NewValue = { recordId: string; fieldId: FieldId; kept: readonly Kept[] };

/** Puts these values in the place of what stood there. */
export async function replaceValues(tx: Tx, all: readonly NewValue[]): Promise<void> {
  if (all.length === 0) return;
  await sql`
    delete from field_values
    using unnest(${all.map((one) => one.recordId)}::uuid[], ${all.map((one) => one.fieldId)}::uuid[]) as old (record_id, field_id)
    where field_values.record_id = old.record_id and field_values.field_id = old.field_id`.execute(tx);
  const flat = all.flatMap(({ recordId, fieldId, kept: some }) =>
    some.map((one, item) => ({ recordId, fieldId, item, ...one })),
  );
  if (flat.length === 0) return;
  await sql`
    insert into field_values (field_id, record_id, item, words, word_key, amount, currency, day, at, ref)
    select * from unnest(
      ${flat.map((one) => one.fieldId)}::uuid[], ${flat.map((one) => one.recordId)}::uuid[], ${flat.map((one) => one.item)}::int[],
      ${flat.map((one) => one.words)}::text[], ${flat.map((one) => one.wordKey)}::text[], ${flat.map((one) => one.amount)}::numeric[],
      ${flat.map((one) => one.currency)}::text[], ${flat.map((one) => one.day)}::date[], ${flat.map((one) => one.at)}::timestamptz[],
      ${flat.map((one) => one.ref)}::uuid[]
    )`.execute(tx);
}

export async function deleteValues(tx: Tx, records: readonly string[]): Promise<void> {
  await sql`delete from field_values where record_id = any(${[...records]}::uuid[])`.execute(tx);
}

/** No field names a record any more that was erased or removed for good. */
export async function forgetRefs(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`delete from field_values where ref = any(${[...ids]}::uuid[])`.execute(tx);
}

const columnOf: Record<FieldType, string> = {
  text: "word_key",
  long_text: "words",
  phone: "word_key",
  link: "word_key",
  choice: "word_key",
  choices: "word_key",
  number: "amount",
  money: "amount",
  formula: "amount",
  yes_no: "amount",
  date: "day",
  moment: "at",
  person: "ref",
  organization: "ref",
  contact: "ref",
};

/** The column that a field's value stands in, as a list shows it. */
const shownColumn = (type: FieldType) =>
  columnOf[type] === "word_key" && !type.startsWith("choice") ? "words" : columnOf[type];

/** SQL of a field's value on a record: one value, or an array of choices. */
export function fieldSql(field: Field, record: RawBuilder<unknown>): RawBuilder<unknown> {
  const of = sql`from field_values where field_id = ${field.id} and record_id = ${record}`;
  if (field.type === "choices") return sql`(select array_agg(word_key order by item) ${of})`;
  const value = sql.ref(shownColumn(field.type));
  return field.type === "yes_no" ? sql`(select ${value} = 1 ${of})` : sql`(select ${value} ${of})`;
}

export function fieldCurrencySql(field: Field, record: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select currency from field_values where field_id = ${field.id} and record_id = ${record})`;
}

/** Records whose value satisfies a predicate, by the index of its column. */
export function fieldHoldsSql(
  field: Field,
  record: RawBuilder<unknown>,
  predicate: (value: RawBuilder<unknown>) => RawBuilder<unknown>,
): RawBuilder<unknown> {
  const column = sql.ref(columnOf[field.type]);
  const value = field.type === "yes_no" ? sql`(${column} = 1)` : column;
  return sql`${record} in (select record_id from field_values where field_id = ${field.id} and ${predicate(value)})`;
}

/** The ids of all records of a field, a batch at a time: when its formula changes. */
export async function recordsWithValues(
  db: Reads,
  fields: readonly FieldId[],
  after: string,
  limit: number,
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    sql`
    select distinct record_id as id from field_values
    where field_id = any(${[...fields]}::uuid[]) and record_id > ${after}
    order by 1
    limit ${limit}`,
  );
  return found.map(({ id }) => id);
}

export function shownValue(field: Field, of: ReadonlyMap<FieldId, readonly Kept[]> | undefined): FieldValue {
  return heldValue(field, of?.get(field.id) ?? []);
}

export const fieldExports: readonly ExportKind[] = [
  {
    name: "fields",
    tables: ["fields"],
    columns: ["id", "record", "key", "label", "type", "choices", "formula", "position", "archived_at"],
    rows: sql`
      select id, record_kind as record, key, label, type, choices, formula, position, archived_at
      from fields
      order by record_kind, position, id`,
  },
  {
    name: "field_values",
    tables: ["field_values"],
    columns: [
      "record",
      "record_id",
      "field",
      "item",
      "words",
      "choice",
      "amount",
      "currency",
      "day",
      "at",
      "named",
      "named_id",
    ],
    names: {
      record: { id: "record_id", kindIn: "record_kind" },
      named: { id: "named_id", kindIn: "named_kind" },
    },
    rows: sql`
      select record_kind, record_id, key as field, item, words,
        (select choice ->> 'label' from jsonb_array_elements(choices) as choice where choice ->> 'id' = word_key) as choice,
        amount, currency, day, at, ref as named_id, type as named_kind
      from field_values
      join fields on fields.id = field_id
      order by record_kind, record_id, position, item`,
  },
];
