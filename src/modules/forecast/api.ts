import { z } from "zod";
import { route } from "#lib/route.ts";
import { civilDate, idOf, instantShape, minor } from "#lib/shapes.ts";
import { activityShape } from "#modules/activities/api.ts";
import { dealShape } from "#modules/pipeline/api.ts";
import { periodShape } from "#modules/quotas/api.ts";
import { moveKinds } from "./moves.ts";
import { measures } from "./stand.ts";

const dealId = idOf<"deal">();
const personId = idOf<"person">();
const teamId = idOf<"team">();
const whose = { person: z.uuid().optional(), team: z.uuid().optional() };
const measure = z.enum(measures);
const words = z.string().trim().min(1).max(2000);

const sumShape = z.object({
  count: z.int(),
  value: minor,
  weighted: minor,
  chance: minor,
  /** Deals whose chance nobody knows: they bring nothing to `chance`. */
  withoutChance: z.int(),
});
export type SumShape = z.infer<typeof sumShape>;
const rankSum = z.object({ rankId: z.string().nullable(), sum: sumShape });

const nightShape = z.object({ day: civilDate, late: z.boolean(), takenAt: instantShape });

const standShape = z.object({
  status: z.enum(["open", "won", "lost"]),
  baseMinor: minor,
  rankId: z.string().nullable(),
  probability: z.int(),
  expectedCloseOn: civilDate.nullable(),
});
const moveShape = z.object({
  dealId,
  kind: z.enum(moveKinds),
  delta: minor,
  name: z.string(),
  organization: z.string().nullable(),
  owner: z.string().nullable(),
  was: standShape.nullable(),
  is: standShape.nullable(),
});
export type MoveShape = z.infer<typeof moveShape>;

const movesShape = z.object({
  measure,
  /** The night compared with; the day asked for, or the nearest there is. */
  night: nightShape,
  was: minor,
  is: minor,
  kinds: z.array(z.object({ kind: z.enum(moveKinds), count: z.int(), delta: minor })),
  deals: z.array(moveShape),
  /** Deals that moved and that the caller may not read, or that no list shows any more. */
  others: z.object({ count: z.int(), delta: minor }),
});
export type MovesShape = z.infer<typeof movesShape>;

const forecastShape = z.object({
  owner: z.object({ kind: z.enum(["person", "team", "company"]), id: z.string().nullable(), name: z.string() }),
  /** Whose deals they are; null for the company's. */
  people: z.array(z.string()).nullable(),
  currency: z.string(),
  /** The one asked for; else by chance, or by stage while nobody knows any chance. */
  measure,
  period: periodShape,
  today: civilDate,
  goal: z.object({
    quota: z.number().nullable(),
    actual: z.number(),
    attainment: z.number().nullable(),
    pace: z.number().nullable(),
    expectedToDate: z.number().nullable(),
    gap: z.number().nullable(),
    /** Won, open, and what is still to come at the usual run of new business: the goal's own forecast with its 80 % range. */
    forecast: z.object({ expected: minor, p10: minor, p90: minor }),
  }),
  won: sumShape,
  open: sumShape,
  slipped: sumShape,
  slots: z.array(
    z.object({
      id: z.string(),
      from: civilDate.nullable(),
      to: civilDate.nullable(),
      sum: sumShape,
      ranks: z.array(rankSum),
    }),
  ),
  ranks: z.array(rankSum),
  rankNames: z.array(z.object({ id: z.string(), name: z.string() })),
  moves: movesShape.nullable(),
});
export type ForecastShape = z.infer<typeof forecastShape>;

export const forecastRoute = route({
  name: "forecast",
  method: "GET",
  path: "/api/forecast",
  summary:
    "The forecast of a period, for a person, a team or the company: won, open by close month and by rank, each by value, by stage probability and by chance, against the goal; and which deals moved it since a day.",
  who: "member",
  query: z.strictObject({
    ...whose,
    period: z.string().max(20).optional(),
    since: civilDate.optional(),
    measure: measure.optional(),
  }),
  answer: forecastShape,
  refusals: ["quotas.no_such_period", "quotas.no_such_owner", "quotas.no_such_metric"],
});

const person = z.object({ id: personId, name: z.string() });
const helpShape = z.object({
  id: idOf<"help">(),
  dealId,
  deal: z.string(),
  organization: z.string().nullable(),
  baseMinor: minor,
  asker: person,
  /** Null: whoever can. */
  asked: person.nullable(),
  words: z.string(),
  askedAt: instantShape,
  answer: z.string().nullable(),
  answerer: person.nullable(),
  answeredAt: instantShape.nullable(),
  mayAnswer: z.boolean(),
});
export type HelpShape = z.infer<typeof helpShape>;

