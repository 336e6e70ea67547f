-- Writes that a caller may send twice (Idempotency-Key): their answers, for 24 hours of real time.

create table once_keys (
  user_id text not null references "user" (id) on delete cascade,
  key text not null,
  asked_hash text not null,
  status int,
  body jsonb,
  at timestamptz not null default now(),
  primary key (user_id, key)
);
create index once_keys_at on once_keys (at);
