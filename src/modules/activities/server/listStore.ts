// Activities as a list.
import { sql } from "kysely";
import { reachOf } from "#lib/policy/can.ts";
import { customListFields } from "#modules/fields/server/public.ts";
import { personNamesTable } from "#modules/people/server/public.ts";
import { dealsWithin, reachesOf } from "#modules/pipeline/server/public.ts";
import { row } from "#platform/db/db.ts";
import { soughtIn, standsIn } from "#platform/records/foundBy.ts";
import type { ListDefinition, ListField } from "#platform/records/list/list.ts";
import { withinReach } from "#platform/records/shares.ts";
import { activityKinds, meetingOutcomes } from "../activity.ts";
import { changeListedActivity, removeActivity } from "./listVerbs.ts";

const word = (key: string) => ({ word: `activities.list.${key}` });

/** Those of the people whom one reads, and those about a deal that one reads. */
export const activityList: ListDefinition = {
  name: "activities",
  record: "activity",
  from: sql`activities`,
  id: sql`activities.id`,
  title: sql`case when subject = '' then coalesce(left(body, 80), '') else subject end`,
  version: sql`activities.version`,
  within: ({ actor, workspace }) => sql`
    activities.deleted_at is null
    and (${withinReach(reachOf(actor, "activity", "r", workspace), sql`activities.owner_id`, sql`activities.id`)}
      or activities.deal_id in (${dealsWithin(reachesOf(actor, workspace))}))`,
  found: (words) => standsIn(sql`activities.search_key`, soughtIn(words)),
  fields: async ({ db }) => [...fields, ...(await customListFields(db, "activity", sql`activities.id`))],
  verbs: { change: changeListedActivity, remove: removeActivity },
  versionOf: async (tx, id) =>
    (await row<{ version: number }>(tx, sql`select version from activities where id = ${id} and deleted_at is null`))
      ?.version,
};

const fields: readonly ListField[] = [
  {
    id: "subject",
    type: "text",
    label: word("subject"),
    value: sql`activities.subject`,
    isFilled: true,
    edits: "subject",
  },
  {
    id: "kind",
    type: "choice",
    label: word("kind"),
    value: sql`activities.kind`,
    choices: activityKinds.map((value) => ({ value, label: { word: `activities.list.kind.${value}` } })),
  },
  { id: "dueAt", type: "moment", label: word("dueAt"), value: sql`activities.due_at`, edits: "dueAt" },
  { id: "doneAt", type: "moment", label: word("doneAt"), value: sql`activities.done_at` },
  {
    id: "meetingOutcome",
    type: "choice",
    label: word("meetingOutcome"),
    value: sql`activities.meeting_outcome`,
    choices: meetingOutcomes.map((value) => ({ value, label: { word: `activities.list.outcome.${value}` } })),
  },
  {
    id: "lengthMinutes",
    type: "number",
    label: word("lengthMinutes"),
    value: sql`activities.length_minutes`,
    edits: "lengthMinutes",
  },
  {
    id: "ownerId",
    type: "person",
    record: "person",
    label: word("owner"),
    value: sql`activities.owner_id`,
    sortBy: {
      column: sql`(select name from ${personNamesTable} as owner where owner.id = activities.owner_id) collate "und-x-icu"`,
      type: "text",
    },
  },
  {
    id: "dealId",
    type: "record",
    record: "deal",
    label: word("deal"),
    value: sql`activities.deal_id`,
    sortable: false,
  },
  {
    id: "organizationId",
    type: "record",
    record: "organization",
    label: word("organization"),
    value: sql`activities.organization_id`,
    sortable: false,
  },
  {
    id: "contactId",
    type: "record",
    record: "contact",
    label: word("contact"),
    value: sql`activities.contact_id`,
    sortable: false,
  },
  { id: "createdAt", type: "moment", label: word("createdAt"), value: sql`activities.created_at`, isFilled: true },
];
