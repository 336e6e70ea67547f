-- The sample company has campaigns, which go with it when it is removed.

alter table campaigns add column import_id uuid;
