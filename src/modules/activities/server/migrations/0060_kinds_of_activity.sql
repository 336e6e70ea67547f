-- Kinds of activity of a company's own, outcomes of calls, comments, who set a meeting and how it went, and reminders.

create table activity_types (
  id uuid primary key,
  name text not null check (name <> ''),
  icon text not null,
  -- Whether doing one touches the deal, so that it isn't idle.
  is_touch boolean not null,
  created_at timestamptz not null,
  archived_at timestamptz
);

create table call_outcomes (
  id uuid primary key,
  -- Those that come with the product are named in the reader's language until somebody names them.
  key text unique,
  name text check (name <> ''),
  is_reached boolean not null,
  rank int not null,
  archived_at timestamptz,
  check (key is not null or name is not null)
);
insert into call_outcomes (id, key, is_reached, rank)
values
  ('0198c000-0000-7000-8000-000000000001', 'reached', true, 10),
  ('0198c000-0000-7000-8000-000000000002', 'no_answer', false, 20),
  ('0198c000-0000-7000-8000-000000000003', 'left_message', false, 30),
  ('0198c000-0000-7000-8000-000000000004', 'wrong_number', false, 40);

alter table activities drop constraint activities_kind_check;
alter table activities drop constraint activities_subject_check;
alter table activities
  add type_id uuid references activity_types (id),
  add direction text check (direction in ('in', 'out')),
  add outcome_id uuid references call_outcomes (id),
  add place text,
  -- Who agreed the meeting, which its owner holds.
  add set_by uuid references persons (id),
  add meeting_outcome text check (meeting_outcome in ('held', 'guest_missed', 'cancelled')),
  -- To be done on a day, at no hour: due at its last moment.
  add all_day boolean not null default false,
  add remind_minutes int check (remind_minutes >= 0),
  add remind_by_mail boolean not null default false,
  -- The moment that it was last reminded of: moved, it is reminded of again.
  add reminded_for timestamptz,
  add constraint activities_kind_check check (kind in ('note', 'call', 'task', 'meeting', 'mail', 'comment', 'other')),
  add constraint activities_subject_check check (subject <> '' or kind = 'comment'),
  add constraint activities_type_check check ((kind = 'other') = (type_id is not null)),
  add constraint activities_meeting_check check (meeting_outcome is null or (kind = 'meeting' and done_at is not null));
update activities set meeting_outcome = 'held' where kind = 'meeting' and done_at is not null;
create index activities_reminders on activities (due_at)
  where remind_minutes is not null and done_at is null and deleted_at is null;
create index activities_calendar on activities (owner_id, due_at) where due_at is not null and deleted_at is null;

create table activity_attendees (
  activity_id uuid not null references activities (id) on delete cascade,
  person_id uuid references persons (id),
  contact_id uuid references contacts (id) on delete cascade,
  check ((person_id is null) <> (contact_id is null)),
  unique (activity_id, person_id),
  unique (activity_id, contact_id)
);
create index activity_attendees_person on activity_attendees (person_id);
create index activity_attendees_contact on activity_attendees (contact_id);

-- Who is told of what happens with a record. Whoever left stays out, whatever would bring them in by itself.
create table followers (
  record_kind text not null check (record_kind in ('deal', 'organization', 'contact')),
  record_id uuid not null,
  person_id uuid not null references persons (id),
  since timestamptz not null,
  left_at timestamptz,
  primary key (record_id, person_id)
);
