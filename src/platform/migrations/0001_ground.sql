-- The ground every module stands on: the company, its sign-ins, what happened, and who changed what.

create table workspace (
  only_one boolean primary key default true check (only_one),
  name text not null check (name <> ''),
  currency char(3) not null,
  zone text not null,
  week_start int not null check (week_start between 1 and 7),
  fiscal_start int not null check (fiscal_start between 1 and 12),
  locale text not null,
  visibility text not null default 'team' check (visibility in ('owner', 'team', 'all')),
  team_board boolean not null default false,
  set_up_at timestamptz not null,
  sample_of text
);

-- better-auth's tables, with its own names for the columns.
create table "user" (
  id text primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null default false,
  image text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  admin boolean not null default false,
  locale text,
  disabled_at timestamptz
);

create table session (
  id text primary key,
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references "user" (id) on delete cascade
);
create index session_by_user on session ("userId");

create table account (
  id text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references "user" (id) on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index account_by_user on account ("userId");

create table verification (
  id text primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index verification_identifier on verification (identifier);

-- Secrets that only this deployment knows (the key that signs sessions).
create table secrets (
  name text primary key,
  value text not null
);

-- One-time tokens by their hash: the first admin's link, a sample's sign-in links. Real time, not business time.
create table tokens (
  hash text primary key,
  purpose text not null,
  subject text,
  expires_at timestamptz not null,
  used_at timestamptz
);

-- Failed sign-ins, counted over all processes.
create table sign_in_failures (
  what text not null,
  at timestamptz not null default now()
);
create index sign_in_failures_what on sign_in_failures (what, at);

create table events (
  id uuid primary key,
  name text not null,
  record_kind text not null,
  record_id uuid not null,
  facts jsonb not null,
  by_user text,
  happened_at timestamptz not null,
  recorded_at timestamptz not null
);
create index events_record on events (record_id, recorded_at);
create index events_name on events (name, recorded_at);

-- Append-only: which field of which record went from what to what, by whom.
create table audit (
  id uuid primary key,
  record_kind text not null,
  record_id uuid not null,
  field text not null,
  was jsonb,
  became jsonb,
  by_user text,
  at timestamptz not null
);
create index audit_record on audit (record_id, at);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end $$;
create trigger audit_append_only before update or delete on audit for each statement execute function refuse_change();
create trigger events_append_only before update on events for each statement execute function refuse_change();

-- Mails that no server took because none is set: the admin reads them in the product.
create table mails (
  id uuid primary key,
  sent_to text not null,
  subject text not null,
  body_text text not null,
  at timestamptz not null
);
