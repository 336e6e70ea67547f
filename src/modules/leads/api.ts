import { z } from "zod";
import { route } from "#lib/route.ts";
import { civilDate, idOf, instantShape, minor, moneyShape } from "#lib/shapes.ts";
import { fieldValues } from "#modules/fields/api.ts";
import { dealShape, moveDealRoute } from "#modules/pipeline/api.ts";
import { leadStates } from "#modules/pipeline/lead.ts";
import { ruleQuestions, ruleSubjects } from "./score.ts";
import { countedKinds, touchKinds } from "./touch.ts";

const leadId = idOf<"deal">();
const personId = idOf<"person">();
const organizationId = idOf<"organization">();
const contactId = idOf<"contact">();
const sourceId = idOf<"source">();
const campaignId = idOf<"campaign">();
const done = z.strictObject({ done: z.literal(true) });
const state = z.enum(leadStates);

const webTouch = z.object({
  at: instantShape,
  url: z.string().optional(),
  referrer: z.string().optional(),
  utm: z.record(z.string(), z.string()).optional(),
});

const reasonShape = z.object({
  ruleId: z.string(),
  points: z.int(),
  subject: z.enum(ruleSubjects),
  label: z.string().nullable(),
  /** What was seen that makes the rule hold. */
  fact: z.string(),
});

export const leadShape = z.object({
  id: leadId,
  name: z.string(),
  contactId: contactId.nullable(),
  contact: z.string().nullable(),
  contactTitle: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  organizationId: organizationId.nullable(),
  organization: z.string().nullable(),
  industry: z.string().nullable(),
  country: z.string().nullable(),
  employees: z.int().nullable(),
  ownerId: personId.nullable(),
  owner: z.string().nullable(),
  state,
  reason: z.string().nullable(),
  sourceId: sourceId.nullable(),
  source: z.string().nullable(),
  campaignId: campaignId.nullable(),
  campaign: z.string().nullable(),
  message: z.string().nullable(),
  score: z.int().nullable(),
  scoreReasons: z.array(reasonShape),
  cameInAt: instantShape,
  /** When its first response is due, and how many minutes of business hours that were. */
  respondBy: instantShape.nullable(),
  respondMinutes: z.int().nullable(),
  /** Minutes of business hours that are left; negative when it is late; null when it was answered or has no clock. */
  minutesLeft: z.int().nullable(),
  respondedAt: instantShape.nullable(),
  firstTouch: webTouch.nullable(),
  lastTouch: webTouch.nullable(),
  nextStep: z.string().nullable(),
  nextStepAt: instantShape.nullable(),
  lastTouchAt: instantShape,
  createdAt: instantShape,
  version: z.int(),
  mayWrite: z.boolean(),
  mayDelete: z.boolean(),
});
export type LeadShape = z.infer<typeof leadShape>;

export const queues = ["new", "working", "awaiting_reply", "meeting_booked", "returned", "untaken"] as const;

