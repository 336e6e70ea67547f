-- Signing in for a company: second factors, passkeys, one identity provider, API keys, and how each session was proved.

alter table workspace
  add second_factor text not null default 'off' check (second_factor in ('off', 'admins', 'everybody')),
  add passwords boolean not null default true;

-- What somebody showed to get the session: a code, a passkey or the company's identity provider counts as a second factor.
alter table session add proof text not null default 'password'
  check (proof in ('password', 'link', 'code', 'passkey', 'identity'));

-- An identity of a provider belongs to one login, and a login has one at a provider: whoever comes second is refused.
create unique index account_identity on account ("providerId", "accountId");
create unique index account_by_provider on account ("userId", "providerId");

-- Links to set a password are one-time tokens like all others now; this table held them.
drop table verification;

create index tokens_subject on tokens (subject) where subject is not null;

-- The secret is sealed. It counts once a code has confirmed it, and each code counts once: its step must be a later one.
create table authenticators (
  user_id text primary key references "user" (id) on delete cascade,
  secret text not null,
  last_step bigint not null default 0,
  started_at timestamptz not null default now(),
  confirmed_at timestamptz
);

create table recovery_codes (
  user_id text not null references "user" (id) on delete cascade,
  hash text not null,
  used_at timestamptz,
  primary key (user_id, hash)
);

create table passkeys (
  id text primary key,
  user_id text not null references "user" (id) on delete cascade,
  name text not null check (name <> ''),
  public_key text not null,
  counter bigint not null,
  transports text[] not null,
  made_at timestamptz not null default now(),
  used_at timestamptz
);
create index passkeys_by_user on passkeys (user_id);

-- The company's provider, unless the environment names one. People of the domains get a login at their first sign-in.
create table identity_provider (
  only_one boolean primary key default true check (only_one),
  issuer text not null,
  client_id text not null,
  client_secret text not null,
  label text not null,
  domains text[] not null default '{}'
);

-- A key is kept by its hash. It may do what its maker may, within its scope: no areas named means all of them.
create table api_keys (
  id uuid primary key,
  user_id text not null references "user" (id) on delete cascade,
  name text not null check (name <> ''),
  hash text not null unique,
  hint text not null,
  writes boolean not null,
  admin boolean not null,
  areas text[],
  made_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_on date,
  revoked_at timestamptz
);
create index api_keys_by_user on api_keys (user_id);
