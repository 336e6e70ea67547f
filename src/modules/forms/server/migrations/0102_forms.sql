-- Web forms that leads come in by, and what was sent.

create table forms (
  id uuid primary key,
  token text not null unique,
  name text not null check (name <> ''),
  title text not null,
  lead text,
  language text not null check (language in ('en', 'ja')),
  fields jsonb not null,
  button text,
  thanks text,
  redirect_to text,
  receiver jsonb not null,
  source_id uuid references sources (id),
  campaign_id uuid references campaigns (id),
  sites text[] not null default '{}',
  keeps_first boolean not null default false,
  -- Whose turn it is in a round.
  turn int not null default 0,
  archived_at timestamptz,
  created_at timestamptz not null,
  version int not null default 1
);

create table form_submissions (
  id uuid primary key,
  form_id uuid not null references forms (id) on delete cascade,
  -- Made with each page shown: who presses twice sends once.
  once text not null,
  at timestamptz not null,
  address_hash text not null,
  body_hash text not null,
  -- What was written stands here only while it is held back. Let in, it is the lead's.
  written jsonb,
  first_touch jsonb,
  last_touch jsonb,
  reasons text[] not null default '{}',
  deal_id uuid references deals (id) on delete set null,
  let_in_at timestamptz,
  dropped_at timestamptz,
  unique (form_id, once)
);
create index form_submissions_held on form_submissions (at desc) where let_in_at is null and dropped_at is null;
create index form_submissions_address on form_submissions (address_hash, at);
create index form_submissions_form on form_submissions (form_id, at);
create index form_submissions_lead on form_submissions (deal_id) where deal_id is not null;
