import { z } from "zod";
import { route } from "#lib/route.ts";
import { civilDate, currencyCode, idOf, instantShape, minor, moneyShape } from "#lib/shapes.ts";
import { fieldValues } from "#modules/fields/api.ts";
import { quoteLanguages } from "./quote.ts";
import { isRate } from "./rate.ts";

const dealId = idOf<"deal">();
const stageId = idOf<"stage">();
const pipelineId = idOf<"pipeline">();
const productId = idOf<"product">();
const reasonId = idOf<"reason">();
const organizationId = idOf<"organization">();
const personId = idOf<"person">();
const rankId = idOf<"rank">();
const partId = idOf<"part">();
const contactId = idOf<"contact">();
const name = z.string().trim().min(1).max(300);
const done = z.strictObject({ done: z.literal(true) });

export const stageShape = z.object({
  id: stageId,
  pipelineId,
  name: z.string(),
  position: z.int(),
  probability: z.int(),
  rotDays: z.int().nullable(),
  requires: z.array(z.string()),
});
export const reasonShape = z.object({ id: reasonId, kind: z.enum(["won", "lost"]), name: z.string() });
export const productShape = z.object({
  id: productId,
  name: z.string(),
  series: z.string().nullable(),
  price: moneyShape,
  archived: z.boolean(),
  version: z.int(),
  taxPercent: z.number(),
  recurs: z.enum(["monthly", "yearly"]).nullable(),
  periods: z.int(),
});
const pipelineShape = z.object({
  id: pipelineId,
  name: z.string(),
  winRequires: z.array(z.string()),
  stages: z.array(stageShape),
});
const wordShape = z.object({ id: z.uuid(), name: z.string() });

export const pipelinesRoute = route({
  name: "pipelines",
  method: "GET",
  path: "/api/pipelines",
  summary:
    "What deals are made of: pipelines with their stages, products, the lists of reasons, ranks and parts, and the currencies they may be in.",
  who: "member",
  answer: z.object({
    pipelines: z.array(pipelineShape),
    archived: z.array(z.object({ id: pipelineId, name: z.string() })),
    reasons: z.array(reasonShape),
    products: z.array(productShape),
    ranks: z.array(z.object({ id: rankId, name: z.string() })),
    parts: z.array(z.object({ id: partId, name: z.string() })),
    /** The workspace's own first. */
    currencies: z.array(z.string()),
  }),
  refusals: [],
});

const probability = z.int().min(0).max(100);
const rotDays = z.int().min(1).max(1000).nullable();
const requires = z.array(z.string().max(80)).max(30);

export const addPipelineRoute = route({
  name: "addPipeline",
  method: "POST",
  path: "/api/pipelines",
  summary: "Makes a pipeline, with the stages that a workspace starts with.",
  who: "admin",
  body: z.strictObject({ name }),
  answer: pipelineShape,
  status: 201,
  refusals: ["pipeline.pipeline_name_taken"],
});

export const changePipelineRoute = route({
  name: "changePipeline",
  method: "PATCH",
  path: "/api/pipelines/{id}",
  summary: "Renames a pipeline, says what winning asks for, archives it or brings it back.",
  who: "admin",
  params: z.strictObject({ id: pipelineId }),
  body: z.strictObject({ name, winRequires: requires, archived: z.boolean() }).partial(),
  answer: done,
  refusals: [
    "pipeline.no_such_pipeline",
    "pipeline.pipeline_name_taken",
    "pipeline.no_such_field",
    "pipeline.last_pipeline",
    "pipeline.pipeline_has_deals",
  ],
});

export const orderPipelinesRoute = route({
  name: "orderPipelines",
  method: "PUT",
  path: "/api/pipelines/order",
  summary: "Puts the pipelines in order.",
  who: "admin",
  body: z.strictObject({ ids: z.array(pipelineId) }),
  answer: done,
  refusals: ["pipeline.order_incomplete"],
});

