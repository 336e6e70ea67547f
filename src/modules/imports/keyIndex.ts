import type { Named } from "./record.ts";
import type { Found, RowReader } from "./rowReader.ts";

export type KeyIndex<T> = ReadonlyMap<string, T>;

/** Records by what other programs call them, and by our own ids. */
export function keyIndex<T extends Named>(items: readonly T[]): KeyIndex<T> {
  const found = new Map<string, T>();
  for (const item of items)
    for (const key of [...(item.keys ?? []), ...(item.id ? [item.id] : [])]) found.set(key, item);
  return found;
}

/** The record that a column of keys names; null where it names none, and the one of names is to be asked. */
export function findByKey<T extends Named>(row: RowReader, field: string, index: KeyIndex<T>): Found<T> {
  const key = row.text(field);
  const item = key === null ? undefined : index.get(key);
  if (!item) return null;
  row.understood(field);
  return { ref: { id: item.id || null, name: item.name }, item };
}
