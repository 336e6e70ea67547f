-- Organizations and contacts tell the feed of changes.

create trigger organizations_added after insert on organizations referencing new table as new_rows for each statement execute function note_changes('organization');
create trigger organizations_changed after update on organizations referencing new table as new_rows for each statement execute function note_changes('organization');
create trigger organizations_removed after delete on organizations referencing old table as old_rows for each statement execute function note_changes('organization');

create trigger contacts_added after insert on contacts referencing new table as new_rows for each statement execute function note_changes('contact');
create trigger contacts_changed after update on contacts referencing new table as new_rows for each statement execute function note_changes('contact');
create trigger contacts_removed after delete on contacts referencing old table as old_rows for each statement execute function note_changes('contact');
