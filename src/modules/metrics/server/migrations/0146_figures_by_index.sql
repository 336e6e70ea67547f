-- A figure, by person or in all, is summed from this index alone.

create index facts_figures on facts (metric, day) include (person_id, value, base_value);
drop index facts_metric_day;
