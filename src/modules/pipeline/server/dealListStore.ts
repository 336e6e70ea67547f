// Deals as a list.
import { type RawBuilder, sql } from "kysely";
import { organizationFields, organizationRows, organizationsUnder } from "#modules/contacts/server/public.ts";
import { customListFields } from "#modules/fields/server/public.ts";
import { likeText, personNamesTable } from "#modules/people/server/public.ts";
import { row } from "#platform/db/db.ts";
import type { Asking, ListDefinition, ListField } from "#platform/records/list/list.ts";
import { readPipelines, readProducts, readRanks, readReasons } from "./catalogueStore.ts";
import { changeListedDeal, removeDeal } from "./dealListVerbs.ts";
import { decisionDue, forwardMoves, rots, weightedSql } from "./dealShownStore.ts";
import { ratedCurrencies } from "./rateStore.ts";
import { dealReach } from "./reach.ts";
import { withinDeals } from "./reachStore.ts";
import { readCampaigns, readSources } from "./sourceStore.ts";

const byName = (column: RawBuilder<unknown>) => ({ column: sql`${column} collate "und-x-icu"`, type: "text" });
const word = (key: string) => ({ word: `pipeline.field.${key}` });
const firstLine = sql`(select product_id::text from deal_lines where deal_id = deals.id order by position limit 1)`;

export const dealList: ListDefinition = {
  name: "deals",
  record: "deal",
  from: sql`
    deals
    join stages on stages.id = deals.stage_id
    left join ${organizationRows} as organization on organization.id = deals.organization_id
    left join ${personNamesTable} as owner on owner.id = deals.owner_id`,
  id: sql`deals.id`,
  title: sql`deals.name`,
  version: sql`deals.version`,
  within: ({ actor, workspace }) => sql`deals.deleted_at is null and ${withinDeals(dealReach(actor, workspace))}`,
  found: (words) => {
    const like = `%${likeText(words)}%`;
    return sql`(deals.name ilike ${like} or organization.name ilike ${like} or deals.key ilike ${like})`;
  },
  fields: async (asking) => [
    ...(await dealFields(asking)),
    ...organizationFields("organization", { beside: true }),
    ...(await customListFields(asking.db, "deal", sql`deals.id`)),
  ],
  verbs: { change: changeListedDeal, remove: removeDeal },
  versionOf: async (tx, id) =>
    (await row<{ version: number }>(tx, sql`select version from deals where id = ${id} and deleted_at is null`))
      ?.version,
};

