// How every deal stands, in the columns that a forecast keeps by night.
import { sql } from "kysely";

/** Every deal outside the trash, as a table to select from. */
export const dealStands = sql`(
  select deals.id as deal_id, deals.owner_id, deals.status, deals.base_minor, deals.stage_id, stages.probability, deals.rank_id,
    deals.opened_on, deals.expected_close_on, deals.closed_on
  from deals join stages on stages.id = deals.stage_id
  where deals.deleted_at is null and deals.qualified_at is not null)`;
