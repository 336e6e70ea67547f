-- Somebody asks one for help on a deal, or answers what one asked.

alter table notifications drop constraint notifications_kind_check;
alter table notifications add constraint notifications_kind_check
  check (kind in ('mention', 'comment', 'assigned', 'reminder', 'help', 'won', 'import', 'idle'));
