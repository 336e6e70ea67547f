-- A single record that somebody else may read or change, whoever owns it.

create table shares (
  record_kind text not null check (record_kind in ('deal', 'organization', 'contact')),
  record_id uuid not null,
  person_id uuid not null,
  may_write boolean not null,
  by_user text,
  at timestamptz not null,
  primary key (record_kind, record_id, person_id)
);
create index shares_person on shares (person_id, record_kind);
