-- Who is away and who stands in, whose work passed to whom, and who was erased.

alter table persons
  add erased_at timestamptz,
  -- The login that was erased with its person: what it did is still theirs.
  add former_user_id text,
  -- The last day on which a leaver may sign in; null when there is none to wait for.
  add login_ends_on date;

-- Both days included. Two of one person never overlap: entered under a lock on the person.
create table absences (
  id uuid primary key,
  person_id uuid not null references persons (id) on delete cascade,
  from_on date not null,
  to_on date not null,
  kind text not null check (kind in ('vacation', 'sick', 'parental', 'other')),
  cover_id uuid references persons (id) on delete set null,
  created_by text,
  created_at timestamptz not null,
  version int not null default 1,
  check (from_on <= to_on),
  check (cover_id <> person_id)
);
create index absences_person on absences (person_id, from_on);
create index absences_cover on absences (cover_id, to_on) where cover_id is not null;

-- One step by which somebody's work passed to others: what it needs to be taken back.
create table transfers (
  id uuid primary key,
  from_id uuid not null references persons (id) on delete cascade,
  -- The last day, where somebody leaves with it.
  last_on date,
  -- The last day that stood there before.
  was_left_on date,
  ended_login boolean not null default false,
  -- Memberships and leads that ended with it, as they were, and who leads since.
  seats jsonb not null default '[]',
  by_user text,
  at timestamptz not null,
  taken_back_at timestamptz,
  taken_back_by text
);
create index transfers_from on transfers (from_id, at);

create table transfer_items (
  transfer_id uuid not null references transfers (id) on delete cascade,
  kind text not null,
  record_id uuid not null,
  to_id uuid not null references persons (id) on delete cascade,
  version int not null,
  was jsonb,
  primary key (transfer_id, kind, record_id)
);
create index transfer_items_to on transfer_items (to_id);
