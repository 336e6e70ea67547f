-- What a person or team is to reach on a metric in a period, with every version it had.

create table quotas (
  id uuid primary key,
  metric text not null,
  period text not null,
  from_on date not null,
  to_on date not null,
  person_id uuid references persons (id) on delete cascade,
  team_id uuid references teams (id) on delete cascade,
  -- A count, or minor units of `currency`.
  amount bigint not null check (amount > 0),
  currency char(3),
  set_by uuid not null references persons (id),
  set_at timestamptz not null,
  replaces uuid unique references quotas (id),
  reason text,
  -- What was suggested when it was set, and the chance that was shown beside it.
  suggested bigint,
  expected double precision,
  probability double precision,
  -- When a new version took its place, or it was withdrawn.
  ended_at timestamptz,
  check ((person_id is null) <> (team_id is null)),
  check (from_on <= to_on)
);
create unique index quotas_live on quotas (metric, period, coalesce(person_id, team_id)) where ended_at is null;
create index quotas_person on quotas (person_id, metric) where ended_at is null;
create index quotas_days on quotas (metric, from_on, to_on) where ended_at is null;

-- The day whose facts brought the actual up to the quota; gone when they no longer do.
create table quota_reaches (
  quota_id uuid primary key references quotas (id) on delete cascade,
  reached_on date not null,
  at timestamptz not null
);
