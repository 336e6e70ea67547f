-- The trash lists deals by when they were deleted.

create index deals_deleted on deals (deleted_at) where deleted_at is not null;
