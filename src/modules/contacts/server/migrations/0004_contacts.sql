-- Companies sold to, and the people in them.

create table organizations (
  id uuid primary key,
  name text not null check (name <> ''),
  name_key text not null,
  industry text,
  country text,
  website text,
  phone text,
  founded_year int,
  employees int,
  annual_revenue_minor bigint,
  annual_revenue_currency char(3),
  parent_id uuid references organizations (id),
  owner_id uuid references persons (id),
  bought_on date,
  import_id uuid,
  version int not null default 1,
  created_at timestamptz not null,
  deleted_at timestamptz,
  deleted_by text,
  check ((annual_revenue_minor is null) = (annual_revenue_currency is null)),
  check (parent_id <> id)
);
create index organizations_name on organizations (name, id) where deleted_at is null;
create index organizations_name_key on organizations (name_key) where deleted_at is null;
create index organizations_owner on organizations (owner_id);
create index organizations_import on organizations (import_id) where import_id is not null;

create table contacts (
  id uuid primary key,
  name text not null check (name <> ''),
  reading text,
  title text,
  email text,
  phone text,
  organization_id uuid references organizations (id),
  owner_id uuid references persons (id),
  generated boolean not null default false,
  import_id uuid,
  version int not null default 1,
  created_at timestamptz not null,
  deleted_at timestamptz,
  deleted_by text
);
create index contacts_name on contacts (name, id) where deleted_at is null;
create index contacts_organization on contacts (organization_id);
create index contacts_import on contacts (import_id) where import_id is not null;