export const leadsRoute = route({
  name: "leads",
  method: "GET",
  path: "/api/leads",
  summary:
    "A queue of leads, whose clock runs out first before: mine by state, those not taken yet, or a kept view of the list of leads; with what every queue counts.",
  who: "member",
  query: z.strictObject({
    queue: z.enum(queues).default("new"),
    view: z.uuid().optional(),
    q: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  answer: z.object({
    rows: z.array(leadShape),
    count: z.int(),
    counts: z.record(z.string(), z.int()),
    views: z.array(z.object({ id: z.uuid(), name: z.string(), count: z.int() })),
    /** Of the first responses of this week: the median in minutes of business hours. */
    medianMinutes: z.number().nullable(),
    /** Leads that I answered first this month. */
    worked: z.number(),
  }),
  refusals: ["lists.no_such_view"],
});

const unreadable = ["pipeline.no_such_deal", "pipeline.is_a_deal"];
const writes = [...unreadable, "pipeline.may_not_change", "http.stale"];
const wrong = [
  "pipeline.no_such_owner",
  "pipeline.no_such_organization",
  "pipeline.no_such_contact",
  "pipeline.no_such_source",
  "pipeline.no_such_campaign",
  "pipeline.value_negative",
  "pipeline.no_rate",
  "fields.no_such_field",
];
const params = z.strictObject({ id: leadId });

export const leadRoute = route({
  name: "lead",
  method: "GET",
  path: "/api/leads/{id}",
  summary: "One lead, with the workspace's own fields and what may already be here of its contact.",
  who: "member",
  params,
  answer: leadShape.extend({ custom: fieldValues, duplicates: z.int() }),
  refusals: unreadable,
});

const fields = {
  name: z.string().trim().min(1).max(300),
  organizationId: organizationId.nullable(),
  contactId: contactId.nullable(),
  ownerId: personId.nullable(),
  sourceId: sourceId.nullable(),
  campaignId: campaignId.nullable(),
  message: z.string().trim().max(20_000).nullable(),
  value: moneyShape,
  custom: fieldValues,
};

export const addLeadRoute = route({
  name: "addLead",
  method: "POST",
  path: "/api/leads",
  summary:
    "Adds a lead; without a name it takes its organization's or its contact's. With owner null it waits to be taken.",
  who: "member",
  body: z.strictObject(fields).partial(),
  answer: leadShape,
  status: 201,
  refusals: [...wrong, "pipeline.may_not_change", "pipeline.lead_needs_a_name"],
});

export const changeLeadRoute = route({
  name: "changeLead",
  method: "PATCH",
  path: "/api/leads/{id}",
  summary: "Changes fields of a lead or its state; giving it up has a verb of its own, since it asks for a reason.",
  who: "member",
  params,
  body: z.strictObject({ ...fields, state }).partial(),
  answer: leadShape,
  refusals: [...writes, ...wrong, "pipeline.reason_missing"],
});

export const takeLeadRoute = route({
  name: "takeLead",
  method: "POST",
  path: "/api/leads/{id}/take",
  summary: "Takes a lead that is nobody's yet.",
  who: "member",
  params,
  answer: leadShape,
  refusals: [...writes, "pipeline.lead_taken"],
});

const reason = z.string().trim().max(2000);

export const disqualifyLeadRoute = route({
  name: "disqualifyLead",
  method: "POST",
  path: "/api/leads/{id}/disqualify",
  summary: "Gives a lead up, with why; it can be taken up again.",
  who: "member",
  params,
  body: z.strictObject({ reason }),
  answer: leadShape,
  refusals: [...writes, "pipeline.reason_missing"],
});

export const takeUpLeadRoute = route({
  name: "takeUpLead",
  method: "POST",
  path: "/api/leads/{id}/take-up",
  summary: "Takes up again a lead that was given up.",
  who: "member",
  params,
  answer: leadShape,
  refusals: [...writes, "pipeline.lead_is_open"],
});

const { body: moveBody, refusals: moveRefusals } = moveDealRoute;
export const qualifyLeadRoute = route({
  name: "qualifyLead",
  method: "POST",
  path: "/api/leads/{id}/qualify",
  summary:
    "Makes a lead a deal: the same record, in the stage named or the first. What the stage asks for and is missing is listed, each with its pointer; `fields` brings it along.",
  who: "member",
  params,
  body: moveBody!.partial(),
  answer: dealShape,
  refusals: [...new Set([...moveRefusals, ...unreadable])].filter((code) => code !== "pipeline.deal_is_closed"),
});

export const returnDealRoute = route({
  name: "returnDeal",
  method: "POST",
  path: "/api/deals/{id}/return",
  summary: "Gives an open deal back to the leads, to whose lead it was, with why.",
  who: "member",
  params,
  body: z.strictObject({ reason }),
  answer: leadShape,
  refusals: [
    ...["pipeline.no_such_deal", "pipeline.is_a_lead", "pipeline.may_not_change", "http.stale"],
    ...["pipeline.reason_missing", "pipeline.deal_is_closed"],
  ],
});

export const deleteLeadRoute = route({
  name: "deleteLead",
  method: "DELETE",
  path: "/api/leads/{id}",
  summary: "Moves a lead to the trash; it counts in no figure.",
  who: "member",
  params,
  answer: done,
  refusals: writes,
});

const sourceFields = { name: z.string().trim().min(1).max(80), respondMinutes: z.int().min(1).max(100_000) };
const sourceShape = z.object({ id: sourceId, ...sourceFields, archived: z.boolean() });
const campaignFields = {
  name: z.string().trim().min(1).max(120),
  key: z.string().trim().max(120).nullable(),
  sourceId: sourceId.nullable(),
  fromOn: civilDate.nullable(),
  toOn: civilDate.nullable(),
  costMinor: minor.min(0).nullable(),
};
const campaignShape = z.object({ id: campaignId, ...campaignFields, archived: z.boolean() });

export const originsRoute = route({
  name: "leadOrigins",
  method: "GET",
  path: "/api/lead-origins",
  summary:
    "Where leads come from: the workspace's sources, with the minutes a first response may take, and its campaigns.",
  who: "member",
  answer: z.object({ currency: z.string(), sources: z.array(sourceShape), campaigns: z.array(campaignShape) }),
  refusals: [],
});

export const addSourceRoute = route({
  name: "addSource",
  method: "POST",
  path: "/api/lead-origins/sources",
  summary: "Adds a source of leads.",
  who: "admin",
  body: z.strictObject(sourceFields),
  answer: z.object({ id: sourceId }),
  status: 201,
  refusals: ["pipeline.source_taken"],
});

export const changeSourceRoute = route({
  name: "changeSource",
  method: "PATCH",
  path: "/api/lead-origins/sources/{id}",
  summary: "Renames a source, changes its target, or archives it; leads keep it.",
  who: "admin",
  params: z.strictObject({ id: sourceId }),
  body: z.strictObject({ ...sourceFields, archived: z.boolean() }).partial(),
  answer: done,
  refusals: ["pipeline.no_such_source", "pipeline.source_taken"],
});

const campaignRefusals = [
  ...["pipeline.campaign_taken", "pipeline.campaign_key_taken", "pipeline.campaign_backwards"],
  "pipeline.no_such_source",
];

export const addCampaignRoute = route({
  name: "addCampaign",
  method: "POST",
  path: "/api/lead-origins/campaigns",
  summary: "Adds a campaign, with its days and what it cost in minor units of the workspace's currency.",
  who: "admin",
  body: z.strictObject(campaignFields).partial().extend({ name: campaignFields.name }),
  answer: z.object({ id: campaignId }),
  status: 201,
  refusals: campaignRefusals,
});

export const changeCampaignRoute = route({
  name: "changeCampaign",
  method: "PATCH",
  path: "/api/lead-origins/campaigns/{id}",
  summary: "Changes a campaign, or archives it; leads keep it.",
  who: "admin",
  params: z.strictObject({ id: campaignId }),
  body: z.strictObject({ ...campaignFields, archived: z.boolean() }).partial(),
  answer: done,
  refusals: ["pipeline.no_such_campaign", ...campaignRefusals],
});

const ruleFields = {
  label: z.string().trim().max(120).nullable().default(null),
  subject: z.enum(ruleSubjects),
  field: z.string().max(40).nullable().default(null),
  question: z.enum(ruleQuestions),
  value: z.string().trim().max(300).nullable().default(null),
  points: z.int().min(-100).max(100),
};

export const scoreRulesRoute = route({
  name: "scoreRules",
  method: "GET",
  path: "/api/score-rules",
  summary: "The rules by which leads are scored.",
  who: "member",
  answer: z.object({ rules: z.array(z.object({ id: idOf<"score_rule">(), ...ruleFields })) }),
  refusals: [],
});

export const setScoreRulesRoute = route({
  name: "setScoreRules",
  method: "PUT",
  path: "/api/score-rules",
  summary: "Sets the rules by which leads are scored; every open lead is scored again.",
  who: "admin",
  body: z.strictObject({ rules: z.array(z.strictObject(ruleFields)).max(100) }),
  answer: done,
  refusals: ["leads.rule_wrong"],
});

const minutesOf = z.partialRecord(z.enum([...countedKinds, "research"]), z.int().min(0).max(1440));
const settingsFields = {
  fromMinute: z.int().min(0).max(1439),
  toMinute: z.int().min(1).max(1440),
  hourMinor: minor.min(0).nullable(),
  minutes: minutesOf,
  rates: z.array(z.strictObject({ personId, hourMinor: minor.min(0) })).max(1000),
};

export const leadSettingsRoute = route({
  name: "leadSettings",
  method: "GET",
  path: "/api/lead-settings",
  summary: "Business hours, what an hour of work costs, and how many minutes an activity without a length takes.",
  who: "admin",
  answer: z.object({ currency: z.string(), ...settingsFields }),
  refusals: [],
});

export const setLeadSettingsRoute = route({
  name: "setLeadSettings",
  method: "PUT",
  path: "/api/lead-settings",
  summary: "Sets them; clocks that run already keep their end.",
  who: "admin",
  body: z.strictObject(settingsFields),
  answer: done,
  refusals: ["leads.hours_backwards", "pipeline.no_such_owner"],
});

const touchShape = z.object({
  id: z.string(),
  kind: z.enum([...touchKinds, ...countedKinds]),
  at: instantShape,
  personId: personId.nullable(),
  person: z.string().nullable(),
  minutes: z.int().nullable(),
  costMinor: minor.nullable(),
  note: z.string().nullable(),
  campaignId: campaignId.nullable(),
  campaign: z.string().nullable(),
  dealId: leadId.nullable(),
  activityId: z.string().nullable(),
});
const sums = { touches: z.int(), minutes: z.int(), costMinor: minor.nullable() };

export const effortRoute = route({
  name: "effort",
  method: "GET",
  path: "/api/effort",
  summary:
    "What it took to win a lead or deal, or everything with an organization: each touch with who, minutes and cost, and their sums by person. Costs are told to admins and to those who lead people.",
  who: "member",
  query: z.strictObject({ record: z.enum(["deal", "organization"]), id: z.uuid() }),
  answer: z.object({
    currency: z.string(),
    seesCost: z.boolean(),
    touches: z.array(touchShape),
    by: z.array(
      z.object({
        ...{ personId: personId.nullable(), person: z.string().nullable(), ...sums },
        kinds: z.array(z.object({ kind: touchShape.shape.kind, count: z.int() })),
      }),
    ),
    total: z.object(sums),
    span: z.object({ from: civilDate, to: civilDate }).nullable(),
  }),
  refusals: ["pipeline.no_such_deal", "contacts.no_such_organization"],
});

export const addTouchRoute = route({
  name: "addTouch",
  method: "POST",
  path: "/api/touches",
  summary:
    "Writes down a touch that nothing else knows of: an ad, an event, research. Calls, mails and meetings count by themselves.",
  who: "member",
  body: z.strictObject({
    dealId: leadId.nullable().default(null),
    organizationId: organizationId.nullable().default(null),
    kind: z.enum(touchKinds),
    at: instantShape.optional(),
    minutes: z.int().min(0).max(10_000).nullable().default(null),
    costMinor: minor.min(0).nullable().default(null),
    campaignId: campaignId.nullable().default(null),
    note: z.string().trim().max(2000).nullable().default(null),
  }),
  answer: z.object({ id: z.string() }),
  status: 201,
  refusals: [
    ...["pipeline.no_such_deal", "contacts.no_such_organization", "pipeline.no_such_campaign"],
    ...["leads.touch_needs_record", "pipeline.may_not_change", "contacts.may_not_change_organization"],
  ],
});

export const deleteTouchRoute = route({
  name: "deleteTouch",
  method: "DELETE",
  path: "/api/touches/{id}",
  summary: "Removes a touch that was written down by hand.",
  who: "member",
  params: z.strictObject({ id: idOf<"touch">() }),
  answer: done,
  refusals: ["leads.no_such_touch", "pipeline.may_not_change", "contacts.may_not_change_organization"],
});

const ofSources = z.strictObject({
  from: civilDate,
  to: civilDate,
  by: z.enum(["source", "campaign"]).default("source"),
});

export const sourceFiguresRoute = route({
  name: "sourceFigures",
  method: "GET",
  path: "/api/source-figures",
  summary:
    "What each source or campaign brought of the leads that came in within a span and the caller may read: leads, qualified, won, revenue, touches and minutes, and what was spent, where the caller may see costs.",
  who: "member",
  query: ofSources,
  answer: z.object({
    currency: z.string(),
    seesCost: z.boolean(),
    rows: z.array(
      z.object({
        ...{ id: z.uuid().nullable(), name: z.string().nullable() },
        ...{ leads: z.int(), qualified: z.int(), won: z.int(), revenueMinor: minor },
        ...sums,
        revenuePerCost: z.number().nullable(),
      }),
    ),
  }),
  refusals: [],
});

export const sourceRecordsRoute = route({
  name: "sourceRecords",
  method: "GET",
  path: "/api/source-figures/records",
  summary:
    "The records that one line of the source figures is made of: what came in, its touches, and the prices of its campaigns. Without an id, what came from nowhere that is known. Up to 500 of each; `total` counts all.",
  who: "member",
  query: ofSources.extend({ id: z.uuid().optional() }),
  answer: z.object({
    currency: z.string(),
    seesCost: z.boolean(),
    came: z.array(
      z.object({
        ...{ id: leadId, name: z.string(), at: instantShape, state: state.nullable() },
        ...{ status: z.enum(["open", "won", "lost"]), valueMinor: minor },
      }),
    ),
    touches: z.array(touchShape),
    prices: z.array(z.object({ campaignId, name: z.string(), fromOn: civilDate, costMinor: minor })),
    total: z.object({ leads: z.int(), ...sums }),
  }),
  refusals: [],
});
