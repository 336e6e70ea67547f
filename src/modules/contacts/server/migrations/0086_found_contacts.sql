-- Organizations and people are found by any part of what they are called, however it is written.

alter table organizations
  add search_key text not null generated always as (search_key(name || ' ' || coalesce(website, ''))) stored;
create index organizations_search on organizations using gin (search_key gin_trgm_ops) where deleted_at is null;

alter table contacts
  add search_key text not null generated always as (search_key(name || ' ' || coalesce(reading, '') || ' ' || coalesce(email, ''))) stored;
create index contacts_search on contacts using gin (search_key gin_trgm_ops) where deleted_at is null and erased_at is null;

create index phones_digits on phones using gin (key gin_trgm_ops);
create index emails_search on emails using gin (key gin_trgm_ops);

-- Lists begin by name.
create index organizations_by_name on organizations (name collate "und-x-icu", id) where deleted_at is null;
create index contacts_by_name on contacts (name collate "und-x-icu", id) where deleted_at is null and erased_at is null;
