import { minorDigits } from "#lib/currency.ts";
import { type Fault, Refusal, refuseField } from "#lib/refusal.ts";
import { daysBetween } from "#lib/time.ts";
import type { Reads, Tx } from "#platform/db/db.ts";
import { groundOf } from "#platform/ground.ts";
import { audit, type Change } from "#platform/records/audit.ts";
import {
  type Field,
  type FieldedRecord,
  type FieldId,
  type FieldValue,
  type FieldValues,
  heldValue,
  type Kept,
  keep,
  refKinds,
} from "../field.ts";
import { keysIn, readFormula, workOut } from "../formula.ts";
import { numbersOf } from "./numbers.ts";
import { type NewValue, readFields, replaceValues, shownValue, valueRows } from "./store.ts";

/** The values of records by key: every field that isn't archived, blank ones as null. */
export async function valuesOf(
  db: Reads,
  record: FieldedRecord,
  ids: readonly string[],
): Promise<Map<string, Record<string, FieldValue>>> {
  const fields = (await readFields(db, record)).filter((field) => !field.archived);
  if (fields.length === 0 || ids.length === 0) return new Map(ids.map((id) => [id, {}]));
  const kept = await valueRows(db, ids);
  return new Map(
    ids.map((id) => [id, Object.fromEntries(fields.map((field) => [field.key, shownValue(field, kept.get(id))]))]),
  );
}

/**
 * Saves values of one record, checked by their fields, works its formulas out again and notes what changed in its history. Values that don't fit
 * are refused all at once, each with its place below `/custom`. True when something changed.
 */
export async function saveValues(tx: Tx, record: FieldedRecord, id: string, values: FieldValues): Promise<boolean> {
  return (await saveValuesOf(tx, record, new Map([[id, values]]))) > 0;
}

/** The same for many records at once; answers how many values changed. */
export async function saveValuesOf(
  tx: Tx,
  record: FieldedRecord,
  all: ReadonlyMap<string, FieldValues>,
): Promise<number> {
  const fields = await readFields(tx, record);
  const had = await valueRows(tx, [...all.keys()]);
  const changes: (Changing & { id: string })[] = [];
  for (const [id, values] of all)
    for (const change of await checked(tx, fields, had.get(id), values)) changes.push({ ...change, id });
  await replaceValues(
    tx,
    changes.map(({ id, field, kept }) => ({ recordId: id, fieldId: field.id, kept })),
  );
  for (const [id, some] of Map.groupBy(changes, (change) => change.id))
    audit(
      tx,
      record,
      id,
      some.map(
        ({ field, was, kept }): Change => ({ field: `custom.${field.key}`, was, became: heldValue(field, kept) }),
      ),
    );
  await recount(tx, record, [...all.keys()], fields);
  return changes.length;
}

/** A record with the values of the workspace's own fields. */
export async function withCustom<Seen extends { id: string }>(
  db: Reads,
  record: FieldedRecord,
  seen: Seen,
): Promise<Seen & { custom: Record<string, FieldValue> }> {
  return { ...seen, custom: (await valuesOf(db, record, [seen.id])).get(seen.id) ?? {} };
}

/** Saves the values that came along with a record's other fields, and works out again what its formulas ask of those. */
export async function saveCustom(
  tx: Tx,
  record: FieldedRecord,
  id: string,
  custom: FieldValues | undefined,
): Promise<void> {
  if (custom && Object.keys(custom).length > 0) await saveValues(tx, record, id, custom);
  else await recountFormulas(tx, record, [id]);
}

type Changing = { field: Field; was: FieldValue; kept: readonly Kept[] };

