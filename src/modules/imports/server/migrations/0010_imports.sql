-- Files brought in: what was chosen for them, how far they have come, and what their undo must know.

create table imports (
  id uuid primary key,
  file_name text not null,
  -- Null once nothing can come of the file any more.
  bytes bytea,
  -- Chosen by hand; what isn't chosen is recognised.
  reading jsonb not null default '{}',
  mapping jsonb,
  settled jsonb not null default '{}',
  state text not null check (state in ('draft', 'queued', 'running', 'done', 'failed', 'undoing', 'undone')),
  kind text not null,
  counts jsonb,
  rows_total int not null default 0,
  -- Moves on in the transaction that writes the rows, so a restart goes on exactly there.
  rows_done int not null default 0,
  tries int not null default 0,
  problem text,
  -- The login whose import it is; null for the command line's.
  author text references "user" (id) on delete set null,
  at timestamptz not null,
  finished_at timestamptz,
  undone_at timestamptz,
  -- The pipeline that it began, where there was none.
  pipeline_id uuid
);
create index imports_author on imports (author, at);

-- Records that the import changed: as they were, and the version they had after it, by which undo knows later changes.
create table import_changes (
  import_id uuid not null references imports (id) on delete cascade,
  record_kind text not null,
  record_id uuid not null,
  version int not null,
  was jsonb not null,
  primary key (import_id, record_kind, record_id)
);

-- The other program's own key of a record. A deal keeps its key itself.
create table import_keys (
  record_kind text not null,
  key text not null,
  record_id uuid not null,
  import_id uuid not null references imports (id) on delete cascade,
  primary key (record_kind, key)
);

-- What an undo left in place, and why.
create table import_kept (
  import_id uuid not null references imports (id) on delete cascade,
  record_kind text not null,
  record_id uuid not null,
  name text not null,
  why text not null check (why in ('changed', 'held')),
  primary key (import_id, record_kind, record_id)
);
