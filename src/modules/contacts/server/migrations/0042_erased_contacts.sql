-- A contact that was erased keeps its id, so that every count stays, and nothing else. The trash lists by when.

alter table contacts add erased_at timestamptz;
create index contacts_deleted on contacts (deleted_at) where deleted_at is not null;
create index contacts_owner on contacts (owner_id);
create index organizations_deleted on organizations (deleted_at) where deleted_at is not null;
