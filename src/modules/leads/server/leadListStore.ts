// Leads as a list.
import { type RawBuilder, sql } from "kysely";
import { Refusal } from "#lib/refusal.ts";
import { organizationFields } from "#modules/contacts/server/public.ts";
import { customListFields, fieldsOf, partedBy, saveListed } from "#modules/fields/server/public.ts";
import { likeText } from "#modules/people/server/public.ts";
import type { DealId } from "#modules/pipeline/deal.ts";
import { leadStates } from "#modules/pipeline/lead.ts";
import {
  deleteLead,
  leadFrom,
  leadReach,
  lockDeal,
  readCampaigns,
  readSources,
  withinLeads,
} from "#modules/pipeline/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import type { Asking, Changed, Changing, ListDefinition, ListField } from "#platform/records/list/list.ts";
import { changeLeadRoute } from "../api.ts";
import { change } from "./leads.ts";

const byName = (column: RawBuilder<unknown>) => ({ column: sql`${column} collate "und-x-icu"`, type: "text" });
const word = (key: string) => ({ word: `leads.field.${key}` });

export const leadList: ListDefinition = {
  name: "leads",
  record: "lead",
  from: leadFrom,
  id: sql`deals.id`,
  title: sql`deals.name`,
  version: sql`deals.version`,
  within: ({ actor, workspace }) => sql`deals.deleted_at is null and ${withinLeads(leadReach(actor, workspace))}`,
  found: (words) => {
    const like = `%${likeText(words)}%`;
    return sql`(deals.name ilike ${like} or organization.name ilike ${like} or contact.name ilike ${like} or contact.email ilike ${like})`;
  },
  fields: async (asking) => [
    ...(await leadFields(asking)),
    ...organizationFields("organization", { beside: true }),
    ...(await customListFields(asking.db, "deal", sql`deals.id`)),
  ],
  verbs: {
    change: changeListedLead,
    remove: (tx, { actor, workspace, now, today }, id) =>
      deleteLead(tx, { ...actor, choices: workspace }, { id: id as DealId }, { now, today }),
  },
  versionOf: async (tx, id) => {
    const row = await lockDeal(tx, id as DealId);
    return row && row.deletedAt === null && row.lead.state !== null ? row.version : undefined;
  },
};

/** One lead of a change of many: by the shapes and rules of its own route. */
async function changeListedLead(
  tx: Tx,
  { actor, workspace, now, today }: Changing,
  record: string,
  asked: Readonly<Record<string, unknown>>,
): Promise<Changed> {
  const id = record as DealId;
  const { own, custom } = partedBy(changeLeadRoute, asked);
  const was = await lockDeal(tx, id);
  if (!was) throw new Refusal("pipeline.no_such_deal", 404);
  await change(tx, { ...actor, choices: workspace }, workspace, { id, fields: own }, { now, today });
  const before = await saveListed(tx, "deal", id, custom);
  const version = (await lockDeal(tx, id))?.version ?? was.version;
  return { was: { ...fieldsOf({ ...was, ...was.lead }, own), ...before }, version };
}

async function leadFields({ db }: Asking): Promise<ListField[]> {
  const named = (all: readonly { id: string; name: string }[]) =>
    all.map(({ id, name }) => ({ value: id, label: { text: name } }));
  return [
    {
      id: "name",
      type: "text",
      label: word("name"),
      value: sql`deals.name`,
      sortBy: byName(sql`deals.name`),
      edits: "name",
    },
    {
      id: "contact",
      type: "text",
      label: word("contact"),
      value: sql`contact.name`,
      sortBy: byName(sql`contact.name`),
    },
    {
      id: "organizationId",
      type: "record",
      record: "organization",
      label: word("organization"),
      value: sql`deals.organization_id`,
      sortBy: byName(sql`organization.name`),
    },
    {
      id: "state",
      type: "choice",
      label: word("state"),
      value: sql`deals.lead_state`,
      choices: leadStates.map((value) => ({ value, label: { word: `leads.state.${value}` } })),
    },
    { id: "score", type: "number", label: word("score"), value: sql`deals.score` },
    {
      id: "sourceId",
      type: "choice",
      label: word("source"),
      value: sql`deals.source_id::text`,
      choices: named(await readSources(db)),
      sortBy: byName(sql`sources.name`),
      edits: "sourceId",
    },
    {
      id: "campaignId",
      type: "choice",
      label: word("campaign"),
      value: sql`deals.campaign_id::text`,
      choices: named(await readCampaigns(db)),
      sortBy: byName(sql`campaigns.name`),
      edits: "campaignId",
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
      id: "respondBy",
      type: "moment",
      label: word("respondBy"),
      value: sql`case when deals.responded_at is null then deals.respond_by end`,
    },
    { id: "cameInAt", type: "moment", label: word("cameInAt"), value: sql`deals.came_in_at` },
    { id: "respondedAt", type: "moment", label: word("respondedAt"), value: sql`deals.responded_at` },
    { id: "reason", type: "text", label: word("reason"), value: sql`deals.lead_reason` },
    { id: "message", type: "text", label: word("message"), value: sql`deals.message`, drawn: "longText" },
    { id: "email", type: "text", label: word("email"), value: sql`contact.email`, drawn: "email" },
    { id: "phone", type: "text", label: word("phone"), value: sql`contact.phone`, drawn: "phone" },
    { id: "lastTouchAt", type: "moment", label: word("lastTouchAt"), value: sql`deals.last_touch_at` },
  ];
}
