-- How leads are scored and answered, and what it took to win them.

create table lead_settings (
  single boolean primary key default true check (single),
  -- Business hours, in minutes of a working day.
  from_minute int not null default 540 check (from_minute between 0 and 1439),
  to_minute int not null default 1080 check (to_minute between 1 and 1440),
  -- What an hour of whoever has no rate of their own costs, in minor units of the workspace's currency.
  hour_minor bigint check (hour_minor >= 0),
  minutes jsonb not null default '{}',
  rules_version int not null default 1,
  check (to_minute > from_minute)
);
insert into lead_settings default values;

create table score_rules (
  id uuid primary key,
  position int not null,
  label text,
  subject text not null,
  field text,
  question text not null,
  value text,
  points int not null check (points between -100 and 100)
);

create table work_rates (
  person_id uuid primary key references persons (id),
  hour_minor bigint not null check (hour_minor >= 0)
);

create table touches (
  id uuid primary key,
  deal_id uuid references deals (id) on delete cascade,
  organization_id uuid references organizations (id),
  kind text not null check (kind in ('ad', 'event', 'research', 'form', 'web', 'other')),
  at timestamptz not null,
  person_id uuid references persons (id),
  minutes int check (minutes between 0 and 100000),
  cost_minor bigint check (cost_minor >= 0),
  campaign_id uuid references campaigns (id),
  note text,
  generated boolean not null default false,
  created_at timestamptz not null,
  check (deal_id is not null or organization_id is not null)
);
create index touches_deal on touches (deal_id, at) where deal_id is not null;
create index touches_organization on touches (organization_id, at) where organization_id is not null;
create index touches_campaign on touches (campaign_id) where campaign_id is not null;
