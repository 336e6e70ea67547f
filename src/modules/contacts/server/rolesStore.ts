// The only file that knows where people of customers work and worked.
import { sql } from "kysely";
import { newId } from "#lib/id.ts";
import type { Reach } from "#lib/policy/can.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import type { ContactId, OrganizationId } from "../organization.ts";
import type { ContactRole, RoleId } from "../role.ts";
import { withinContacts } from "./store.ts";

const columns = sql.raw(`
  contact_roles.id, contact_roles.contact_id as "contactId", contact_roles.organization_id as "organizationId", contact_roles.title,
  contact_roles.department, contact_roles.from_on as "fromOn", contact_roles.to_on as "toOn", contact_roles.is_primary as "isPrimary"`);

/** The present ones first, the primary before all, then the latest. */
const order = sql`order by is_primary desc, to_on desc nulls first, from_on desc nulls last, contact_roles.id`;

export async function rolesOf(db: Reads, contact: ContactId): Promise<(ContactRole & { organization: string })[]> {
  return rows<ContactRole & { organization: string }>(
    db,
    sql`
    select ${columns}, organizations.name as organization
    from contact_roles join organizations on organizations.id = contact_roles.organization_id
    where contact_id = ${contact}
    ${order}`,
  );
}

/** Who works or worked at an organization, of those that may be read. */
export async function peopleOf(db: Reads, reach: Reach, organization: OrganizationId) {
  return rows<ContactRole & { name: string; reading: string | null; email: string | null; phone: string | null }>(
    db,
    sql`
    select ${columns}, contacts.name, contacts.reading, contacts.email, contacts.phone
    from contact_roles join contacts on contacts.id = contact_roles.contact_id
    where contact_roles.organization_id = ${organization} and contacts.deleted_at is null and contacts.erased_at is null
      and ${withinContacts(reach)}
    order by contact_roles.to_on desc nulls first, contacts.name, contact_roles.id
    limit 200`,
  );
}

export async function lockRole(tx: Tx, contact: ContactId, id: RoleId): Promise<ContactRole | undefined> {
  return row<ContactRole>(
    tx,
    sql`select ${columns} from contact_roles where id = ${id} and contact_id = ${contact} for update`,
  );
}

export type NewRole = Omit<ContactRole, "id">;

export async function insertRole(tx: Tx, role: NewRole, now: Instant): Promise<RoleId> {
  const id = newId<"contactRole">();
  await sql`
    insert into contact_roles (id, contact_id, organization_id, title, department, from_on, to_on, is_primary, created_at)
    values (${id}, ${role.contactId}, ${role.organizationId}, ${role.title}, ${role.department}, ${role.fromOn}, ${role.toOn},
      ${role.isPrimary}, ${now})`.execute(tx);
  return id;
}

/** Where these contacts work and worked. */
export async function rolesOfAll(db: Reads, contacts: readonly string[]): Promise<ContactRole[]> {
  return rows<ContactRole>(
    db,
    sql`select ${columns} from contact_roles where contact_id = any(${[...contacts]}::uuid[]) ${order}`,
  );
}

/** A contact's roles as they are now, whole; those that were keep their ids. */
export async function saveRoles(tx: Tx, contact: ContactId, all: readonly ContactRole[], now: Instant): Promise<void> {
  await sql`delete from contact_roles where contact_id = ${contact} and id <> all(${all.map(({ id }) => id)}::uuid[])`.execute(
    tx,
  );
  await sql`update contact_roles set is_primary = false where contact_id = ${contact}`.execute(tx);
  await sql`
    insert into contact_roles (id, contact_id, organization_id, title, department, from_on, to_on, is_primary, created_at)
    select id, ${contact}::uuid, organization_id, title, department, from_on, to_on, is_primary, ${now}::timestamptz
    from unnest(
      ${all.map((one) => one.id)}::uuid[], ${all.map((one) => one.organizationId)}::uuid[], ${all.map((one) => one.title)}::text[],
      ${all.map((one) => one.department)}::text[], ${all.map((one) => one.fromOn)}::date[], ${all.map((one) => one.toOn)}::date[],
      ${all.map((one) => one.isPrimary)}::boolean[]
    ) as new (id, organization_id, title, department, from_on, to_on, is_primary)
    on conflict (id) do update
    set organization_id = excluded.organization_id, title = excluded.title, department = excluded.department,
        from_on = excluded.from_on, to_on = excluded.to_on, is_primary = excluded.is_primary`.execute(tx);
}

