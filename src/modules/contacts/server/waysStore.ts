// The only file that knows the tables of e-mails, phones, addresses, links, and the keys by which duplicates are found.
import { type RawBuilder, sql } from "kysely";
import { newId } from "#lib/id.ts";
import { type Reads, rows, type Tx } from "#platform/db/db.ts";
import { theWorkspace } from "#platform/workspace.ts";
import { countryOf, countryOfZone } from "../countryOf.ts";
import { keysRules, matchKeys } from "../matchKeys.ts";
import { emailKey, type Ways } from "../ways.ts";
import { phoneKey } from "./phoneNumber.ts";

export type OwnerKind = "contact" | "organization";
export const ownerColumn = (kind: OwnerKind): RawBuilder<unknown> => sql.ref(`${kind}_id`);

/** Of each table what a row holds, and by which columns a row is the same when a list is said anew: it keeps its id. */
const tables = {
  emails: { columns: ["label", "address", "key"], same: ["address"] },
  phones: { columns: ["label", "number", "key"], same: ["number"] },
  addresses: {
    columns: ["label", "street", "city", "region", "postcode", "country"],
    same: ["street", "city", "region", "postcode", "country"],
  },
  links: { columns: ["kind", "url"], same: ["url"] },
} as const;
export type WaysTable = keyof typeof tables;
export const waysTables: readonly WaysTable[] = ["emails", "phones", "addresses", "links"];

const shown = {
  emails: ["address", "label"],
  phones: ["number", "label"],
  addresses: ["label", "street", "city", "region", "postcode", "country"],
  links: ["kind", "url"],
} as const satisfies Record<WaysTable, readonly string[]>;

/** Columns of a query on the owner's table: each list in its order. */
export function waysColumns(kind: OwnerKind): RawBuilder<unknown> {
  const owner = sql.ref(`${kind}s.id`);
  const lists = waysTables.map((table) => {
    const fields = sql.join(shown[table].map((name) => sql`${sql.lit(name)}, ${sql.ref(name)}`));
    return sql`
      (select coalesce(json_agg(json_build_object(${fields}) order by position), '[]')
       from ${sql.table(table)} where ${ownerColumn(kind)} = ${owner}) as ${sql.ref(table)}`;
  });
  return sql.join(lists);
}

/** A record with what is kept of it here. */
export type Reached = Partial<Ways> & {
  id: string;
  name: string;
  reading?: string | null;
  website?: string | null;
  email: string | null;
  phone: string | null;
};
export const emailsOf = ({ emails, email }: Reached) => emails ?? (email ? [{ address: email, label: null }] : []);
export const phonesOf = ({ phones, phone }: Reached) => phones ?? (phone ? [{ number: phone, label: null }] : []);

/** Writes down how records are reached, each list as it is said, and by what they are found again. */
export async function saveReached(tx: Tx, kind: OwnerKind, all: readonly Reached[]): Promise<void> {
  if (all.length === 0) return;
  const countryFor = await countries(
    tx,
    kind,
    all.filter((one) => phonesOf(one).length > 0).map(({ id }) => id),
  );
  const phones = all.map((one) =>
    phonesOf(one).map((phone) => ({ ...phone, key: phoneKey(phone.number, countryFor(one.id)) })),
  );
  const emails = all.map((one) => emailsOf(one).map((email) => ({ ...email, key: emailKey(email.address) })));
  const ids = all.map(({ id }) => id);
  await saveList(tx, "emails", kind, ids, emails);
  await saveList(tx, "phones", kind, ids, phones);
  await saveList(
    tx,
    "addresses",
    kind,
    ids,
    all.map(({ addresses = [] }) => addresses),
  );
  await saveList(
    tx,
    "links",
    kind,
    ids,
    all.map(({ links = [] }) => links),
  );
  const keysOf = (one: Reached, at: number) =>
    matchKeys(kind, {
      ...{ name: one.name, reading: one.reading ?? null, website: one.website ?? null },
      ...{ emails: emails[at]!.map(({ key }) => key), phones: phones[at]!.flatMap(({ key }) => key ?? []) },
    });
  await saveKeys(
    tx,
    kind,
    all.map((one, at) => ({ id: one.id, keys: keysOf(one, at) })),
  );
}