const decisionShape = z.object({
  id: activityShape.shape.id,
  what: z.string(),
  owner: z.string().nullable(),
  dealId: dealId.nullable(),
  deal: z.string().nullable(),
  dueAt: instantShape.nullable(),
  doneAt: instantShape.nullable(),
  mayWrite: z.boolean(),
});
export type DecisionShape = z.infer<typeof decisionShape>;

const meetingShape = z.object({
  heldOn: civilDate,
  notes: z.string(),
  version: z.int(),
  decisions: z.array(decisionShape),
  /** Decisions of it that the caller may not read, or whose task was deleted. */
  hidden: z.int(),
});
export type MeetingShape = z.infer<typeof meetingShape>;

const listed = z.object({ count: z.int(), valueMinor: minor, rows: z.array(dealShape) });
export type Listed = z.infer<typeof listed>;

export const mondayRoute = route({
  name: "monday",
  method: "GET",
  path: "/api/monday",
  summary:
    "What a team's meeting, or a person's one-to-one, needs: the forecast and what moved it since the last one, what was put off, has no next step, waits for the customer's decision or rots, who asks for help, what was decided last time and the notes.",
  who: "member",
  query: z.strictObject(whose),
  answer: z.object({
    forecast: forecastShape,
    /** The day of the last meeting, else a week ago. */
    since: civilDate,
    wasHeld: z.boolean(),
    putOff: z.object({
      count: z.int(),
      rows: z.array(dealShape.extend({ was: civilDate, became: civilDate })),
    }),
    overdue: listed,
    noNextStep: listed,
    undecided: listed,
    rotting: listed,
    help: z.array(helpShape),
    meeting: meetingShape.nullable(),
    past: z.array(meetingShape),
    mayKeep: z.boolean(),
  }),
  refusals: ["quotas.no_such_period", "quotas.no_such_owner", "quotas.no_such_metric"],
});
export type Monday = z.infer<typeof mondayRoute.answer>;

const done = z.strictObject({ done: z.literal(true) });

export const keepNotesRoute = route({
  name: "keepMeetingNotes",
  method: "PUT",
  path: "/api/monday/notes",
  summary: "Keeps the notes of today's meeting; with If-Match only over the version that was seen.",
  who: "member",
  body: z.strictObject({ person: personId.optional(), team: teamId.optional(), notes: z.string().max(50_000) }),
  answer: z.object({ version: z.int() }),
  refusals: ["quotas.no_such_owner", "forecast.may_not_keep", "http.stale"],
});

export const decideRoute = route({
  name: "decideInMeeting",
  method: "POST",
  path: "/api/monday/decisions",
  summary: "Takes a decision in today's meeting: it is a task on a deal at once, for somebody, by a day.",
  who: "member",
  body: z.strictObject({
    person: personId.optional(),
    team: teamId.optional(),
    what: z.string().trim().min(1).max(500),
    ownerId: personId,
    dueOn: civilDate,
    dealId,
  }),
  answer: decisionShape,
  status: 201,
  refusals: [
    "quotas.no_such_owner",
    "forecast.may_not_keep",
    "pipeline.no_such_deal",
    "activities.works_elsewhere",
    "activities.words_missing",
    "activities.date_missing",
  ],
});

const dealParams = z.strictObject({ id: dealId });

export const helpRoute = route({
  name: "dealHelp",
  method: "GET",
  path: "/api/deals/{id}/help",
  summary: "What help was asked for on a deal, and what was answered; the newest first.",
  who: "member",
  params: dealParams,
  answer: z.array(helpShape),
  refusals: ["pipeline.no_such_deal"],
});

export const askHelpRoute = route({
  name: "askHelp",
  method: "POST",
  path: "/api/deals/{id}/help",
  summary: "Asks for help on a deal: of somebody who may read it, or of whoever can.",
  who: "member",
  params: dealParams,
  body: z.strictObject({ words, askedId: personId.nullable().default(null) }),
  answer: helpShape,
  status: 201,
  refusals: [
    "pipeline.no_such_deal",
    "pipeline.may_not_change",
    "forecast.help_asked_already",
    "forecast.helper_cannot_read",
  ],
});

export const answerHelpRoute = route({
  name: "answerHelp",
  method: "POST",
  path: "/api/deals/{id}/help/answer",
  summary:
    "Answers what was asked on a deal, which clears it: by whom it was asked of, or by whoever may change the deal.",
  who: "member",
  params: dealParams,
  body: z.strictObject({ answer: words }),
  answer: done,
  refusals: ["pipeline.no_such_deal", "forecast.may_not_answer", "forecast.no_help_asked"],
});
