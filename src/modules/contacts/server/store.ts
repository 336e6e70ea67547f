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
import { groundOf } from "#platform/ground.ts";
import { afterCursor, cursorOf, cursorText, type Order, orderBy } from "#platform/records/keyset.ts";
import { withinReach } from "#platform/records/shares.ts";
import type { Contact, ContactId, Organization, OrganizationId } from "../organization.ts";
import type { Ways } from "../ways.ts";
import { alignRoles } from "./rolesStore.ts";
import { forgetReached, saveReached, waysColumns } from "./waysStore.ts";

/** Which organizations may be read: by owner, without one, or by what a later module grants (a deal one reads). */
export type OrganizationReach = Reach & {
  readonly granted: RawBuilder<unknown> | undefined;
  readonly ownerless: boolean;
};

const organizationColumns = sql.raw(`
  organizations.id, organizations.name, organizations.industry, organizations.country, organizations.website, organizations.email,
  organizations.phone, organizations.founded_year as "foundedYear", organizations.employees, organizations.annual_revenue_minor as "revenueMinor",
  organizations.annual_revenue_currency as "revenueCurrency", organizations.parent_id as "parentId", organizations.owner_id as "ownerId",
  organizations.bought_on as "boughtOn", organizations.created_at as "createdAt", organizations.version`);
/** With every way it is reached: for one, or where all of it is compared. */
const wholeOrganization = sql`${organizationColumns}, ${waysColumns("organization")}`;

type OrganizationRow = Omit<Organization, "annualRevenue" | keyof Ways> & {
  revenueMinor: number | null;
  revenueCurrency: string | null;
};

type WholeRow = OrganizationRow & Ways;

/** In the trash, or one with another record: then it is no longer by itself. */
export type Gone<Kind> = { deletedAt: Instant | null; mergedInto: Kind | null };

function organization<Row extends OrganizationRow>({ revenueMinor, revenueCurrency, ...rest }: Row) {
  return {
    ...rest,
    annualRevenue: revenueMinor !== null && revenueCurrency ? money(revenueMinor, revenueCurrency) : null,
  };
}