export const orderStagesRoute = route({
  name: "orderStages",
  method: "PUT",
  path: "/api/pipelines/{id}/stages/order",
  summary: "Puts the stages of a pipeline in order.",
  who: "admin",
  params: z.strictObject({ id: pipelineId }),
  body: z.strictObject({ ids: z.array(stageId) }),
  answer: done,
  refusals: ["pipeline.no_such_pipeline", "pipeline.order_incomplete"],
});

export const removeStageRoute = route({
  name: "removeStage",
  method: "POST",
  path: "/api/stages/{id}/remove",
  summary: "Takes a stage out of its pipeline; its open deals move to the stage named.",
  who: "admin",
  params: z.strictObject({ id: stageId }),
  body: z.strictObject({ into: stageId }),
  answer: done,
  refusals: ["pipeline.no_such_stage", "pipeline.last_stage"],
});

export const addStageRoute = route({
  name: "addStage",
  method: "POST",
  path: "/api/stages",
  summary: "Adds a stage at the end of a pipeline.",
  who: "admin",
  body: z.strictObject({ pipelineId, name, probability, rotDays: rotDays.optional(), requires: requires.optional() }),
  answer: stageShape,
  status: 201,
  refusals: ["pipeline.no_such_pipeline", "pipeline.stage_name_taken", "pipeline.no_such_field"],
});

export const changeStageRoute = route({
  name: "changeStage",
  method: "PATCH",
  path: "/api/stages/{id}",
  summary:
    "Renames a stage, or changes its probability, its rotting limit and what it asks for; figures of days gone by keep the old one.",
  who: "admin",
  params: z.strictObject({ id: stageId }),
  body: z.strictObject({ name, probability, rotDays, requires }).partial(),
  answer: stageShape,
  refusals: ["pipeline.no_such_stage", "pipeline.stage_name_taken", "pipeline.no_such_field"],
});

const percent = z.number().min(0).max(100).multipleOf(0.01);
const recurs = z.enum(["monthly", "yearly"]).nullable();
const periods = z.int().min(1).max(600);
const productDefaults = { taxPercent: percent.optional(), recurs: recurs.optional(), periods: periods.optional() };

export const addProductRoute = route({
  name: "addProduct",
  method: "POST",
  path: "/api/products",
  summary: "Adds a product to the catalogue.",
  who: "admin",
  body: z.strictObject({
    name,
    series: z.string().trim().max(200).nullable().default(null),
    price: moneyShape,
    ...productDefaults,
  }),
  answer: productShape,
  status: 201,
  refusals: ["pipeline.product_name_taken", "pipeline.other_currency", "pipeline.value_negative"],
});

export const changeProductRoute = route({
  name: "changeProduct",
  method: "PATCH",
  path: "/api/products/{id}",
  summary: "Changes a product or archives it; deals keep the price they were made with.",
  who: "admin",
  params: z.strictObject({ id: productId }),
  body: z
    .strictObject({
      name,
      series: z.string().trim().max(200).nullable(),
      price: moneyShape,
      archived: z.boolean(),
      ...productDefaults,
    })
    .partial(),
  answer: productShape,
  refusals: [
    "pipeline.no_such_product",
    "pipeline.product_name_taken",
    "pipeline.other_currency",
    "pipeline.value_negative",
  ],
});

export const addReasonRoute = route({
  name: "addReason",
  method: "POST",
  path: "/api/reasons",
  summary: "Adds a reason to the list that winning or losing asks from.",
  who: "admin",
  body: z.strictObject({ kind: z.enum(["won", "lost"]), name }),
  answer: reasonShape,
  status: 201,
  refusals: ["pipeline.reason_taken"],
});

export const changeReasonRoute = route({
  name: "changeReason",
  method: "PATCH",
  path: "/api/reasons/{id}",
  summary: "Renames a reason, or takes it out of the list; deals closed by it keep it.",
  who: "admin",
  params: z.strictObject({ id: reasonId }),
  body: z.strictObject({ name, archived: z.literal(true) }).partial(),
  answer: done,
  refusals: ["pipeline.no_such_reason", "pipeline.reason_taken"],
});

