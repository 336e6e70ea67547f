-- A field that the cards of a board show.

alter table fields add on_card boolean not null default false;
