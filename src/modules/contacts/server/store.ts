// The only file that knows the tables of contacts. Longer than most: a table of queries.
import { type RawBuilder, sql } from "kysely";
import { erasedNames } from "#lib/erased.ts";
import { newId } from "#lib/id.ts";
import { money } from "#lib/money.ts";
import type { Reach } from "#lib/policy/can.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import { nameKey } from "#modules/people/person.ts";
import { likeText } from "#modules/people/server/public.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import type { ExportKind } from "#platform/records/exportKind.ts";
import { afterCursor, cursorOf, cursorText, type Order, orderBy } from "#platform/records/keyset.ts";
import type { Passable, Passed, Passing } from "#platform/records/transfer.ts";
import type { Contact, ContactId, Organization, OrganizationId } from "../organization.ts";

/** Which organizations may be read: by owner, without one, or by what a later module grants (a deal one reads). */
export type OrganizationReach = Reach & {
  readonly granted: RawBuilder<unknown> | undefined;
  readonly ownerless: boolean;
};

const organizationColumns = sql.raw(`
  organizations.id, organizations.name, organizations.industry, organizations.country, organizations.website, organizations.phone,
  organizations.founded_year as "foundedYear", organizations.employees, organizations.annual_revenue_minor as "revenueMinor",
  organizations.annual_revenue_currency as "revenueCurrency", organizations.parent_id as "parentId", organizations.owner_id as "ownerId",
  organizations.bought_on as "boughtOn", organizations.created_at as "createdAt", organizations.version`);

type OrganizationRow = Omit<Organization, "annualRevenue"> & {
  revenueMinor: number | null;
  revenueCurrency: string | null;
};

function organization<Row extends OrganizationRow>({ revenueMinor, revenueCurrency, ...rest }: Row) {
  return {
    ...rest,
    annualRevenue: revenueMinor !== null && revenueCurrency ? money(revenueMinor, revenueCurrency) : null,
  };
}

export function withinOrganizations(reach: OrganizationReach): RawBuilder<unknown> {
  if (reach.all) return sql`true`;
  return sql`(
    organizations.owner_id = any(${[...reach.owners]}::uuid[])
    ${reach.ownerless ? sql`or organizations.owner_id is null` : sql``}
    ${reach.granted ? sql`or organizations.id in (${reach.granted})` : sql``}
  )`;
}

export type OrganizationQuery = {
  q?: string | undefined;
  industry?: string | undefined;
  country?: string | undefined;
  owner?: string | undefined;
  sort: string;
  order: "asc" | "desc";
  after?: string | undefined;
  limit: number;
};

const organizationSortColumns: Record<string, { column: string; type: string }> = {
  name: { column: "organizations.name", type: "text" },
  industry: { column: "organizations.industry", type: "text" },
  country: { column: "organizations.country", type: "text" },
  employees: { column: "organizations.employees", type: "int" },
  annualRevenue: { column: "organizations.annual_revenue_minor", type: "bigint" },
  boughtOn: { column: "organizations.bought_on", type: "date" },
};

type ListedOrganization = Organization & { parent: string | null };

export async function listOrganizations(db: Reads, reach: OrganizationReach, query: OrganizationQuery) {
  const sort = organizationSortColumns[query.sort] ?? organizationSortColumns.name!;
  const order: Order = {
    column: sql.raw(sort.column),
    id: sql`organizations.id`,
    type: sort.type,
    descending: query.order === "desc",
  };
  const where = sql`
    organizations.deleted_at is null and ${withinOrganizations(reach)}
    ${query.q ? sql`and organizations.name ilike ${`%${likeText(query.q)}%`}` : sql``}
    ${query.industry ? sql`and organizations.industry = ${query.industry}` : sql``}
    ${query.country ? sql`and organizations.country = ${query.country}` : sql``}
    ${query.owner ? sql`and organizations.owner_id = ${query.owner}` : sql``}`;
  const found = await rows<OrganizationRow & { parent: string | null; sorted: string | null }>(
    db,
    sql`
    select ${organizationColumns}, parent.name as parent, ${order.column}::text as sorted
    from organizations
    left join organizations as parent on parent.id = organizations.parent_id
    where ${where} and ${afterCursor(order, cursorOf(query.after))}
    ${orderBy(order)}
    limit ${query.limit + 1}`,
  );
  const count = await row<{ count: number }>(db, sql`select count(*) as count from organizations where ${where}`);
  return pageOf(found, query.limit, count?.count ?? 0, (one): ListedOrganization => {
    const { sorted: _sorted, ...rest } = organization(one);
    return rest;
  });
}

