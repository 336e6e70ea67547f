// How those who attended and those who follow stay with a record that becomes one with another.
import { sql } from "kysely";
import { rows, type Tx } from "#platform/db/db.ts";
import type { Mergeable, MergeKind, Moved } from "#platform/records/merge.ts";

type Row = { row: string; was: "alone" | "both" };

/** Where both were at the same meeting, one of the two rows goes and comes back with the undo. */
export const attendeesFollow: Mergeable = {
  column: "activity_attendees.contact_id",
  of: "contact",
  move: async (tx, { from, into }) => {
    const both = await rows<Row>(
      tx,
      sql`
      delete from activity_attendees as gone
      where contact_id = ${from}
        and exists (select 1 from activity_attendees as other where other.activity_id = gone.activity_id and other.contact_id = ${into})
      returning activity_id as row, 'both' as was`,
    );
    const alone = await rows<Row>(
      tx,
      sql`
      update activity_attendees set contact_id = ${into} where contact_id = ${from}
      returning activity_id as row, 'alone' as was`,
    );
    return [...both, ...alone];
  },
  putBack: async (tx, moved, { from, into }) => [
    ...(await ids(
      tx,
      sql`
      insert into activity_attendees (activity_id, contact_id)
      select id, ${from} from activities where id = any(${rowsOf(moved, "both")}::uuid[])
      on conflict do nothing
      returning activity_id as id`,
    )),
    ...(await ids(
      tx,
      sql`
      update activity_attendees set contact_id = ${from}
      where activity_id = any(${rowsOf(moved, "alone")}::uuid[]) and contact_id = ${into}
      returning activity_id as id`,
    )),
  ],
};

/** Whoever follows one of the two follows what they become. */
export function followersFollow(kind: MergeKind): Mergeable {
  return {
    column: "followers.record_id",
    of: kind,
    move: async (tx, { from, into }) => {
      const both = await rows<Row>(
        tx,
        sql`
        select person_id as row, 'both' as was from followers as mine
        where record_id = ${from} and exists (select 1 from followers where record_id = ${into} and person_id = mine.person_id)`,
      );
      const alone = await rows<Row>(
        tx,
        sql`
        update followers as mine set record_id = ${into}
        where record_id = ${from} and not exists (select 1 from followers where record_id = ${into} and person_id = mine.person_id)
        returning person_id as row, 'alone' as was`,
      );
      return [...both, ...alone];
    },
    putBack: async (tx, moved, { from, into }) => [
      ...rowsOf(moved, "both"), // they never went
      ...(await ids(
        tx,
        sql`
        update followers set record_id = ${from}
        where record_id = ${into} and person_id = any(${rowsOf(moved, "alone")}::uuid[])
        returning person_id as id`,
      )),
    ],
  };
}

function rowsOf(moved: readonly Moved[], was: Row["was"]): string[] {
  return moved.filter((one) => one.was === was).map(({ row }) => row);
}

async function ids(tx: Tx, query: ReturnType<typeof sql<{ id: string }>>): Promise<string[]> {
  return (await rows<{ id: string }>(tx, query)).map(({ id }) => id);
}
