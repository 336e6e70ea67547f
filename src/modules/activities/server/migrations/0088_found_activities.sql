-- What was noted and planned is found by its words; of a very long note, by its beginning.

alter table activities
  add search_key text not null generated always as (search_key(subject || ' ' || left(coalesce(body, ''), 2000))) stored;
create index activities_search on activities using gin (search_key gin_trgm_ops) where deleted_at is null;
