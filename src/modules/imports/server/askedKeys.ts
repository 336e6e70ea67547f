import { dealsByIds, dealsByKeys, type StoredDeal } from "#modules/pipeline/server/public.ts";
import type { Reads } from "#platform/db/db.ts";
import { keyOfRow } from "../keyOfRow.ts";
import type { Mapping } from "../mapping.ts";
import { skippedHeads } from "../problemColumns.ts";
import type { CsvFile } from "../readCsv.ts";
import type { Ref } from "../record.ts";
import { tidyName } from "../tidyName.ts";

/** Deals and leads by their keys and our own ids. */
export async function dealsAsked(db: Reads, asked: readonly string[]): Promise<StoredDeal[]> {
  const byId = await dealsByIds(db, asked.filter(isUuid));
  const all = [...(await dealsByKeys(db, asked)), ...byId.filter(({ deletedAt }) => !deletedAt)];
  return [...new Map(all.map((deal) => [deal.id, deal])).values()];
}

/** The keys that rows of the file have or would be given. */
export function keysAsked(file: CsvFile, mapping: Mapping): string[] {
  const column = mapping.columns.findIndex((one) => one?.field === "key");
  if (column >= 0) return [...new Set(file.rows.map((row) => tidyName(row.cells[column] ?? "")))];
  const met = new Map<string, number>();
  const skipped = skippedHeads(file.heads);
  return file.rows.map((row) => {
    const key = keyOfRow(row, skipped);
    const number = (met.get(key) ?? 0) + 1;
    met.set(key, number);
    return number === 1 ? key : `${key}-${number}`;
  });
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

export const refTo = (id: string | null): Ref | null => (id ? { id, name: "" } : null);
