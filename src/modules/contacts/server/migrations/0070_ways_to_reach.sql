-- E-mails, phones, postal addresses and links of contacts and organizations, as rows: a person has several, and so has a company.
-- The first of each (position 0) is the primary; `contacts.email`, `.phone` and the organization's repeat it, so that lists read one row.
-- `key` is what is compared: an address in lower case with its host in ASCII, a number as E.164. Nothing is unique over records, so
-- what lies in the trash never stands in the way of a new one.

create table emails (
  id uuid primary key,
  contact_id uuid references contacts (id) on delete cascade,
  organization_id uuid references organizations (id) on delete cascade,
  label text,
  address text not null check (address <> ''),
  key text not null,
  position int not null,
  check (num_nonnulls(contact_id, organization_id) = 1)
);
create index emails_contact on emails (contact_id, position) where contact_id is not null;
create index emails_organization on emails (organization_id, position) where organization_id is not null;
create index emails_key on emails (key);

create table phones (
  id uuid primary key,
  contact_id uuid references contacts (id) on delete cascade,
  organization_id uuid references organizations (id) on delete cascade,
  label text,
  number text not null check (number <> ''),
  key text,
  position int not null,
  check (num_nonnulls(contact_id, organization_id) = 1)
);
create index phones_contact on phones (contact_id, position) where contact_id is not null;
create index phones_organization on phones (organization_id, position) where organization_id is not null;
create index phones_key on phones (key);

create table addresses (
  id uuid primary key,
  contact_id uuid references contacts (id) on delete cascade,
  organization_id uuid references organizations (id) on delete cascade,
  label text,
  street text,
  city text,
  region text,
  postcode text,
  country text,
  position int not null,
  check (num_nonnulls(contact_id, organization_id) = 1),
  check (num_nonnulls(street, city, region, postcode, country) > 0)
);
create index addresses_contact on addresses (contact_id, position) where contact_id is not null;
create index addresses_organization on addresses (organization_id, position) where organization_id is not null;

create table links (
  id uuid primary key,
  contact_id uuid references contacts (id) on delete cascade,
  organization_id uuid references organizations (id) on delete cascade,
  kind text not null,
  url text not null check (url ~* '^https?://'),
  position int not null,
  check (num_nonnulls(contact_id, organization_id) = 1)
);
create index links_contact on links (contact_id, position) where contact_id is not null;
create index links_organization on links (organization_id, position) where organization_id is not null;

alter table organizations add email text;
alter table contacts add department text;

insert into emails (id, contact_id, address, key, position)
select gen_random_uuid(), id, email, lower(email), 0 from contacts where email <> '';
insert into phones (id, contact_id, number, position)
select gen_random_uuid(), id, phone, 0 from contacts where phone <> '';
insert into phones (id, organization_id, number, position)
select gen_random_uuid(), id, phone, 0 from organizations where phone <> '';
