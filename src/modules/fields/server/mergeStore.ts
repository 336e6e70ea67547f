// How a workspace's own fields stay with a record that becomes one with another.
import { sql } from "kysely";
import { rows } from "#platform/db/db.ts";
import type { Mergeable, MergeKind } from "#platform/records/merge.ts";

const told = sql.raw(`to_jsonb(field_values) - 'record_id'`);

/** A field that the survivor lacks is filled by the other's; where both have one, the survivor's stays and the other keeps its own. */
export function valuesFollow(kind: MergeKind): Mergeable {
  return {
    column: "field_values.record_id",
    of: kind,
    move: (tx, { from, into }) =>
      rows<{ row: string; was: unknown }>(
        tx,
        sql`
        with moved as (
          update field_values as mine set record_id = ${into}
          where record_id = ${from}
            and not exists (select 1 from field_values as other where other.record_id = ${into} and other.field_id = mine.field_id)
          returning field_id, item, to_jsonb(mine) - 'record_id' as value
        )
        select field_id as row, jsonb_agg(value order by item) as was from moved group by field_id`,
      ),
    // What somebody gave another value since stays with the survivor.
    putBack: async (tx, moved, { from, into }) => {
      const back = await rows<{ id: string }>(
        tx,
        sql`
        update field_values set record_id = ${from}
        where record_id = ${into} and field_id in (
          select past.field_id from unnest(${moved.map(({ row }) => row)}::uuid[], ${moved.map(({ was }) => JSON.stringify(was))}::jsonb[]) as past (field_id, was)
          where past.was = (
            select jsonb_agg(${told} order by item) from field_values where record_id = ${into} and field_id = past.field_id))
        returning field_id as id`,
      );
      return [...new Set(back.map(({ id }) => id))];
    },
  };
}

/** What a field of another record names is named by the survivor's id. */
export function refsFollow(kind: MergeKind): Mergeable {
  return {
    column: "field_values.ref",
    of: kind,
    move: (tx, { from, into }) =>
      rows<{ row: string; was: string }>(
        tx,
        sql`update field_values set ref = ${into} where ref = ${from} returning record_id as row, field_id as was`,
      ),
    putBack: async (tx, moved, { from, into }) => {
      const back = await rows<{ id: string }>(
        tx,
        sql`
        update field_values set ref = ${from}
        from unnest(${moved.map(({ row }) => row)}::uuid[], ${moved.map(({ was }) => String(was))}::uuid[]) as past (record_id, field_id)
        where field_values.record_id = past.record_id and field_values.field_id = past.field_id and ref = ${into}
        returning field_values.record_id as id`,
      );
      return back.map(({ id }) => id);
    },
  };
}