const list = z.enum(["ranks", "parts"]);

export const addWordRoute = route({
  name: "addWord",
  method: "POST",
  path: "/api/deal-lists/{list}",
  summary: "Adds a word to one of the workspace's lists: forecast ranks, or parts that contacts have in a deal.",
  who: "admin",
  params: z.strictObject({ list }),
  body: z.strictObject({ name }),
  answer: wordShape,
  status: 201,
  refusals: ["pipeline.word_taken"],
});

export const changeWordRoute = route({
  name: "changeWord",
  method: "PATCH",
  path: "/api/deal-lists/{list}/{id}",
  summary: "Renames a word of a list, or takes it out; deals keep it.",
  who: "admin",
  params: z.strictObject({ list, id: z.uuid() }),
  body: z.strictObject({ name, archived: z.literal(true) }).partial(),
  answer: done,
  refusals: ["pipeline.no_such_word", "pipeline.word_taken"],
});

export const orderWordsRoute = route({
  name: "orderWords",
  method: "PUT",
  path: "/api/deal-lists/{list}/order",
  summary: "Puts a list of words in order.",
  who: "admin",
  params: z.strictObject({ list }),
  body: z.strictObject({ ids: z.array(z.uuid()) }),
  answer: done,
  refusals: ["pipeline.order_incomplete"],
});

const rateShape = z.strictObject({
  from: currencyCode,
  on: civilDate,
  rate: z.string().refine(isRate, { error: "not_a_rate" }).meta({ description: "Decimal: what one unit is worth" }),
});

export const currencyRatesRoute = route({
  name: "currencyRates",
  method: "GET",
  path: "/api/currency-rates",
  summary: "The rates into the workspace's currency, the newest of each currency first.",
  who: "admin",
  answer: z.object({ base: z.string(), rates: z.array(rateShape) }),
  refusals: [],
});

export const setCurrencyRatesRoute = route({
  name: "setCurrencyRates",
  method: "PUT",
  path: "/api/currency-rates",
  summary: "Enters rates, each from a day on; one of the same day is put right. What deals were counted by stays.",
  who: "admin",
  body: z.strictObject({ rates: z.array(rateShape).min(1).max(5000) }),
  answer: done,
  refusals: ["pipeline.rate_of_base", "pipeline.rate_in_future"],
});

export const removeCurrencyRateRoute = route({
  name: "removeCurrencyRate",
  method: "DELETE",
  path: "/api/currency-rates/{from}/{on}",
  summary: "Removes a rate; deals counted by it keep what they were counted by.",
  who: "admin",
  params: z.strictObject({ from: currencyCode, on: civilDate }),
  answer: done,
  refusals: ["pipeline.no_such_rate"],
});

const lineShape = z.strictObject({
  productId,
  quantity: z.int().min(1).max(1_000_000),
  priceMinor: minor.min(0),
  discount: z.union([z.strictObject({ percent }), z.strictObject({ minor: minor.min(0) })]).nullable(),
  taxPercent: percent,
  recurs,
  periods,
});
const askedLine = lineShape.partial({ discount: true, taxPercent: true, recurs: true, periods: true });
const nextStepShape = z.object({ kind: z.string(), subject: z.string(), at: instantShape });

