// How deals are found by what somebody types.
import { sql } from "kysely";
import type { Reach } from "#lib/policy/can.ts";
import { organizationsFound } from "#modules/contacts/server/public.ts";
import { type Reads, rows } from "#platform/db/db.ts";
import { bestFirst, mostWeighed, soughtIn, standsIn } from "#platform/records/foundBy.ts";
import type { DealShape } from "../api.ts";
import { type ShownRow, shown, shownColumns, shownFrom } from "./dealShownStore.ts";
import { withinDeals } from "./reachStore.ts";

/** Deals whose name, key or organization holds the words. */
export async function searchDeals(db: Reads, reach: Reach, text: string, limit: number): Promise<DealShape[]> {
  const sought = soughtIn(text);
  const readable = sql`deleted_at is null and ${withinDeals(reach)}`;
  const found = await rows<ShownRow>(
    db,
    sql`
    select ${shownColumns} from ${shownFrom}
    where deals.id in (
      (select id from deals where ${readable} and ${standsIn(sql`search_key`, sought)} limit ${mostWeighed})
      union
      (select id from deals where ${readable} and organization_id in (${organizationsFound(sought)}) limit ${mostWeighed}))
    order by deals.status = 'open' desc, ${bestFirst(sql`deals.search_key`, sought, sql`deals.last_touch_at`)}
    limit ${limit}`,
  );
  return found.map(shown);
}
