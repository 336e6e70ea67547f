-- Which records changed, for programs that keep a copy: by triggers, so that no way of writing forgets to say so. A change gets its number when
-- the feed is read, not when it is written: a transaction that commits late still comes behind all that was handed out before.

create table changes (
  id bigint generated always as identity primary key,
  kind text not null,
  record_id uuid not null,
  gone boolean not null,
  at timestamptz not null default now(),
  seq bigint unique
);
create index changes_unnumbered on changes (id) where seq is null;
create index changes_at on changes (at);
create sequence changes_seq;

-- A restored database numbers anew: who read before the restore is told to begin again.
create table change_epoch (
  only_one boolean primary key default true check (only_one),
  epoch uuid not null default gen_random_uuid()
);
insert into change_epoch default values;

create function note_changes() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    insert into changes (kind, record_id, gone) select tg_argv[0], id, true from old_rows;
  else
    insert into changes (kind, record_id, gone) select tg_argv[0], id, deleted_at is not null from new_rows;
  end if;
  return null;
end
$$;
