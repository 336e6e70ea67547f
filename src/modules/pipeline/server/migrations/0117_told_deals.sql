-- Deals and leads tell the feed of changes.

create trigger deals_added after insert on deals referencing new table as new_rows for each statement execute function note_changes('deal');
create trigger deals_changed after update on deals referencing new table as new_rows for each statement execute function note_changes('deal');
create trigger deals_removed after delete on deals referencing old table as old_rows for each statement execute function note_changes('deal');
