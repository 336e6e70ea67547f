import type { RawBuilder } from "kysely";

/**
 * A kind of record that an admin takes along: one CSV and one JSON file of this name, out of a query in the store of whoever owns it.
 * A column is one of the query's, unless `names` or `money` says how it is made of others.
 */
export type ExportKind = {
  readonly name: string;
  /** The tables that are told by it. */
  readonly tables: readonly string[];
  readonly columns: readonly string[];
  readonly rows: RawBuilder<unknown>;
  /** Where a row stands for a file: the column with its path in the export, and the one with the hash of its bytes. */
  readonly bytes?: { readonly path: string; readonly sha256: string };
  /** Columns that name a record: by the id in one column, of a kind, or of the kind that stands in another. */
  readonly names?: Readonly<Record<string, { readonly id: string; readonly kind?: string; readonly kindIn?: string }>>;
  /** Columns of an amount in major units, out of minor ones and their currency. Without a currency it stays the number it is. */
  readonly money?: Readonly<Record<string, { readonly minor: string; readonly currency: string }>>;
};
