-- What somebody opened from the search, and how often: it comes first the next time.

create table search_opens (
  person_id uuid not null references persons (id) on delete cascade,
  record_kind text not null,
  record_id uuid not null,
  times int not null default 1,
  last_at timestamptz not null,
  primary key (person_id, record_kind, record_id)
);
