-- Activities tell the feed of changes.

create trigger activities_added after insert on activities referencing new table as new_rows for each statement execute function note_changes('activity');
create trigger activities_changed after update on activities referencing new table as new_rows for each statement execute function note_changes('activity');
create trigger activities_removed after delete on activities referencing old table as old_rows for each statement execute function note_changes('activity');
