// How deals are found by what somebody types.
import { type RawBuilder, sql } from "kysely";
import type { Reach } from "#lib/policy/can.ts";
import { organizationsFound } from "#modules/contacts/server/public.ts";
import { type Reads, rows } from "#platform/db/db.ts";
import { bestFirst, isAlike, mostWeighed, soughtIn, standsIn } from "#platform/records/foundBy.ts";
import type { DealShape } from "../api.ts";
import { type ShownRow, shown, shownColumns, shownFrom, withinDeals } from "./store.ts";

/** Deals whose name, key or organization holds the words; where there is none, whose name is alike enough to be meant. */
export async function searchDeals(db: Reads, reach: Reach, text: string, limit: number): Promise<DealShape[]> {
  const sought = soughtIn(text);
  const ask = (fitting: RawBuilder<unknown>) =>
    rows<ShownRow>(
      db,
      sql`
      select ${shownColumns} from ${shownFrom}
      where deals.id in (
        select id from deals
        where deleted_at is null and ${withinDeals(reach)} and id in (${fitting})
        limit ${mostWeighed})
      order by deals.status = 'open' desc, ${bestFirst(sql`deals.search_key`, sought, sql`deals.last_touch_at`)}
      limit ${limit}`,
    );
  const exactly = await ask(sql`
    select id from deals where deleted_at is null and ${standsIn(sql`search_key`, sought)}
    union
    select id from deals where deleted_at is null and organization_id in (${organizationsFound(sought)})`);
  const found =
    exactly.length > 0
      ? exactly
      : await ask(sql`select id from deals where deleted_at is null and ${isAlike(sql`search_key`, sought)}`);
  return found.map(shown);
}