export async function saveRole(tx: Tx, role: ContactRole): Promise<void> {
  await sql`
    update contact_roles
    set organization_id = ${role.organizationId}, title = ${role.title}, department = ${role.department},
        from_on = ${role.fromOn}, to_on = ${role.toOn}, is_primary = ${role.isPrimary}
    where id = ${role.id}`.execute(tx);
}

export async function deleteRole(tx: Tx, id: RoleId): Promise<void> {
  await sql`delete from contact_roles where id = ${id}`.execute(tx);
}

export async function noPrimary(tx: Tx, contact: ContactId): Promise<void> {
  await sql`update contact_roles set is_primary = false where contact_id = ${contact} and is_primary`.execute(tx);
}

/** The present role at an organization becomes the primary one, where there is one. */
export async function makePrimaryAt(tx: Tx, contact: ContactId, organization: OrganizationId): Promise<void> {
  await noPrimary(tx, contact);
  await sql`
    update contact_roles set is_primary = true
    where id = (
      select id from contact_roles
      where contact_id = ${contact} and organization_id = ${organization} and to_on is null
      order by from_on desc nulls last, id
      limit 1)`.execute(tx);
}

/** The primary role of one moment on is over; the new one begins. */
export async function endPrimary(tx: Tx, contact: ContactId, lastOn: CivilDate): Promise<void> {
  await sql`
    update contact_roles set is_primary = false, to_on = greatest(${lastOn}::date, from_on)
    where contact_id = ${contact} and is_primary`.execute(tx);
}

/** A contact whose organization, title or department was put right: the primary role says the same. */
export async function alignRoles(tx: Tx, contacts: readonly ContactId[], now: Instant): Promise<void> {
  const ids = [...contacts];
  const out = await row<{ out: boolean }>(
    tx,
    sql`
    select exists (
      select 1 from contacts left join contact_roles as role on role.contact_id = contacts.id and role.is_primary
      where contacts.id = any(${ids}::uuid[])
        and (contacts.organization_id, case when contacts.organization_id is not null then contacts.title end, case when contacts.organization_id is not null then contacts.department end)
          is distinct from (role.organization_id, role.title, role.department)
    ) as out`,
  );
  if (!out?.out) return;
  // Another present role at that organization becomes the primary one, and the wrong one goes.
  await sql`
    delete from contact_roles as role using contacts
    where role.contact_id = contacts.id and contacts.id = any(${ids}::uuid[]) and role.is_primary
      and (contacts.organization_id is null or (role.organization_id <> contacts.organization_id and exists (
        select 1 from contact_roles as other
        where other.contact_id = contacts.id and other.organization_id = contacts.organization_id and other.to_on is null)))`.execute(
    tx,
  );
  await sql`
    update contact_roles set is_primary = true
    where id in (
      select distinct on (contacts.id) other.id from contacts join contact_roles as other on other.contact_id = contacts.id
      where contacts.id = any(${ids}::uuid[]) and other.organization_id = contacts.organization_id and other.to_on is null
        and not exists (select 1 from contact_roles as role where role.contact_id = contacts.id and role.is_primary)
      order by contacts.id, other.from_on desc nulls last)`.execute(tx);
  await sql`
    update contact_roles as role
    set organization_id = contacts.organization_id, title = contacts.title, department = contacts.department
    from contacts
    where role.contact_id = contacts.id and contacts.id = any(${ids}::uuid[]) and role.is_primary`.execute(tx);
  await sql`
    insert into contact_roles (id, contact_id, organization_id, title, department, is_primary, created_at)
    select gen_random_uuid(), id, organization_id, title, department, true, ${now}::timestamptz
    from contacts
    where id = any(${ids}::uuid[]) and organization_id is not null
      and not exists (select 1 from contact_roles as role where role.contact_id = contacts.id and role.is_primary)`.execute(
    tx,
  );
}

/** What the contact repeats of its primary role, once roles changed. */
export async function repeatRole(tx: Tx, contact: ContactId): Promise<void> {
  await sql`
    update contacts
    set organization_id = role.organization_id,
        title = case when role.id is null then contacts.title else role.title end,
        department = case when role.id is null then contacts.department else role.department end,
        version = contacts.version + 1
    from (values (1)) as one left join contact_roles as role on role.contact_id = ${contact} and role.is_primary
    where contacts.id = ${contact}`.execute(tx);
}
