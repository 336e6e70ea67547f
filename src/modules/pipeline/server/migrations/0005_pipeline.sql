-- Where every lead and deal stands, and what is sold.

create table pipelines (
  id uuid primary key,
  name text not null check (name <> ''),
  position int not null
);

create table stages (
  id uuid primary key,
  pipeline_id uuid not null references pipelines (id),
  name text not null check (name <> ''),
  name_key text not null,
  position int not null,
  probability int not null check (probability between 0 and 100),
  unique (pipeline_id, name_key)
);

create table products (
  id uuid primary key,
  name text not null check (name <> ''),
  name_key text not null unique,
  series text,
  price_minor bigint not null check (price_minor >= 0),
  currency char(3) not null,
  archived_at timestamptz,
  import_id uuid,
  version int not null default 1
);

create table reasons (
  id uuid primary key,
  kind text not null check (kind in ('won', 'lost')),
  name text not null check (name <> ''),
  position int not null,
  unique (kind, name)
);

create table deals (
  id uuid primary key,
  -- The key that an import or another program knows it by.
  key text,
  name text not null check (name <> ''),
  pipeline_id uuid not null references pipelines (id),
  stage_id uuid not null references stages (id),
  status text not null check (status in ('open', 'won', 'lost')),
  organization_id uuid references organizations (id),
  owner_id uuid references persons (id),
  value_minor bigint not null check (value_minor >= 0),
  currency char(3) not null,
  base_minor bigint not null check (base_minor >= 0),
  opened_on date,
  expected_close_on date,
  closed_on date,
  reason_id uuid references reasons (id),
  reason_text text,
  stage_since timestamptz not null,
  -- Owned here, set by activities.
  next_step text,
  next_step_kind text,
  next_step_at timestamptz,
  last_touch_at timestamptz not null,
  import_id uuid,
  version int not null default 1,
  created_at timestamptz not null,
  deleted_at timestamptz,
  deleted_by text,
  check ((status = 'open') = (closed_on is null)),
  check (closed_on is null or opened_on is null or closed_on >= opened_on)
);
create unique index deals_key on deals (key) where key is not null and deleted_at is null;
create index deals_stage on deals (pipeline_id, stage_id, stage_since desc, id) where status = 'open' and deleted_at is null;
create index deals_owner on deals (owner_id, status) where deleted_at is null;
create index deals_organization on deals (organization_id) where deleted_at is null;
create index deals_opened on deals (opened_on desc, id) where deleted_at is null;
create index deals_value on deals (base_minor desc, id) where deleted_at is null;
create index deals_import on deals (import_id) where import_id is not null;

create table deal_lines (
  deal_id uuid not null references deals (id) on delete cascade,
  position int not null,
  product_id uuid not null references products (id),
  quantity int not null check (quantity > 0),
  price_minor bigint not null check (price_minor >= 0),
  primary key (deal_id, position)
);
create index deal_lines_product on deal_lines (product_id);
