import type { Money } from "#lib/money.ts";
import type { Reads } from "#platform/db/db.ts";
import type { Field, FieldedRecord, FieldValue } from "../field.ts";
import { readFields, shownValue, valueRows } from "./store.ts";

/** What a card shows of a field of the workspace's own: blank ones are left out, choices are said by their names. */
export type CardValue = { label: string; type: Field["type"]; value: string | number | boolean | Money };

export async function cardValues(
  db: Reads,
  record: FieldedRecord,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CardValue[]>> {
  const fields = (await readFields(db, record)).filter((field) => field.onCard && !field.archived);
  if (fields.length === 0 || ids.length === 0) return new Map();
  const kept = await valueRows(db, ids);
  return new Map(
    ids.map((id) => [
      id,
      fields.flatMap((field): CardValue[] => {
        const value = said(field, shownValue(field, kept.get(id)));
        return value === null ? [] : [{ label: field.label, type: field.type, value }];
      }),
    ]),
  );
}

function said({ choices }: Field, value: FieldValue): CardValue["value"] | null {
  const nameOf = (id: string) => choices.find((choice) => choice.id === id)?.label ?? id;
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(nameOf).join(", ");
  return typeof value === "string" && choices.length > 0 ? nameOf(value) : value;
}