function pageOf<Row extends { id: string; sorted: string | null }, Shown>(
  found: Row[],
  limit: number,
  count: number,
  show: (row: Row) => Shown,
) {
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const next = found.length > limit && last ? cursorText({ value: last.sorted, id: last.id }) : null;
  return { rows: shown.map(show), count, next };
}

export async function organizationSeen(
  db: Reads,
  reach: OrganizationReach,
  id: OrganizationId,
): Promise<ListedOrganization | undefined> {
  const found = await row<OrganizationRow & { parent: string | null }>(
    db,
    sql`
    select ${organizationColumns}, parent.name as parent
    from organizations
    left join organizations as parent on parent.id = organizations.parent_id
    where organizations.id = ${id} and organizations.deleted_at is null and ${withinOrganizations(reach)}`,
  );
  return found && organization(found);
}

export async function lockOrganization(
  tx: Tx,
  id: OrganizationId,
): Promise<(Organization & { deletedAt: Instant | null }) | undefined> {
  const found = await row<OrganizationRow & { deletedAt: Instant | null }>(
    tx,
    sql`
    select ${organizationColumns}, organizations.deleted_at as "deletedAt" from organizations where id = ${id} for update`,
  );
  return found && organization(found);
}

export async function subsidiariesOf(db: Reads, reach: OrganizationReach, id: OrganizationId) {
  return rows<{ id: OrganizationId; name: string }>(
    db,
    sql`
    select id, name from organizations
    where parent_id = ${id} and deleted_at is null and ${withinOrganizations(reach)}
    order by name`,
  );
}

export type NewOrganization = Omit<Organization, "id" | "createdAt" | "version" | "boughtOn"> & {
  id?: OrganizationId;
  importId?: string | null;
};

export async function insertOrganizations(
  tx: Tx,
  all: readonly NewOrganization[],
  now: Instant,
): Promise<OrganizationId[]> {
  const ids = all.map((one) => one.id ?? newId<"organization">());
  const column = <Value>(of: (one: NewOrganization) => Value) => all.map(of);
  await sql`
    insert into organizations (id, name, name_key, industry, country, website, phone, founded_year, employees,
      annual_revenue_minor, annual_revenue_currency, parent_id, owner_id, import_id, created_at)
    select *, ${now}::timestamptz from unnest(
      ${ids}::uuid[], ${column((one) => one.name)}::text[], ${column((one) => nameKey(one.name))}::text[],
      ${column((one) => one.industry)}::text[], ${column((one) => one.country)}::text[], ${column((one) => one.website)}::text[],
      ${column((one) => one.phone)}::text[], ${column((one) => one.foundedYear)}::int[], ${column((one) => one.employees)}::int[],
      ${column((one) => one.annualRevenue?.minor ?? null)}::bigint[], ${column((one) => one.annualRevenue?.currency ?? null)}::text[],
      ${column((one) => one.parentId)}::uuid[], ${column((one) => one.ownerId)}::uuid[], ${column((one) => one.importId ?? null)}::uuid[]
    )`.execute(tx);
  return ids;
}

export async function saveOrganization(tx: Tx, one: Organization): Promise<Organization> {
  const saved = await row<OrganizationRow>(
    tx,
    sql`
    update organizations
    set name = ${one.name}, name_key = ${nameKey(one.name)}, industry = ${one.industry}, country = ${one.country}, website = ${one.website},
        phone = ${one.phone}, founded_year = ${one.foundedYear}, employees = ${one.employees},
        annual_revenue_minor = ${one.annualRevenue?.minor ?? null}, annual_revenue_currency = ${one.annualRevenue?.currency ?? null},
        parent_id = ${one.parentId}, owner_id = ${one.ownerId}, version = version + 1
    where id = ${one.id}
    returning ${organizationColumns}`,
  );
  return organization(saved!);
}

/** Names the parents of organizations that were brought in together; no change of their own. */
export async function setParents(tx: Tx, all: ReadonlyMap<string, string>): Promise<void> {
  if (all.size === 0) return;
  await sql`
    update organizations set parent_id = new.parent_id
    from unnest(${[...all.keys()]}::uuid[], ${[...all.values()]}::uuid[]) as new (id, parent_id)
    where organizations.id = new.id and new.id <> new.parent_id`.execute(tx);
}

