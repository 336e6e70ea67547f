-- Something done or to do with a customer. An event that is no activity stays in events.

create table activities (
  id uuid primary key,
  kind text not null check (kind in ('note', 'call', 'task', 'meeting', 'mail')),
  subject text not null check (subject <> ''),
  body text,
  deal_id uuid references deals (id) on delete cascade,
  organization_id uuid references organizations (id) on delete cascade,
  contact_id uuid references contacts (id) on delete cascade,
  owner_id uuid references persons (id),
  -- When it is to be done; a meeting's start.
  due_at timestamptz,
  done_at timestamptz,
  length_minutes int check (length_minutes > 0),
  generated boolean not null default false,
  created_by text,
  created_at timestamptz not null,
  version int not null default 1,
  deleted_at timestamptz,
  check (deal_id is not null or organization_id is not null or contact_id is not null)
);
create index activities_deal on activities (deal_id, created_at) where deleted_at is null;
create index activities_organization on activities (organization_id, created_at) where deleted_at is null;
create index activities_contact on activities (contact_id, created_at) where deleted_at is null;
create index activities_due on activities (owner_id, due_at) where done_at is null and deleted_at is null;
