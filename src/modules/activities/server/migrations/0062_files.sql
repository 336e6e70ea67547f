-- Files attached to a record, or to what was written on it. Their bytes lie in a store of their own, under their hash.

create table file_bytes (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bigint not null,
  -- When somebody last began to keep them: young ones are never collected, since their file may be on its way.
  asked_at timestamptz not null
);

create table files (
  id uuid primary key,
  sha256 text not null references file_bytes (sha256),
  name text not null check (name <> ''),
  media_type text not null,
  deal_id uuid references deals (id) on delete cascade,
  organization_id uuid references organizations (id) on delete cascade,
  contact_id uuid references contacts (id) on delete cascade,
  -- Where it is attached to a note or a comment.
  activity_id uuid references activities (id) on delete cascade,
  author_id uuid not null references persons (id),
  created_at timestamptz not null,
  deleted_at timestamptz,
  check (num_nonnulls(deal_id, organization_id, contact_id) = 1)
);
create index files_deal on files (deal_id);
create index files_organization on files (organization_id);
create index files_contact on files (contact_id);
create index files_activity on files (activity_id);
create index files_sha256 on files (sha256);
create index files_deleted on files (deleted_at) where deleted_at is not null;
