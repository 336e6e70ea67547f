-- What a deal went through, a row for each: moves, closes, and how often its expected close was put off.

create table deal_moves (
  id uuid primary key,
  deal_id uuid not null references deals (id) on delete cascade,
  -- Null for the first: the deal was opened there.
  from_stage_id uuid references stages (id),
  to_stage_id uuid not null references stages (id),
  moved_at timestamptz not null,
  by_user text,
  value_minor bigint not null,
  currency char(3) not null,
  base_minor bigint not null,
  probability int not null
);
create index deal_moves_deal on deal_moves (deal_id, moved_at, id);
create index deal_moves_stage on deal_moves (to_stage_id, deal_id);

create table deal_closes (
  id uuid primary key,
  deal_id uuid not null references deals (id) on delete cascade,
  kind text not null check (kind in ('won', 'lost')),
  closed_on date not null,
  reason_id uuid references reasons (id),
  reason_text text,
  value_minor bigint not null,
  currency char(3) not null,
  closed_at timestamptz not null,
  by_user text,
  reopened_at timestamptz,
  reopened_by text
);
create index deal_closes_deal on deal_closes (deal_id, closed_at, id);

create table deal_reschedules (
  id uuid primary key,
  deal_id uuid not null references deals (id) on delete cascade,
  was date,
  became date,
  changed_at timestamptz not null,
  by_user text
);
create index deal_reschedules_deal on deal_reschedules (deal_id, changed_at, id);

alter table deals add column slips int not null default 0;
alter table deals add column first_close_on date;
alter table deals add column rank_id uuid references forecast_ranks (id);
-- The rate that the base value was counted by, and that rate's own day; null in the workspace's currency.
alter table deals add column rate numeric(24, 12) check (rate > 0);
alter table deals add column rate_on date;
alter table deals add check ((rate is null) = (rate_on is null));
create index deals_slipped on deals (slips desc, id) where slips > 0 and deleted_at is null;
create index deals_expected on deals (expected_close_on, id) where status = 'open' and deleted_at is null;

-- The past, out of the events and the audit that told it.
insert into deal_moves (id, deal_id, from_stage_id, to_stage_id, moved_at, by_user, value_minor, currency, base_minor, probability)
select events.id, deals.id, came.id, went.id, events.happened_at, events.by_user, (events.facts #>> '{value,minor}')::bigint,
  events.facts #>> '{value,currency}', (events.facts ->> 'baseMinor')::bigint, (events.facts ->> 'probability')::int
from events
join deals on deals.id = events.record_id
join stages as went on went.id = (events.facts ->> 'stageId')::uuid
left join stages as came on came.id = (events.facts ->> 'from')::uuid
where events.name in ('deal_opened', 'deal_moved');

insert into deal_closes (id, deal_id, kind, closed_on, reason_id, reason_text, value_minor, currency, closed_at, by_user, reopened_at, reopened_by)
select closed.id, deals.id, case closed.name when 'deal_won' then 'won' else 'lost' end, (closed.facts ->> 'on')::date, reasons.id,
  closed.facts ->> 'reasonText', (closed.facts #>> '{value,minor}')::bigint, closed.facts #>> '{value,currency}', closed.happened_at,
  closed.by_user, reopened.happened_at, reopened.by_user
from events as closed
join deals on deals.id = closed.record_id
left join reasons on reasons.id = (closed.facts ->> 'reasonId')::uuid
left join lateral (
  select happened_at, by_user from events
  where record_id = closed.record_id and name = 'deal_reopened' and (recorded_at, id) > (closed.recorded_at, closed.id)
  order by recorded_at, id
  limit 1) as reopened on true
where closed.name in ('deal_won', 'deal_lost');

insert into deal_reschedules (id, deal_id, was, became, changed_at, by_user)
select audit.id, deals.id, (audit.was #>> '{}')::date, (audit.became #>> '{}')::date, audit.at, audit.by_user
from audit
join deals on deals.id = audit.record_id
where audit.record_kind = 'deal' and audit.field = 'expectedCloseOn';

update deals
set slips = past.slips, first_close_on = coalesce(past.first, deals.expected_close_on)
from (
  select deal_id, count(*) filter (where became > was) as slips,
    (array_agg(coalesce(was, became) order by changed_at, id) filter (where was is not null or became is not null))[1] as first
  from deal_reschedules
  group by deal_id) as past
where past.deal_id = deals.id;
update deals set first_close_on = expected_close_on where first_close_on is null and expected_close_on is not null;

-- Written once, for ever: rows go only with their deal. A close is told to be reopened, and nothing else of it changes.
create function deal_history_stays() returns trigger language plpgsql as $$
begin
  raise exception 'the history of a deal is not rewritten';
end $$;
create trigger deal_moves_stay before update on deal_moves for each row execute function deal_history_stays();
create trigger deal_reschedules_stay before update on deal_reschedules for each row execute function deal_history_stays();
create trigger deal_closes_stay before update of deal_id, kind, closed_on, value_minor, currency, closed_at, by_user on deal_closes
  for each row execute function deal_history_stays();
