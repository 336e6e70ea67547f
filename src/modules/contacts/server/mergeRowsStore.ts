// How the rows of contacts and organizations go to the survivor of a merge, and back.
import { sql } from "kysely";
import { rows, type Tx } from "#platform/db/db.ts";
import type { MergeKind, Merging, Moved } from "#platform/records/merge.ts";
import { ownerColumn, type WaysTable } from "./waysStore.ts";

/** By what two rows of different records are one. */
const sameAs = {
  emails: sql`mine.key = theirs.key`,
  phones: sql`coalesce(mine.key, mine.number) = coalesce(theirs.key, theirs.number)`,
  addresses: sql`
    (mine.street, mine.city, mine.region, mine.postcode, mine.country)
      is not distinct from (theirs.street, theirs.city, theirs.region, theirs.postcode, theirs.country)`,
  links: sql`mine.url = theirs.url`,
};

const mine = (kind: MergeKind) => sql.ref(`mine.${kind}_id`);
const theirs = (kind: MergeKind) => sql.ref(`theirs.${kind}_id`);

/** Behind those that are there. */
export async function moveWays(tx: Tx, table: WaysTable, { kind, from, into }: Merging) {
  const owner = ownerColumn(kind);
  const stored = sql.table(table);
  return rows<{ row: string; was: { position: number } }>(
    tx,
    sql`
    update ${stored} as mine
    set ${owner} = ${into},
        position = before.position + 1 + (select coalesce(max(position), -1) from ${stored} where ${owner} = ${into})
    from ${stored} as before
    where before.id = mine.id and ${mine(kind)} = ${from}
      and not exists (select 1 from ${stored} as theirs where ${theirs(kind)} = ${into} and ${sameAs[table]})
    returning mine.id as row, json_build_object('position', before.position) as was`,
  );
}

export async function putWaysBack(tx: Tx, table: WaysTable, moved: readonly Moved[], { kind, from, into }: Merging) {
  const owner = ownerColumn(kind);
  const back = await rows<{ id: string }>(
    tx,
    sql`
    update ${sql.table(table)} as mine set ${owner} = ${from}, position = (past.was ->> 'position')::int
    from unnest(${moved.map(({ row }) => row)}::uuid[], ${moved.map(({ was }) => JSON.stringify(was))}::jsonb[]) as past (id, was)
    where mine.id = past.id and ${mine(kind)} = ${into}
    returning mine.id`,
  );
  return back.map(({ id }) => id);
}

/** Where somebody works or worked comes along; none of it is the survivor's primary one by itself. */
export async function moveRoles(tx: Tx, { from, into }: Merging) {
  return rows<{ row: string; was: { isPrimary: boolean } }>(
    tx,
    sql`
    update contact_roles as mine set contact_id = ${into}, is_primary = false
    from contact_roles as before
    where before.id = mine.id and mine.contact_id = ${from}
      and not exists (
        select 1 from contact_roles as theirs
        where theirs.contact_id = ${into} and theirs.organization_id = mine.organization_id
          and theirs.to_on is null and mine.to_on is null)
    returning mine.id as row, json_build_object('isPrimary', before.is_primary) as was`,
  );
}

export async function putRolesBack(tx: Tx, moved: readonly Moved[], { from, into }: Merging) {
  const back = await rows<{ id: string }>(
    tx,
    sql`
    update contact_roles as mine
    set contact_id = ${from}, is_primary = (past.was ->> 'isPrimary')::boolean and mine.to_on is null
    from unnest(${moved.map(({ row }) => row)}::uuid[], ${moved.map(({ was }) => JSON.stringify(was))}::jsonb[]) as past (id, was)
    where mine.id = past.id and mine.contact_id = ${into}
    returning mine.id`,
  );
  return back.map(({ id }) => id);
}

/** All but the survivor itself, which may stand below the absorbed. */
export async function moveSubsidiaries(tx: Tx, { from, into }: Merging) {
  return rows<{ row: string; was: null }>(
    tx,
    sql`
    update organizations set parent_id = ${into}
    where parent_id = ${from} and id <> ${into}
    returning id as row, null as was`,
  );
}
