-- Workbooks beside CSV, and what was said of a file's columns remembered for the next file with the same heads.

-- `bytes` hold the chosen sheet as CSV; the workbook stays while another of its sheets may still be chosen.
alter table imports
  add workbook bytea,
  add sheets text[] not null default '{}',
  add sheet text,
  -- The mapping came from an earlier file with the same heads.
  add is_remembered boolean not null default false;

create table import_mappings (
  author text not null references "user" (id) on delete cascade,
  -- Of the file's heads.
  fingerprint text not null,
  mapping jsonb not null,
  settled jsonb not null,
  used_at timestamptz not null,
  primary key (author, fingerprint)
);
