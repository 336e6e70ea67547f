-- Two records that are one: the absorbed keeps its row and its id, which leads to the survivor. What a merge moved is written down,
-- so that undoing it puts back exactly that.

alter table contacts add merged_into uuid references contacts (id);
alter table organizations add merged_into uuid references organizations (id);
create index contacts_merged on contacts (merged_into) where merged_into is not null;
create index organizations_merged on organizations (merged_into) where merged_into is not null;

create table merges (
  id uuid primary key,
  kind text not null check (kind in ('contact', 'organization')),
  survivor_id uuid not null,
  absorbed_id uuid not null,
  -- For each field that the survivor took over: what it was, and what it became.
  changes jsonb not null,
  by_user text not null,
  at timestamptz not null,
  undone_at timestamptz,
  check (survivor_id <> absorbed_id)
);
create index merges_survivor on merges (survivor_id);
create index merges_absorbed on merges (absorbed_id);

create table merge_moves (
  merge_id uuid not null references merges (id) on delete cascade,
  -- `table.column` that named the absorbed record.
  moved text not null,
  row_id uuid not null,
  was jsonb,
  primary key (merge_id, moved, row_id)
);
