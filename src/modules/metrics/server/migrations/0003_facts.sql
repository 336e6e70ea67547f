-- What every figure is computed from. Ids are plain: the modules that own the dimensions name them.

create table facts (
  metric text not null,
  record_id uuid not null,
  person_id uuid,
  team_id uuid,
  organization_id uuid,
  product_id uuid,
  day date not null,
  at timestamptz not null,
  -- A share of a count, days, or minor units of `currency`.
  value numeric not null,
  currency char(3),
  -- Minor units of the workspace's currency, at the rate kept with the record.
  base_value numeric
);
create index facts_record on facts (record_id);
create index facts_metric_day on facts (metric, day);
create index facts_person on facts (person_id, metric, day);
