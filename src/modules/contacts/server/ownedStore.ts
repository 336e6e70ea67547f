// What of contacts and organizations is asked by whose it is, and what lies in the trash.
import { type RawBuilder, sql } from "kysely";
import type { Reach } from "#lib/policy/can.ts";
import type { Instant } from "#lib/time.ts";
import { type Reads, rows, type Tx } from "#platform/db/db.ts";
import type { Passable, Passed, Passing } from "#platform/records/transfer.ts";

const ownedTables = { organization: sql.ref("organizations"), contact: sql.ref("contacts") } as const;
export type OwnedKind = keyof typeof ownedTables;

/** What one person owns; a contact hangs on its organization. */
export async function ownedBy(db: Reads, kind: OwnedKind, owner: string): Promise<Passable[]> {
  const of = kind === "contact" ? sql`array_remove(array[organization_id], null)` : sql`'{}'::uuid[]`;
  return rows<Passable>(
    db,
    sql`
    select id as record, ${of} as of, 0 as "valueMinor" from ${ownedTables[kind]}
    where owner_id = ${owner} and deleted_at is null
    order by id`,
  );
}

/** All that one person owns is another's, or those of it that are named; answers each with the version it has now. */
export async function passOwned(
  tx: Tx,
  kind: OwnedKind,
  { from, to, only }: Pick<Passing, "from" | "to" | "only">,
): Promise<Passed[]> {
  return rows<Passed>(
    tx,
    sql`
    update ${ownedTables[kind]} set owner_id = ${to}, version = version + 1
    where owner_id = ${from} and deleted_at is null and (${only}::uuid[] is null or id = any(${only}::uuid[]))
    returning id as record, version, null as was`,
  );
}

/** Those of these that still have the version they passed with go to their former owner. */
export async function giveOwnedBack(
  tx: Tx,
  kind: OwnedKind,
  passed: readonly Passed[],
  { from, to }: { from: string; to: string },
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    sql`
    update ${ownedTables[kind]} as owned set owner_id = ${to}, version = owned.version + 1
    from unnest(${passed.map((one) => one.record)}::uuid[], ${passed.map((one) => one.version)}::int[]) as past (id, version)
    where owned.id = past.id and owned.version = past.version and owned.owner_id = ${from} and owned.deleted_at is null
    returning owned.id`,
  );
  return found.map(({ id }) => id);
}

export type InTrash = {
  id: string;
  title: string;
  ownerId: string | null;
  deletedAt: Instant;
  deletedBy: string | null;
};

/** What lies in the trash that these may restore or this login deleted, newest first. */
export async function trashedIn(db: Reads, kind: OwnedKind, reach: Reach, login: string): Promise<InTrash[]> {
  const within = reach.all ? sql`true` : sql`owner_id = any(${[...reach.owners]}::uuid[])`;
  const unerased = kind === "contact" ? sql`and erased_at is null` : sql``;
  return rows<InTrash>(
    db,
    sql`
    select id, name as title, owner_id as "ownerId", deleted_at as "deletedAt", deleted_by as "deletedBy"
    from ${ownedTables[kind]}
    where deleted_at is not null and merged_into is null and (${within} or deleted_by = ${login}) ${unerased}
    order by deleted_at desc, id
    limit 500`,
  );
}

export type Removable = { ids: readonly string[] } | { before: Instant };

export async function removableContacts(tx: Tx, asked: Removable): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    sql`select id from contacts where deleted_at is not null and merged_into is null and ${askedFor("contact", asked)} order by id for update`,
  );
  return found.map(({ id }) => id);
}

/** Organizations of the trash that no contact names; what deals name is the pipeline's to say (`heldOrganizations`). */
export async function removableOrganizations(
  tx: Tx,
  asked: Removable,
  held: RawBuilder<unknown> | undefined,
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    sql`
    select id from organizations
    where deleted_at is not null and merged_into is null and ${askedFor("organization", asked)}
      and not exists (select 1 from contacts where contacts.organization_id = organizations.id)
      ${held ? sql`and id not in (${held})` : sql``}
    order by id
    for update`,
  );
  return found.map(({ id }) => id);
}

function askedFor(kind: OwnedKind, asked: Removable): RawBuilder<unknown> {
  const table = ownedTables[kind];
  return "ids" in asked
    ? sql`${table}.id = any(${[...asked.ids]}::uuid[])`
    : sql`${table}.deleted_at < ${asked.before}`;
}

/** What a person owns here, by name: what is held of them says so. */
export async function ownedNames(db: Reads, kind: OwnedKind, owner: string): Promise<object[]> {
  return rows<object>(db, sql`select id, name from ${ownedTables[kind]} where owner_id = ${owner} order by name, id`);
}
