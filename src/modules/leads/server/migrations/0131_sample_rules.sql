-- The sample company scores its leads and says what an hour costs, where nobody had said so; that goes with it when it is removed.

alter table score_rules add column import_id uuid;
alter table lead_settings add column hour_import_id uuid;