async function saveList(
  tx: Tx,
  table: WaysTable,
  kind: OwnerKind,
  owners: readonly string[],
  lists: readonly (readonly object[])[],
): Promise<void> {
  const { columns, same } = tables[table];
  const said = lists.flatMap((list, at) =>
    list.map((one, position) => ({ ...one, id: newId(), owner: owners[at]!, position })),
  );
  const owner = ownerColumn(kind);
  const stored = sql.table(table);
  const shape = sql.join([...columns].map((name) => sql`${sql.ref(name)} text`));
  const isSame = sql.join(
    same.map((name) => sql`${sql.ref(`${table}.${name}`)} is not distinct from ${sql.ref(`said.${name}`)}`),
    sql` and `,
  );
  const isThere = sql`${sql.ref(`${table}.${kind}_id`)} = said.owner and ${isSame}`;
  const changing = columns.filter((name) => !same.some((one) => one === name));
  const assigned = changing.map((name) => sql`${sql.ref(name)} = ${sql.ref(`said.${name}`)}`);
  await sql`
    with
      said as (
        select * from jsonb_to_recordset(${JSON.stringify(said)}::jsonb) as said (id uuid, owner uuid, position int, ${shape})
      ),
      gone as (
        delete from ${stored}
        where ${owner} = any(${[...owners]}::uuid[]) and not exists (select 1 from said where ${isThere})
      ),
      kept as (
        update ${stored} set ${sql.join([...assigned, sql`position = said.position`])}
        from said
        where ${isThere}
      )
    insert into ${stored} (id, ${owner}, position, ${sql.join(columns.map((name) => sql.ref(name)))})
    select id, owner, position, ${sql.join(columns.map((name) => sql.ref(`said.${name}`)))}
    from said
    where not exists (select 1 from ${stored} where ${isThere})`.execute(tx);
}

async function saveKeys(
  tx: Tx,
  kind: OwnerKind,
  all: readonly { id: string; keys: readonly string[] }[],
): Promise<void> {
  const pairs = all.flatMap(({ id, keys }) => keys.map((key) => ({ id, key })));
  const ids = all.map(({ id }) => id);
  await sql`delete from match_keys where ${ownerColumn(kind)} = any(${ids}::uuid[])`.execute(tx);
  await sql`
    insert into match_keys (key, ${ownerColumn(kind)})
    select * from unnest(${pairs.map(({ key }) => key)}::text[], ${pairs.map(({ id }) => id)}::uuid[])`.execute(tx);
  await sql`update ${sql.table(`${kind}s`)} set keys_rules = ${keysRules} where id = any(${ids}::uuid[])`.execute(tx);
}

/** In which country's way the numbers of a record are read: its organization's, else the workspace's. */
export async function countries(
  db: Reads,
  kind: OwnerKind,
  ids: readonly string[],
): Promise<(id: string) => string | null> {
  if (ids.length === 0) return () => null;
  const home = await homeCountry(db);
  const found = await rows<{ id: string; country: string | null }>(
    db,
    kind === "organization"
      ? sql`select id, country from organizations where id = any(${[...ids]}::uuid[])`
      : sql`
        select contacts.id, organizations.country from contacts
        join organizations on organizations.id = contacts.organization_id
        where contacts.id = any(${[...ids]}::uuid[])`,
  );
  const named = new Map(found.map(({ id, country }) => [id, countryOf(country)]));
  return (id) => named.get(id) ?? home;
}

export async function homeCountry(db: Reads): Promise<string | null> {
  const { zone, locale } = await theWorkspace(db);
  return countryOfZone(zone, locale);
}

/** What is kept of how somebody was reached goes, with what would find them. */
export async function forgetReached(tx: Tx, contactIds: readonly string[]): Promise<void> {
  for (const table of [...waysTables, "match_keys", "contact_roles"] as const)
    await sql`delete from ${sql.table(table)} where contact_id = any(${[...contactIds]}::uuid[])`.execute(tx);
}

/** The records, some of them, whose keys were made by older rules. */
export async function behind(db: Reads, kind: OwnerKind, limit: number): Promise<string[]> {
  const unerased = kind === "contact" ? sql`and erased_at is null` : sql``;
  const found = await rows<{ id: string }>(
    db,
    sql`
    select id from ${sql.table(`${kind}s`)}
    where keys_rules < ${keysRules} and deleted_at is null ${unerased}
    order by keys_rules, id
    limit ${limit}`,
  );
  return found.map(({ id }) => id);
}
