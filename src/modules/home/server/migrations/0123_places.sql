-- Places of the rail that an admin switched on or off; of the others the data decides. And whoever put the first week's list away.

create table places (
  name text primary key,
  shown boolean not null,
  by_user text,
  at timestamptz not null
);

create table first_week_away (
  person_id uuid primary key references persons (id) on delete cascade,
  at timestamptz not null
);
