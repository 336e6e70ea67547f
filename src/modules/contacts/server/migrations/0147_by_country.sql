-- Lists are filtered by an organization's country, in whatever case it was typed.

create index organizations_country on organizations (lower(country)) where deleted_at is null;
