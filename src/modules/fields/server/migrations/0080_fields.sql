-- Fields that a workspace adds to its records: no table is altered for one, and each is found by an index.

create table fields (
  id uuid primary key,
  record_kind text not null check (record_kind in ('deal', 'organization', 'contact', 'activity')),
  -- What the API, imports and formulas call it; never changes.
  key text not null check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  label text not null check (label <> ''),
  type text not null check (type in ('text', 'long_text', 'number', 'money', 'date', 'moment', 'choice', 'choices', 'person',
    'organization', 'contact', 'phone', 'link', 'yes_no', 'formula')),
  -- Of a choice: [{id, label, archived}].
  choices jsonb not null default '[]',
  formula text,
  position int not null,
  archived_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null,
  unique (record_kind, key),
  check ((type = 'formula') = (formula is not null))
);

-- One row for each value; a field of many choices has one for each. Only the columns of its type are filled.
create table field_values (
  field_id uuid not null references fields (id) on delete cascade,
  record_id uuid not null,
  item int not null default 0,
  words text,
  -- What words are found and sorted by: one width, no case; of a choice its id.
  word_key text,
  amount numeric,
  currency char(3),
  day date,
  at timestamptz,
  ref uuid,
  primary key (field_id, record_id, item)
);
create index field_values_record on field_values (record_id);
create index field_values_word on field_values (field_id, word_key) where word_key is not null;
create index field_values_amount on field_values (field_id, amount) where amount is not null;
create index field_values_day on field_values (field_id, day) where day is not null;
create index field_values_at on field_values (field_id, at) where at is not null;
create index field_values_ref on field_values (ref) where ref is not null;
