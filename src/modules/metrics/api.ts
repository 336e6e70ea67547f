import { z } from "zod";
import { dimensions } from "#lib/metric.ts";
import { route } from "#lib/route.ts";
import { civilDate } from "#lib/shapes.ts";

const unit = z.enum(["count", "money", "days", "minutes", "share"]);
const span = { from: civilDate, to: civilDate };
const scope = {
  person: z.uuid().optional(),
  team: z.uuid().optional(),
  organization: z.uuid().optional(),
  product: z.uuid().optional(),
};

export const metricsRoute = route({
  name: "metrics",
  method: "GET",
  path: "/api/metrics",
  summary: "The catalogue: every figure there is, with its unit and how it is made.",
  who: "member",
  answer: z.array(z.object({ name: z.string(), unit, kind: z.string(), record: z.string() })),
  refusals: [],
});

export const figureShape = z.object({
  metric: z.string(),
  unit,
  currency: z.string().optional(),
  total: z.number().nullable(),
  rows: z.array(z.object({ key: z.string().nullable(), id: z.string().nullable(), value: z.number().nullable() })),
  hidden: z.int(),
});

export const figureRoute = route({
  name: "figure",
  method: "GET",
  path: "/api/metrics/{name}",
  summary:
    "A figure over days, both included, of the company, a team or a person; split by a dimension when asked. Money in minor units.",
  who: "member",
  params: z.strictObject({ name: z.string() }),
  query: z.strictObject({ ...span, ...scope, by: z.enum(dimensions).optional() }),
  answer: figureShape,
  refusals: ["metrics.no_such_metric", "metrics.no_such_figure", "metrics.ends_before_start"],
});

export const figureRecordsRoute = route({
  name: "figureRecords",
  method: "GET",
  path: "/api/metrics/{name}/records",
  summary: "The records a figure is made of, newest first; those the caller may not read are counted only.",
  who: "member",
  params: z.strictObject({ name: z.string() }),
  query: z.strictObject({ ...span, ...scope, after: z.coerce.number().int().min(0).default(0) }),
  answer: z.object({
    record: z.string(),
    rows: z.array(
      z.object({ id: z.string(), name: z.string(), metric: z.string(), day: civilDate, value: z.number() }),
    ),
    total: z.int(),
    unreadable: z.int(),
    next: z.int().nullable(),
  }),
  refusals: ["metrics.no_such_metric", "metrics.no_such_figure", "metrics.ends_before_start"],
});
