import { z } from "zod";
import { periodKinds } from "#lib/period.ts";
import { route } from "#lib/route.ts";
import { civilDate, idOf, instantShape } from "#lib/shapes.ts";
import { quotaOwnerShape } from "./events.ts";
import { longestReason } from "./quota.ts";

const quotaId = idOf<"quota">();
const personId = idOf<"person">();
const teamId = idOf<"team">();
const unit = z.enum(["count", "money"]);
const name = z.string().min(1).max(100);
const flag = z.enum(["out_of_reach", "no_stretch", "ok"]);
/** A count, or minor units of the workspace's currency. */
const figure = z.number();

export const periodShape = z.object({
  id: z.string(),
  kind: z.enum(periodKinds),
  from: civilDate,
  to: civilDate,
  fiscalYear: z.int(),
  index: z.int(),
});

export const quotaShape = z.object({
  id: quotaId,
  metric: z.string(),
  period: z.string(),
  from: civilDate,
  to: civilDate,
  owner: quotaOwnerShape,
  amount: figure,
  unit,
  currency: z.string().nullable(),
  setBy: personId,
  setByName: z.string().nullable(),
  setAt: instantShape,
  replaces: quotaId.nullable(),
  reason: z.string().nullable(),
  beside: z.object({ suggested: figure, expected: figure, probability: z.number() }).nullable(),
  reachedOn: civilDate.nullable(),
});
export type QuotaShape = z.infer<typeof quotaShape>;

export const quotasRoute = route({
  name: "quotas",
  method: "GET",
  path: "/api/quotas",
  summary: "The quotas that hold, as far as the caller may read them.",
  who: "member",
  query: z.strictObject({
    metric: name.optional(),
    period: name.optional(),
    person: z.uuid().optional(),
    team: z.uuid().optional(),
  }),
  answer: z.array(quotaShape),
  refusals: [],
});

/** The chance of at least `step` times the index. */
const curveShape = z.object({ step: figure, chances: z.array(z.number()) });
export type Curve = z.infer<typeof curveShape>;

const basisShape = z.object({
  ownCount: z.number(),
  ownPeriods: z.number(),
  from: civilDate.nullable(),
  to: civilDate.nullable(),
  teamMean: z.number(),
  ownWeight: z.number(),
  leansOnTeam: z.boolean(),
  sizes: z.enum(["own", "team"]).nullable(),
  nextExposure: z.number(),
  /** The whole periods of one's own, the latest last, at most six. */
  past: z.array(z.object({ period: periodShape, value: figure })),
});

const suggestionShape = z.object({
  expected: figure,
  p10: figure,
  p90: figure,
  step: figure,
  suggested: figure,
  probability: z.number(),
  flag,
  curve: curveShape,
});

const planRow = z.object({
  person: z.object({ id: personId, name: z.string(), title: z.string().nullable(), joinedOn: civilDate.nullable() }),
  mayPlan: z.boolean(),
  /** What the metric brought in each month of `months`. */
  history: z.array(figure),
  state: z.enum(["suggested", "no_history", "not_there"]),
  suggestion: suggestionShape.extend({ basis: basisShape }).nullable(),
  quota: quotaShape.nullable(),
  /** The quota by working days, where an absence was said after it was set; nothing changes unless somebody sets it. */
  away: z.object({ daysAway: z.int(), workingDays: z.int(), amount: figure.nullable() }).nullable(),
});
export type PlanRow = z.infer<typeof planRow>;

const planTeam = z.object({
  id: teamId,
  name: z.string(),
  rows: z.array(planRow),
  /** Whether the caller may set the team's own quota. */
  mayPlan: z.boolean(),
  suggestion: suggestionShape.nullable(),
  quota: quotaShape.nullable(),
});
export type PlanTeam = z.infer<typeof planTeam>;

export const planRoute = route({
  name: "quotaPlan",
  method: "GET",
  path: "/api/quotas/plan",
  summary: "The people one may plan for, each with history, what is to be expected, a suggested quota and its chance.",
  who: "member",
  query: z.strictObject({ metric: name.optional(), period: name.optional(), team: z.uuid().optional() }),
  answer: z.object({
    metric: z.string(),
    unit,
    currency: z.string().nullable(),
    period: periodShape,
    metrics: z.array(z.object({ name: z.string(), unit })),
    periods: z.array(periodShape),
    teamChoices: z.array(z.object({ id: teamId, name: z.string() })),
    months: z.array(civilDate),
    teams: z.array(planTeam),
    together: suggestionShape.nullable(),
  }),
  refusals: ["quotas.no_such_metric", "quotas.no_such_period", "quotas.no_such_owner"],
});
export type Plan = z.infer<typeof planRoute.answer>;

