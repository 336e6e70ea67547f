-- Who was erased, by id alone: a backup from before is read back without them, because each erasure is done once more.

create table erasures (
  record_kind text not null,
  record_id uuid not null,
  by_user text,
  at timestamptz not null,
  primary key (record_kind, record_id)
);
