-- The team's meeting and the one-to-one, by date: what was noted, what was decided, and what a rep asks help for on a deal.

create table help_notes (
  id uuid primary key,
  deal_id uuid not null references deals (id) on delete cascade,
  asker_id uuid not null references persons (id),
  -- Whom, or null for whoever can.
  asked_id uuid references persons (id),
  words text not null check (words <> ''),
  asked_at timestamptz not null,
  answerer_id uuid references persons (id),
  answer text check (answer <> ''),
  answered_at timestamptz,
  check ((answered_at is null) = (answer is null)),
  check ((answered_at is null) = (answerer_id is null))
);
create unique index help_notes_open on help_notes (deal_id) where answered_at is null;
create index help_notes_deal on help_notes (deal_id, asked_at);

create table meetings (
  id uuid primary key,
  -- A team's, a person's one-to-one, or, without either, the company's.
  team_id uuid references teams (id) on delete cascade,
  person_id uuid references persons (id) on delete cascade,
  held_on date not null,
  notes text not null default '',
  version int not null default 1,
  check (team_id is null or person_id is null)
);
create unique index meetings_of on meetings (held_on, coalesce(team_id, person_id, '00000000-0000-0000-0000-000000000000'::uuid));

-- A decision is a task of somebody's; here stands only in which meeting it was taken.
create table meeting_decisions (
  activity_id uuid primary key,
  meeting_id uuid not null references meetings (id) on delete cascade,
  decided_at timestamptz not null
);
create index meeting_decisions_meeting on meeting_decisions (meeting_id, decided_at);
