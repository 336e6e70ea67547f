-- Views of lists that people keep, and what was changed in bulk so that it can be taken back.

create table views (
  id uuid primary key,
  list text not null,
  name text not null check (name <> ''),
  owner_id uuid not null references persons (id) on delete cascade,
  -- Null: its owner's alone. `all`: everybody's; `team`: those who share a team with its owner, or are led by them.
  shared_with text check (shared_with in ('team', 'all')),
  -- What is shown, filtered and how it is sorted: as the address of the page says it.
  shown jsonb not null,
  position int not null,
  version int not null default 1,
  created_at timestamptz not null
);
create index views_list on views (list, position);
create index views_owner on views (owner_id);

-- The view that a person's list opens with.
create table view_choices (
  person_id uuid not null references persons (id) on delete cascade,
  list text not null,
  first_view uuid references views (id) on delete cascade,
  primary key (person_id, list)
);
create index view_choices_first on view_choices (first_view);

-- One change of many records at once.
create table bulk_changes (
  id uuid primary key,
  list text not null,
  by_user text not null,
  what text not null check (what in ('change', 'remove')),
  fields jsonb,
  state text not null check (state in ('running', 'done', 'undoing', 'undone')),
  at timestamptz not null,
  finished_at timestamptz
);
create index bulk_changes_at on bulk_changes (at);

create table bulk_rows (
  bulk_id uuid not null references bulk_changes (id) on delete cascade,
  record_id uuid not null,
  position int not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'refused', 'undone', 'kept')),
  -- What it was and the version it had after: undo passes over what was changed since.
  was jsonb,
  version int,
  problem jsonb,
  primary key (bulk_id, record_id)
);
create index bulk_rows_waiting on bulk_rows (bulk_id, position) where state = 'waiting';
