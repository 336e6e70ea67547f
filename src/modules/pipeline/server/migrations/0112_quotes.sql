-- Quotes: what a customer was offered, numbered without a gap, and never changed once issued.

create table quote_settings (
  -- One row.
  one boolean primary key default true check (one),
  prefix text not null default 'Q-',
  seller text not null default '',
  terms text not null default '',
  valid_days int not null default 30 check (valid_days between 1 and 365)
);
insert into quote_settings default values;

-- The last number of each year; its row is held until the quote that took the next one is kept, or gives it back.
create table quote_numbers (
  year int primary key,
  last int not null
);

create table quotes (
  id uuid primary key,
  deal_id uuid not null references deals (id) on delete cascade,
  number text not null unique,
  -- Of its deal: 1, 2, …
  version int not null,
  issued_on date not null,
  issued_at timestamptz not null,
  issuer_id uuid not null references persons (id),
  valid_until date not null,
  language text not null check (language in ('en', 'ja')),
  total_minor bigint not null,
  currency char(3) not null,
  -- All that is printed, by value.
  content jsonb not null,
  pdf bytea not null,
  unique (deal_id, version)
);

create function quotes_stay() returns trigger language plpgsql as $$
begin
  raise exception 'a quote that was issued is not changed';
end $$;
create trigger quotes_stay before update on quotes for each row execute function quotes_stay();