export async function allContacts(db: Reads): Promise<Contact[]> {
  return rows<Contact>(db, sql`select ${contactColumns} from contacts where deleted_at is null and erased_at is null`);
}

export async function trashOrganization(
  tx: Tx,
  id: OrganizationId,
  at: Instant | null,
  by: string | null,
): Promise<void> {
  await sql`update organizations set deleted_at = ${at}, deleted_by = ${by}, version = version + 1 where id = ${id}`.execute(
    tx,
  );
}

/** Notes the day of the first win: the earliest stays. Null takes it back when no win is left. */
export async function setBoughtOn(tx: Tx, all: ReadonlyMap<string, CivilDate | null>): Promise<void> {
  if (all.size === 0) return;
  await sql`
    update organizations set bought_on = new.bought_on
    from unnest(${[...all.keys()]}::uuid[], ${[...all.values()]}::date[]) as new (id, bought_on)
    where organizations.id = new.id and organizations.bought_on is distinct from new.bought_on`.execute(tx);
}

/** What later modules join to name and sort by an organization, without knowing its table. */
export const organizationNames = sql`(select id, name from organizations)`;

export async function organizationNamesOf(db: Reads, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await rows<{ id: string; name: string }>(
    db,
    sql`select id, name from organizations where id = any(${[...ids]}::uuid[])`,
  );
  return new Map(found.map((one) => [one.id, one.name]));
}

export async function readableOrganizations(
  db: Reads,
  reach: OrganizationReach,
  ids: readonly string[],
): Promise<Set<string>> {
  const found = await rows<{ id: string }>(
    db,
    sql`
    select id from organizations where id = any(${[...ids]}::uuid[]) and deleted_at is null and ${withinOrganizations(reach)}`,
  );
  return new Set(found.map((one) => one.id));
}

export async function searchOrganizations(db: Reads, reach: OrganizationReach, words: string) {
  return rows<{ id: string; name: string; industry: string | null; country: string | null }>(
    db,
    sql`
    select id, name, industry, country from organizations
    where deleted_at is null and name ilike ${`%${likeText(words)}%`} and ${withinOrganizations(reach)}
    order by position(lower(${words}) in lower(name)), name
    limit 6`,
  );
}

export async function organizationKeys(db: Reads): Promise<Map<string, OrganizationId>> {
  const found = await rows<{ id: OrganizationId; key: string }>(
    db,
    sql`select id, name_key as key from organizations where deleted_at is null order by created_at desc`,
  );
  return new Map(found.map((one) => [one.key, one.id]));
}

export async function allOrganizations(db: Reads): Promise<Organization[]> {
  return (
    await rows<OrganizationRow>(db, sql`select ${organizationColumns} from organizations where deleted_at is null`)
  ).map(organization);
}

const contactColumns = sql.raw(`
  contacts.id, contacts.name, contacts.reading, contacts.title, contacts.email, contacts.phone, contacts.organization_id as "organizationId",
  contacts.owner_id as "ownerId", contacts.erased_at as "erasedAt", contacts.generated, contacts.created_at as "createdAt", contacts.version`);

export function withinContacts(reach: Reach): RawBuilder<unknown> {
  return reach.all ? sql`true` : sql`contacts.owner_id = any(${[...reach.owners]}::uuid[])`;
}

export type ContactQuery = {
  q?: string | undefined;
  organization?: string | undefined;
  sort: string;
  order: "asc" | "desc";
  after?: string | undefined;
  limit: number;
};
type ListedContact = Contact & { organization: string | null };
const contactSortColumns: Record<string, string> = {
  name: "contacts.name",
  title: "contacts.title",
  organization: "organizations.name",
};

export async function listContacts(db: Reads, reach: Reach, query: ContactQuery) {
  const order: Order = {
    column: sql.raw(contactSortColumns[query.sort] ?? "contacts.name"),
    id: sql`contacts.id`,
    type: "text",
    descending: query.order === "desc",
  };
  const like = `%${likeText(query.q ?? "")}%`;
  const where = sql`
    contacts.deleted_at is null and contacts.erased_at is null and ${withinContacts(reach)}
    ${query.q ? sql`and (contacts.name ilike ${like} or contacts.reading ilike ${like} or contacts.email ilike ${like} or organizations.name ilike ${like})` : sql``}
    ${query.organization ? sql`and contacts.organization_id = ${query.organization}` : sql``}`;
  const joined = sql`contacts left join organizations on organizations.id = contacts.organization_id`;
  const found = await rows<ListedContact & { sorted: string | null }>(
    db,
    sql`
    select ${contactColumns}, organizations.name as organization, ${order.column} as sorted
    from ${joined}
    where ${where} and ${afterCursor(order, cursorOf(query.after))}
    ${orderBy(order)}
    limit ${query.limit + 1}`,
  );
  const count = await row<{ count: number }>(db, sql`select count(*) as count from ${joined} where ${where}`);
  return pageOf(found, query.limit, count?.count ?? 0, ({ sorted: _sorted, ...rest }): ListedContact => rest);
}

