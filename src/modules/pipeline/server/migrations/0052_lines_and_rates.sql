-- Lines with discount, tax and recurrence, as the catalogue proposes them; and the workspace's rates of other currencies.

alter table products add column tax_percent numeric(5, 2) not null default 0 check (tax_percent between 0 and 100);
alter table products add column recurs text check (recurs in ('monthly', 'yearly'));
alter table products add column periods int not null default 1 check (periods between 1 and 600);

alter table deal_lines add column discount_percent numeric(5, 2) check (discount_percent between 0 and 100);
alter table deal_lines add column discount_minor bigint check (discount_minor >= 0);
alter table deal_lines add column tax_percent numeric(5, 2) not null default 0 check (tax_percent between 0 and 100);
alter table deal_lines add column recurs text check (recurs in ('monthly', 'yearly'));
alter table deal_lines add column periods int not null default 1 check (periods between 1 and 600);
alter table deal_lines add check (discount_percent is null or discount_minor is null);
alter table deal_lines add check (recurs is not null or periods = 1);

create table currency_rates (
  from_currency char(3) not null,
  to_currency char(3) not null,
  rate_on date not null,
  rate numeric(24, 12) not null check (rate > 0),
  set_at timestamptz not null,
  set_by text,
  primary key (from_currency, to_currency, rate_on)
);
