-- Who of the customer has which part in a deal, and the route of their decision.

create table deal_contacts (
  deal_id uuid not null references deals (id) on delete cascade,
  contact_id uuid not null references contacts (id),
  part_id uuid references contact_parts (id),
  added_at timestamptz not null,
  primary key (deal_id, contact_id)
);
create index deal_contacts_contact on deal_contacts (contact_id);

create table decision_steps (
  id uuid primary key,
  deal_id uuid not null references deals (id) on delete cascade,
  position int not null,
  contact_id uuid references contacts (id),
  who text,
  what text not null check (what <> ''),
  planned_on date,
  done_on date,
  check (contact_id is not null or who is not null)
);
create index decision_steps_deal on decision_steps (deal_id, position);
create index decision_steps_contact on decision_steps (contact_id) where contact_id is not null;
create index decision_steps_late on decision_steps (planned_on) where done_on is null;