export async function contactSeen(db: Reads, reach: Reach, id: ContactId): Promise<ListedContact | undefined> {
  return row<ListedContact>(
    db,
    sql`
    select ${contactColumns}, organizations.name as organization
    from contacts left join organizations on organizations.id = contacts.organization_id
    where contacts.id = ${id} and contacts.deleted_at is null and ${withinContacts(reach)}`,
  );
}

export async function lockContact(
  tx: Tx,
  id: ContactId,
): Promise<(Contact & { deletedAt: Instant | null }) | undefined> {
  return row<Contact & { deletedAt: Instant | null }>(
    tx,
    sql`
    select ${contactColumns}, contacts.deleted_at as "deletedAt" from contacts where id = ${id} for update`,
  );
}

/** A contact whoever may read it, in the trash or not. */
export async function contactById(db: Reads, id: ContactId): Promise<Contact | undefined> {
  return row<Contact>(db, sql`select ${contactColumns} from contacts where id = ${id}`);
}

export type NewContact = Omit<Contact, "id" | "createdAt" | "version" | "erasedAt"> & {
  id?: ContactId;
  importId?: string | null;
};

export async function insertContacts(tx: Tx, all: readonly NewContact[], now: Instant): Promise<ContactId[]> {
  const ids = all.map((one) => one.id ?? newId<"contact">());
  const column = <Value>(of: (one: NewContact) => Value) => all.map(of);
  await sql`
    insert into contacts (id, name, reading, title, email, phone, organization_id, owner_id, generated, import_id, created_at)
    select *, ${now}::timestamptz from unnest(
      ${ids}::uuid[], ${column((one) => one.name)}::text[], ${column((one) => one.reading)}::text[], ${column((one) => one.title)}::text[],
      ${column((one) => one.email)}::text[], ${column((one) => one.phone)}::text[], ${column((one) => one.organizationId)}::uuid[],
      ${column((one) => one.ownerId)}::uuid[], ${column((one) => one.generated)}::boolean[], ${column((one) => one.importId ?? null)}::uuid[]
    )`.execute(tx);
  return ids;
}

export async function saveContact(tx: Tx, one: Contact): Promise<Contact> {
  const saved = await row<Contact>(
    tx,
    sql`
    update contacts
    set name = ${one.name}, reading = ${one.reading}, title = ${one.title}, email = ${one.email}, phone = ${one.phone},
        organization_id = ${one.organizationId}, owner_id = ${one.ownerId}, version = version + 1
    where id = ${one.id}
    returning ${contactColumns}`,
  );
  return saved!;
}

export async function trashContact(tx: Tx, id: ContactId, at: Instant | null, by: string | null): Promise<void> {
  await sql`update contacts set deleted_at = ${at}, deleted_by = ${by}, version = version + 1 where id = ${id}`.execute(
    tx,
  );
}

export async function searchContacts(db: Reads, reach: Reach, words: string) {
  const like = `%${likeText(words)}%`;
  return rows<{ id: string; name: string; title: string | null; organization: string | null }>(
    db,
    sql`
    select contacts.id, contacts.name, contacts.title, organizations.name as organization
    from contacts left join organizations on organizations.id = contacts.organization_id
    where contacts.deleted_at is null and contacts.erased_at is null and ${withinContacts(reach)}
      and (contacts.name ilike ${like} or contacts.reading ilike ${like} or contacts.email ilike ${like})
    order by position(lower(${words}) in lower(contacts.name)), contacts.name
    limit 6`,
  );
}

export async function readableContacts(db: Reads, reach: Reach, ids: readonly string[]): Promise<Set<string>> {
  const found = await rows<{ id: string }>(
    db,
    sql`
    select id from contacts where id = any(${[...ids]}::uuid[]) and deleted_at is null and ${withinContacts(reach)}`,
  );
  return new Set(found.map((one) => one.id));
}

export async function contactNames(db: Reads, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await rows<{ id: string; name: string }>(
    db,
    sql`select id, name from contacts where id = any(${[...ids]}::uuid[])`,
  );
  return new Map(found.map((one) => [one.id, one.name]));
}

