// The only file that knows the tables of home.
import { sql } from "kysely";
import type { Instant } from "#lib/time.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import { actingUser } from "#platform/ground.ts";

export async function chosenPlaces(db: Reads): Promise<Map<string, boolean>> {
  const found = await rows<{ name: string; shown: boolean }>(db, sql`select name, shown from places`);
  return new Map(found.map(({ name, shown }) => [name, shown]));
}

/** Null leaves it to the data again. */
export async function choosePlace(tx: Tx, name: string, shown: boolean | null, now: Instant): Promise<void> {
  if (shown === null) await sql`delete from places where name = ${name}`.execute(tx);
  else
    await sql`
      insert into places (name, shown, by_user, at) values (${name}, ${shown}, ${actingUser(tx)}, ${now})
      on conflict (name) do update set shown = excluded.shown, by_user = excluded.by_user, at = excluded.at`.execute(
      tx,
    );
}

export async function isAway(db: Reads, person: string): Promise<boolean> {
  return (await row(db, sql`select 1 from first_week_away where person_id = ${person}`)) !== undefined;
}

export async function putAway(tx: Tx, person: string, now: Instant): Promise<void> {
  await sql`insert into first_week_away (person_id, at) values (${person}, ${now}) on conflict do nothing`.execute(tx);
}
