-- A lead is a row of `deals` that is not qualified yet: converting it keeps its id, its timeline, its people and its source.

create table sources (
  id uuid primary key,
  name text not null check (name <> ''),
  -- How long a first response may take, in minutes of business hours.
  respond_minutes int not null default 480 check (respond_minutes between 1 and 100000),
  position int not null,
  archived_at timestamptz
);
create unique index sources_name on sources (lower(name)) where archived_at is null;

create table campaigns (
  id uuid primary key,
  name text not null check (name <> ''),
  -- What links say in `utm_campaign`.
  key text,
  source_id uuid references sources (id),
  from_on date,
  to_on date,
  cost_minor bigint check (cost_minor >= 0),
  archived_at timestamptz,
  check (to_on is null or from_on is null or to_on >= from_on)
);
create unique index campaigns_name on campaigns (lower(name)) where archived_at is null;
create unique index campaigns_key on campaigns (lower(key)) where key is not null and archived_at is null;

alter table deals add column qualified_at timestamptz;
alter table deals add column lead_state text
  check (lead_state in ('new', 'working', 'awaiting_reply', 'meeting_booked', 'returned', 'disqualified'));
alter table deals add column lead_reason text;
alter table deals add column source_id uuid references sources (id);
alter table deals add column campaign_id uuid references campaigns (id);
alter table deals add column message text;
alter table deals add column came_in_at timestamptz;
-- Owned here, set by the module of leads: sorted by in its list.
alter table deals add column respond_from timestamptz;
alter table deals add column respond_by timestamptz;
alter table deals add column respond_minutes int;
alter table deals add column responded_at timestamptz;
alter table deals add column score int check (score between 0 and 100);
alter table deals add column score_reasons jsonb not null default '[]';
alter table deals add column scored_of text;
alter table deals add column first_touch jsonb;
alter table deals add column last_touch jsonb;

-- What was there before was qualified when it was made.
update deals set qualified_at = created_at;
alter table deals add constraint deals_lead_or_deal check ((qualified_at is null) = (lead_state is not null));
alter table deals add constraint deals_lead_open check (qualified_at is not null or status = 'open');
create index deals_leads on deals (lead_state, respond_by, id) where qualified_at is null and deleted_at is null;
create index deals_source on deals (source_id) where source_id is not null;
create index deals_campaign on deals (campaign_id) where campaign_id is not null;

insert into sources (id, name, respond_minutes, position)
select gen_random_uuid(), first.name, first.minutes, first.position
from workspace,
  lateral (values ('en', 'Demo request', 60, 1), ('en', 'Web form', 240, 2), ('en', 'Referral', 240, 3), ('en', 'Trade fair', 960, 4),
    ('en', 'Outbound research', 480, 5), ('ja', 'デモ依頼', 60, 1), ('ja', 'Webフォーム', 240, 2), ('ja', '紹介', 240, 3),
    ('ja', '展示会', 960, 4), ('ja', 'アウトバウンド', 480, 5)) as first (locale, name, minutes, position)
where first.locale = case when workspace.locale = 'ja' then 'ja' else 'en' end
  and exists (select 1 from pipelines);
