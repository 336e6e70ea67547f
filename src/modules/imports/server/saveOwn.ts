import { newId } from "#lib/id.ts";
import { type Instant, momentOf } from "#lib/time.ts";
import type { FieldValue, FieldValues } from "#modules/fields/field.ts";
import { changeField, readFields, saveValuesOf, valuesOf } from "#modules/fields/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import type { ImportRecord, OwnValues, Ref } from "../record.ts";
import { fieldedBy } from "../target.ts";
import type { Applying } from "./applyRows.ts";

type Fields = Awaited<ReturnType<typeof readFields>>;
type Written = { id: string; record: ImportRecord };

/** Saves the workspace's own fields of records that were written; answers what those fields were before. */
export async function saveOwnValues(
  tx: Tx,
  applying: Applying,
  all: readonly Written[],
): Promise<Map<string, FieldValues>> {
  const kind = fieldedBy(applying.plan.kind);
  const filled = all.filter(({ record }) => Object.keys(customOf(record)).length > 0);
  if (!kind || filled.length === 0) return new Map();
  const ids = filled.map(({ id }) => id);
  const before = await valuesOf(tx, kind, ids);
  const fields = await withChoices(tx, await readFields(tx, kind), filled, applying.now);
  const values = new Map<string, FieldValues>();
  for (const { id, record } of filled) values.set(id, await valuesIn(customOf(record), fields, applying));
  await saveValuesOf(tx, kind, values);
  return new Map(
    filled.map(({ id, record }) => {
      const was = before.get(id) ?? {};
      return [id, Object.fromEntries(Object.keys(customOf(record)).map((key) => [key, was[key] ?? null]))];
    }),
  );
}

function customOf(record: ImportRecord): OwnValues {
  return "custom" in record ? record.custom : {};
}

async function valuesIn(custom: OwnValues, fields: Fields, applying: Applying): Promise<FieldValues> {
  const values: [string, FieldValue][] = [];
  for (const [key, value] of Object.entries(custom)) {
    const field = fields.find((one) => one.key === key && !one.archived);
    if (field) values.push([key, await valueFor(field, value, applying)]);
  }
  return Object.fromEntries(values);
}

async function valueFor(field: Fields[number], value: OwnValues[string], applying: Applying): Promise<FieldValue> {
  if (value === null) return null;
  const idOf = (label: string) => field.choices.find((choice) => choice.label === label)?.id ?? null;
  switch (field.type) {
    case "choice":
      return idOf(String(value));
    case "choices":
      return labelsOf(String(value)).flatMap((label) => idOf(label) ?? []);
    case "yes_no":
      return value === "yes";
    case "moment":
      return momentIn(String(value), applying.author.workspace.zone);
    case "person":
    case "organization":
    case "contact":
      return isRef(value) ? applying.find(field.type, value) : null;
    default:
      return isRef(value) ? null : value;
  }
}

/** As `planOwn` put them together. */
const labelsOf = (joined: string) => joined.split("; ");

function isRef(value: OwnValues[string]): value is Ref {
  return typeof value === "object" && value !== null && "id" in value;
}

/** A bare day is its first minute. */
function momentIn(wall: string, zone: string): Instant {
  const [day = "", time = "00:00"] = wall.split("T");
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return momentOf(day, hour * 60 + minute, zone);
}

/** The choices that rows say and their field lacks are added to it, at its end. */
async function withChoices(tx: Tx, fields: Fields, all: readonly Written[], now: Instant): Promise<Fields> {
  const became: Fields = [];
  for (const field of fields) {
    const missing = missingChoices(field, all);
    if (missing.length === 0) became.push(field);
    else {
      const added = missing.map((label) => ({ id: newId(), label, archived: false }));
      became.push(await changeField(tx, field.id, { choices: [...field.choices, ...added] }, now));
    }
  }
  return became;
}

function missingChoices(field: Fields[number], all: readonly Written[]): string[] {
  if (field.type !== "choice" && field.type !== "choices") return [];
  const said = all.flatMap(({ record }) => {
    const value = customOf(record)[field.key];
    if (typeof value !== "string") return [];
    return field.type === "choice" ? [value] : labelsOf(value);
  });
  const there = new Set(field.choices.map(({ label }) => label));
  return [...new Set(said)].filter((label) => !there.has(label));
}
