-- Deals are found by any part of what they are called, however it is written.

alter table deals
  add search_key text not null generated always as (search_key(name || ' ' || coalesce(key, ''))) stored;
create index deals_search on deals using gin (search_key gin_trgm_ops) where deleted_at is null;
create index deals_touched on deals (last_touch_at desc, id) where deleted_at is null;
