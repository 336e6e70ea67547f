-- Who was erased leaves no words in the audit: of such a row was and became may be blanked, in a transaction that says
-- it is erasing (set local clinch.erasing = 'on'). Which field, by whom and when stays, and nothing else ever changes.

create function blank_words_only() returns trigger language plpgsql as $$
begin
  if current_setting('clinch.erasing', true) = 'on'
    and new.was is null
    and new.became is null
    and (new.id, new.record_kind, new.record_id, new.field, new.by_user, new.at)
      is not distinct from (old.id, old.record_kind, old.record_id, old.field, old.by_user, old.at)
  then
    return new;
  end if;
  raise exception 'audit is append-only';
end $$;

drop trigger audit_append_only on audit;
create trigger audit_append_only before delete on audit for each statement execute function refuse_change();
create trigger audit_blanked_only before update on audit for each row execute function blank_words_only();