export function withinOrganizations(reach: OrganizationReach): RawBuilder<unknown> {
  if (reach.all) return sql`true`;
  return sql`(
    ${withinReach(reach, sql`organizations.owner_id`, sql`organizations.id`)}
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

type ListedOrganization = Omit<Organization, keyof Ways> & { parent: string | null };

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
): Promise<(Organization & { parent: string | null }) | undefined> {
  const found = await row<WholeRow & { parent: string | null }>(
    db,
    sql`
    select ${wholeOrganization}, parent.name as parent
    from organizations
    left join organizations as parent on parent.id = organizations.parent_id
    where organizations.id = ${id} and organizations.deleted_at is null and ${withinOrganizations(reach)}`,
  );
  return found && organization(found);
}

export async function lockOrganization(
  tx: Tx,
  id: OrganizationId,
): Promise<(Organization & Gone<OrganizationId>) | undefined> {
  const found = await row<WholeRow & Gone<OrganizationId>>(
    tx,
    sql`
    select ${wholeOrganization}, organizations.deleted_at as "deletedAt", organizations.merged_into as "mergedInto" from organizations where id = ${id} for update`,
  );
  return found && organization(found);
}

export async function organizationById(db: Reads, id: OrganizationId): Promise<Organization | undefined> {
  const found = await row<WholeRow>(db, sql`select ${wholeOrganization} from organizations where id = ${id}`);
  return found && organization(found);
}

/** Itself and those above it, the nearest first. */
export async function ancestorsOf(db: Reads, id: OrganizationId): Promise<OrganizationId[]> {
  const found = await rows<{ id: OrganizationId }>(
    db,
    sql`
    with recursive above (id, parent_id, height) as (
      select id, parent_id, 0 from organizations where id = ${id}
      union all
      select one.id, one.parent_id, height + 1 from organizations as one join above on one.id = above.parent_id
      where height < 100   -- an import could write a circle
    )
    select id from above order by height`,
  );
  return found.map((one) => one.id);
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

export type NewOrganization = Omit<Organization, "id" | "createdAt" | "version" | "boughtOn" | "email" | keyof Ways> &
  Partial<Ways> & { id?: OrganizationId; importId?: string | null; email?: string | null };

export async function insertOrganizations(
  tx: Tx,
  all: readonly NewOrganization[],
  now: Instant,
): Promise<OrganizationId[]> {
  const ids = all.map((one) => one.id ?? newId<"organization">());
  const column = <Value>(of: (one: NewOrganization) => Value) => all.map(of);
  await sql`
    insert into organizations (id, name, name_key, industry, country, website, email, phone, founded_year, employees,
      annual_revenue_minor, annual_revenue_currency, parent_id, owner_id, import_id, created_at)
    select *, ${now}::timestamptz from unnest(
      ${ids}::uuid[], ${column((one) => one.name)}::text[], ${column((one) => nameKey(one.name))}::text[],
      ${column((one) => one.industry)}::text[], ${column((one) => one.country)}::text[], ${column((one) => one.website)}::text[],
      ${column((one) => one.email ?? null)}::text[], ${column((one) => one.phone)}::text[], ${column((one) => one.foundedYear)}::int[], ${column((one) => one.employees)}::int[],
      ${column((one) => one.annualRevenue?.minor ?? null)}::bigint[], ${column((one) => one.annualRevenue?.currency ?? null)}::text[],
      ${column((one) => one.parentId)}::uuid[], ${column((one) => one.ownerId)}::uuid[], ${column((one) => one.importId ?? null)}::uuid[]
    )`.execute(tx);
  await saveReached(
    tx,
    "organization",
    all.map((one, at) => ({ ...one, id: ids[at]!, email: one.email ?? null })),
  );
  return ids;
}

/** `email` and `phone` are the first of its lists. */
export async function saveOrganization(tx: Tx, one: Organization): Promise<Organization> {
  const saved = await row<OrganizationRow>(
    tx,
    sql`
    update organizations
    set name = ${one.name}, name_key = ${nameKey(one.name)}, industry = ${one.industry}, country = ${one.country}, website = ${one.website},
        email = ${one.email}, phone = ${one.phone}, founded_year = ${one.foundedYear}, employees = ${one.employees},
        annual_revenue_minor = ${one.annualRevenue?.minor ?? null}, annual_revenue_currency = ${one.annualRevenue?.currency ?? null},
        parent_id = ${one.parentId}, owner_id = ${one.ownerId}, version = version + 1
    where id = ${one.id}
    returning ${organizationColumns}`,
  );
  await saveReached(tx, "organization", [one]);
  const { emails, phones, addresses, links } = one;
  return { ...organization(saved!), emails, phones, addresses, links };
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
  return rows<Contact>(db, sql`select ${wholeContact} from contacts where deleted_at is null and erased_at is null`);
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

export async function organizationKeys(db: Reads): Promise<Map<string, OrganizationId>> {
  const found = await rows<{ id: OrganizationId; key: string }>(
    db,
    sql`select id, name_key as key from organizations where deleted_at is null order by created_at desc`,
  );
  return new Map(found.map((one) => [one.key, one.id]));
}

export async function allOrganizations(db: Reads): Promise<Organization[]> {
  return (await rows<WholeRow>(db, sql`select ${wholeOrganization} from organizations where deleted_at is null`)).map(
    organization,
  );
}

const contactColumns = sql.raw(`
  contacts.id, contacts.name, contacts.reading, contacts.title, contacts.department, contacts.email, contacts.phone, contacts.organization_id as "organizationId",
  contacts.owner_id as "ownerId", contacts.erased_at as "erasedAt", contacts.generated, contacts.created_at as "createdAt", contacts.version`);
const wholeContact = sql`${contactColumns}, ${waysColumns("contact")}`;

export function withinContacts(reach: Reach): RawBuilder<unknown> {
  return withinReach(reach, sql`contacts.owner_id`, sql`contacts.id`);
}

export type ContactQuery = {
  q?: string | undefined;
  organization?: string | undefined;
  sort: string;
  order: "asc" | "desc";
  after?: string | undefined;
  limit: number;
};
type ListedContact = Omit<Contact, keyof Ways> & { organization: string | null };
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

type SeenContact = Contact & { organization: string | null };

export async function contactSeen(db: Reads, reach: Reach, id: ContactId): Promise<SeenContact | undefined> {
  return row<SeenContact>(
    db,
    sql`
    select ${wholeContact}, organizations.name as organization
    from contacts left join organizations on organizations.id = contacts.organization_id
    where contacts.id = ${id} and contacts.deleted_at is null and ${withinContacts(reach)}`,
  );
}

/** The ids of an organization's contacts that may be read, as a fragment. */
export function contactsAt(organizationId: string, reach: Reach): RawBuilder<unknown> {
  return sql`select id from contacts where contacts.organization_id = ${organizationId} and deleted_at is null and ${withinContacts(reach)}`;
}

export async function organizationOwner(db: Reads, id: string): Promise<string | null> {
  const found = await row<{ ownerId: string | null }>(
    db,
    sql`select owner_id as "ownerId" from organizations where id = ${id}`,
  );
  return found?.ownerId ?? null;
}

export async function lockContact(tx: Tx, id: ContactId): Promise<(Contact & Gone<ContactId>) | undefined> {
  return row<Contact & Gone<ContactId>>(
    tx,
    sql`
    select ${wholeContact}, contacts.deleted_at as "deletedAt", contacts.merged_into as "mergedInto" from contacts where id = ${id} for update`,
  );
}

/** A contact whoever may read it, in the trash or not. */
export async function contactById(db: Reads, id: ContactId): Promise<Contact | undefined> {
  return row<Contact>(db, sql`select ${wholeContact} from contacts where id = ${id}`);
}

export type NewContact = Omit<Contact, "id" | "createdAt" | "version" | "erasedAt" | "department" | keyof Ways> &
  Partial<Ways> & { id?: ContactId; importId?: string | null; department?: string | null };

export async function insertContacts(tx: Tx, all: readonly NewContact[], now: Instant): Promise<ContactId[]> {
  const ids = all.map((one) => one.id ?? newId<"contact">());
  const column = <Value>(of: (one: NewContact) => Value) => all.map(of);
  await sql`
    insert into contacts (id, name, reading, title, department, email, phone, organization_id, owner_id, generated, import_id, created_at)
    select *, ${now}::timestamptz from unnest(
      ${ids}::uuid[], ${column((one) => one.name)}::text[], ${column((one) => one.reading)}::text[], ${column((one) => one.title)}::text[],
      ${column((one) => one.department ?? null)}::text[], ${column((one) => one.email)}::text[], ${column((one) => one.phone)}::text[], ${column((one) => one.organizationId)}::uuid[],
      ${column((one) => one.ownerId)}::uuid[], ${column((one) => one.generated)}::boolean[], ${column((one) => one.importId ?? null)}::uuid[]
    )`.execute(tx);
  await saveReached(
    tx,
    "contact",
    all.map((one, at) => ({ ...one, id: ids[at]! })),
  );
  await alignRoles(tx, ids, now);
  return ids;
}

/** `email` and `phone` are the first of its lists; its primary role follows. */
export async function saveContact(tx: Tx, one: Contact): Promise<Contact> {
  const saved = await row<Omit<Contact, keyof Ways>>(
    tx,
    sql`
    update contacts
    set name = ${one.name}, reading = ${one.reading}, title = ${one.title}, department = ${one.department ?? null}, email = ${one.email}, phone = ${one.phone},
        organization_id = ${one.organizationId}, owner_id = ${one.ownerId}, version = version + 1
    where id = ${one.id}
    returning ${contactColumns}`,
  );
  await saveReached(tx, "contact", [one]);
  await alignRoles(tx, [one.id], groundOf(tx).clock.now());
  const { emails, phones, addresses, links } = one;
  return { ...saved!, emails, phones, addresses, links };
}

export async function trashContact(tx: Tx, id: ContactId, at: Instant | null, by: string | null): Promise<void> {
  await sql`update contacts set deleted_at = ${at}, deleted_by = ${by}, version = version + 1 where id = ${id}`.execute(
    tx,
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
  const gone = withAbsorbed("organization", ids);
  await sql`update organizations set parent_id = null where parent_id in (${gone})`.execute(tx);
  await sql`delete from organizations where id in (${gone})`.execute(tx);
}

/** With the rows that became one with them. */
export async function deleteContacts(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`delete from contacts where id in (${withAbsorbed("contact", ids)})`.execute(tx);
}

/** A query for these ids and those of the records that became one with them, however often. */
export function withAbsorbed(kind: "contact" | "organization", ids: readonly string[]): RawBuilder<unknown> {
  const table = sql.table(`${kind}s`);
  return sql`
    with recursive family (id) as (
      select id from ${table} where id = any(${[...ids]}::uuid[])
      union select one.id from ${table} as one join family on one.merged_into = family.id
    )
    select id from family`;
}

/** Leaves of a contact the id and what counts rest on: the organization, the owner. */
export async function blankContact(tx: Tx, id: ContactId, now: Instant): Promise<void> {
  await sql`
    update contacts
    set name = ${erasedNames.contact}, reading = null, title = null, department = null, email = null, phone = null,
        erased_at = coalesce(erased_at, ${now}), version = version + 1
    where id = ${id}`.execute(tx);
  await forgetReached(tx, [id]);
}

/** The contacts that became one with this one. */
export async function absorbedContacts(db: Reads, id: ContactId): Promise<ContactId[]> {
  const found = await rows<{ id: ContactId }>(db, sql`${withAbsorbed("contact", [id])}`);
  return found.map((one) => one.id).filter((one) => one !== id);
}

export async function heldOfContact(db: Reads, id: string): Promise<object[]> {
  return rows<object>(
    db,
    sql`
    select contacts.id, contacts.name, contacts.reading, contacts.title, contacts.department, ${waysColumns("contact")},
      organizations.name as organization, contacts.created_at, contacts.deleted_at
    from contacts left join organizations on organizations.id = organization_id
    where contacts.id = ${id} or contacts.merged_into = ${id}`,
  );
}