export async function importedOrganizations(db: Reads, importId: string) {
  return rows<{ id: OrganizationId; name: string; version: number }>(
    db,
    sql`select id, name, version from organizations where import_id = ${importId}`,
  );
}

export async function importedContacts(db: Reads, importId: string) {
  return rows<{ id: ContactId; name: string; version: number }>(
    db,
    sql`select id, name, version from contacts where import_id = ${importId}`,
  );
}

export async function deleteOrganizations(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`update organizations set parent_id = null where parent_id = any(${[...ids]}::uuid[])`.execute(tx);
  await sql`delete from organizations where id = any(${[...ids]}::uuid[])`.execute(tx);
}

export async function deleteContacts(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`delete from contacts where id = any(${[...ids]}::uuid[])`.execute(tx);
}

const ownedTables = { organization: sql.ref("organizations"), contact: sql.ref("contacts") } as const;
export type OwnedKind = keyof typeof ownedTables;

/** What a person owns that is not in the trash. */
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
    where deleted_at is not null and (${within} or deleted_by = ${login}) ${unerased}
    order by deleted_at desc, id
    limit 500`,
  );
}

export type Removable = { ids: readonly string[] } | { before: Instant };

export async function removableContacts(tx: Tx, asked: Removable): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    sql`select id from contacts where deleted_at is not null and ${askedFor("contact", asked)} order by id for update`,
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
    where deleted_at is not null and ${askedFor("organization", asked)}
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

/** Leaves of a contact the id and what counts rest on: the organization, the owner. */
export async function blankContact(tx: Tx, id: ContactId, now: Instant): Promise<void> {
  await sql`
    update contacts
    set name = ${erasedNames.contact}, reading = null, title = null, email = null, phone = null,
        erased_at = coalesce(erased_at, ${now}), version = version + 1
    where id = ${id}`.execute(tx);
}

export async function heldOfContact(db: Reads, id: string): Promise<object[]> {
  return rows<object>(
    db,
    sql`
    select contacts.id, contacts.name, reading, title, email, contacts.phone, organizations.name as organization, contacts.created_at, contacts.deleted_at
    from contacts left join organizations on organizations.id = organization_id
    where contacts.id = ${id}`,
  );
}

/** What a person owns here, by name: what is held of them says so. */
export async function ownedNames(db: Reads, kind: OwnedKind, owner: string): Promise<object[]> {
  return rows<object>(db, sql`select id, name from ${ownedTables[kind]} where owner_id = ${owner} order by name, id`);
}

/** What of customers leaves with an export of everything: what lies in the trash too, with the day it went there. */
export const contactsExports: readonly ExportKind[] = [
  {
    name: "organizations",
    tables: ["organizations"],
    columns: [
      "id",
      "name",
      "industry",
      "country",
      "website",
      "phone",
      "founded",
      "employees",
      "annual_revenue",
      "annual_revenue_currency",
      "parent",
      "parent_id",
      "owner",
      "owner_id",
      "bought_on",
      "created_at",
      "deleted_at",
    ],
    names: { owner: { id: "owner_id", kind: "person" } },
    money: { annual_revenue: { minor: "revenue_minor", currency: "annual_revenue_currency" } },
    rows: sql`
      select organizations.id, organizations.name, organizations.industry, organizations.country, organizations.website, organizations.phone,
        organizations.founded_year as founded, organizations.employees, organizations.annual_revenue_minor as revenue_minor,
        organizations.annual_revenue_currency, parent.name as parent, organizations.parent_id, organizations.owner_id,
        organizations.bought_on, organizations.created_at, organizations.deleted_at
      from organizations
      left join organizations as parent on parent.id = organizations.parent_id
      order by organizations.name, organizations.id`,
  },
  {
    name: "contacts",
    tables: ["contacts"],
    columns: [
      "id",
      "name",
      "reading",
      "title",
      "email",
      "phone",
      "organization",
      "organization_id",
      "owner",
      "owner_id",
      "created_at",
      "deleted_at",
    ],
    names: { owner: { id: "owner_id", kind: "person" } },
    rows: sql`
      select contacts.id, contacts.name, reading, title, email, contacts.phone, organizations.name as organization, organization_id,
        contacts.owner_id, contacts.created_at, contacts.deleted_at
      from contacts
      left join organizations on organizations.id = organization_id
      order by contacts.name, contacts.id`,
  },
];