export const dealShape = z.object({
  id: dealId,
  key: z.string().nullable(),
  name: z.string(),
  pipelineId,
  stageId,
  stage: z.string(),
  probability: z.int(),
  organizationId: organizationId.nullable(),
  organization: z.string().nullable(),
  ownerId: personId.nullable(),
  owner: z.string().nullable(),
  value: moneyShape,
  baseMinor: minor,
  weightedMinor: minor,
  lines: z.array(lineShape.extend({ product: z.string() })),
  openedOn: civilDate.nullable(),
  expectedCloseOn: civilDate.nullable(),
  firstCloseOn: civilDate.nullable(),
  /** How often the expected close was put off. */
  slips: z.int(),
  rankId: rankId.nullable(),
  rank: z.string().nullable(),
  /** The rate that the base value was counted by, and that rate's day. */
  countedBy: z.object({ rate: z.string(), on: civilDate }).nullable(),
  rotDays: z.int().nullable(),
  /** When the customer's next step of deciding is planned for. */
  decisionDue: civilDate.nullable(),
  contactCount: z.int(),
  stepCount: z.int(),
  stageSince: instantShape,
  nextStep: nextStepShape.nullable(),
  lastTouchAt: instantShape,
  createdAt: instantShape,
  version: z.int(),
  status: z.enum(["open", "won", "lost"]),
  closedOn: civilDate.nullable(),
  reasonId: reasonId.nullable(),
  reasonText: z.string().nullable(),
  reason: z.string().nullable(),
});
export type DealShape = z.infer<typeof dealShape>;

export const dealSorts = [
  "name",
  "organization",
  "stage",
  "value",
  "weighted",
  "owner",
  "openedOn",
  "closedOn",
  "expectedCloseOn",
  "nextStep",
  "idle",
  "product",
  "rank",
  "slips",
] as const;

/** What a list, a board and their totals are filtered by; it is the same in the address of the page. */
export const dealFilter = z.strictObject({
  q: z.string().max(200).optional(),
  status: z.enum(["open", "won", "lost"]).optional(),
  owner: z.uuid().optional(),
  team: z.uuid().optional(),
  pipeline: z.uuid().optional(),
  stage: z.uuid().optional(),
  rank: z.uuid().optional(),
  contact: z.uuid().optional(),
  /** Stages that a deal came to, by opening or by moving forward. */
  reached: z.uuid().optional(),
  reachedToo: z.uuid().optional(),
  rotting: z.enum(["1"]).optional(),
  slipped: z.enum(["1"]).optional(),
  overdue: z.enum(["1"]).optional(),
  decisionLate: z.enum(["1"]).optional(),
  organization: z.uuid().optional(),
  /** Deals of the organizations under this one, at any depth; its own are not among them. */
  under: z.uuid().optional(),
  product: z.uuid().optional(),
  valueFrom: z.coerce.number().int().optional(),
  valueTo: z.coerce.number().int().optional(),
  openedFrom: civilDate.optional(),
  openedTo: civilDate.optional(),
  closedFrom: civilDate.optional(),
  closedTo: civilDate.optional(),
  noNextStep: z.enum(["1"]).optional(),
  idleDays: z.coerce.number().int().min(1).max(10_000).optional(),
});
export type DealFilter = z.output<typeof dealFilter>;

