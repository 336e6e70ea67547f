-- How the forecast stood at the beginning of each day, and the team's meetings over it (decision 24).

create table forecast_nights (
  -- The day in the workspace's zone whose beginning it shows.
  day date primary key,
  taken_at timestamptz not null,
  -- Taken more than an hour into its day: changes of that morning are in it.
  late boolean not null
);

-- One row for each state of a deal that a night found, and none for a night that found it unchanged: true from `from_on` until the
-- night of `until_on`. Ids are plain and money is by value, so that a deal removed for good moves no past forecast.
create table forecast_deals (
  deal_id uuid not null,
  from_on date not null,
  until_on date,
  owner_id uuid,
  status text not null,
  base_minor bigint not null,
  stage_id uuid not null,
  probability int not null,
  rank_id uuid,
  opened_on date,
  expected_close_on date,
  closed_on date,
  primary key (deal_id, from_on),
  check (until_on > from_on)
);
create unique index forecast_deals_now on forecast_deals (deal_id) where until_on is null;
create index forecast_deals_days on forecast_deals (from_on, until_on);
