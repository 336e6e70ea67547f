-- Every backup that this machine made or tried to make. A backup leaves this table out: it belongs to the machine, not to the company.

create table backups (
  id uuid primary key,
  -- Who asked; null for the night's.
  by_user text references "user" (id) on delete set null,
  -- Which try of the night it is, from 0.
  again int not null default 0,
  place text not null,
  file_name text not null unique,
  asked_at timestamptz not null,
  -- Moves on while it is made; one that is silent for long was broken off.
  heard_at timestamptz not null,
  finished_at timestamptz,
  tables_done int not null default 0,
  tables int not null default 0,
  bytes bigint not null default 0,
  row_count bigint,
  sha256 text,
  seconds double precision,
  -- Why there is no file: a code with its facts.
  cause jsonb,
  -- The day on which the admins were told of the failure.
  told_on date,
  -- When it had to make room.
  removed_at timestamptz,
  check (finished_at is null or (sha256 is null) <> (cause is null))
);
create unique index backups_one_underway on backups ((finished_at is null)) where finished_at is null;
create index backups_asked on backups (asked_at desc);