export const dealsRoute = route({
  name: "deals",
  method: "GET",
  path: "/api/deals",
  summary:
    "Deals the caller may read: filtered, sorted, a page at a time, with the totals of the whole filter on the first page.",
  who: "member",
  query: dealFilter.extend({
    sort: z.enum(dealSorts).default("openedOn"),
    order: z.enum(["asc", "desc"]).default("desc"),
    after: z.string().max(1000).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  answer: z.object({
    rows: z.array(dealShape),
    totals: z.object({ count: z.int(), valueMinor: minor, weightedMinor: minor, currency: z.string() }).nullable(),
    next: z.string().nullable(),
  }),
  refusals: ["http.bad_cursor"],
});

/** A deal as a card of the board shows it: with the fields of the workspace's own that were chosen for cards. */
const cardShape = dealShape.extend({
  own: z
    .array(
      z.object({
        label: z.string(),
        type: z.string(),
        value: z.union([z.string(), z.number(), z.boolean(), moneyShape]),
      }),
    )
    .optional(),
});
export type CardShape = z.infer<typeof cardShape>;

export const boardRoute = route({
  name: "board",
  method: "GET",
  path: "/api/board",
  summary: "The open deals of a filter by stage: count, sum and weighted sum over all of them, and the first cards.",
  who: "member",
  query: dealFilter.omit({ status: true, stage: true }),
  answer: z.object({
    pipelineId,
    winRequires: z.array(z.string()),
    currency: z.string(),
    stages: z.array(
      z.object({
        id: stageId,
        name: z.string(),
        probability: z.int(),
        rotDays: z.int().nullable(),
        requires: z.array(z.string()),
        count: z.int(),
        valueMinor: minor,
        weightedMinor: minor,
        cards: z.array(cardShape),
        next: z.string().nullable(),
      }),
    ),
    count: z.int(),
    valueMinor: minor,
    weightedMinor: minor,
  }),
  refusals: ["pipeline.no_such_pipeline"],
});

export const boardCardsRoute = route({
  name: "boardCards",
  method: "GET",
  path: "/api/board/{stage}",
  summary: "More cards of a stage.",
  who: "member",
  params: z.strictObject({ stage: stageId }),
  query: dealFilter.omit({ status: true, stage: true }).extend({ after: z.string().max(1000) }),
  answer: z.object({ cards: z.array(cardShape), next: z.string().nullable() }),
  refusals: ["http.bad_cursor"],
});

const dealContactShape = z.strictObject({ contactId, partId: partId.nullable() });
const stepShape = z.strictObject({
  contactId: contactId.nullable().default(null),
  who: z.string().trim().max(300).nullable().default(null),
  what: z.string().trim().min(1).max(300),
  plannedOn: civilDate.nullable().default(null),
  doneOn: civilDate.nullable().default(null),
});

export const dealRoute = route({
  name: "deal",
  method: "GET",
  path: "/api/deals/{id}",
  summary: "One deal.",
  who: "member",
  params: z.strictObject({ id: dealId }),
  answer: dealShape.extend({
    custom: fieldValues,
    mayWrite: z.boolean(),
    mayDelete: z.boolean(),
    stages: z.array(z.object({ stageId, name: z.string(), days: z.int(), current: z.boolean() })),
    contacts: z.array(
      dealContactShape.extend({ name: z.string(), title: z.string().nullable(), part: z.string().nullable() }),
    ),
    decision: z.array(stepShape.extend({ name: z.string().nullable() })),
    history: z.object({
      moves: z.array(
        z.object({
          ...{ stageId, stage: z.string(), pipelineId: z.string(), at: instantShape, who: z.string().nullable() },
          ...{ value: moneyShape, probability: z.int() },
        }),
      ),
      closes: z.array(
        z.object({
          ...{ kind: z.enum(["won", "lost"]), closedOn: civilDate, reason: z.string().nullable(), value: moneyShape },
          ...{ who: z.string().nullable(), reopenedAt: instantShape.nullable(), reopenedBy: z.string().nullable() },
        }),
      ),
      reschedules: z.array(
        z.object({
          ...{ was: civilDate.nullable(), became: civilDate.nullable(), at: instantShape, who: z.string().nullable() },
        }),
      ),
    }),
  }),
  refusals: ["pipeline.no_such_deal"],
});

const dealFields = {
  name,
  organizationId: organizationId.nullable(),
  ownerId: personId.nullable(),
  stageId,
  value: moneyShape,
  lines: z.array(askedLine).max(50),
  openedOn: civilDate.nullable(),
  expectedCloseOn: civilDate.nullable(),
  rankId: rankId.nullable(),
};
const customRefusals = ["fields.wrong_values"];
const writeRefusals = ["pipeline.no_such_deal", "pipeline.may_not_change", "http.stale"];
const fieldRefusals = [
  "pipeline.no_such_stage",
  "pipeline.no_such_owner",
  "pipeline.no_such_organization",
  "pipeline.no_such_product",
  "pipeline.no_such_rank",
  "pipeline.no_rate",
  "pipeline.value_and_lines",
  "pipeline.value_negative",
  "pipeline.opened_in_future",
  "pipeline.closed_before_opened",
];
/** All that a stage may ask for, so that it is given in the same request. */
const wholeDeal = z
  .strictObject({
    ...dealFields,
    contacts: z.array(dealContactShape).max(20),
    decision: z.array(stepShape).max(50),
    custom: fieldValues,
  })
  .partial();
/** What a move or a win may bring along. */
const filling = wholeDeal.omit({ stageId: true });
const fillingRefusals = [
  ...fieldRefusals,
  "pipeline.field_required",
  "pipeline.no_such_contact",
  "pipeline.no_such_part",
  "pipeline.step_needs_who",
  "pipeline.step_done_in_future",
  ...customRefusals,
];

export const openDealRoute = route({
  name: "openDeal",
  method: "POST",
  path: "/api/deals",
  summary:
    "Opens a deal; without a name it takes its organization's and product's. It is worth the sum of its lines, or the value given: where both are, they must agree. What its stage asks for and is missing is listed, each with its pointer.",
  who: "member",
  body: wholeDeal,
  answer: dealShape.extend({ custom: fieldValues }),
  status: 201,
  refusals: [...fillingRefusals, "pipeline.may_not_change", "pipeline.deal_needs_a_name"],
});

export const changeDealRoute = route({
  name: "changeDeal",
  method: "PATCH",
  path: "/api/deals/{id}",
  summary:
    "Changes fields of a deal; with If-Match only the version that was seen. Lines take the place of a plain value, and a plain value of lines: `cleared` says which was taken away.",
  who: "member",
  params: z.strictObject({ id: dealId }),
  body: z
    .strictObject({ ...dealFields, custom: fieldValues })
    .omit({ stageId: true })
    .partial(),
  answer: dealShape.extend({ custom: fieldValues, cleared: z.enum(["lines", "value"]).nullable() }),
  refusals: [...writeRefusals, ...fieldRefusals, ...customRefusals],
});

export const moveDealRoute = route({
  name: "moveDeal",
  method: "POST",
  path: "/api/deals/{id}/move",
  summary:
    "Moves an open deal to another stage, of its own or another pipeline. What the stage asks for and is missing is listed, each with its pointer; `fields` brings it along.",
  who: "member",
  params: z.strictObject({ id: dealId }),
  body: z.strictObject({ stageId, fields: filling.optional() }),
  answer: dealShape,
  refusals: [...writeRefusals, ...fillingRefusals, "pipeline.deal_is_closed"],
});

export const winDealRoute = route({
  name: "winDeal",
  method: "POST",
  path: "/api/deals/{id}/win",
  summary: "Wins an open deal, today unless an earlier day is said.",
  who: "member",
  params: z.strictObject({ id: dealId }),
  body: z.strictObject({
    wonOn: civilDate.optional(),
    reasonId: reasonId.nullable().default(null),
    reasonText: z.string().trim().max(2000).nullable().default(null),
    fields: filling.optional(),
  }),
  answer: dealShape,
  refusals: [
    ...writeRefusals,
    ...fillingRefusals,
    "pipeline.deal_is_closed",
    "pipeline.closed_in_future",
    "pipeline.no_such_reason",
  ],
});

export const loseDealRoute = route({
  name: "loseDeal",
  method: "POST",
  path: "/api/deals/{id}/lose",
  summary: "Loses an open deal, with a reason.",
  who: "member",
  params: z.strictObject({ id: dealId }),
  body: z.strictObject({
    lostOn: civilDate.optional(),
    reasonId: reasonId.nullable().default(null),
    reasonText: z.string().trim().max(2000).nullable().default(null),
  }),
  answer: dealShape,
  refusals: [
    ...writeRefusals,
    "pipeline.deal_is_closed",
    "pipeline.closed_in_future",
    "pipeline.closed_before_opened",
    "pipeline.reason_missing",
    "pipeline.no_such_reason",
  ],
});

export const reopenDealRoute = route({
  name: "reopenDeal",
  method: "POST",
  path: "/api/deals/{id}/reopen",
  summary: "Reopens a won or lost deal; its close is withdrawn from the figures and stays in the history.",
  who: "member",
  params: z.strictObject({ id: dealId }),
  answer: dealShape,
  refusals: [...writeRefusals, "pipeline.deal_is_open", "pipeline.pipeline_archived"],
});

export const putDealContactRoute = route({
  name: "putDealContact",
  method: "PUT",
  path: "/api/deals/{id}/contacts/{contact}",
  summary: "Puts a contact on a deal, or changes the part they have in it.",
  who: "member",
  params: z.strictObject({ id: dealId, contact: contactId }),
  body: z.strictObject({ partId: partId.nullable().default(null) }),
  answer: dealShape,
  refusals: [...writeRefusals, "pipeline.no_such_contact", "pipeline.no_such_part"],
});

export const removeDealContactRoute = route({
  name: "removeDealContact",
  method: "DELETE",
  path: "/api/deals/{id}/contacts/{contact}",
  summary: "Takes a contact off a deal.",
  who: "member",
  params: z.strictObject({ id: dealId, contact: contactId }),
  answer: dealShape,
  refusals: [...writeRefusals, "pipeline.no_such_contact"],
});

export const setDecisionRoute = route({
  name: "setDecision",
  method: "PUT",
  path: "/api/deals/{id}/decision",
  summary:
    "Sets the route by which the customer decides: its steps in order, each with who, what, when planned and when done.",
  who: "member",
  params: z.strictObject({ id: dealId }),
  body: z.strictObject({ steps: z.array(stepShape).max(50) }),
  answer: dealShape,
  refusals: [...writeRefusals, "pipeline.no_such_contact", "pipeline.step_needs_who", "pipeline.step_done_in_future"],
});

export const contactDealsRoute = route({
  name: "contactDeals",
  method: "GET",
  path: "/api/contacts/{id}/deals",
  summary: "The deals that a contact has a part in, of those the caller may read; open ones first.",
  who: "member",
  params: z.strictObject({ id: contactId }),
  answer: z.object({
    deals: z.array(
      z.object({
        ...{
          id: dealId,
          name: z.string(),
          stage: z.string(),
          status: z.enum(["open", "won", "lost"]),
          value: moneyShape,
        },
        ...{ expectedCloseOn: civilDate.nullable(), part: z.string().nullable() },
      }),
    ),
  }),
  refusals: ["contacts.no_such_contact"],
});

const share = z.number().nullable();
/** 95 %, by Wilson 1927: what it could be but for chance. */
const shareRange = z.object({ low: z.number(), high: z.number() }).nullable();

export const pipelineFiguresRoute = route({
  name: "pipelineFigures",
  method: "GET",
  path: "/api/pipeline-figures",
  summary:
    "Win rate, velocity, cycle, cohort and stage conversion of a span over the deals the caller may read, with the counts they are made of.",
  who: "member",
  query: dealFilter
    .pick({ owner: true, team: true, pipeline: true, product: true, organization: true })
    .extend({ from: civilDate, to: civilDate }),
  answer: z.object({
    currency: z.string(),
    open: z.object({ count: z.int(), baseMinor: minor, listMinor: minor }),
    closed: z.object({
      ...{ won: z.int(), lost: z.int(), wonMinor: minor, wonListMinor: minor, lostMinor: minor, lostListMinor: minor },
      ...{ cycleMean: share, cycleMedian: share },
    }),
    winRate: share,
    winRateRange: shareRange,
    winRateByValue: z.object({ value: share, list: share }),
    velocityMinor: share.meta({ description: "Minor units of the workspace's currency a day" }),
    cohort: z.object({
      all: z.int(),
      won: z.int(),
      lost: z.int(),
      ofAll: share,
      ofClosed: share,
      ofAllRange: shareRange,
      ofClosedRange: shareRange,
    }),
    stages: z.array(
      z.object({
        ...{ stageId, name: z.string() },
        counts: z.object({ reached: z.int(), onward: z.int(), won: z.int() }),
        conversion: z.object({ next: share, won: share, nextRange: shareRange, wonRange: shareRange }),
      }),
    ),
  }),
  refusals: ["pipeline.no_such_pipeline"],
});

const quoteId = idOf<"quote">();
const language = z.enum(quoteLanguages);
const quoteShape = z.object({
  ...{ id: quoteId, number: z.string(), version: z.int(), issuedOn: civilDate, validUntil: civilDate, language },
  /** Everything over all periods, tax included. */
  total: moneyShape,
  issuer: z.string().nullable(),
});

export const quotesOfDealRoute = route({
  name: "dealQuotes",
  method: "GET",
  path: "/api/deals/{id}/quotes",
  summary: "The quotes issued on a deal, the newest first.",
  who: "member",
  params: z.strictObject({ id: dealId }),
  answer: z.array(quoteShape),
  refusals: ["pipeline.no_such_deal"],
});

export const issueQuoteRoute = route({
  name: "issueQuote",
  method: "POST",
  path: "/api/deals/{id}/quotes",
  summary:
    "Issues a quote of the deal's lines as they are now: numbered without a gap, kept as a PDF and never changed.",
  who: "member",
  params: z.strictObject({ id: dealId }),
  body: z.strictObject({
    language,
    validUntil: civilDate,
    contactId: contactId.nullable().default(null),
    terms: z.string().max(5000).default(""),
  }),
  answer: quoteShape,
  status: 201,
  refusals: [
    "pipeline.no_such_deal",
    "pipeline.may_not_change",
    "pipeline.quote_needs_lines",
    "pipeline.quote_valid_before_today",
    "pipeline.no_such_contact",
  ],
});

export const quotePdfRoute = route({
  name: "quotePdf",
  method: "GET",
  path: "/api/quotes/{id}/pdf",
  summary: "A quote as it was issued.",
  who: "member",
  params: z.strictObject({ id: quoteId }),
  answer: z.string(),
  file: "application/pdf",
  refusals: ["pipeline.no_such_quote", "pipeline.no_such_deal"],
});

const quoteSettingsShape = z.strictObject({
  prefix: z.string().trim().max(20),
  seller: z.string().max(1000),
  terms: z.string().max(5000),
  validDays: z.int().min(1).max(365),
});

export const quoteSettingsRoute = route({
  name: "quoteSettings",
  method: "GET",
  path: "/api/quote-settings",
  summary: "What a quote begins with: the prefix of its number, who offers, terms, and how long it is valid.",
  who: "member",
  answer: quoteSettingsShape,
  refusals: [],
});

export const changeQuoteSettingsRoute = route({
  name: "changeQuoteSettings",
  method: "PUT",
  path: "/api/quote-settings",
  summary: "Sets what quotes begin with; those issued stay as they are.",
  who: "admin",
  body: quoteSettingsShape,
  answer: quoteSettingsShape,
  refusals: [],
});

export const deleteDealRoute = route({
  name: "deleteDeal",
  method: "DELETE",
  path: "/api/deals/{id}",
  summary: "Moves a deal to the trash; it counts in no figure.",
  who: "member",
  params: z.strictObject({ id: dealId }),
  answer: done,
  refusals: writeRefusals,
});

export const restoreDealRoute = route({
  name: "restoreDeal",
  method: "POST",
  path: "/api/deals/{id}/restore",
  summary: "Takes a deal out of the trash; its figures come back.",
  who: "member",
  params: z.strictObject({ id: dealId }),
  answer: dealShape,
  refusals: [...writeRefusals, "pipeline.key_taken"],
});