const reason = z.string().max(longestReason).nullable().default(null);

export const setQuotasRoute = route({
  name: "setQuotas",
  method: "PUT",
  path: "/api/quotas",
  summary:
    "Sets quotas for a metric and a period, all or none; a reason is asked above the suggestion and for a change.",
  who: "member",
  body: z.strictObject({
    metric: name,
    period: name,
    quotas: z
      .array(z.strictObject({ owner: quotaOwnerShape, amount: z.number(), reason }))
      .min(1)
      .max(500),
  }),
  answer: z.array(quotaShape),
  refusals: [
    "quotas.no_such_metric",
    "quotas.no_such_period",
    "quotas.no_such_owner",
    "quotas.may_not_set",
    "quotas.not_whole",
    "quotas.not_above_zero",
    "quotas.reason_missing",
    "quotas.reason_too_long",
    "quotas.owner_twice",
    "quotas.other_unit",
    "quotas.no_change",
  ],
});

export const withdrawQuotaRoute = route({
  name: "withdrawQuota",
  method: "DELETE",
  path: "/api/quotas/{id}",
  summary: "Withdraws a quota; its versions stay in the history.",
  who: "member",
  params: z.strictObject({ id: quotaId }),
  answer: z.strictObject({ done: z.literal(true) }),
  refusals: ["quotas.no_such_quota", "quotas.may_not_set"],
});

const openDealShape = z.object({
  id: z.string(),
  name: z.string(),
  organization: z.string().nullable(),
  value: figure,
  chance: z.number().nullable(),
  nextStep: z.string().nullable(),
  nextStepAt: instantShape.nullable(),
});
export type OpenDealShape = z.infer<typeof openDealShape>;

const goalShape = z.object({
  /** A quota of its own, or what its people's add up to; null when there is none. */
  quota: figure.nullable(),
  actual: figure,
  attainment: z.number().nullable(),
  pace: z.number().nullable(),
  expectedToDate: figure.nullable(),
});
export type Goal = z.infer<typeof goalShape>;

export const progressRoute = route({
  name: "progress",
  method: "GET",
  path: "/api/progress",
  summary:
    "Where a person, a team or the company stands on a metric in a period: pace, forecast, open deals, records, past periods. Without metric and period: the goal that counts today.",
  who: "member",
  query: z.strictObject({
    person: z.uuid().optional(),
    team: z.uuid().optional(),
    metric: name.optional(),
    period: name.optional(),
    kind: z.enum(periodKinds).optional(),
  }),
  answer: goalShape.extend({
    owner: z.object({ kind: z.enum(["person", "team", "company"]), id: z.string().nullable(), name: z.string() }),
    metric: z.string(),
    unit,
    currency: z.string().nullable(),
    period: periodShape,
    today: civilDate,
    metrics: z.array(z.object({ name: z.string(), unit })),
    set: quotaShape.nullable(),
    days: z.object({ total: z.int(), elapsed: z.number(), left: z.number() }),
    gap: figure.nullable(),
    ahead: figure.nullable(),
    neededPerDay: figure.nullable(),
    perDaySoFar: figure.nullable(),
    forecast: z.object({
      expected: figure,
      p10: figure,
      p50: figure,
      p90: figure,
      sd: figure,
      probability: z.number().nullable(),
      runRate: z.enum(["counted", "too_early", "none"]),
      withoutChance: z.int(),
    }),
    open: z.object({ count: z.int(), deals: z.array(openDealShape) }),
    closing: z.object({ deals: z.array(openDealShape), count: z.int(), sum: figure, closes: z.boolean() }),
    /** The running total by days that have records. */
    course: z.array(z.object({ day: civilDate, total: figure })),
    ledger: z.object({
      count: z.int(),
      rows: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          organization: z.string().nullable(),
          product: z.string().nullable(),
          day: civilDate,
          value: figure,
          total: figure,
        }),
      ),
    }),
    past: z.array(z.object({ period: periodShape, actual: figure, quota: figure.nullable(), running: z.boolean() })),
    team: goalShape.extend({ id: teamId, name: z.string() }).nullable(),
    /** Of a team or the company: the people whose figures the caller may read, A to Z. */
    people: z.array(goalShape.extend({ id: personId, name: z.string() })),
  }),
  refusals: ["quotas.no_such_metric", "quotas.no_such_period", "quotas.no_such_owner"],
});
export type ProgressShape = z.infer<typeof progressRoute.answer>;