async function checked(
  tx: Tx,
  fields: readonly Field[],
  had: ReadonlyMap<FieldId, readonly Kept[]> | undefined,
  values: FieldValues,
): Promise<Changing[]> {
  const faults: Fault[] = [];
  const changes: Changing[] = [];
  for (const [key, value] of Object.entries(values)) {
    const pointer = `/custom/${key}`;
    const field = fields.find((one) => one.key === key && !one.archived);
    if (!field) {
      faults.push({ pointer, code: "fields.no_such_field" });
      continue;
    }
    const before = had?.get(field.id) ?? [];
    const kept = keep(
      field,
      value,
      before.flatMap((one) => one.wordKey ?? []),
    );
    if (!kept) faults.push({ pointer, code: faultOf(field) });
    else if (JSON.stringify(kept) !== JSON.stringify(before.map(plain)))
      changes.push({ field, was: heldValue(field, before), kept });
  }
  faults.push(...(await unknownRefs(tx, changes)));
  if (faults.length > 0) throw new Refusal("fields.wrong_values", 422, { count: faults.length }, faults);
  return changes;
}

function plain({ words, wordKey, amount, currency, day, at, ref }: Kept): Kept {
  return { words, wordKey, amount: amount === null ? null : String(Number(amount)), currency, day, at, ref };
}

function faultOf({ type }: Field): string {
  return type === "formula" ? "fields.is_worked_out" : "fields.value_wrong";
}

/** A field may name only a record that there is. */
async function unknownRefs(tx: Tx, changes: readonly Changing[]): Promise<Fault[]> {
  const { records } = groundOf(tx);
  const faults: Fault[] = [];
  for (const { field, kept } of changes) {
    const kind = refKinds[field.type];
    const ref = kept[0]?.ref;
    if (kind && ref && !(await records.get(kind)?.names(tx, [ref]))?.has(ref))
      faults.push({ pointer: `/custom/${field.key}`, code: "fields.no_such_record" });
  }
  return faults;
}

/** Works the formulas of these records out again: after a number that one asks for may have changed. */
export async function recountFormulas(tx: Tx, record: FieldedRecord, ids: readonly string[]): Promise<void> {
  await recount(tx, record, ids, await readFields(tx, record));
}

async function recount(tx: Tx, record: FieldedRecord, ids: readonly string[], fields: readonly Field[]): Promise<void> {
  const formulas = fields.filter((field) => field.formula !== null && !field.archived);
  if (formulas.length === 0) return;
  const kept = await valueRows(tx, ids);
  const own = (await numbersOf(record)?.read(tx, ids)) ?? new Map<string, Record<string, number | null>>();
  const counted = ids.flatMap((id) =>
    formulas.map((field): NewValue => {
      const number = workOut(readFormula(field.formula ?? ""), (key) => {
        const named = fields.find((one) => one.key === key);
        return named ? numberIn(named, shownValue(named, kept.get(id))) : (own.get(id)?.[key] ?? null);
      });
      return { recordId: id, fieldId: field.id, kept: keep({ ...field, type: "number" }, number) ?? [] };
    }),
  );
  const isNew = ({ recordId, fieldId, kept: rows }: NewValue) =>
    JSON.stringify(rows) !== JSON.stringify((kept.get(recordId)?.get(fieldId) ?? []).map(plain));
  await replaceValues(tx, counted.filter(isNew));
}

/** A value as a formula counts with it: amounts in major units, days since 1970, yes as 1. */
function numberIn(field: Field, value: FieldValue): number | null {
  if (value === null) return null;
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (field.type === "date" && typeof value === "string") return daysBetween("1970-01-01", value);
  if (typeof value === "object" && "minor" in value) return value.minor / 10 ** minorDigits(value.currency);
  return null;
}

const countable: readonly Field["type"][] = ["number", "money", "date", "yes_no"];

/** Refuses a formula that can't be read, or asks for what is no number of this kind of record. */
export function checkFormula(record: FieldedRecord, text: string, fields: readonly Field[]): void {
  for (const key of keysIn(readFormulaText(text))) {
    const named = fields.find((field) => field.key === key);
    if (!named && !numbersOf(record)?.keys.includes(key))
      throw refuseField("fields.formula_unknown_field", "/formula", { key });
    if (named && !countable.includes(named.type)) throw refuseField("fields.formula_not_a_number", "/formula", { key });
  }
}

function readFormulaText(text: string) {
  try {
    return readFormula(text);
  } catch (error) {
    if (error instanceof Error && "at" in error && "found" in error)
      throw refuseField("fields.formula_wrong", "/formula", { at: Number(error.at) + 1, found: String(error.found) });
    throw error;
  }
}
