import { type RawBuilder, sql } from "kysely";
import type { FilterType } from "#lib/filter.ts";
import type { Reads } from "#platform/db/db.ts";
import type { Drawn, ListField } from "#platform/records/list/list.ts";
import { type Field, type FieldedRecord, type FieldType, refKinds } from "../field.ts";
import { fieldCurrencySql, fieldHoldsSql, fieldSql, readFields } from "./store.ts";

const asked: Record<FieldType, FilterType> = {
  text: "text",
  long_text: "text",
  phone: "text",
  link: "text",
  number: "number",
  formula: "number",
  money: "money",
  date: "date",
  moment: "moment",
  choice: "choice",
  choices: "choice",
  person: "person",
  organization: "record",
  contact: "record",
  yes_no: "yesNo",
};
const drawn: Partial<Record<FieldType, Drawn>> = {
  long_text: "longText",
  phone: "phone",
  link: "link",
  choices: "choices",
};

/** The workspace's own fields of a kind of record as columns and questions of its list; `record` is the SQL of its id. */
export async function customListFields(
  db: Reads,
  record: FieldedRecord,
  id: RawBuilder<unknown>,
): Promise<ListField[]> {
  const fields = (await readFields(db, record)).filter((field) => !field.archived);
  return fields.map((field) => listField(field, id));
}

function listField(field: Field, record: RawBuilder<unknown>): ListField {
  const kind = refKinds[field.type];
  return {
    id: `custom.${field.key}`,
    type: asked[field.type],
    label: { text: field.label },
    value: fieldSql(field, record),
    holds: (predicate) => fieldHoldsSql(field, record, predicate),
    edits: field.type === "formula" ? undefined : `custom.${field.key}`,
    sortable: field.type !== "choices" && field.type !== "long_text" && !kind,
    ...(kind ? { record: kind } : {}),
    ...(field.type === "money" ? { currency: fieldCurrencySql(field, record) } : {}),
    ...(field.type.startsWith("choice")
      ? { choices: field.choices.map(({ id, label }) => ({ value: id, label: { text: label } })) }
      : {}),
    ...(field.type === "choice" ? { sortBy: { column: placeOf(field, record), type: "int" } } : {}),
    ...(drawn[field.type] ? { drawn: drawn[field.type] } : {}),
  };
}

/** A choice is sorted by its place in the list of choices. */
function placeOf(field: Field, record: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`array_position(${field.choices.map(({ id }) => id)}::text[], ${fieldSql(field, record)})`;
}
