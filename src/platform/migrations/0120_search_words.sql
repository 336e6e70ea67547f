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
