import type { Reads } from "#platform/db/db.ts";
import type { FieldedRecord } from "../field.ts";

/** A record's own numbers that formulas may ask for, beside the workspace's fields: named as the API names them, amounts in major units. */
export type OwnNumbers = {
  readonly keys: readonly string[];
  readonly read: (
    db: Reads,
    ids: readonly string[],
  ) => Promise<ReadonlyMap<string, Readonly<Record<string, number | null>>>>;
  /** All records of the kind, a batch at a time, behind an id: when a formula over its own numbers changes. */
  readonly after: (db: Reads, id: string, limit: number) => Promise<readonly string[]>;
};

const known = new Map<FieldedRecord, OwnNumbers>();

/** Called once, when the module that owns the kind of record is loaded. */
export function offerNumbers(record: FieldedRecord, numbers: OwnNumbers): void {
  known.set(record, numbers);
}

export function numbersOf(record: FieldedRecord): OwnNumbers | undefined {
  return known.get(record);
}
