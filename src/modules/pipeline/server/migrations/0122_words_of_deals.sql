-- The words of deals, so that a slip finds them, and what a board and a list walk along.

insert into search_words (word)
select distinct word from deals, unnest(string_to_array(search_key, ' ')) as word
where length(word) between 4 and 60
on conflict do nothing;
create trigger deals_words_added after insert on deals for each row execute function note_words();
create trigger deals_words_changed after update on deals for each row
  when (new.search_key is distinct from old.search_key) execute function note_words();

-- The sums of a board's columns out of the index alone.
create index deals_sums on deals (pipeline_id, stage_id) include (base_minor, owner_id) where status = 'open' and deleted_at is null;
create index deals_latest on deals (opened_on desc nulls last, id) where deleted_at is null;
