import { type RawBuilder, sql } from "kysely";
import { Refusal } from "#lib/refusal.ts";

/** Where the last page ended: the value it was sorted by, and the id that tells equals apart. */
export type Cursor = { value: string | null; id: string };

export function cursorText({ value, id }: Cursor): string {
  return Buffer.from(JSON.stringify([value, id])).toString("base64url");
}

export function cursorOf(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined;
  try {
    const [value, id] = JSON.parse(Buffer.from(text, "base64url").toString("utf8")) as unknown[];
    if ((typeof value === "string" || value === null) && typeof id === "string" && /^[0-9a-f-]{36}$/.test(id))
      return { value, id };
  } catch {
    // falls through to the refusal
  }
  throw new Refusal("http.bad_cursor", 422, {}, [{ pointer: "/after", code: "http.bad_cursor" }]);
}

export type Order = {
  column: RawBuilder<unknown>;
  id: RawBuilder<unknown>;
  type: string;
  descending: boolean;
  /** Said of a column that is never blank: then an index gives the order as it is. */
  isFilled?: boolean;
};

/** What comes after the cursor in this order; blanks stand last both ways. */
export function afterCursor(
  { column, id, type, descending, isFilled }: Order,
  cursor: Cursor | undefined,
): RawBuilder<unknown> {
  if (!cursor) return sql`true`;
  const sign = sql.raw(descending ? "<" : ">");
  if (cursor.value === null) return sql`(${column} is null and ${id} > ${cursor.id}::uuid)`;
  const value = sql`${cursor.value}::${sql.raw(type)}`;
  const blank = isFilled ? sql`` : sql`or ${column} is null`;
  return sql`(${column} ${sign} ${value} or (${column} = ${value} and ${id} > ${cursor.id}::uuid) ${blank})`;
}

export function orderBy({ column, id, descending, isFilled }: Order): RawBuilder<unknown> {
  return sql`order by ${column} ${sql.raw(descending ? "desc" : "asc")} ${sql.raw(isFilled ? "" : "nulls last")}, ${id}`;
}