async function dealFields({ db, today, workspace }: Asking): Promise<ListField[]> {
  const pipelines = await readPipelines(db);
  const products = await readProducts(db);
  const ranks = await readRanks(db);
  const reasons = await readReasons(db);
  const currencies = [workspace.currency, ...(await ratedCurrencies(db, workspace.currency))];
  const stages = pipelines.flatMap((pipeline) =>
    pipeline.stages.map((stage) => ({
      value: stage.id,
      label: { text: pipelines.length > 1 ? `${pipeline.name}: ${stage.name}` : stage.name },
    })),
  );
  return [
    {
      id: "organizationId",
      type: "record",
      record: "organization",
      label: word("organization"),
      value: sql`deals.organization_id`,
      sortBy: byName(sql`organization.name`),
    },
    {
      id: "under",
      type: "record",
      record: "organization",
      label: { word: "pipeline.filter.under" },
      value: sql`organization.parent_id`,
      holds: (predicate) => sql`deals.organization_id in (${organizationsUnder(predicate)})`,
      sortable: false,
      hidden: true,
    },
    {
      id: "name",
      type: "text",
      label: word("name"),
      value: sql`deals.name`,
      sortBy: byName(sql`deals.name`),
      edits: "name",
    },
    {
      id: "status",
      type: "choice",
      label: word("status"),
      value: sql`deals.status`,
      choices: (["open", "won", "lost"] as const).map((value) => ({
        value,
        label: { word: `pipeline.status.${value}` },
      })),
      drawn: "status",
    },
    {
      id: "stageId",
      type: "choice",
      label: word("stage"),
      value: sql`deals.stage_id::text`,
      choices: stages,
      sortBy: { column: sql`stages.position`, type: "int" },
      edits: "stageId",
    },
    {
      id: "contactId",
      type: "record",
      record: "contact",
      label: word("contact"),
      value: sql`null::uuid`,
      holds: (predicate) => sql`deals.id in (select deal_id from deal_contacts where ${predicate(sql`contact_id`)})`,
      sortable: false,
      hidden: true,
    },
    {
      id: "pipelineId",
      type: "choice",
      label: word("pipeline"),
      value: sql`deals.pipeline_id::text`,
      choices: pipelines.map(({ id, name }) => ({ value: id, label: { text: name } })),
    },
    {
      id: "reached",
      type: "choice",
      label: { word: "pipeline.filter.reached" },
      value: sql`deals.stage_id::text`,
      holds: (predicate) => sql`deals.id in (${forwardMoves} and ${predicate(sql`deal_moves.to_stage_id::text`)})`,
      choices: stages,
      sortable: false,
    },
    {
      id: "rankId",
      type: "choice",
      label: word("rank"),
      value: sql`deals.rank_id::text`,
      choices: ranks.map(({ id, name }) => ({ value: id, label: { text: name } })),
      sortBy: { column: sql`(select position from forecast_ranks where id = deals.rank_id)`, type: "int" },
      edits: "rankId",
    },
    {
      id: "rotting",
      type: "yesNo",
      label: { word: "pipeline.filter.rotting" },
      value: sql`coalesce(${rots({ today, zone: workspace.zone })}, false)`,
    },
    { id: "slips", type: "number", label: word("slips"), value: sql`deals.slips` },
    {
      id: "decisionDue",
      type: "date",
      label: word("decisionDue"),
      value: sql`case when deals.status = 'open' then ${decisionDue} end`,
    },
    {
      id: "value",
      type: "money",
      label: word("value"),
      value: sql`deals.value_minor`,
      currency: sql`deals.currency`,
      base: sql`deals.base_minor`,
      summed: true,
      isFilled: true,
      edits: "value",
    },
    {
      id: "weighted",
      type: "money",
      label: word("weighted"),
      value: sql`case when deals.status = 'open' then ${weightedSql} end`,
      drawn: "whole",
      summed: true,
    },
    {
      id: "ownerId",
      type: "person",
      record: "person",
      label: word("owner"),
      value: sql`deals.owner_id`,
      sortBy: byName(sql`owner.name`),
      edits: "ownerId",
    },
    {
      id: "nextStep",
      type: "moment",
      label: word("nextStep"),
      value: sql`case when deals.status = 'open' then deals.next_step_at end`,
      shown: sql`case when deals.status = 'open' then array[deals.next_step, to_json(deals.next_step_at) #>> '{}'] end`,
      drawn: "nextStep",
    },
    {
      id: "idle",
      type: "days",
      label: word("idle"),
      value: sql`case when deals.status = 'open' then ${today}::date - (deals.last_touch_at at time zone ${workspace.zone})::date end`,
    },
    {
      id: "expectedCloseOn",
      type: "date",
      label: word("expectedCloseOn"),
      value: sql`deals.expected_close_on`,
      edits: "expectedCloseOn",
    },
    { id: "openedOn", type: "date", label: word("openedOn"), value: sql`deals.opened_on`, edits: "openedOn" },
    { id: "closedOn", type: "date", label: word("closedOn"), value: sql`deals.closed_on` },
    {
      id: "product",
      type: "choice",
      label: word("product"),
      value: firstLine,
      holds: (predicate) => sql`deals.id in (select deal_id from deal_lines where ${predicate(sql`product_id::text`)})`,
      choices: products.map(({ id, name }) => ({ value: id, label: { text: name } })),
      sortable: false,
    },
    {
      id: "decisionLate",
      type: "yesNo",
      label: word("decisionLate"),
      value: sql`coalesce(deals.status = 'open' and ${decisionDue} < ${today}::date, false)`,
    },
    {
      id: "currency",
      type: "choice",
      label: word("currency"),
      value: sql`deals.currency::text`,
      choices: currencies.map((code) => ({ value: code, label: { text: code } })),
    },
    {
      id: "reason",
      type: "choice",
      label: word("reason"),
      value: sql`deals.reason_id::text`,
      choices: reasons.map(({ id, name }) => ({ value: id, label: { text: name } })),
      sortBy: byName(sql`(select name from reasons where id = deals.reason_id)`),
    },
    {
      id: "sourceId",
      type: "choice",
      label: word("source"),
      value: sql`deals.source_id::text`,
      choices: (await readSources(db)).map(({ id, name }) => ({ value: id, label: { text: name } })),
    },
    {
      id: "campaignId",
      type: "choice",
      label: word("campaign"),
      value: sql`deals.campaign_id::text`,
      choices: (await readCampaigns(db)).map(({ id, name }) => ({ value: id, label: { text: name } })),
    },
    { id: "cameInAt", type: "moment", label: word("cameInAt"), value: sql`deals.came_in_at` },
    { id: "key", type: "text", label: word("key"), value: sql`deals.key` },
    { id: "createdAt", type: "moment", label: word("createdAt"), value: sql`deals.created_at` },
  ];
}
