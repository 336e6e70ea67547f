-- Every word that a name holds, once: a slip of the finger is set right among them, and not among hundreds of thousands of names. Words that
-- no name holds any more do no harm: what they lead to is looked up.

create table search_words (
  word text primary key
);
create index search_words_alike on search_words using gin (word gin_trgm_ops);

create function note_words() returns trigger language plpgsql as $$
begin
  insert into search_words (word)
  select distinct names.word from unnest(string_to_array(new.search_key, ' ')) as names (word)
  where length(names.word) between 4 and 60 and not exists (select 1 from search_words as had where had.word = names.word)
  on conflict do nothing;
  return null;
end
$$;

-- All anew, from every table whose names are noted: after somebody was erased, whose words, former ones too, must be nowhere.
create function refill_search_words() returns void language plpgsql as $$
declare
  named regclass;
begin
  delete from search_words;
  for named in select distinct tgrelid::regclass from pg_trigger where tgfoid = 'note_words'::regproc loop
    execute format(
      'insert into search_words (word) select distinct word from %s, unnest(string_to_array(search_key, '' '')) as names (word)
       where length(word) between 4 and 60 on conflict do nothing', named);
  end loop;
end
$$;
