-- How many attached files a backup holds, and how many of those that a row names were nowhere. Null where backups hold none.

alter table backups
  add column files int,
  add column files_missing int;
