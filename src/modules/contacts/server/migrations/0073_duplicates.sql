-- By what two records may be one: an e-mail, a number, a website's host, a name as it is compared, and both halves of a name (a typing
-- slip leaves one of them as it was). A look for duplicates reads this index and never a whole table.

create table match_keys (
  key text not null,
  contact_id uuid references contacts (id) on delete cascade,
  organization_id uuid references organizations (id) on delete cascade,
  check (num_nonnulls(contact_id, organization_id) = 1)
);
create index match_keys_contacts on match_keys (key, contact_id) where contact_id is not null;
create index match_keys_organizations on match_keys (key, organization_id) where organization_id is not null;
create index match_keys_contact on match_keys (contact_id) where contact_id is not null;
create index match_keys_organization on match_keys (organization_id) where organization_id is not null;

-- Pairs found by the job, for the page of all of them; one that somebody said is two stays, and is shown no more.
create table duplicate_pairs (
  kind text not null check (kind in ('contact', 'organization')),
  one_id uuid not null,
  other_id uuid not null,
  score real not null,
  reasons jsonb not null,
  told_apart_at timestamptz,
  told_apart_by text,
  primary key (kind, one_id, other_id),
  check (one_id < other_id)
);
create index duplicate_pairs_best on duplicate_pairs (kind, score desc, one_id, other_id) where told_apart_at is null;
create index duplicate_pairs_other on duplicate_pairs (kind, other_id);

-- By which rules a record's keys were made; 0: not yet. The job makes those that are behind.
alter table contacts add keys_rules int not null default 0;
alter table organizations add keys_rules int not null default 0;
create index contacts_behind on contacts (keys_rules, id);
create index organizations_behind on organizations (keys_rules, id);
-- The version at which a record's pairs were found: a later one is looked at again.
alter table contacts add paired_version int not null default 0;
alter table organizations add paired_version int not null default 0;
create index contacts_unpaired on contacts (id) where paired_version < version and deleted_at is null;
create index organizations_unpaired on organizations (id) where paired_version < version and deleted_at is null;
