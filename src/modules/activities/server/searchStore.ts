// How what was noted and planned is found by its words.
import { sql } from "kysely";
import type { Instant } from "#lib/time.ts";
import { type Reads, rows } from "#platform/db/db.ts";
import { soughtIn, standsIn } from "#platform/records/foundBy.ts";

export type FoundActivity = {
  id: string;
  kind: string;
  subject: string;
  at: Instant;
  dealId: string | null;
  contactId: string | null;
  organizationId: string | null;
};

/** The latest that hold the words, of everybody: whoever asks is shown those they may read. Less than three letters stand in too many. */
export async function searchActivities(db: Reads, text: string, limit: number): Promise<FoundActivity[]> {
  const sought = soughtIn(text);
  if (sought.words.length < 3) return [];
  return rows<FoundActivity>(
    db,
    sql`
    select id, kind, subject, at, "dealId", "contactId", "organizationId"
    from (
      select id, kind, subject, coalesce(done_at, due_at, created_at) as at, deal_id as "dealId", contact_id as "contactId",
        organization_id as "organizationId"
      from activities
      where deleted_at is null and ${standsIn(sql`search_key`, sought)}
      limit 1000
    ) as fitting
    order by at desc
    limit ${limit}`,
  );
}
