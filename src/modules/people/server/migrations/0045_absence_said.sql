-- Since when the days of an absence are known: a quota that was set before could not count with them.
alter table absences add column said_at timestamptz;
update absences set said_at = created_at;
alter table absences alter column said_at set not null;
