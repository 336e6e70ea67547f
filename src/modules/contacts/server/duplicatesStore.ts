// The only file that knows the pairs that may be one; it looks records up by their keys.
import { sql } from "kysely";
import type { Instant } from "#lib/time.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import type { DuplicateReason } from "../duplicate.ts";
import type { ContactId, OrganizationId } from "../organization.ts";
import type { OwnerKind } from "./waysStore.ts";
import { ownerColumn } from "./waysStore.ts";

/** A key that more records have than this says nothing: a switchboard, half of a common name. */
const mostPerKey = 40;
const mostCandidates = 60;

/** A record with all that two are compared by. */
export type Candidate = {
  id: string;
  name: string;
  reading: string | null;
  website: string | null;
  country: string | null;
  organization: string | null;
  organizationId: string | null;
  ownerId: string | null;
  title: string | null;
  emails: string[];
  phones: string[];
};

const compared = (kind: OwnerKind) => {
  const owner = ownerColumn(kind);
  const id = sql.ref(`${kind}s.id`);
  const own =
    kind === "contact"
      ? sql`contacts.reading, null as website, contacts.title, place.name as organization, contacts.organization_id as "organizationId", place.country`
      : sql`null as reading, organizations.website, organizations.industry as title, null as organization, null as "organizationId", organizations.country`;
  return sql`
    ${id} as id, ${sql.ref(`${kind}s.name`)} as name, ${sql.ref(`${kind}s.owner_id`)} as "ownerId", ${own},
    array(select key from emails where ${owner} = ${id}) as emails,
    array(select key from phones where ${owner} = ${id} and key is not null) as phones`;
};
const from = (kind: OwnerKind) =>
  kind === "contact"
    ? sql`contacts left join organizations as place on place.id = contacts.organization_id`
    : sql`organizations`;
const isThere = (kind: OwnerKind) =>
  kind === "contact"
    ? sql`contacts.deleted_at is null and contacts.erased_at is null`
    : sql`organizations.deleted_at is null`;

/** Those that share a key, by the most telling and the most keys first. */
export async function sharingKeys(
  db: Reads,
  kind: OwnerKind,
  keys: readonly string[],
  but: string | null,
): Promise<Candidate[]> {
  const owner = ownerColumn(kind);
  return rows<Candidate>(
    db,
    sql`
    with met as (
      select ${owner} as id, count(*) as keys, bool_or(key !~ '^(first|last) ') as is_whole
      from unnest(${[...keys]}::text[]) as asked (key)
      cross join lateral (
        select ${owner} from match_keys
        where match_keys.key = asked.key and ${owner} is not null
        limit ${mostPerKey + 1}
      ) as held
      where ${owner} is distinct from ${but}::uuid
      group by ${owner}
      order by is_whole desc, keys desc, id
      limit ${mostCandidates}
    )
    select ${compared(kind)}
    from met join ${from(kind)} on ${sql.ref(`${kind}s.id`)} = met.id
    where ${isThere(kind)}`,
  );
}

export async function candidates(db: Reads, kind: OwnerKind, ids: readonly string[]): Promise<Candidate[]> {
  return rows<Candidate>(
    db,
    sql`
    select ${compared(kind)} from ${from(kind)}
    where ${sql.ref(`${kind}s.id`)} = any(${[...ids]}::uuid[]) and ${isThere(kind)}`,
  );
}

export async function keysOfRecord(db: Reads, kind: OwnerKind, id: string): Promise<string[]> {
  const found = await rows<{ key: string }>(db, sql`select key from match_keys where ${ownerColumn(kind)} = ${id}`);
  return found.map(({ key }) => key);
}

type Pair = { oneId: string; otherId: string; score: number; reasons: DuplicateReason[] };

/** Puts the pairs of a record in the place of those it had; what somebody told apart stays so. */
export async function savePairs(tx: Tx, kind: OwnerKind, id: string, pairs: readonly Pair[]): Promise<void> {
  await sql`
    delete from duplicate_pairs
    where kind = ${kind} and (one_id = ${id} or other_id = ${id}) and told_apart_at is null`.execute(tx);
  await sql`
    insert into duplicate_pairs (kind, one_id, other_id, score, reasons)
    select ${kind}, least(one, other), greatest(one, other), score, reasons from unnest(
      ${pairs.map(({ oneId }) => oneId)}::uuid[], ${pairs.map(({ otherId }) => otherId)}::uuid[],
      ${pairs.map(({ score }) => score)}::real[], ${pairs.map(({ reasons }) => JSON.stringify(reasons))}::jsonb[]
    ) as new (one, other, score, reasons)
    on conflict (kind, one_id, other_id) do nothing`.execute(tx);
}

