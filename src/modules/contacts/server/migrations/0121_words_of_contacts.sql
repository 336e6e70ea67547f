-- The words of organizations and people, so that a slip finds them.

insert into search_words (word)
select distinct word from organizations, unnest(string_to_array(search_key, ' ')) as word
where length(word) between 4 and 60
on conflict do nothing;
create trigger organizations_words_added after insert on organizations for each row execute function note_words();
create trigger organizations_words_changed after update on organizations for each row
  when (new.search_key is distinct from old.search_key) execute function note_words();

insert into search_words (word)
select distinct word from contacts, unnest(string_to_array(search_key, ' ')) as word
where length(word) between 4 and 60
on conflict do nothing;
create trigger contacts_words_added after insert on contacts for each row execute function note_words();
create trigger contacts_words_changed after update on contacts for each row
  when (new.search_key is distinct from old.search_key) execute function note_words();
