-- Several pipelines that change over the years; what a stage asks for and when a deal in it rots.
-- A stage that is removed stays as a row, since moves and events of days gone by name it; its deals went to `into_id`.

alter table pipelines add column archived_at timestamptz;
alter table pipelines add column win_requires text[] not null default '{}';

alter table stages add column rot_days int check (rot_days > 0);
alter table stages add column requires text[] not null default '{}';
alter table stages add column removed_at timestamptz;
alter table stages add column into_id uuid references stages (id);
alter table stages drop constraint stages_pipeline_id_name_key_key;
create unique index stages_name on stages (pipeline_id, name_key) where removed_at is null;

alter table reasons add column archived_at timestamptz;

create table forecast_ranks (
  id uuid primary key,
  name text not null check (name <> ''),
  position int not null,
  archived_at timestamptz
);
create unique index forecast_ranks_name on forecast_ranks (lower(name)) where archived_at is null;

create table contact_parts (
  id uuid primary key,
  name text not null check (name <> ''),
  position int not null,
  archived_at timestamptz
);
create unique index contact_parts_name on contact_parts (lower(name)) where archived_at is null;

-- A workspace that runs already gets the lists that a new one starts with (startPipeline.ts).
insert into forecast_ranks (id, name, position)
select gen_random_uuid(), first.name, first.position
from workspace,
  lateral (values ('en', 'Committed', 1), ('en', 'Best case', 2), ('en', 'Pipeline', 3), ('en', 'Omitted', 4),
    ('ja', 'Aヨミ', 1), ('ja', 'Bヨミ', 2), ('ja', 'Cヨミ', 3), ('ja', '対象外', 4)) as first (locale, name, position)
where first.locale = case when workspace.locale = 'ja' then 'ja' else 'en' end
  and exists (select 1 from pipelines);
insert into contact_parts (id, name, position)
select gen_random_uuid(), first.name, first.position
from workspace,
  lateral (values ('en', 'Decides', 1), ('en', 'Champion', 2), ('en', 'Signs', 3), ('en', 'Uses', 4), ('en', 'Blocks', 5),
    ('ja', '決裁者', 1), ('ja', '推進者', 2), ('ja', '契約担当', 3), ('ja', '利用者', 4), ('ja', '反対者', 5)) as first (locale, name, position)
where first.locale = case when workspace.locale = 'ja' then 'ja' else 'en' end
  and exists (select 1 from pipelines);
