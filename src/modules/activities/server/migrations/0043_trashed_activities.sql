-- Who deleted an activity, for the trash.

alter table activities add deleted_by text;
create index activities_deleted on activities (deleted_at) where deleted_at is not null;
