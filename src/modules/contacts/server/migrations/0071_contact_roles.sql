-- Where a person works and worked: several organizations, with dates. The present primary one is what `contacts.organization_id`
-- (and title, department) repeats; both change in one transaction.

create table contact_roles (
  id uuid primary key,
  contact_id uuid not null references contacts (id) on delete cascade,
  organization_id uuid not null references organizations (id) on delete cascade,
  title text,
  department text,
  from_on date,
  to_on date,
  is_primary boolean not null,
  created_at timestamptz not null,
  check (from_on <= to_on),
  check (not is_primary or to_on is null)
);
create index contact_roles_contact on contact_roles (contact_id);
create index contact_roles_organization on contact_roles (organization_id);
create unique index contact_roles_primary on contact_roles (contact_id) where is_primary;

insert into contact_roles (id, contact_id, organization_id, title, is_primary, created_at)
select gen_random_uuid(), id, organization_id, title, true, created_at from contacts where organization_id is not null;
