// How organizations and contacts are found by what somebody types.
import { type RawBuilder, sql } from "kysely";
import type { Reach } from "#lib/policy/can.ts";
import { type Reads, rows } from "#platform/db/db.ts";
import {
  areDigits,
  bestFirst,
  mostFound,
  mostWeighed,
  type Sought,
  soughtIn,
  standsIn,
} from "#platform/records/foundBy.ts";
import { type OrganizationReach, withinContacts, withinOrganizations } from "./store.ts";

type FoundOrganization = { id: string; name: string; industry: string | null; country: string | null };

export async function searchOrganizations(
  db: Reads,
  reach: OrganizationReach,
  text: string,
): Promise<FoundOrganization[]> {
  const sought = soughtIn(text);
  const numbers = areDigits(sought)
    ? sql`union select organization_id from phones where organization_id is not null and key like ${`%${sought.digits}%`}`
    : sql``;
  return rows<FoundOrganization>(
    db,
    sql`
      select id, name, industry, country
      from (
        select * from organizations
        where deleted_at is null and ${withinOrganizations(reach)}
          and id in (select id from organizations where deleted_at is null and ${standsIn(sql`search_key`, sought)} ${numbers})
        limit ${mostWeighed}
      ) as fitting
      order by ${bestFirst(sql`search_key`, sought, sql`bought_on`)}, name
      limit ${mostFound}`,
  );
}

/** The ids of organizations in whose name the words stand, for what hangs on them. */
export function organizationsFound(sought: Sought): RawBuilder<unknown> {
  return sql`select id from organizations where deleted_at is null and ${standsIn(sql`search_key`, sought)} limit ${mostWeighed}`;
}

type FoundContact = { id: string; name: string; title: string | null; organization: string | null };

export async function searchContacts(db: Reads, reach: Reach, text: string): Promise<FoundContact[]> {
  const sought = soughtIn(text);
  const ways = areDigits(sought)
    ? sql`union select contact_id from phones where contact_id is not null and key like ${`%${sought.digits}%`}`
    : sought.words.includes("@")
      ? sql`union select contact_id from emails where contact_id is not null and ${standsIn(sql`key`, sought)}`
      : sql``;
  return rows<FoundContact>(
    db,
    sql`
      select fitting.id, fitting.name, fitting.title, organizations.name as organization
      from (
        select * from contacts
        where deleted_at is null and erased_at is null and ${withinContacts(reach)}
          and id in (
            select id from contacts where deleted_at is null and erased_at is null and ${standsIn(sql`search_key`, sought)} ${ways})
        limit ${mostWeighed}
      ) as fitting
      left join organizations on organizations.id = fitting.organization_id
      order by ${bestFirst(sql`fitting.search_key`, sought, sql`fitting.created_at`)}, fitting.name
      limit ${mostFound}`,
  );
}
