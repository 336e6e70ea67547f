import { z } from "zod";
import { route } from "#lib/route.ts";
import { civilDate, idOf, instantShape, minor, moneyShape } from "#lib/shapes.ts";

const dealId = idOf<"deal">();
const stageId = idOf<"stage">();
const pipelineId = idOf<"pipeline">();
const productId = idOf<"product">();
const reasonId = idOf<"reason">();
const organizationId = idOf<"organization">();
const personId = idOf<"person">();
const name = z.string().trim().min(1).max(300);
const done = z.strictObject({ done: z.literal(true) });

export const stageShape = z.object({
  id: stageId,
  pipelineId,
  name: z.string(),
  position: z.int(),
  probability: z.int(),
});
export const reasonShape = z.object({ id: reasonId, kind: z.enum(["won", "lost"]), name: z.string() });
export const productShape = z.object({
  id: productId,
  name: z.string(),
  series: z.string().nullable(),
  price: moneyShape,
  archived: z.boolean(),
  version: z.int(),
});

export const pipelinesRoute = route({
  name: "pipelines",
  method: "GET",
  path: "/api/pipelines",
  summary: "The pipelines with their stages, the reasons for winning and losing, and the products.",
  who: "member",
  answer: z.object({
    pipelines: z.array(z.object({ id: pipelineId, name: z.string(), stages: z.array(stageShape) })),
    reasons: z.array(reasonShape),
    products: z.array(productShape),
  }),
  refusals: [],
});

const probability = z.int().min(0).max(100);

export const addStageRoute = route({
  name: "addStage",
  method: "POST",
  path: "/api/stages",
  summary: "Adds a stage at the end of a pipeline.",
  who: "admin",
  body: z.strictObject({ pipelineId, name, probability }),
  answer: stageShape,
  status: 201,
  refusals: ["pipeline.no_such_pipeline", "pipeline.stage_name_taken"],
});

export const changeStageRoute = route({
  name: "changeStage",
  method: "PATCH",
  path: "/api/stages/{id}",
  summary: "Renames a stage or changes its probability; figures of days gone by keep the old one.",
  who: "admin",
  params: z.strictObject({ id: stageId }),
  body: z.strictObject({ name, probability }).partial(),
  answer: stageShape,
  refusals: ["pipeline.no_such_stage", "pipeline.stage_name_taken"],
});

export const addProductRoute = route({
  name: "addProduct",
  method: "POST",
  path: "/api/products",
  summary: "Adds a product to the catalogue.",
  who: "admin",
  body: z.strictObject({ name, series: z.string().trim().max(200).nullable().default(null), price: moneyShape }),
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
    .strictObject({ name, series: z.string().trim().max(200).nullable(), price: moneyShape, archived: z.boolean() })
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

const lineShape = z.strictObject({ productId, quantity: z.int().min(1).max(1_000_000), priceMinor: minor.min(0) });
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
  stageSince: instantShape,
  nextStep: nextStepShape.nullable(),
  lastTouchAt: instantShape,
  createdAt: instantShape,
  version: z.int(),
  status: z.enum(["open", "won", "lost"]),
  closedOn: civilDate.nullable(),
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
] as const;

/** What a list, a board and their totals are filtered by; it is the same in the address of the page. */
export const dealFilter = z.strictObject({
  q: z.string().max(200).optional(),
  status: z.enum(["open", "won", "lost"]).optional(),
  owner: z.uuid().optional(),
  team: z.uuid().optional(),
  stage: z.uuid().optional(),
  organization: z.uuid().optional(),
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

export const boardRoute = route({
  name: "board",
  method: "GET",
  path: "/api/board",
  summary: "The open deals of a filter by stage: count, sum and weighted sum over all of them, and the first cards.",
  who: "member",
  query: dealFilter.omit({ status: true, stage: true }).extend({ pipeline: z.uuid().optional() }),
  answer: z.object({
    pipelineId,
    currency: z.string(),
    stages: z.array(
      z.object({
        id: stageId,
        name: z.string(),
        probability: z.int(),
        count: z.int(),
        valueMinor: minor,
        weightedMinor: minor,
        cards: z.array(dealShape),
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
  answer: z.object({ cards: z.array(dealShape), next: z.string().nullable() }),
  refusals: ["http.bad_cursor"],
});

export const dealRoute = route({
  name: "deal",
  method: "GET",
  path: "/api/deals/{id}",
  summary: "One deal.",
  who: "member",
  params: z.strictObject({ id: dealId }),
  answer: dealShape.extend({
    mayWrite: z.boolean(),
    mayDelete: z.boolean(),
    stages: z.array(z.object({ stageId, name: z.string(), days: z.int(), current: z.boolean() })),
  }),
  refusals: ["pipeline.no_such_deal"],
});

const dealFields = {
  name,
  organizationId: organizationId.nullable(),
  ownerId: personId.nullable(),
  stageId,
  value: z.strictObject({ minor, currency: z.string().length(3) }),
  lines: z.array(lineShape).max(50),
  openedOn: civilDate.nullable(),
  expectedCloseOn: civilDate.nullable(),
};
const writeRefusals = ["pipeline.no_such_deal", "pipeline.may_not_change", "http.stale"];
const fieldRefusals = [
  "pipeline.no_such_stage",
  "pipeline.no_such_owner",
  "pipeline.no_such_organization",
  "pipeline.no_such_product",
  "pipeline.other_currency",
  "pipeline.value_negative",
  "pipeline.opened_in_future",
  "pipeline.closed_before_opened",
];

export const openDealRoute = route({
  name: "openDeal",
  method: "POST",
  path: "/api/deals",
  summary:
    "Opens a deal; without a name it takes its organization's and product's, without a value the list price of its lines.",
  who: "member",
  body: z.strictObject(dealFields).partial(),
  answer: dealShape,
  status: 201,
  refusals: [...fieldRefusals, "pipeline.may_not_change", "pipeline.deal_needs_a_name"],
});

export const changeDealRoute = route({
  name: "changeDeal",
  method: "PATCH",
  path: "/api/deals/{id}",
  summary: "Changes fields of a deal; with If-Match only the version that was seen.",
  who: "member",
  params: z.strictObject({ id: dealId }),
  body: z.strictObject(dealFields).omit({ stageId: true }).partial(),
  answer: dealShape,
  refusals: [...writeRefusals, ...fieldRefusals],
});

export const moveDealRoute = route({
  name: "moveDeal",
  method: "POST",
  path: "/api/deals/{id}/move",
  summary: "Moves an open deal to another stage.",
  who: "member",
  params: z.strictObject({ id: dealId }),
  body: z.strictObject({ stageId }),
  answer: dealShape,
  refusals: [...writeRefusals, "pipeline.no_such_stage", "pipeline.stage_of_other_pipeline", "pipeline.deal_is_closed"],
});

export const winDealRoute = route({
  name: "winDeal",
  method: "POST",
  path: "/api/deals/{id}/win",
  summary: "Wins an open deal, today unless an earlier day is said.",
  who: "member",
  params: z.strictObject({ id: dealId }),
  body: z.strictObject({ wonOn: civilDate.optional() }),
  answer: dealShape,
  refusals: [...writeRefusals, "pipeline.deal_is_closed", "pipeline.closed_in_future", "pipeline.closed_before_opened"],
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
  refusals: [...writeRefusals, "pipeline.deal_is_open"],
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
