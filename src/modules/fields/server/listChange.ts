import type { z } from "zod";
import { Refusal } from "#lib/refusal.ts";
import type { Tx } from "#platform/db/db.ts";
import { fieldValues } from "../api.ts";
import type { FieldedRecord, FieldValue, FieldValues } from "../field.ts";
import { saveValues, valuesOf } from "./saveValues.ts";

type Asked = Readonly<Record<string, unknown>>;
const prefix = "custom.";

/** The fields of a change of many, parted: the record's own by the body of its route, and those that the workspace added. */
export function partedBy<Body>(
  { body }: { body?: z.ZodType<Body> | undefined },
  asked: Asked,
): { own: Body; custom: FieldValues } {
  const entries = Object.entries(asked);
  if (!body) throw new Error("A route that changes a record has a body");
  const own = body.safeParse(Object.fromEntries(entries.filter(([key]) => !key.startsWith(prefix))));
  const custom = fieldValues.safeParse(
    Object.fromEntries(
      entries.flatMap(([key, value]) => (key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [])),
    ),
  );
  if (own.success && custom.success) return { own: own.data, custom: custom.data };
  const issue = own.error?.issues[0] ?? custom.error?.issues[0];
  const pointer = `/fields/${issue?.path.join("/") ?? ""}`;
  throw new Refusal("lists.value_wrong", 422, { at: pointer }, [{ pointer, code: "lists.value_wrong" }]);
}

/** Saves the workspace's own fields of one record of a bulk change; answers what they were. */
export async function saveListed(
  tx: Tx,
  record: FieldedRecord,
  id: string,
  custom: FieldValues,
): Promise<Record<string, FieldValue>> {
  const keys = Object.keys(custom);
  if (keys.length === 0) return {};
  const before = (await valuesOf(tx, record, [id])).get(id) ?? {};
  await saveValues(tx, record, id, custom);
  return Object.fromEntries(keys.map((key) => [`${prefix}${key}`, before[key] ?? null]));
}

/** The named fields of a record as they were. */
export function fieldsOf<Shape extends object>(was: Shape, names: Asked): Record<string, unknown> {
  const known: Readonly<Record<string, unknown>> = Object.fromEntries(Object.entries(was));
  return Object.fromEntries(Object.keys(names).map((name) => [name, known[name] ?? null]));
}
