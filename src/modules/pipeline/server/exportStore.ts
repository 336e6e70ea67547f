// What of the pipeline leaves with an export of everything. Longer than most: a table of queries.
import { sql } from "kysely";
import type { ExportKind } from "#platform/records/exportKind.ts";
import { firstProduct } from "./dealShownStore.ts";

/** What of the pipeline leaves with an export of everything: what lies in the trash too, with the day it went there. */
export const pipelineExports: readonly ExportKind[] = [
  {
    name: "leads",
    tables: ["deals"],
    columns: [
      ...[
        "id",
        "name",
        "state",
        "reason",
        "owner",
        "owner_id",
        "organization",
        "organization_id",
        "source",
        "campaign",
      ],
      ...["message", "score", "came_in_at", "respond_by", "responded_at", "qualified_at", "deleted_at"],
    ],
    names: {
      owner: { id: "owner_id", kind: "person" },
      organization: { id: "organization_id", kind: "organization" },
    },
    rows: sql`
      select deals.id, deals.name, lead_state as state, lead_reason as reason, owner_id, organization_id, sources.name as source,
        campaigns.name as campaign, message, score, came_in_at, respond_by, responded_at, qualified_at, deleted_at
      from deals
      left join sources on sources.id = deals.source_id
      left join campaigns on campaigns.id = deals.campaign_id
      where came_in_at is not null
      order by came_in_at, deals.id`,
  },
  {
    name: "sources",
    tables: ["sources"],
    columns: ["id", "name", "respond_minutes", "archived_at"],
    rows: sql`select id, name, respond_minutes, archived_at from sources order by position, id`,
  },
  {
    name: "campaigns",
    tables: ["campaigns"],
    columns: ["id", "name", "key", "source", "source_id", "from_on", "to_on", "cost", "currency", "archived_at"],
    names: { source: { id: "source_id", kind: "source" } },
    money: { cost: { minor: "cost_minor", currency: "currency" } },
    rows: sql`
      select campaigns.id, campaigns.name, key, source_id, from_on, to_on, cost_minor, workspace.currency, archived_at
      from campaigns cross join workspace order by from_on, campaigns.id`,
  },
  {
    name: "deals",
    tables: ["deals"],
    columns: [
      "id",
      "key",
      "name",
      "status",
      "pipeline",
      "stage",
      "owner",
      "owner_id",
      "organization",
      "organization_id",
      "product",
      "value",
      "currency",
      "base_value",
      "base_currency",
      "opened_on",
      "expected_close_on",
      "first_close_on",
      "slips",
      "rank",
      "rate",
      "rate_on",
      "closed_on",
      "reason",
      "next_step",
      "next_step_at",
      "last_touch_at",
      "created_at",
      "deleted_at",
    ],
    names: {
      owner: { id: "owner_id", kind: "person" },
      organization: { id: "organization_id", kind: "organization" },
    },
    money: {
      value: { minor: "value_minor", currency: "currency" },
      base_value: { minor: "base_minor", currency: "base_currency" },
    },
    rows: sql`
      select deals.id, deals.key, deals.name, deals.status, pipelines.name as pipeline, stages.name as stage, deals.owner_id,
        deals.organization_id, ${firstProduct} as product, deals.value_minor, deals.currency, deals.base_minor, workspace.currency as base_currency,
        deals.opened_on, deals.expected_close_on, deals.first_close_on, deals.slips, forecast_ranks.name as rank,
        deals.rate, deals.rate_on, deals.closed_on, nullif(concat_ws(': ', reasons.name, deals.reason_text), '') as reason,
        deals.next_step, deals.next_step_at, deals.last_touch_at, deals.created_at, deals.deleted_at
      from deals
      join pipelines on pipelines.id = deals.pipeline_id
      join stages on stages.id = deals.stage_id
      left join reasons on reasons.id = deals.reason_id
      left join forecast_ranks on forecast_ranks.id = deals.rank_id
      cross join workspace
      where deals.qualified_at is not null
      order by deals.created_at, deals.id`,
  },
  {
    name: "deal_lines",
    tables: ["deal_lines"],
    columns: [
      "deal",
      "deal_id",
      "position",
      "product",
      "product_id",
      "quantity",
      "price",
      "currency",
      "discount_percent",
      "discount",
      "tax_percent",
      "recurs",
      "periods",
    ],
    money: {
      price: { minor: "price_minor", currency: "currency" },
      discount: { minor: "discount_minor", currency: "currency" },
    },
    rows: sql`
      select deals.name as deal, deal_id, position, products.name as product, product_id, quantity, deal_lines.price_minor, deals.currency,
        discount_percent, discount_minor, deal_lines.tax_percent, deal_lines.recurs, deal_lines.periods
      from deal_lines
      join deals on deals.id = deal_id
      join products on products.id = product_id
      order by deal_id, position`,
  },
  {
    name: "products",
    tables: ["products"],
    columns: ["id", "name", "series", "price", "currency", "tax_percent", "recurs", "periods", "archived_at"],
    money: { price: { minor: "price_minor", currency: "currency" } },
    rows: sql`select id, name, series, price_minor, currency, tax_percent, recurs, periods, archived_at from products order by name, id`,
  },
  {
    name: "stages",
    tables: ["pipelines", "stages"],
    columns: ["id", "pipeline", "pipeline_id", "position", "name", "probability", "rot_days", "requires", "removed_at"],
    rows: sql`
      select stages.id, pipelines.name as pipeline, pipeline_id, stages.position, stages.name, stages.probability, stages.rot_days, stages.requires, stages.removed_at
      from stages
      join pipelines on pipelines.id = pipeline_id
      order by pipelines.position, stages.position`,
  },
  {
    name: "reasons",
    tables: ["reasons"],
    columns: ["id", "kind", "name", "position"],
    rows: sql`select id, kind, name, position from reasons order by kind, position`,
  },
  {
    name: "forecast_ranks",
    tables: ["forecast_ranks"],
    columns: ["id", "name", "position", "archived_at"],
    rows: sql`select id, name, position, archived_at from forecast_ranks order by position`,
  },
  {
    name: "contact_parts",
    tables: ["contact_parts"],
    columns: ["id", "name", "position", "archived_at"],
    rows: sql`select id, name, position, archived_at from contact_parts order by position`,
  },
  {
    name: "deal_moves",
    tables: ["deal_moves"],
    columns: [
      "deal",
      "deal_id",
      "from_stage",
      "to_stage",
      "moved_at",
      "by_user",
      "value",
      "currency",
      "base_value",
      "base_currency",
      "probability",
    ],
    money: {
      value: { minor: "value_minor", currency: "currency" },
      base_value: { minor: "base_minor", currency: "base_currency" },
    },
    rows: sql`
      select deals.name as deal, deal_id, came.name as from_stage, went.name as to_stage, moved_at, by_user, deal_moves.value_minor,
        deal_moves.currency, deal_moves.base_minor, workspace.currency as base_currency, deal_moves.probability
      from deal_moves
      join deals on deals.id = deal_id
      join stages as went on went.id = to_stage_id
      left join stages as came on came.id = from_stage_id
      cross join workspace
      order by deal_id, moved_at, deal_moves.id`,
  },
  {
    name: "deal_closes",
    tables: ["deal_closes"],
    columns: [
      "deal",
      "deal_id",
      "kind",
      "closed_on",
      "reason",
      "value",
      "currency",
      "closed_at",
      "by_user",
      "reopened_at",
      "reopened_by",
    ],
    money: { value: { minor: "value_minor", currency: "currency" } },
    rows: sql`
      select deals.name as deal, deal_id, deal_closes.kind, deal_closes.closed_on,
        nullif(concat_ws(': ', reasons.name, deal_closes.reason_text), '') as reason, deal_closes.value_minor, deal_closes.currency,
        closed_at, by_user, reopened_at, reopened_by
      from deal_closes
      join deals on deals.id = deal_id
      left join reasons on reasons.id = deal_closes.reason_id
      order by deal_id, closed_at, deal_closes.id`,
  },
  {
    name: "deal_reschedules",
    tables: ["deal_reschedules"],
    columns: ["deal", "deal_id", "was", "became", "changed_at", "by_user"],
    rows: sql`
      select deals.name as deal, deal_id, was, became, changed_at, by_user
      from deal_reschedules
      join deals on deals.id = deal_id
      order by deal_id, changed_at, deal_reschedules.id`,
  },
  {
    name: "deal_contacts",
    tables: ["deal_contacts"],
    columns: ["deal", "deal_id", "contact", "contact_id", "part", "added_at"],
    names: { contact: { id: "contact_id", kind: "contact" } },
    rows: sql`
      select deals.name as deal, deal_id, contact_id, contact_parts.name as part, added_at
      from deal_contacts
      join deals on deals.id = deal_id
      left join contact_parts on contact_parts.id = part_id
      order by deal_id, added_at, contact_id`,
  },
  {
    name: "decision_steps",
    tables: ["decision_steps"],
    columns: ["deal", "deal_id", "position", "contact", "contact_id", "who", "what", "planned_on", "done_on"],
    names: { contact: { id: "contact_id", kind: "contact" } },
    rows: sql`
      select deals.name as deal, deal_id, position, contact_id, who, what, planned_on, done_on
      from decision_steps
      join deals on deals.id = deal_id
      order by deal_id, position`,
  },
  {
    name: "currency_rates",
    tables: ["currency_rates"],
    columns: ["from_currency", "to_currency", "rate_on", "rate", "set_at", "set_by"],
    rows: sql`select from_currency, to_currency, rate_on, rate, set_at, set_by from currency_rates order by from_currency, rate_on`,
  },
];
