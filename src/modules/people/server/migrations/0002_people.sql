-- Who works here, in which team, by date. An open end (null) means: always before, or still.

create table persons (
  id uuid primary key,
  name text not null check (name <> ''),
  name_key text not null,
  email text,
  title text,
  joined_on date,
  left_on date,
  user_id text unique references "user" (id) on delete set null,
  import_id uuid,
  version int not null default 1,
  created_at timestamptz not null,
  check (left_on is null or joined_on is null or left_on >= joined_on)
);
create unique index persons_email on persons (lower(email)) where email is not null;
create index persons_name_key on persons (name_key);

-- A team without a name of its own is named after whoever leads it.
create table teams (
  id uuid primary key,
  name text,
  parent_id uuid references teams (id),
  import_id uuid,
  created_at timestamptz not null,
  check (parent_id <> id)
);

create table team_leads (
  team_id uuid not null references teams (id) on delete cascade,
  person_id uuid not null references persons (id) on delete cascade,
  from_on date,
  to_on date
);
create index team_leads_team on team_leads (team_id);
create index team_leads_person on team_leads (person_id);

create table memberships (
  team_id uuid not null references teams (id) on delete cascade,
  person_id uuid not null references persons (id) on delete cascade,
  from_on date,
  to_on date
);
create index memberships_team on memberships (team_id);
create index memberships_person on memberships (person_id);

-- The company's working days: a work week, and the days off it.
create table working_calendar (
  only_one boolean primary key default true check (only_one),
  workweek int[] not null default '{1,2,3,4,5}'
);
insert into working_calendar default values;

create table holidays (
  day date primary key,
  name text not null
);

create table invitations (
  id uuid primary key,
  email text not null,
  person_id uuid not null references persons (id) on delete cascade,
  admin boolean not null default false,
  invited_by text references "user" (id) on delete set null,
  at timestamptz not null,
  accepted_at timestamptz
);
create index invitations_person on invitations (person_id);