export async function bestPairs(db: Reads, kind: OwnerKind, limit: number): Promise<Pair[]> {
  const records = sql.table(`${kind}s`);
  return rows<Pair>(
    db,
    sql`
    select pair.one_id as "oneId", pair.other_id as "otherId", pair.score, pair.reasons
    from duplicate_pairs as pair
    join ${records} as one on one.id = pair.one_id and one.deleted_at is null
    join ${records} as other on other.id = pair.other_id and other.deleted_at is null
    where pair.kind = ${kind} and pair.told_apart_at is null
    order by pair.score desc, pair.one_id, pair.other_id
    limit ${limit}`,
  );
}

export async function toldApart(db: Reads, kind: OwnerKind, id: string): Promise<Set<string>> {
  const found = await rows<{ id: string }>(
    db,
    sql`
    select case when one_id = ${id} then other_id else one_id end as id from duplicate_pairs
    where kind = ${kind} and (one_id = ${id} or other_id = ${id}) and told_apart_at is not null`,
  );
  return new Set(found.map((one) => one.id));
}

export async function saveApart(
  tx: Tx,
  kind: OwnerKind,
  [a, b]: readonly [string, string],
  by: string,
  at: Instant,
): Promise<void> {
  await sql`
    insert into duplicate_pairs (kind, one_id, other_id, score, reasons, told_apart_at, told_apart_by)
    values (${kind}, least(${a}::uuid, ${b}::uuid), greatest(${a}::uuid, ${b}::uuid), 0, '[]', ${at}, ${by})
    on conflict (kind, one_id, other_id) do update set told_apart_at = ${at}, told_apart_by = ${by}`.execute(tx);
}

export async function forgetPairs(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`delete from duplicate_pairs where one_id = any(${[...ids]}::uuid[]) or other_id = any(${[...ids]}::uuid[])`.execute(
    tx,
  );
}

/** Records whose pairs are older than the record. */
export async function unpaired(db: Reads, kind: OwnerKind, limit: number): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    sql`
    select id from ${sql.table(`${kind}s`)}
    where paired_version < version and deleted_at is null
    order by id
    limit ${limit}`,
  );
  return found.map(({ id }) => id);
}

export async function notePaired(tx: Tx, kind: OwnerKind, ids: readonly string[]): Promise<void> {
  await sql`update ${sql.table(`${kind}s`)} set paired_version = version where id = any(${[...ids]}::uuid[])`.execute(
    tx,
  );
}

export async function isAnyUnpaired(db: Reads, kind: OwnerKind): Promise<boolean> {
  const found = await row<{ some: boolean }>(
    db,
    sql`select exists (select 1 from ${sql.table(`${kind}s`)} where paired_version < version and deleted_at is null) as some`,
  );
  return found?.some ?? false;
}

/** Whose address this is, in its compared form; of several, whoever was there first. */
export async function withSameEmail(db: Reads, email: string): Promise<ContactId | undefined> {
  return (
    await row<{ id: ContactId }>(
      db,
      sql`
    select contacts.id
    from match_keys join contacts on contacts.id = match_keys.contact_id
    where key = ${`email ${email}`} and contacts.deleted_at is null and contacts.merged_into is null and contacts.erased_at is null
    order by contacts.created_at, contacts.id
    limit 1`,
    )
  )?.id;
}

/** The organization that a host is known to be of. */
export async function withSameHost(db: Reads, host: string): Promise<OrganizationId | undefined> {
  return (
    await row<{ id: OrganizationId }>(
      db,
      sql`
    select organizations.id
    from match_keys join organizations on organizations.id = match_keys.organization_id
    where key = ${`host ${host}`} and organizations.deleted_at is null and organizations.merged_into is null
    order by organizations.created_at, organizations.id
    limit 1`,
    )
  )?.id;
}
