-- What each person is told, by what happened; which of it they want how; when they are left in peace.

create table notifications (
  id uuid primary key,
  person_id uuid not null references persons (id),
  kind text not null check (kind in ('mention', 'comment', 'assigned', 'reminder', 'won', 'import', 'idle')),
  -- What it came of (an event, a day): a delivery that comes twice tells once.
  about text not null,
  -- Ids only: names are read when it is shown, by who may read them then.
  record_kind text,
  record_id uuid,
  activity_id uuid,
  by_id uuid references persons (id),
  facts jsonb not null default '{}',
  at timestamptz not null,
  read_at timestamptz,
  -- Waits for the next digest; null once it was in one, or never will be.
  digest_from timestamptz,
  unique (person_id, kind, about)
);
create index notifications_person on notifications (person_id, at desc);
create index notifications_unread on notifications (person_id) where read_at is null;
create index notifications_digest on notifications (person_id) where digest_from is not null;
create index notifications_record on notifications (record_id);
create index notifications_activity on notifications (activity_id);

create table notification_choices (
  person_id uuid not null references persons (id),
  kind text not null,
  way text not null check (way in ('product', 'mail', 'digest', 'off')),
  primary key (person_id, kind)
);

create table notification_habits (
  person_id uuid primary key references persons (id),
  -- Minutes of the day in the workspace's zone; both or neither.
  quiet_from int check (quiet_from between 0 and 1439),
  quiet_to int check (quiet_to between 0 and 1439),
  digest_hour int not null default 8 check (digest_hour between 0 and 23),
  digested_on date,
  check ((quiet_from is null) = (quiet_to is null))
);
