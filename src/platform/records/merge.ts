import { sql } from "kysely";
import type { Actor, Choices } from "#lib/policy/can.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import { rows, type Tx } from "../db/db.ts";
import { groundOf, touched } from "../ground.ts";

export type MergeKind = "contact" | "organization";

/** Two records become one: what names `from` names `into` from now on. */
export type Merging = {
  readonly kind: MergeKind;
  readonly from: string;
  readonly into: string;
  readonly actor: Actor;
  readonly choices: Choices;
  readonly now: Instant;
  readonly today: CivilDate;
};

/** A row that a merge moved, by `table.column`, with what it needs to go back. */
export type Moved = { readonly column: string; readonly row: string; readonly was: unknown };

/**
 * How the rows of one column, `table.column`, follow two records that become one, and go back. Who merges need not be able to read
 * them: rows follow silently. All run in one transaction.
 */
export type Mergeable = {
  readonly column: string;
  readonly of: MergeKind;
  readonly move: (tx: Tx, merging: Merging) => Promise<readonly { row: string; was: unknown }[]>;
  /** Puts back those that still name `into`; what was pointed elsewhere since stays. Answers the rows that went. */
  readonly putBack: (tx: Tx, moved: readonly Moved[], merging: Merging) => Promise<readonly string[]>;
};

/** Those printed last move first, while the record still is what they know it as; a figure's own facts last of all. */
export async function moveAll(tx: Tx, merging: Merging): Promise<Moved[]> {
  const moved: Moved[] = [];
  for (const { column, of, move } of groundOf(tx).mergeables.toReversed()) {
    if (of !== merging.kind) continue;
    const rowsMoved = await move(tx, merging);
    moved.push(...rowsMoved.map(({ row, was }) => ({ column, row, was })));
  }
  return moved;
}

/** Answers how many rows went back, and how many stay since they were pointed elsewhere. */
export async function putAllBack(
  tx: Tx,
  moved: readonly Moved[],
  merging: Merging,
): Promise<{ back: number; stayed: number }> {
  const byColumn = Map.groupBy(moved, ({ column }) => column);
  let back = 0;
  for (const { column, of, putBack } of groundOf(tx).mergeables) {
    const own = byColumn.get(column);
    if (of === merging.kind && own) back += (await putBack(tx, own, merging)).length;
  }
  return { back, stayed: moved.length - back };
}

/** The plain case: a column of a table with an `id` that holds the record's id and nothing else hangs on. */
export function columnFollows(column: string, of: MergeKind, topics: readonly string[] = []): Mergeable {
  const [table = "", name = ""] = column.split(".");
  return {
    column,
    of,
    move: async (tx, { from, into }) => {
      touched(tx, ...topics);
      return rows<{ row: string; was: null }>(
        tx,
        sql`update ${sql.table(table)} set ${sql.ref(name)} = ${into} where ${sql.ref(name)} = ${from} returning id as row, null as was`,
      );
    },
    putBack: async (tx, moved, { from, into }) => {
      touched(tx, ...topics);
      const back = await rows<{ id: string }>(
        tx,
        sql`
        update ${sql.table(table)} set ${sql.ref(name)} = ${from}
        where id = any(${moved.map(({ row }) => row)}::uuid[]) and ${sql.ref(name)} = ${into}
        returning id`,
      );
      return back.map(({ id }) => id);
    },
  };
}
